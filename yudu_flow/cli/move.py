"""`move`: the whole database to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yudu_flow.settings import Settings
    from yudu_flow.storage.copying import TableSum
    from yudu_flow.upkeep.move import Moved


def move(
    to: Annotated[
        str,
        typer.Option("--to", help="新数据库，如 postgresql://用户名@主机/库名；密码可不写，放在环境变量 PGPASSWORD 里"),
    ],
) -> None:
    """把全部记录搬到另一个空的数据库（SQLite 或 PostgreSQL），两边逐表核对。

    先停止所有机器上的 yudu-flow。现在的数据库不改动；有一处不同就什么都不写。已发的消息不会重发。
    几个局共用一个数据库的，写明 YUDU_FLOW_HOME 就只搬这一个局；一个局也可以搬进别的局共用的数据库。
    """
    from yudu_flow.homes import ROSTER, identity_in
    from yudu_flow.storage.database import describe
    from yudu_flow.upkeep.move import move as moved

    settings = office.machine()
    done = moved(settings, to, identity_in(settings.home / ROSTER).get("id", "") if settings.homes else "")
    for table in done.held:
        say(_line(table))
    whose = f"“{done.bureau}”一个局" if done.bureau else ""
    say(f"已搬到 {describe(to)}：{whose}{len(done.held)}个表，行数和 SHA-256 两边都相同。现在的数据库没有改动。")
    for line in _next_of_one(settings, done) if done.bureau else NEXT:
        say(line)


NEXT = (
    "接下来：在每台机器的 .env 里把 YUDU_FLOW_DATABASE_URL 改为新数据库，运行 yudu-flow doctor，再启动。",
    "密钥 var/secret.key、var/audit.key 和附件留在原处，照用；旧的数据库请留一份，不要再在它上面启动。",
)


def _next_of_one(settings: Settings, done: Moved) -> Iterator[str]:
    home = settings.home
    if done.among:
        yield f"接下来：把文件夹 {home} 移进那边的 YUDU_FLOW_HOMES 文件夹，一分钟内自动接着办。"
        yield f"它的 .env 只留发信、短信和网页地址。密钥在 {settings.own_keys}，随文件夹一起走。"
    else:
        yield f"接下来：在 {home}/.env 里写 YUDU_FLOW_DATABASE_URL（指向新数据库）和发信、网页等设置，"
        yield "去掉 YUDU_FLOW_HOMES，运行 yudu-flow doctor，再启动。密钥已放进它的 var。"
    yield "附件在它的 var/attachments，随文件夹一起走；另外设置了 YUDU_FLOW_ATTACHMENTS 的，照样设置。"
    yield "原来那份记录留着备查；文件夹不要再放回原处，否则两边都会发消息。"


def _line(table: TableSum) -> str:
    return f"{table.table:<15} {table.rows:>9} 行　{table.sha256}"
