"""After a case is confirmed: what is asked of whom, and when (6-duties "Cases"). Each step ends what was asked before.

While an appeal waits nothing is asked of the unit: nobody mends what may be taken back.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.facts import AppealChoice, CaseChoice, Fact, FactKind
from yudu_flow.domain.ladder import Step
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import ZONE, at, midnight_after
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import Addressee, Rules, Rung
from yudu_flow.domain.verdict import Family
from yudu_flow.domain.workdays import Calendar

MAIL = (Channel.EMAIL,)
LIAISON, EVERYBODY = (Addressee.LIAISON,), (Addressee.LIAISON, Addressee.HEAD)
WANTED, MENDING = "case-measures", "case-mending"
COURSE = (Family.MEASURES, Family.MENDING, Family.CHECK, Family.APPEAL)
"""What is said of a confirmed case."""
CaseRung = tuple[Family, Step]


def course(case: Case, rules: Rules, calendar: Calendar) -> tuple[CaseRung, ...]:
    """The rungs of the step at which it stands, in order of time."""
    match case.step:
        case CaseStep.APPEALED:
            return tuple(_appeal(case, rules, calendar))
        case CaseStep.MEASURES:
            return tuple(_measures(case, rules, calendar))
        case CaseStep.MENDING:
            return tuple(_mending(case, rules, calendar))
    return ()


def _appeal(case: Case, rules: Rules, calendar: Calendar) -> Iterator[CaseRung]:
    """Whoever hears it is told at the next pass, and again when it waits for three working days."""
    assert case.appealed_at  # the step says so
    day = _local(case.appealed_at)
    for days in (0, 3):
        rung = Rung(f"P+{days}", days, MAIL, ())
        yield Family.APPEAL, _at(rung, calendar.plus(day, days), rules, calendar, case.appealed_at)


def _measures(case: Case, rules: Rules, calendar: Calendar) -> Iterator[CaseRung]:
    assert case.measures_by  # the step says so
    assert case.decided_at
    for name, days, to in (("M-0", 0, LIAISON), ("M+1", 1, EVERYBODY), ("M+3", 3, EVERYBODY)):
        rung = Rung(f"{name}{_again(case)}", days, MAIL, to, says=WANTED)
        yield Family.MEASURES, _at(rung, calendar.plus(case.measures_by, days), rules, calendar, case.decided_at)


def _mending(case: Case, rules: Rules, calendar: Calendar) -> Iterator[CaseRung]:
    """Reminders before the day; after it the office is to look, and the leader hears where it does not."""
    assert case.mend_by  # the step says so
    assert case.given_at
    again, since = _again(case), case.given_at
    before = at(calendar.minus(case.mend_by, 1), rules.pass_at)
    if before > since:
        yield Family.MENDING, Step(Rung(f"K-1{again}", 1, MAIL, LIAISON, says=MENDING), before)
    last = Rung(f"K-0{again}", 0, MAIL, EVERYBODY, says=MENDING)
    yield Family.MENDING, _at(last, case.mend_by, rules, calendar, since)
    for days in (1, 3):
        day = calendar.plus(case.mend_by, days)
        yield Family.CHECK, _at(Rung(f"K+{days}{again}", days, MAIL, ()), day, rules, calendar, since)


def _again(case: Case) -> str:
    """A new day has rungs of its own: each is said once."""
    given = case.checks + (case.appeal_decided_at is not None)
    return f".{given + 1}" if given else ""


def _at(rung: Rung, day: date, rules: Rules, calendar: Calendar, since: datetime) -> Step:
    """Nothing is asked before the step that asks it, and nothing but at a pass."""
    instant = at(day, rules.pass_at)
    return Step(rung, instant if instant > since else next_pass(since, rules, calendar))


def _local(instant: datetime) -> date:
    return instant.astimezone(ZONE).date()


def is_asked(family: Family, state: State) -> bool:
    """Whether what that family says is still true of the case."""
    step = state.case.step if state.case else None
    wanted = {Family.MEASURES: CaseStep.MEASURES, Family.APPEAL: CaseStep.APPEALED}
    return step is wanted.get(family, CaseStep.MENDING)


def case_dated(fact: Fact, case: Case | None, rules: Rules, calendar: Calendar) -> Fact:
    """A decision with the days that follow from it: measures by then, an appeal until then."""
    today = _local(fact.at)
    if fact.choice is CaseChoice.CONFIRM:
        until = midnight_after(calendar.plus(today, rules.appeal_days))
        return replace(fact, until=until, last_day=calendar.plus(today, rules.measure_days))
    if fact.kind is FactKind.APPEAL_DECIDED and fact.choice is AppealChoice.UPHOLD and case and case.measures_by:
        left = calendar.plus(today, rules.measure_days)
        # Nothing was asked while it waited, so the whole time is given anew; a later day that was promised stays.
        return replace(fact, last_day=max(left, case.mend_by or case.measures_by))
    return fact
