"""What the people of a demonstration do by themselves: report in time or late, visit, accept what came in.

Every act goes through the real action; what they write is invented and says nothing of anybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import partial

from yudu_flow.actions.acts.act import Done, Sought
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.paces import asked
from yudu_flow.domain.duties.registry import COUNTED, WRITTEN
from yudu_flow.domain.period import Period, at
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.progress import due_share
from yudu_flow.simulation.hands import hand_of, judge_of
from yudu_flow.storage import obligations
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.periods import short_period

HOUR = time(10)
EARLY, LATE = 3, 2
"""Working days before the last day, and after it."""
PACE = {"prompt": 0.01, "late": 0.0075}
"""What the figures of such a unit have reached for each percent that is due by time."""


class Habit(StrEnum):
    """How an owner behaves; BY_HAND leaves everything to the visitor."""

    PROMPT = "prompt"
    LATE = "late"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Move:
    """Something that somebody will do by themselves, and how to do it at an instant."""

    at: datetime
    do: Callable[[datetime], Done]


@dataclass
class Habits:
    """Everybody's; those who are not named leave everything to the visitor. `accepts`: the office takes reports in."""

    of: dict[str, Habit] = field(default_factory=dict)
    accepts: bool = True

    def next_move(self, bureau: Bureau, now: datetime) -> Move | None:
        """What comes first, no earlier than `now`; None where nobody has anything to do by themselves."""
        with bureau.reading() as db:
            sights = see(db, obligations.listed(db, bureau.key, awake=True), with_rungs=False)
        moves = (move for sight in sights for move in self._moves(bureau, sight, now))
        return min(moves, key=lambda move: move.at, default=None)

    def _moves(self, bureau: Bureau, sight: Sight, now: datetime) -> Iterator[Move]:
        owed, state = sight.owed, sight.state
        if state.waived_at or state.accepted_at or now >= state.closes_at:
            return
        if state.complete:
            if owed.kind in WRITTEN and self.accepts:
                yield Move(_day_after(bureau, sight, now), partial(_accept, bureau, sight))
        elif (habit := self.of.get(owed.owner, Habit.BY_HAND)) is not Habit.BY_HAND:
            yield Move(_when(bureau, sight, habit, now), partial(_deliver, bureau, sight, PACE[habit]))


def _when(bureau: Bureau, sight: Sight, habit: Habit, now: datetime) -> datetime:
    """At ten, some working days before or after the last day that is in force; at once where that is past."""
    last = local_day(sight.state.late_from - timedelta(microseconds=1))
    plus, minus = bureau.calendar.plus, bureau.calendar.minus
    day = minus(last, EARLY) if habit is Habit.PROMPT else plus(last, LATE)
    return max(at(day, HOUR), sight.state.latest or now, now)


def _day_after(bureau: Bureau, sight: Sight, now: datetime) -> datetime:
    """The office looks at it on the next working day."""
    filed = sight.state.filed_at or now
    return max(at(bureau.calendar.plus(local_day(filed), 1), HOUR), now)


def _accept(bureau: Bureau, sight: Sight, now: datetime) -> Done:
    return accept_report(bureau, _sought(sight), judge_of(bureau, _sought(sight), now), now)


def _deliver(bureau: Bureau, sight: Sight, pace: float, now: datetime) -> Done:
    by = hand_of(bureau, sight.owed.owner, now)
    if sight.owed.kind in COUNTED:
        left = [firm for firm in sight.owed.firms if firm not in sight.state.visited]
        firm = left[0] if left else f"第{len(sight.state.visited) + 1}家企业"
        return record_visit(bureau, _sought(sight), by, now, firm, on=local_day(now))
    if sight.state.unsealed_at:
        return seal_report(bureau, _sought(sight), by, now)
    return file_report(bureau, _sought(sight), by, now, _report(bureau, sight, pace))


def _sought(sight: Sight) -> Sought:
    return Sought(sight.owed.owner, sight.owed.period, sight.owed.duty)


SAID = {
    "difficulties": "部分企业对政策还不熟悉，申报材料反复补正。",
    "suggestions": "建议下月集中到园区做一次政策宣讲。",
    "next_steps": "继续按方案推进，逐户上门服务。",
}


def _report(bureau: Bureau, sight: Sight, pace: float) -> Report:
    owed = sight.owed
    mine = bureau.assignments(owed.plan, owed.assignments)
    parts = {one.id: _progress(one, Period.parse(owed.period)) for one in mine}
    return Report(
        progress="\n".join(parts.values()),
        parts=parts,
        figures=dict(_figures(bureau, owed, pace)),
        sections=SAID,
    )


def _progress(one: Assignment, period: Period) -> str:
    count = 6 + (period.number * 7 + sum(map(ord, one.id))) % 23
    return f"{one.summary}：{short_period(str(period))}办理{count}件，上门服务{count // 3}次，均已办结。（演示内容）"


def _figures(bureau: Bureau, owed: Owed, pace: float) -> Iterator[tuple[str, int]]:
    for target in asked(bureau, owed):
        yield target.name, round(target.value * due_share(target, Period.parse(owed.period)) * pace)
