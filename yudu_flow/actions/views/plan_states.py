"""The plans with their state: which run, which are paused or over, and how much of each is open. Reads only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.period import spell_day_from
from yudu_flow.domain.plan import Plan
from yudu_flow.storage.under_way import under_way
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.record import Record

RUNS, PAUSED, ENDED = "runs", "paused", "ended"
WORDS = {RUNS: "执行中", PAUSED: "已暂停", ENDED: "已结束"}


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan today: its state, what is to be said of it, and how many items of it are open."""

    plan: Plan
    state: str
    note: str
    open: int

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def may_pause(self) -> bool:
        return not (self.plan.paused or self.plan.ended)

    def record(self) -> Record:
        said = {"plan": self.plan.id, "number": self.plan.number, "title": self.plan.title, "state": self.state}
        return {**said, "word": self.word, "note": self.note, "open": self.open}


def plan_states(bureau: Bureau, now: datetime) -> list[PlanState]:
    """Those that run first, then as the files have them."""
    with bureau.reading() as db:
        counted = Counter[str]()
        for row in under_way(db, bureau.key):
            counted[row.plan] += row.owing
    found = [state_of(plan, local_day(now), counted[plan.id]) for plan in bureau.content.plans]
    return sorted(found, key=lambda one: [*WORDS].index(one.state))


def state_of(plan: Plan, today: date, count: int) -> PlanState:
    """A plan that is to end or pause on a later day still runs; `count` items of it are under way."""
    if (plan.ended and plan.ended.day <= today) or _is_over(plan, today):
        state = ENDED
    elif plan.paused and plan.paused.day <= today:
        state = PAUSED
    else:
        state = RUNS
    return PlanState(plan, state, "；".join(_notes(plan, today)), count)


def _is_over(plan: Plan, today: date) -> bool:
    cyclic = [duty for duty in plan.duties if duty.kind.cyclic]
    ends = [plan.last_of(duty) for duty in cyclic]
    return bool(ends) and all(end is not None and end.last < today for end in ends)


def _notes(plan: Plan, today: date) -> Iterator[str]:
    for word, stop in (("暂停", plan.paused), ("结束", plan.ended)):
        if stop:
            yield f"{spell_day_from(stop.day, today)}起{word}：{stop.why}"
    if plan.last_period:
        yield f"报到{spell_period(str(plan.last_period))}"
