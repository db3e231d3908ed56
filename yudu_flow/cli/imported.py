"""What came of a workbook, row by row: said alike whatever was in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, By, ExcelFile, instant
from yudu_flow.cli.output import print_json, say
from yudu_flow.cli.usage import Commands

if TYPE_CHECKING:
    from yudu_flow.actions.acts.imported import Imported
    from yudu_flow.actions.bureau import Bureau

TakeIn = Callable[["Bureau", str, datetime, bytes, bool], "Imported"]
"""What takes in the bytes of a workbook for somebody; the last says whether what comes of it is kept."""
TryOnly = Annotated[bool, typer.Option("--dry-run", help="只列出结果，不保存")]


def importing(app: Commands, counter: str, saved: str) -> Callable[[TakeIn], None]:
    """The command `import` of what takes in a workbook, whose docstring is its help."""

    def made(take_in: TakeIn) -> None:
        def run(file: ExcelFile, by: By, dry_run: TryOnly = False, as_json: AsJson = False, at: At = None) -> None:
            now = instant(at)
            done = take_in(office.bureau(now), by, now, file.read_bytes(), not dry_run)
            _tell(done, counter, saved, as_json=as_json)

        app.command("import", help=take_in.__doc__)(run)

    return made


def _tell(done: Imported, counter: str, saved: str, *, as_json: bool) -> None:
    """Each row that is not as it was, the counts, and whether it was `saved`; exits with 1 where a row is refused."""
    if as_json:
        print_json(one.record() for one in done.outcomes)
    else:
        for one in done.outcomes:
            if one.words or one.kind != "same":
                say(f"{one.place} {done.kinds[one.kind]} {one.name}{f'：{one.words}' if one.words else ''}")
        for columns in done.unread:
            say(f"没有读的列：{columns}；列名写错了的，请照模板改")
        for line in done.moved:
            say(line)
        say(f"{done.counted(counter)}。")
        say(saved if done.saved else "没有存入。")
    if done.counts["refused"]:
        raise typer.Exit(1)
