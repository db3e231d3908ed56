"""Printing: JSON for programs, aligned tables with Chinese headings for people."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from shutil import get_terminal_size
from typing import Any

import typer

from yudu_flow.domain.printable import shown

Row = Mapping[str, Any]
UNWATCHED_WIDTH = 150


def as_json(value: Any) -> str:
    """JSON with Chinese as it is and instants as ISO 8601."""
    return shown(_JSON.encode(value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_plain)


def say(words: str, *, err: bool = False, nl: bool = True) -> None:
    """A line for people: the one way by which words reach the terminal, so that what is stored never steers it."""
    typer.echo(shown(words), err=err, nl=nl)


def print_json(rows: Iterable[Row]) -> None:
    say(json.dumps([*rows], ensure_ascii=False, default=_plain, indent=1))


def print_table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Row], empty: str = "没有记录。") -> None:
    """A table; `columns` are (field, heading)."""
    listed = [*rows]
    if not listed:
        say(empty)
        return
    from yudu_flow.cli.columns import laid_out

    cells = [[spell(row.get(field)) for field, _ in columns] for row in listed]
    lines = laid_out([[heading for _, heading in columns], *cells], _room())
    say("\n".join([title, *lines] if title else lines))


def _room() -> int:
    """How wide a table may be; what nobody watches is read in windows of any width."""
    wide = get_terminal_size().columns
    return wide if sys.stdout.isatty() else max(wide, UNWATCHED_WIDTH)


def spell_late_after(value: datetime) -> str:
    """The last second in time as people say it: 9月27日（星期日）24:00."""
    from yudu_flow.domain.period import spell_deadline

    return spell_deadline(value + timedelta(seconds=1))


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
    return shown(str(value))
