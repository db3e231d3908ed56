"""The office's ledger (台账) of a period as a workbook: what the board shows, ready to print on A4. Reads only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.actions.views.board_figures import FIGURE_WORDS
from yudu_flow.actions.views.board_lists import BoardItem
from yudu_flow.actions.views.board_view import PeriodInFigures
from yudu_flow.domain.period import ZONE
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.reasons import QUESTIONS
from yudu_flow.wording.standings import FLAGS, NO_PAGE

COLUMNS = {
    "序号": 6,
    "责任单位（人）": 16,
    "事项": 24,
    "截止时间": 18,
    "当前状态": 18,
    "报送时间": 18,
    "接收时间": 18,
    "结果": 18,
    "逾期工作日": 11,
    "标注": 26,
}
OF_THE_FILED = ("accepted", "late", "extended")
FIGURES = FIGURE_WORDS | {"unpaged": NO_PAGE} | {name: f"其中：{FIGURE_WORDS[name]}" for name in OF_THE_FILED}
MINUTE = timedelta(minutes=1)


def ledger(month: PeriodInFigures, bureau_name: str, now: datetime) -> bytes:
    """The workbook as bytes: 台账 with one row an obligation, and 数字 with the figures of the reports."""
    period = spell_period(month.period)
    rows = [_row(number, item) for number, item in enumerate(month.items, start=1)]
    figures = [(word, getattr(month.figures, name)) for name, word in FIGURES.items()]
    sheets = [Sheet("台账", COLUMNS, rows, fixed=2), Sheet("数字", {period: 18, "项": 8}, figures)]
    return workbook(f"{period}台账", bureau_name, now, sheets)


def _row(number: int, item: BoardItem) -> Sequence[Cell]:
    said = (number, item.owner, item.title, last_minute(item.deadline), item.now.word, item.filed_at, item.accepted_at)
    return (*said, item.now.result, item.now.days or None, "、".join(marks(item)))


def last_minute(deadline: datetime) -> datetime:
    """24:00 would be shown as 0:00 of the day after; an hour of the day (17:00) stays as it is."""
    local = deadline.astimezone(ZONE)
    return deadline if local.hour or local.minute else deadline - MINUTE


def marks(item: BoardItem) -> Sequence[str]:
    """What is flagged and what was questioned, in words."""
    return [*(FLAGS.get(name, name) for name in item.flags), *(QUESTIONS[name] for name in item.marks)]
