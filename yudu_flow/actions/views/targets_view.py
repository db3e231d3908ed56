"""All targets of the plans with their figures, in a period: on a page, as records, as a workbook. Reads only.

Those that ended in the period's year are among them: their end is final, and stands in the year's ledger.
"""

from collections.abc import Iterator, Set
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.sheet import Sheet, workbook
from yudu_flow.actions.target_figures import Progress, latest_figures, progress_of
from yudu_flow.actions.target_words import LAMPS, corrected_words, outlook_words, progress_words
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.storage import obligations
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.record import Record

COLUMNS = {
    "分工": 8,
    "指标": 26,
    "填报单位": 16,
    "目标": 12,
    "计量单位": 10,
    "完成日期": 12,
    "截至": 12,
    "数字": 12,
    "完成率（%）": 11,
    "序时进度（%）": 12,
    "滞后（百分点）": 13,
    "状态": 12,
    "预计完成": 12,
    "今后每月": 12,
    "说明": 40,
}
MONTHS = {
    "分工": 8,
    "指标": 26,
    "填报单位": 16,
    "期": 14,
    "数字": 12,
    "计量单位": 10,
    "完成率（%）": 12,
    "序时进度（%）": 12,
}


def targets_of(bureau: Bureau, db: Connection, now: datetime, period: str) -> tuple[Progress, ...]:
    """Every target of every plan that runs in the period, or ended in its year, in document order."""
    figures = latest_figures(bureau, db, period, now)
    reporting = _reporting(bureau, db, period)
    return tuple(
        one
        for plan in bureau.content.plans
        for _, assignment in plan.assignments()
        for owners in [[unit for unit in bureau.roster.units if (plan.id, assignment.id, unit) in reporting]]
        for one in progress_of(bureau, figures, plan.id, assignment, owners, period, ended=True)
    )


def _reporting(bureau: Bureau, db: Connection, period: str) -> Set[tuple[str, str, str]]:
    """Who reports on which assignment."""
    rows = obligations.listed(db, bureau.key, period=period, kinds=WRITTEN)
    return {(row.plan, assignment, row.owner) for row in rows for assignment in row.assignments}


def records(found: tuple[Progress, ...]) -> Iterator[Record]:
    """The same for programs; `says` and `outlook` are what pages print."""
    for one in found:
        yield {
            "plan": one.plan,
            "assignment": one.assignment,
            "target": one.name,
            "owner": one.owner,
            "goal": one.goal,
            "unit": one.unit,
            "direction": one.direction,
            "state": one.state,
            "by": one.by,
            "period": one.period,
            "value": one.value,
            "done_percent": round(one.done, 1) if one.value is not None else None,
            "due_percent": round(one.due, 1),
            "lag_points": round(one.points, 1) if one.value is not None else None,
            "pace": str(one.lamp),
            "unknown_in": [*one.silent],
            "forecast": one.comes_to,
            "needed_each_month": one.each_month,
            "final": one.final,
            "reported_at_first": one.first,
            "says": progress_words(one),
            "outlook": outlook_words(one),
            "corrected": corrected_words(one),
        }


def target_book(bureau: Bureau, found: tuple[Progress, ...], period: str, now: datetime) -> bytes:
    """The same as a workbook."""
    return workbook(f"{spell_period(period)}指标进度", bureau.roster.bureau_name, now, target_sheets(found))


def target_sheets(found: tuple[Progress, ...]) -> list[Sheet]:
    """Each target as it stands, and each figure of its course; numbers as numbers."""
    rows = [
        (
            one.assignment,
            one.name,
            one.owner,
            one.goal,
            one.unit,
            date.fromisoformat(one.by),
            spell_period(one.period) if one.value is not None else "",
            one.value,
            round(one.done, 1) if one.value is not None else None,
            round(one.due, 1),
            round(one.points, 1) if one.value is not None else None,
            lamp_word(one),
            one.comes_to,
            one.each_month,
            "；".join(part for part in (progress_words(one), corrected_words(one)) if part),
        )
        for one in found
    ]
    months = [row for one in found for row in _months(one)]
    return [Sheet("指标", COLUMNS, rows, fixed=2), Sheet("逐期", MONTHS, months, fixed=2)]


def _months(one: Progress) -> Iterator[tuple[str, str, str, str, Amount, str, float, float]]:
    """Each figure of its course."""
    for period, done, due, value in one.course:
        whose = (one.assignment, one.name, one.owner)
        yield (*whose, spell_period(period), value, one.unit, round(done, 1), round(due, 1))


def lamp_word(one: Progress) -> str:
    """符合进度; what nobody has reported yet has none of the lamps."""
    return "尚未填报" if one.value is None and not one.silent else LAMPS[one.pace]
