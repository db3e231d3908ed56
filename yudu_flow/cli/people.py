"""`people`: who may sign in to the pages."""

from __future__ import annotations

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import At, instant
from yudu_flow.cli.output import say
from yudu_flow.cli.usage import Commands

app = Commands(help="账号：谁可以登录网页。")


@app.command("add")
def add(
    person: Annotated[str, typer.Argument(help="名册中的姓名或编号；管理员可以不在名册中")],
    admin: Annotated[bool, typer.Option("--admin", help="兼任管理员")] = False,
    at: At = None,
) -> None:
    """开通账号，并给出一次性的登录链接。"""
    from yudu_flow.actions.access.sign_in import add_person, invite

    now = instant(at)
    bureau, settings = office.bureau(now), office.settings()
    code = invite(bureau, add_person(bureau, person, "命令行", now, admin=admin), "命令行", now)
    base = settings.base_url.rstrip("/") or f"http://{settings.web_host}:{settings.web_port}"
    say(f"已开通：{person}")
    say("登录链接（24小时内有效，只能用一次）：")
    say(f"{base}/enter/{code}")


@app.command("admin")
def admin(
    person: Annotated[str, typer.Argument(help="已有账号的人，姓名或登录名")],
    off: Annotated[bool, typer.Option("--off", help="不再任管理员")] = False,
    at: At = None,
) -> None:
    """设为管理员，或用 --off 取消。"""
    from yudu_flow.actions.access.sign_in import account_of, set_admin

    now = instant(at)
    bureau = office.bureau(now)
    set_admin(bureau, account_of(bureau, person), not off, "命令行", now)
    say(f"{person}{'不再是' if off else '现在是'}管理员。")


@app.command("list")
def listed() -> None:
    """列出账号。"""
    from yudu_flow.clock import wall_clock
    from yudu_flow.storage import accounts
    from yudu_flow.storage.database import reading

    bureau = office.bureau(wall_clock())
    with reading(bureau.engine) as db:
        rows = accounts.listed(db, bureau.key)
    for row in rows:
        marks = [*(["管理员"] if row.is_admin else []), *(["已停用"] if row.disabled_at else [])]
        say("　".join([row.name, row.person, *marks]))
    if not rows:
        say("还没有账号。开通第一个：yudu-flow people add 姓名 --admin")
