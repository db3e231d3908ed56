"""A leader's lists as tables for a workbook, with what the desk shows: typed, and words stay words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from yudu_flow.actions.papers.sheet import Cell, Sheet
from yudu_flow.actions.views.board_lists import BoardItem
from yudu_flow.actions.views.leader_cases import CaseItem
from yudu_flow.actions.views.leader_exceptions import CASES, EXCEPTIONS, InstructionStand
from yudu_flow.actions.views.leader_measures import MeasureStand
from yudu_flow.actions.views.leader_view import LeaderPage
from yudu_flow.actions.views.ledger import last_minute
from yudu_flow.actions.views.list_sheets import named
from yudu_flow.actions.views.targets_view import target_sheets
from yudu_flow.actions.views.year_outcomes import IN_ORDER, MonthSum
from yudu_flow.wording.cases import decided_by
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.standings import OUTCOMES

HEADINGS = {
    "cases": "待您决定的认定事项",
    "others": "由其他领导决定",
    "own": "办公室事项",
    "overdue": "新近逾期",
    "second_slip": "第二次催办后仍未办结",
    "broken": "延期后仍未按期办结",
    "instructions": "批示办理中",
}
ITEMS = {"责任单位（人）": 16, "事项": 26, "周期": 12, "截止时间": 17, "当前状态": 18, "逾期工作日": 10, "说明": 44}
OF_CASES = {
    "责任单位（人）": 16,
    "事项": 26,
    "周期": 12,
    "种类": 14,
    "现在": 30,
    "提请时": 36,
    "单位异议": 36,
    "单位申诉": 30,
    "给单位时间至": 14,
    "由谁决定": 16,
}
GIVEN = {"责任单位（人）": 16, "内容": 44, "期限": 17, "当前状态": 18, "情况": 16}
MEASURES = {"措施": 8, "标题": 24, "分工": 8, "责任单位": 16, "当前状态": 18, "所报周期": 14, "所报情况": 60}


def exception_sheet(name: str, rows: Iterable[Any]) -> Sheet:
    """One of the lists EXCEPTIONS."""
    shapes: Mapping[str, tuple[Mapping[str, int], Callable[[Any], Sequence[Cell]]]] = {
        **dict.fromkeys(CASES, (OF_CASES, _case)),
        "instructions": (GIVEN, _instruction),
    }
    columns, row = shapes.get(name, (ITEMS, _item))
    return Sheet(HEADINGS[name], columns, [row(one) for one in rows])


def desk_sheets(shown: LeaderPage) -> list[Sheet]:
    """The whole desk: what asks for the leader, each measure, the targets, the last twelve months."""
    targets = tuple(one for measure in shown.measures for one in measure.targets)
    lists = [exception_sheet(name, getattr(shown, name).rows) for name in EXCEPTIONS]
    stands = [row for measure in shown.measures for row in _measure(measure)]
    months = Sheet(
        "近十二个月", {"月份": 14, "应报": 8, **{OUTCOMES[one]: 12 for one in IN_ORDER}}, _months(shown.months)
    )
    return [*lists, Sheet("各项措施", MEASURES, stands, fixed=4), *target_sheets(targets), months]


def _item(one: BoardItem) -> Sequence[Cell]:
    return (*named(one), last_minute(one.deadline), one.now.word, one.now.days or None, one.note)


def _case(one: CaseItem) -> Sequence[Cell]:
    kind = f"{'申诉' if one.appeal else '拟认定'}{one.kind}"
    said = (kind, one.item.now.sentence, one.facts, one.objection, one.appeal, one.given)
    return (*named(one.item), *said, "您" if one.mine else decided_by(one.decider))


def _instruction(one: InstructionStand) -> Sequence[Cell]:
    item, stands = one.item, "：".join(part for part in (one.word, one.asks) if part)
    return item.owner, item.given, last_minute(item.deadline), item.now.word, stands


def _measure(one: MeasureStand) -> Iterator[Sequence[Cell]]:
    for assignment in one.assignments:
        for unit in assignment.units:
            said = spell_period(unit.text_in) if unit.text_in else "", unit.text
            yield one.number, one.title, assignment.id, unit.item.owner, unit.item.now.word, *said


def _months(months: Sequence[MonthSum]) -> list[Sequence[Cell]]:
    return [(spell_period(one.period), one.expected, *one.counts) for one in reversed(months)]
