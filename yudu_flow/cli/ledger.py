"""`ledger`: the year's 台账 as a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import At, Year
from yudu_flow.cli.output import put

Out = Annotated[Path | None, typer.Option("--out", help="写到哪个 .xlsx 文件；不写为当前文件夹")]


def ledger(year: Year, out: Out = None, at: At = None) -> None:
    """生成一年的台账：每一项的结果、逾期、催办、认定，指标的最后数字，各项决定，和对得上的合计。"""
    from yudu_flow.actions.views.year_ledger import year_ledger

    with office.reading(at) as (bureau, db, now):
        data = year_ledger(bureau, db, year, now)
    file = out or Path(f"{year}年台账.xlsx")
    put(file, data)
