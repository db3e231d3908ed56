"""`move`: the whole database to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from yudu_flow.storage.copying import Held


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("move")(move)


def move(
    to: Annotated[
        str,
        typer.Option("--to", help="新数据库，如 postgresql://用户名@主机/库名；密码可不写，放在环境变量 PGPASSWORD 里"),
    ],
) -> None:
    """把全部记录搬到另一个空的数据库（SQLite 或 PostgreSQL），两边逐表核对。

    先停止所有机器上的 yudu-flow。现在的数据库不改动；有一处不同就什么都不写。已发的消息不会重发。
    """
    from yudu_flow.storage.database import describe
    from yudu_flow.upkeep.move import move as moved

    held = moved(office.machine(), to)
    for table in held:
        say(_line(table))
    say(f"已搬到 {describe(to)}：{len(held)}个表，行数和 SHA-256 两边都相同。现在的数据库没有改动。")
    say("接下来：在每台机器的 .env 里把 YUDU_FLOW_DATABASE_URL 改为新数据库，运行 yudu-flow doctor，再启动。")
    say("密钥 var/secret.key、var/audit.key 和附件留在原处，照用；旧的数据库请留一份，不要再在它上面启动。")


def _line(table: Held) -> str:
    return f"{table.table:<15} {table.rows:>9} 行　{table.sha256}"
