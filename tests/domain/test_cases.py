"""Cases: only who was told is flagged, the third lapse comes sooner; the decider waits for objections."""

import pytest

from tests.domain.cast import REAL, RULES, VISITS, Watch, fact, moment, owed
from yudu_flow.domain.escalation import decidable_from, lapses, repeats
from yudu_flow.domain.facts import CaseChoice, FactKind, ReasonChoice
from yudu_flow.domain.verdict import Family

CASE, DECISION = Family.CASE, Family.DECISION


@pytest.mark.parametrize(("reached", "left"), [((), ("E+3", "E+5")), (("E+1",), ("E+5",)), (("E+3",), ("E+3", "E+5"))])
def test_it_proposes_nothing_against_who_was_not_told(reached: tuple[str, ...], left: tuple[str, ...]) -> None:
    """Each slip is told by itself: the second one waits for the first, and the case for both."""
    watch = Watch(reached=reached).through("11-30")
    assert watch.fired(CASE) == []
    assert watch.state.case is None
    assert watch.skipped() == dict.fromkeys(left, "closed")


def test_it_looks_again_at_every_pass_for_whether_they_were_told() -> None:
    watch = Watch(reached=("E+1",)).through("10-12 08:00")
    assert watch.wake_at == moment("10-12 09:00")


@pytest.mark.parametrize(
    ("call", "proposed"),
    [
        ("09-30 10:00", "E+5 10-10 09:00"),
        ("10-09 10:00", "E+5 10-12 09:00"),
        ("10-13 10:00", "E+5 10-15 09:00"),
    ],
)
def test_it_proposes_two_working_days_after_a_call_told_the_second_slip(call: str, proposed: str) -> None:
    watch = Watch(reached=("E+1",)).through("10-30", fact(FactKind.CALLED, call, subject="E+3"))
    assert watch.fired(CASE) == [proposed]


def test_it_does_not_take_a_call_before_the_slip_for_telling_it() -> None:
    watch = Watch(reached=("E+1",)).through("10-30", fact(FactKind.CALLED, "09-29 10:00", subject="E+3"))
    assert watch.fired(CASE) == []


def test_it_tells_one_slip_with_one_call() -> None:
    """Slip 2 goes out two working days after the call about slip 1, and the case two after the call about slip 2."""
    first = fact(FactKind.CALLED, "10-09 10:00", subject="E+1")
    watch = Watch(reached=()).through("10-30", first)
    assert watch.fired(Family.SLIP, CASE) == ["E+1 09-28 09:00", "E+3 10-12 09:00"]
    watch = Watch(reached=()).through("10-30", first, fact(FactKind.CALLED, "10-14 15:00", subject="E+3"))
    assert watch.fired(CASE) == ["E+5 10-16 09:00"]


def test_it_holds_the_second_slip_until_the_first_is_told() -> None:
    watch = Watch(reached=("E+3",)).through("10-30", fact(FactKind.CALLED, "10-09 10:00", subject="E+1"))
    assert watch.fired(Family.SLIP) == ["E+1 09-28 09:00", "E+3 10-12 09:00"]
    assert watch.fired(CASE) == ["E+5 10-14 09:00"]


def test_it_waits_with_the_time_to_object_until_the_proposal_is_told() -> None:
    """Proposed on 10-10, told by telephone on 10-19: decidable after 10-22, and no one is called to it before."""
    watch = Watch(reached=("E+1", "E+3")).through("10-19 09:00")
    assert watch.state.case is not None
    assert (watch.state.case.told_at, watch.state.case.decidable_from) == (None, None)
    assert watch.fired(DECISION) == []
    watch.record(fact(FactKind.CALLED, "10-19 15:00", subject="E+5"))
    watch.run(moment("10-19 15:00"), moment("11-30"))
    assert (watch.state.case.told_at, watch.state.case.decidable_from) == (moment("10-19 15:00"), moment("10-23"))
    assert watch.fired(DECISION) == ["D 10-23 09:00"]


def test_it_never_calls_anybody_to_a_proposal_that_reached_nobody() -> None:
    assert Watch(reached=("E+1", "E+3")).through("12-31").fired(DECISION) == []


def test_it_takes_back_what_came_back() -> None:
    """A message of the proposal that bounced stops the time to object, one of a slip stays with the case."""
    watch = Watch().through("10-12")
    watch.record(fact(FactKind.CASE_UNTOLD, "10-12 10:00"), fact(FactKind.CASE_UNTOLD, "10-12 10:00", subject="E+3"))
    case = watch.state.case
    assert case is not None
    assert (case.decidable_from, case.untold) == (None, frozenset({"E+3"}))
    watch.record(fact(FactKind.CALLED, "10-13 10:00", subject="E+3"))
    assert watch.state.case is not None
    assert watch.state.case.untold == frozenset()


