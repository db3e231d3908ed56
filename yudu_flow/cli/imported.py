"""What came of a workbook, row by row: said alike whatever was in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli.output import print_json, say

if TYPE_CHECKING:
    from yudu_flow.actions.acts.imported import Imported


TryOnly = Annotated[bool, typer.Option("--dry-run", help="只列出结果，不保存")]


def tell_imported(done: Imported, kinds: Mapping[str, str], counter: str, saved: str, *, as_json: bool) -> None:
    """Each row that is not as it was, the counts, and whether it was `saved`; exits with 1 where a row is refused."""
    if as_json:
        print_json(one.record() for one in done.outcomes)
    else:
        for one in done.outcomes:
            if one.words or one.kind != "same":
                say(f"{one.place} {kinds[one.kind]} {one.name}{f'：{one.words}' if one.words else ''}")
        say(f"{done.counted(kinds, counter)}。")
        say(saved if done.saved else "没有存入。")
    if done.counts["refused"]:
        raise typer.Exit(1)
