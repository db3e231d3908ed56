"""What a bulletin says of what it counted, in sentences: facts alone, and what each unit is asked to do next."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import takewhile

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.bulletin_sources import BEHIND, UNKNOWN, Counted, Tally
from yudu_flow.domain.duties.registry import COUNTED, WRITTEN
from yudu_flow.domain.opening import spans
from yudu_flow.domain.period import ZONE, Period, spell_deadline, spell_moment
from yudu_flow.domain.plan import Plan
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.standings import OUTCOMES

NONE = "本月没有逾期和慢于序时进度的事项。"
PAGE = OUTCOMES["unpaged"]
LATE = (OUTCOMES["late"], "逾期完成")
"""What was made up already: nothing more is owed."""


def method_words(plan: Plan, period: str) -> str:
    """On what it rests: the document and the records."""
    return (
        f"根据《{plan.title}》（{plan.number}）要求，局办公室对{spell_period(period)}各责任单位的报送、走访和办理情况，"
        f"按照系统中的报送时间、盖章页和走访登记逐项核对；量化指标以各单位填报的累计数，与全年序时进度对照。"
        "现将有关情况通报如下。"
    )


def as_of(now: datetime) -> str:
    """Of when the figures are: no part of what the office edits, which would else be old at each look."""
    return f"数据截至{now.astimezone(ZONE).year}年{spell_moment(now)}。"


def counts_words(tallies: Iterable[Tally]) -> str:
    """A line a group: how many, and of these how many stand where, with their shares."""
    return "\n".join(f"{one.group}共{one.whole}项：{'；'.join(map(_counted, one.states))}。" for one in tallies)


def _counted(state: tuple[str, int, float]) -> str:
    word, count, share = state
    return f"{word}{count}项，占{share:.1f}%"


def problem_words(owed: Sequence[Counted], figures: Sequence[Counted]) -> str:
    """What was late, what lags, what a leader decided."""
    found = [
        f"{group}{state}{len(some)}项：{_units(some)}。"
        for (group, state), some in _grouped(owed, lambda one: (one.group, one.state)).items()
    ]
    found += [
        f"指标{state}{len(some)}项：{'、'.join(map(_target, some))}。"
        for (state,), some in _grouped(figures, lambda one: (one.state,)).items()
    ]
    kinds = dict.fromkeys(one.confirmed for one in owed if one.confirmed)
    for kind, some in ((kind, [one for one in owed if one.confirmed == kind]) for kind in kinds):
        found.append(f"经责任领导认定{kind}{len(some)}项：{_units(some)}。")
    return "\n".join(found) or NONE


def _target(one: Counted) -> str:
    """参保人数（社保中心，完成60.2%，序时进度75.0%）; one that nobody reports on has no unit."""
    return f"{one.title}（{'，'.join(filter(None, (one.unit, _shares(one))))}）"


def _shares(one: Counted) -> str:
    return one.says.rpartition("，")[0]


def _grouped(some: Iterable[Counted], by: Callable[[Counted], tuple[str, ...]]) -> dict[tuple[str, ...], list[Counted]]:
    """What is slow, by what it has in common."""
    groups: dict[tuple[str, ...], list[Counted]] = defaultdict(list)
    for one in some:
        if one.slow:
            groups[by(one)].append(one)
    return groups


def _units(some: Iterable[Counted]) -> str:
    return "、".join(dict.fromkeys(one.unit for one in some if one.unit))


def next_words(
    bureau: Bureau, plan: Plan, period: str, owed: Sequence[Counted], figures: Sequence[Counted], now: datetime
) -> str:
    """What is still owed by whom, and when the next report is due."""
    return "\n".join([*_still_owed(owed), *_of_targets(figures), *_next_report(bureau, plan, period, now)])


def _still_owed(owed: Sequence[Counted]) -> Iterator[str]:
    for (group, state, kind), some in _grouped(owed, lambda one: (one.group, one.state, one.kind)).items():
        if state in LATE:
            continue
        if state == PAGE:
            yield f"请{_units(some)}补交{group}的盖章页。"
        else:
            do = "补报" if kind in WRITTEN else "完成" if kind in COUNTED else "办结"
            yield f"请{_units(some)}尽快{do}{group}；有困难的，向局办公室说明原因和完成时间。"


def _of_targets(figures: Sequence[Counted]) -> Iterator[str]:
    groups = _grouped(figures, lambda one: (one.state,))
    if behind := [one for one in groups.get((BEHIND,), ()) if one.unit]:
        yield f"请{_units(behind)}对慢于序时进度的指标分析原因，在下一次报送时写明赶上进度的措施和时间。"
    unknown = groups.get((UNKNOWN,), [])
    if asked := [one for one in unknown if one.unit]:
        yield f"请{_units(asked)}在下一次报送时填报{_titles(asked)}。"
    if nobody := [one for one in unknown if not one.unit]:
        yield f"{_titles(nobody)}还没有填报单位，由局办公室明确。"


def _titles(some: Iterable[Counted]) -> str:
    return "、".join(one.title for one in some)


def _next_report(bureau: Bureau, plan: Plan, period: str, now: datetime) -> Iterator[str]:
    """Of the plan's first report that goes on: its next period whose deadline is ahead, before the plan stops."""
    for duty in (duty for duty in plan.duties if duty.kind.written):
        start = Period.of(Period.parse(period).last, duty.every).shift(1)
        coming = spans(plan, duty, start, bureau.rules, bureau.calendar)
        going = takewhile(lambda one: plan.runs_on(local_day(one.opens_at)), coming)
        # A week of rest has a deadline too, and nobody owes anything by it.
        found = next((one for one in going if one.expected and one.deadline.late_from > now), None)
        if found:
            due = spell_deadline(found.deadline.late_from)
            yield f"{spell_period(str(found.period))}{duty.title}请于{due}前报送。"
            return