def test_it_proposes_a_repeated_lapse_a_day_after_the_first_slip_was_told() -> None:
    watch = Watch(repeats=True).through("11-30")
    assert watch.fired(CASE) == ["C 09-29 09:00"]
    assert watch.reasons()["C"] == "repetition"
    assert watch.fired(Family.SLIP) == ["E+1 09-28 09:00", "E+3 09-30 09:00"]
    assert watch.skipped(CASE) == {"E+5": "case_exists"}


def test_it_waits_with_a_repeated_lapse_until_the_first_slip_is_told() -> None:
    watch = Watch(repeats=True, reached=()).through("11-30", fact(FactKind.CALLED, "09-29 15:00", subject="E+1"))
    assert watch.fired(CASE) == ["C 09-30 09:00"]
    assert Watch(repeats=True, reached=()).through("11-30").fired(CASE) == []


def test_it_tells_at_the_next_pass_what_was_decided_in_quiet_hours() -> None:
    watch = Watch(repeats=True).through("10-30", start="10-11 15:00")
    assert watch.fired(Family.SLIP)[0] == "E+1 10-11 15:00"
    assert watch.fired(CASE) == ["C 10-13 09:00"]


def test_it_proposes_against_a_visitor_only_by_repetition() -> None:
    watch = Watch(owed(duty=VISITS), repeats=True).through("11-30")
    assert watch.fired(CASE) == ["C 10-10 09:00"]
    assert watch.skipped(CASE) == {}
    assert Watch(owed(duty=VISITS)).through("11-30").fired(CASE) == []


def test_it_proposes_nothing_while_a_reason_waits() -> None:
    watch = Watch(repeats=True, reached=()).through("09-28 10:00", fact(FactKind.EXPLAINED, "09-28 09:30"))
    watch.record(fact(FactKind.CALLED, "09-28 15:00", subject="E+1"))
    assert watch.at("09-28 15:00", "10-09 10:00").fired(CASE) == []


def test_it_proposes_one_case_an_obligation_in_all_its_rounds() -> None:
    explained = fact(FactKind.EXPLAINED, "10-10 10:00")
    granted = fact(FactKind.EXPLANATION_DECIDED, "10-12 10:00", to="10-16", choice=ReasonChoice.ACCEPT)
    watch = Watch().through("10-30", explained, granted)
    assert watch.fired(CASE) == ["E+5 10-10 09:00"]
    assert watch.skipped(CASE) == {"E+5": "case_exists"}


def test_it_ends_the_ladder_but_not_the_case_with_a_filing() -> None:
    watch = Watch().through("11-30", fact(FactKind.FILED, "10-12 10:00"))
    assert watch.state.case is not None
    assert watch.fired(DECISION) == ["D 10-15 09:00"]


def test_it_calls_the_decider_after_three_working_days_for_objections() -> None:
    assert Watch().through("10-15 09:00").fired(DECISION) == []
    watch = Watch().through("11-30")
    assert watch.fired(DECISION) == ["D 10-15 09:00"]
    assert decidable_from(moment("10-10 09:00"), RULES, REAL) == moment("10-15")


def test_it_ends_the_time_to_object_with_a_working_day_and_calls_the_decider_on_the_next() -> None:
    """Proposed on a Tuesday: until Friday 24:00, and the decider hears of it on Monday."""
    assert decidable_from(moment("11-03 09:00"), RULES, REAL) == moment("11-07")
    watch = Watch(owed("2020-10")).through("11-30")
    assert watch.fired(CASE) == ["E+5 11-03 09:00"]
    assert watch.fired(DECISION) == ["D 11-09 09:00"]


def test_it_calls_nobody_to_a_case_already_decided() -> None:
    decided = fact(FactKind.CASE_DECIDED, "10-15 08:00", choice=CaseChoice.CONFIRM)
    assert Watch().through("11-30", decided).fired(DECISION) == []


def test_it_calls_the_decider_even_after_the_period_closed() -> None:
    watch = Watch(reached=("E+1", "E+5")).through("11-30", fact(FactKind.CALLED, "10-28 10:00", subject="E+3"))
    assert watch.fired(CASE) == ["E+5 10-30 09:00"]
    assert watch.fired(DECISION) == ["D 11-05 09:00"]


def test_it_proposes_nothing_at_the_look_that_closes_the_period() -> None:
    watch = Watch().through("10-01").at("10-31 00:00")
    assert watch.fired(CASE) == []
    assert watch.skipped(CASE) == {"E+5": "closed"}
    assert watch.state.case is None


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ([True, True], True),
        ([True], False),
        ([False, False, False, True, True], True),
        ([False, False, False, False, True, True], False),
        ([], False),
    ],
)
def test_it_takes_two_of_the_five_periods_before_for_repetition(earlier: list[bool], expected: bool) -> None:
    assert repeats(lapses(earlier, RULES), RULES) is expected


def test_it_counts_all_lapses_in_the_window() -> None:
    assert lapses([True, True, True, False, True, True], RULES) == 4
