"""Printing: JSON for programs, aligned tables with Chinese headings for people."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import typer

Row = Mapping[str, Any]


def as_json(value: Any) -> str:
    """JSON with Chinese as it is and instants as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def print_json(rows: Iterable[Row]) -> None:
    """A JSON list."""
    typer.echo(json.dumps([*rows], ensure_ascii=False, default=_plain, indent=1))


def print_table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Row], empty: str = "没有记录。") -> None:
    """A table; `columns` are (field, heading)."""
    listed = [*rows]
    if not listed:
        typer.echo(empty)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for _, heading in columns:
        table.add_column(heading, overflow="fold")
    for row in listed:
        table.add_row(*(spell(row.get(field)) for field, _ in columns))
    console = Console()
    Console(width=max(console.width, 150) if not console.is_terminal else None).print(table)


def spell(value: Any) -> str:
    """A value in a table cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, list | tuple):
        return "、".join(spell(item) for item in value)
    return str(value)
