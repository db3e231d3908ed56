"""Printing: JSON for programs, aligned tables with Chinese headings for people."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import typer

from yudu_flow.domain.printable import shown
from yudu_flow.whole_files import write_pieces_whole
from yudu_flow.wording.record import Record

Row = Mapping[str, Any]
# Into a pipe or a file the library would write for a screen of 80 columns, and fold each table.
UNWATCHED_WIDTH = 150
GAP, LEAST_WIDTH = 2, 8


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


def put(file: Path, data: bytes) -> None:
    """Write it there, and say so."""
    put_pieces(file, [data])
    say(f"已写入 {file}")


def put_pieces(file: Path, pieces: Iterable[bytes]) -> None:
    """Write them there once all have come; what breaks off leaves what was there. A device takes them as they come."""
    if file.exists() and not file.is_file():
        with file.open("wb") as device:
            device.writelines(pieces)
    else:
        write_pieces_whole(file, pieces, _mode_of(file))


def _mode_of(file: Path) -> int:
    """Whom a file lets in that is there; else whom the umask does, as for every file that a command writes."""
    if file.exists():
        return file.stat().st_mode & 0o7777
    os.umask(mask := os.umask(0))
    return 0o666 & ~mask


def print_json(rows: Iterable[Row]) -> None:
    say(json.dumps([*rows], ensure_ascii=False, default=_plain, indent=1))


def print_rows(
    as_json: bool,
    rows: Sequence[Record],
    columns: Mapping[str, str],
    empty: str = "没有记录。",
    *,
    title: str = "",
    shown: Callable[[Record], Record] = dict,
) -> None:
    """What a list command prints: the rows for programs, or a table of them as they are `shown` to people."""
    if as_json:
        print_json(rows)
    else:
        print_table(title, [*columns.items()], map(shown, rows), empty)


def print_table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Row], empty: str = "没有记录。") -> None:
    """A table; `columns` are (field, heading)."""
    listed = [*rows]
    if not listed:
        say(empty)
        return
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(color_system=None)  # signs of colour would be shown, as all that steers a terminal is
    if not console.is_terminal:
        console = Console(color_system=None, width=max(console.width, UNWATCHED_WIDTH))
    cells = [[spell(row.get(field)) for field, _ in columns] for row in listed]
    headings = [heading for _, heading in columns]
    whole = kept_whole([max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)], console.width)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for heading, unbroken in zip(headings, whole, strict=True):
        table.add_column(heading, overflow="fold", no_wrap=unbroken)
    for line in cells:
        table.add_row(*map(Text, line))
    with console.capture() as drawn:
        console.print(table)
    lines = [line.rstrip() for line in drawn.get().splitlines()]
    say("\n".join([title, *lines] if title else lines))


def kept_whole(widths: Sequence[int], room: int) -> list[bool]:
    """Which columns stay on one line: from the left, as long as those after them keep LEAST_WIDTH each."""
    whole: list[bool] = []
    left = room - GAP * (len(widths) - 1)
    for place, width in enumerate(widths, 1):
        whole.append(left - width >= LEAST_WIDTH * (len(widths) - place))
        left -= width if whole[-1] else LEAST_WIDTH
    return whole


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
