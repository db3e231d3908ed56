"""The workbook in which figures are filled in: a row for each that a report came without, and how it is filled in."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.actions.paces import asked, figures_of
from yudu_flow.actions.papers.figure_table import COLUMNS
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.storage import obligations, openings
from yudu_flow.storage.rows import Owed

WIDTHS = {"period": 12, "unit": 18, "target": 36, "value": 14, "measure": 10, "reason": 36}
LATELY = 12
"""Periods that are looked at, the last ones."""
HINTS = (
    "一个数字一行；“周期”写 2020-09 或 2020年9月，“填报单位”可以不写，“数字”空着的行不读。",
    "数字写累计数，如 7100、1.2万；比率写 98.5，不要把格子设成百分比格式。",
    "报告已经报送、漏填的数字直接补上；已经报过、要更正的，写明“更正原因”，由局办公室导入。",
    "有一行不对，整张表都不存入；先试导入，逐行看清再存。",
)


def figures_template(
    bureau: Bureau, db: Connection, now: datetime, mine: Callable[[Owed], bool] = lambda _: True
) -> bytes:
    """What is missing of those that are `mine`, ready to fill in."""
    columns = {COLUMNS[name]: width for name, width in WIDTHS.items()}
    sheet = Sheet("指标数字", columns, [*_missing(bureau, db, mine)], fixed=1, notes=HINTS)
    return workbook("指标数字", bureau.roster.bureau_name, now, [sheet])


def _missing(bureau: Bureau, db: Connection, mine: Callable[[Owed], bool]) -> Iterator[tuple[Cell, ...]]:
    for period in openings.periods(db, bureau.key)[-LATELY:]:
        rows = obligations.listed(db, bureau.key, period=period, kinds=WRITTEN)
        wanted = {row.id: asked(bureau, row) for row in rows if mine(row)}
        there = [row for row in rows if wanted.get(row.id)]
        given = figures_of(db, bureau.key, [row.id for row in there])
        for sight in see(db, there, with_rungs=False):
            if sight.state.complete or sight.state.unsealed_at:
                known = given.get(sight.owed.id, {})
                for target in (one for one in wanted[sight.owed.id] if one.name not in known):
                    yield (period, sight.owed.owner, target.name, None, target.unit, None)
