"""What a target stands at, in words that pages, papers and mails share."""

from collections.abc import Iterator
from datetime import date

from yudu_flow.actions.target_figures import Progress
from yudu_flow.domain.amount import Amount, spell_amount
from yudu_flow.domain.period import spell_date
from yudu_flow.domain.progress import Pace
from yudu_flow.domain.target import Direction
from yudu_flow.wording.periods import spell_period

LAMPS = {Pace.UNKNOWN: "进度不明", Pace.IN_TIME: "符合进度", Pace.YELLOW: "滞后", Pace.RED: "严重滞后"}
IN_TIME = {
    Direction.UP: "符合序时进度",
    Direction.DOWN: "没有超过序时控制数",
    Direction.KEEP: "保持在序时进度上",
}
BEHIND = {Direction.UP: "滞后于序时进度", Direction.DOWN: "超出序时控制数", Direction.KEEP: "偏离序时进度"}
STATE_MET = {Direction.UP: "达到目标", Direction.DOWN: "没有超过控制数", Direction.KEEP: "保持在目标上"}
STATE_MISSED = {Direction.UP: "没有达到目标", Direction.DOWN: "超过控制数", Direction.KEEP: "偏离目标"}


def progress_words(one: Progress) -> str:
    """完成75.0%，序时进度75.0%，符合序时进度; what nobody knows is never in time."""
    if one.silent:
        known = f"，{spell_period(one.period)}报{with_unit(one, one.value)}" if one.value is not None else ""
        return f"{'、'.join(spell_period(period) for period in reversed(one.silent))}没有数字，进度不明{known}"
    if one.value is None:
        return "尚未填报"
    if one.state:
        return f"目标{with_unit(one, one.goal)}，{_state(one)}"
    return f"完成{one.done:.1f}%，序时进度{one.due:.1f}%，{_gap(one)}"


def outlook_words(one: Progress) -> str:
    """按此进度到2020年12月31日约4,000人，今后每月需534人; empty where nothing is ahead."""
    if one.value is None or one.state or one.final:
        return ""
    if one.direction == Direction.UP and one.value >= one.goal:
        return "已完成目标"
    parts = []
    if one.comes_to is not None:
        parts.append(f"按此进度到{spell_date(date.fromisoformat(one.by))}约{with_unit(one, one.comes_to)}")
    if one.each_month is not None:
        word = "今后每月不超过" if one.direction == Direction.DOWN else "今后每月需"
        parts.append(f"{word}{with_unit(one, one.each_month)}")
    return "，".join(parts)


def target_line(one: Progress) -> str:
    """One sentence for a mail or a case: whose, how much, of what, and where it leads."""
    if one.silent:
        return f"{_named(one)}{progress_words(one)}"
    figure = f"{_named(one)}{with_unit(one, one.value)}"
    goal = "" if one.state else f"目标{with_unit(one, one.goal)}，"
    return f"{figure}（{goal}{'；'.join(part for part in (progress_words(one), outlook_words(one)) if part)}）"


def _named(one: Progress) -> str:
    """Whose it is, where anybody reports on it, and what."""
    return f"{one.owner}：{one.name}" if one.owner else one.name


def corrected_words(one: Progress) -> str:
    """What was reported at first, and who corrected it when and why; empty where nobody did."""
    return f"原报{with_unit(one, one.first)}，{one.corrected}" if one.corrected else ""


def with_unit(one: Progress, value: Amount | None) -> str:
    """4,600人."""
    return "" if value is None else f"{spell_amount(value)}{one.unit}"


def by_need(found: list[Progress]) -> Iterator[Progress]:
    """What nobody has known twice in a row first, then what lags, the farthest first."""
    yield from (one for one in found if one.dark)
    yield from sorted((one for one in found if one.behind and not one.dark), key=lambda one: -one.points)


def _gap(one: Progress) -> str:
    if not one.behind:
        return IN_TIME[Direction(one.direction)]
    grave = "，严重滞后" if one.lamp == Pace.RED else ""
    return f"{BEHIND[Direction(one.direction)]}{one.points:.1f}个百分点{grave}"


def _state(one: Progress) -> str:
    words = STATE_MISSED if one.behind else STATE_MET
    return words[Direction(one.direction)]
