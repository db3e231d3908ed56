"""`people`: who may sign in to the pages, and the people of the roster."""

from __future__ import annotations

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, By, instant
from yudu_flow.cli.output import print_rows, say
from yudu_flow.cli.roster_acts import made
from yudu_flow.cli.usage import Commands, group_of

app = Commands(group_of(made, "people "), help="人员和账号：名册里的人，谁可以登录网页（add、admin、list）。")


@app.command("add")
def add(
    person: Annotated[str, typer.Argument(help="名册中的姓名或编号；管理员可以不在名册中")],
    admin: Annotated[bool, typer.Option("--admin", help="兼任管理员")] = False,
    at: At = None,
) -> None:
    """开通账号，并给出一次性的登录链接。"""
    from yudu_flow.actions.access.accounts import add_person
    from yudu_flow.actions.access.sign_in import invite
    from yudu_flow.cli.pages import reached_at

    now = instant(at)
    bureau, settings = office.bureau(now), office.settings()
    code = invite(bureau, add_person(bureau, person, "命令行", now, admin=admin), "命令行", now)
    base = settings.base_url.rstrip("/") or reached_at(settings.web_host, settings.web_port)
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
    from yudu_flow.actions.access.accounts import account_of, set_admin

    bureau, now = office.bureau_at(at)
    set_admin(bureau, account_of(bureau, person), not off, "命令行", now)
    say(f"{person}{'不再是' if off else '现在是'}管理员。")


@app.command("calendars")
def calendars(at: At = None, as_json: AsJson = False) -> None:
    """列出在用的日历订阅，不显示地址。"""
    from yudu_flow.storage import calendar_feeds

    with office.reading(at) as (bureau, db, now):
        found = calendar_feeds.listed(db, bureau.key, now)
    rows = [{"person": one.person, "opened_at": one.opened_at, "expires_at": one.expires_at} for one in found]
    names = {"person": "人员编号", "opened_at": "开通", "expires_at": "用到"}
    print_rows(as_json, rows, names, "没有在用的日历订阅。")


@app.command("stop-calendar")
def stop_calendar(
    person: Annotated[str, typer.Argument(help="名册中的姓名或编号")], by: By = "命令行", at: At = None
) -> None:
    """停用一个人的日历订阅，原来的地址打不开。"""
    from yudu_flow.actions.access.accounts import acting
    from yudu_flow.actions.access.calendar_feeds import stop_feed

    bureau, now = office.bureau_at(at)
    known = bureau.roster.named(person)
    stop_feed(bureau, known.id if known else person, acting(bureau, by), now)
    say(f"已停用{known.name if known else person}的日历订阅。")


@app.command("list")
def listed() -> None:
    """列出账号。"""
    from yudu_flow.clock import wall_clock
    from yudu_flow.storage import accounts

    bureau = office.bureau(wall_clock())
    with bureau.reading() as db:
        rows = accounts.listed(db, bureau.key)
    for row in rows:
        marks = [*(["管理员"] if row.is_admin else []), *(["已停用"] if row.disabled_at else [])]
        say("　".join([row.name, row.person, *marks]))
    if not rows:
        say("还没有账号。开通第一个：yudu-flow people add 姓名 --admin")
