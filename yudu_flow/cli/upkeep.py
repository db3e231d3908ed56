"""Keeping it well: `doctor`, `backup`, `restore`, `db upgrade`, `audit verify`."""

from pathlib import Path
from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson
from yudu_flow.cli.output import print_json, say
from yudu_flow.cli.usage import Commands
from yudu_flow.clock import wall_clock

database = Commands(help="数据库。")
audit_app = Commands(help="审计记录。")
MOST_LINES = 50


@database.command("upgrade")
def upgrade() -> None:
    """把数据库升级到当前版本。"""
    from yudu_flow.assembly import link_key_of
    from yudu_flow.storage.database import connect
    from yudu_flow.storage.schema import HEAD, upgrade_if_needed

    settings = office.machine()
    done = upgrade_if_needed(connect(settings.database), link_key_of(settings))
    say(f"数据库{'已升级到' if done else '已是'}版本 {HEAD}。")


@database.command("attachments")
def attachments() -> None:
    """改了 YUDU_FLOW_ATTACHMENTS 以后，把原来的附件收到新的地方；原处的不删。

    从 home 的 var/attachments 和数据库里找。有找不到的，退出码为 1。
    """
    from yudu_flow.upkeep.gather import gather

    bureau = office.bureau(wall_clock())
    moved, missing = gather(office.settings(), bureau.engine)
    say(f"收来{moved}个文件。")
    if missing:
        say(f"有{missing}个文件哪里都没有：把存着它们的文件夹拷到 var/attachments，再运行一次；或从备份恢复。")
        raise typer.Exit(1)


@audit_app.command("verify")
def verify(
    head: Annotated[str, typer.Option("--head", help="办公室清单上印过的核对码，如 40-1a2b3c4d5e")] = "",
) -> None:
    """核对审计记录，以及事项、办理、报告、通知和附件是否与它相符。

    发现问题时退出码为 1。
    """
    from yudu_flow.actions.views.verify_audit import verify_audit

    bureau = office.bureau(wall_clock())
    found = verify_audit(bureau, office.store(bureau), head)
    if found.broken:
        say(f"审计记录从第{found.broken[0]}条起对不上：有记录被改动、删除或插入。请保留数据库并与备份核对。")
    for line in found.wrong[:MOST_LINES]:
        say(line)
    if len(found.wrong) > MOST_LINES:
        say(f"另有{len(found.wrong) - MOST_LINES}处。")
    if found.broken or found.wrong:
        raise typer.Exit(1)
    say(f"审计记录{found.total}条，完整；核对码 {found.head}。")


def backup(file: Annotated[Path, typer.Argument(help="备份文件（.zip）")]) -> None:
    """备份数据库、附件和三个内容文件夹；可在运行时进行。"""
    from yudu_flow.upkeep.archive import write_backup

    if not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"没有文件夹 {file.parent}，请先建好", param_hint="FILE")
    size = write_backup(office.machine(), file, wall_clock())
    say(f"已备份到 {file}（{size / 1e6:.1f} MB）。请把它存到另一台机器上。")
    say("核对审计要用的 var/audit.key 不在其中，请另存一份。")
    say("打开消息链接要用的 var/secret.key（或 YUDU_FLOW_SECRET_KEY）也不在其中，请分开另存。")


def restore(
    file: Annotated[Path, typer.Argument(help="备份文件（.zip）")],
    yes: Annotated[bool, typer.Option("--yes", help="替换现有数据库")] = False,
) -> None:
    """从备份恢复数据库和附件。备份之前已发的消息不会重发。"""
    from yudu_flow.upkeep.archive import read_backup

    taken, missed, key = read_backup(office.machine(), file, replace=yes)
    say(f"已恢复到 {taken:%Y-%m-%d %H:%M} 的状态。")
    if key:
        say(f"备份的审计记录用密钥 {key} 记下，与本机的不同：请把原机器的 var/audit.key 拷到本机，否则核对不了。")
    say("已发消息里的链接要用原机器的 var/secret.key（或 YUDU_FLOW_SECRET_KEY）打开：换了机器的，请先拷来再启动。")
    say("此后收到的报告、作出的决定不在备份中，请对照补登；此后已发的消息可能再发一次。")
    if missed:
        say(f"备份时有{missed}条消息等待发出，启动后会继续。")


def doctor(as_json: AsJson = False) -> None:
    """体检：数据库、日历、联系方式、发信、时钟、磁盘；每行说明该做什么。

    有问题时退出码为 1。
    """
    from yudu_flow.cli.homes import examine_homes
    from yudu_flow.upkeep.checkup import examine

    settings = office.machine()
    findings = [*examine_homes(settings, wall_clock())] if settings.many else examine(settings, wall_clock())
    if as_json:
        print_json([{"item": f.item, "ok": f.ok, "message": f.message, "advice": f.advice} for f in findings])
    else:
        for finding in findings:
            advice = f" → {finding.advice}" if finding.advice else ""
            say(f"{'正常' if finding.ok else '注意'}　{finding.item:　<4}　{finding.message}{advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)
