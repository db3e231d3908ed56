"""`run` and `doctor` for a folder of homes; `homes`: which there are, and who sees the figures of all."""

from __future__ import annotations

import json
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.actions.role import Role
from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson
from yudu_flow.cli.output import print_json, say
from yudu_flow.cli.pages import port_taken, reached_at
from yudu_flow.cli.usage import Commands
from yudu_flow.clock import wall_clock
from yudu_flow.domain.errors import BadRequest

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from datetime import datetime

    from yudu_flow.actions.engine.make_pass import Pass
    from yudu_flow.actions.processes.ways_out import Check
    from yudu_flow.clock import Clock
    from yudu_flow.homes import Homes
    from yudu_flow.settings import Settings


app = Commands(help="几个局共用一个程序（YUDU_FLOW_HOMES）：列出各局，给市里、省里看汇总的口令。")


@app.command("list")
def listed(as_json: AsJson = False) -> None:
    """列出文件夹里的各局：编号、名称、网页地址，停用的为什么停用。

    有停用的，退出码为 1。
    """
    from yudu_flow.homes import Homes

    homes = Homes(_many())
    homes.scan()
    for home in homes:
        homes.open(home, wall_clock())
    rows = [
        {"home": one.name, "bureau": one.key, "name": one.title, "host": one.host, "fault": one.fault} for one in homes
    ]
    if as_json:
        print_json(rows)
    for row in () if as_json else rows:
        stands = f"停用：{row['fault']}" if row["fault"] else f"网页 {row['host'] or '/b/' + row['home']}"
        say(f"{row['home']}　{row['bureau']}　{row['name']}　{stands}")
    if any(row["fault"] for row in rows):
        raise typer.Exit(1)


@app.command("supervisor")
def supervisor(
    name: Annotated[str, typer.Argument(help="谁看，如 赣州市")],
    homes: Annotated[
        list[str] | None, typer.Option("--home", help="只看这个局（文件夹名），可写几次；不写就是全部")
    ] = None,
) -> None:
    """给市里、省里一个口令，打开 /supervise 看各局的数目。什么都不保存：照着把一行设置抄进 .env，重新启动。"""
    settings, key = _many(), token_urlsafe(32)
    known = {one: value.model_dump(exclude_defaults=True) for one, value in settings.supervisors.items()}
    known[name] = {"key": sha256(key.encode()).hexdigest()} | ({"homes": homes} if homes else {})
    say(f"口令（只显示这一次，交给{name}）：{key}")
    say(f"在 {settings.homes}/.env 里写成一行，换掉原来的，再重新启动：")
    say(f"YUDU_FLOW_SUPERVISORS='{json.dumps(known, ensure_ascii=False)}'")
    say(f"网页：{settings.base_url.rstrip('/') or '本程序的网页地址'}/supervise；要停用，删去其中{name}一项。")


@app.command("forget")
def forget(
    bureau: Annotated[str, typer.Argument(help="局的编号，homes list 第二列")],
    yes: Annotated[bool, typer.Option("--yes", help="确认删除")] = False,
) -> None:
    """从共用的数据库里删去一个已经搬走的局的全部记录。先核对搬去的那份是好的；删了找不回来。"""
    from yudu_flow.homes import Homes
    from yudu_flow.upkeep.forget import forget as deleted

    homes = Homes(_many())
    homes.scan()
    if here := [home.name for home in homes if home.key == bureau]:
        raise BadRequest(f"“{bureau}”的文件夹 {'、'.join(here)} 还在，不能删：先用 yudu-flow move 搬走它")
    if not yes:
        raise BadRequest(f"要从数据库里删去“{bureau}”的全部记录，删了找不回来：确认的，加 --yes 再运行")
    say(f"已删去“{bureau}”的{deleted(homes.engine, bureau)}条记录。")


def _many() -> Settings:
    settings = office.machine()
    if not settings.many:
        raise BadRequest("没有设置 YUDU_FLOW_HOMES，或另外写了 YUDU_FLOW_HOME：这个命令看的是一个文件夹里的几个局")
    return settings


def serve_homes(settings: Settings, clock: Clock, role: Role) -> None:
    """Run for all homes of the folder until told to stop."""
    import asyncio

    from yudu_flow.homes import Homes
    from yudu_flow.storage.database import describe

    homes = Homes(settings)
    homes.scan()
    say(f"yudu-flow 已启动：{settings.homes} 中有{len([*homes])}个局")
    say(f"  数据库　{describe(settings.database)}")
    sock = port_taken(settings, role)
    if sock:
        say(f"  网页　　{reached_at(*sock.getsockname()[:2])}，各局在 /b/文件夹名")
    named: set[str] = set()
    _name_broken(homes, named)
    say("  按 Ctrl+C 停止。")
    asyncio.run(_live(homes, clock, role, sock, named))
    say("已停止。")


async def _live(homes: Homes, clock: Clock, role: Role, sock: socket.socket | None, named: set[str]) -> None:
    import asyncio

    from yudu_flow.actions.processes.presence import Presence
    from yudu_flow.cli.console_server import serve
    from yudu_flow.rounds import HomesTimetable
    from yudu_flow.storage.holders import EVERY
    from yudu_flow.upkeep.sweep import Sweeper
    from yudu_flow.web.porter import Porter

    sweep = Sweeper(homes.engine, homes.settings, clock, lambda: [(home.folder, home.key) for home in homes])

    def after_pass(made: Pass) -> None:
        if made.opened_count or made.delivered.counts:
            say(f"{made.at:%m-%d %H:%M} 新开事项{made.opened_count}项，发出消息{made.delivered.count('sent')}条")
        _name_broken(homes, named)
        if sock:
            asyncio.get_running_loop().run_in_executor(None, sweep)

    presence = Presence(homes.engine, EVERY, role.works(pages=sock is not None))
    timetable = HomesTimetable(homes, clock, after_pass, role, presence)
    app = Porter(homes, clock)
    serving = serve(app, sock, timetable.stopped, homes.settings.trusted_proxies) if sock else asyncio.sleep(0)
    await asyncio.gather(timetable.run(), serving)


def _name_broken(homes: Homes, named: set[str]) -> None:
    """Each fault once, until it is mended."""
    broken = {f"  停用　　{home.name}：{home.fault}" for home in homes.broken()}
    for line in sorted(broken - named):
        say(line)
    named.clear()
    named |= broken


def examine_homes(settings: Settings, now: datetime) -> Iterator[Check]:
    """A line for each home that stands still or has something amiss, and how many are well."""
    from yudu_flow.actions.processes.ways_out import Check
    from yudu_flow.homes import Homes

    homes, well = Homes(settings), 0
    homes.scan()
    for home in homes:
        loaded = homes.open(home, now)
        if loaded is None:
            yield Check(home.name, False, home.fault, "改好文件，一分钟内自动再用")
            continue
        faults = [one for one in _passes(homes, home.key, now) if not one.ok]
        well += not faults
        yield from (Check(f"{home.name} {one.item}", False, one.message, one.advice) for one in faults)
    yield Check("各局", well == len([*homes]), f"共{len([*homes])}个，{well}个正常")


def _passes(homes: Homes, bureau: str, now: datetime) -> list[Check]:
    from yudu_flow.actions.processes.ways_out import Check
    from yudu_flow.storage import bureaus
    from yudu_flow.storage.database import reading
    from yudu_flow.upkeep.checkup import passes_of

    with reading(homes.engine) as db:
        row = bureaus.find(db, bureau)
    return [*passes_of(row, now)] if row else [Check("运行", False, "还没有启动过", "运行 yudu-flow run")]
