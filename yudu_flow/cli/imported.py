"""What came of a workbook, row by row: said alike whatever was in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from yudu_flow.cli.output import print_json, say

if TYPE_CHECKING:
    from yudu_flow.actions.acts.import_firms import Imported


def tell_imported(done: Imported, kinds: Mapping[str, str], unit: str, saved: str, *, as_json: bool) -> None:
    """Each row, then the counts by `unit`, and whether it was `saved`; exits with 1 where a row is refused."""
    counts = done.counts
    if as_json:
        print_json(asdict(one) for one in done.outcomes)
    else:
        for one in done.outcomes:
            line = f"第{one.row}行 {kinds[one.kind]} {one.name}"
            say(f"{line}：{one.words}" if one.words else line)
        say("，".join(f"{word}{counts[kind]}{unit}" for kind, word in kinds.items() if counts[kind]) + "。")
        say(saved if done.saved else "没有存入。")
    if counts["refused"]:
        raise typer.Exit(1)
