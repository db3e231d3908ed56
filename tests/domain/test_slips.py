"""Slips after the deadline: never a jump, never a frozen day, and none once nothing is owed."""

import pytest

from tests.domain.cast import VISITS, Watch, fact, moment, owed
from yudu_flow.domain.facts import ExtensionChoice, Fact, FactKind, ReasonChoice
from yudu_flow.domain.ladder import request_rungs
from yudu_flow.domain.verdict import Family

LATE = (Family.SLIP, Family.CASE)
NOTICE = ["E+1 09-28 09:00", "E+3 09-30 09:00", "E+5 10-10 09:00"]


def explained(at: str, rejected: str) -> list[Fact]:
    return [fact(FactKind.EXPLAINED, at), fact(FactKind.EXPLANATION_DECIDED, rejected, choice=ReasonChoice.REJECT)]


def test_it_climbs_the_ladder_of_september_2020() -> None:
    watch = Watch().through("10-15")
    assert watch.fired(*LATE) == NOTICE
    assert [e.verdict.family for e in watch.log][-4:] == [Family.NUMBERS, Family.SLIP, Family.SLIP, Family.CASE]
    assert watch.state.case is not None
    assert watch.state.case.proposed_at == moment("10-10 09:00")


def test_it_marks_overdue_at_midnight_and_sends_nothing() -> None:
    watch = Watch().through("09-28 09:00")
    assert watch.facts == [fact(FactKind.OVERDUE, "09-28")]
    assert watch.fired(*LATE) == []


def test_it_never_jumps_after_a_week_of_downtime() -> None:
    watch = Watch().through("10-30", start="10-12 09:00")
    assert watch.fired(*LATE) == ["E+1 10-12 09:00", "E+3 10-14 09:00", "E+5 10-16 09:00"]
    assert watch.reasons()["E+1"] == "catch_up"


def test_it_counts_on_from_when_a_slip_could_be_sent() -> None:
    """Back on a rest day: slip 1 goes out with the pass of Monday 10-12, and the next one two working days later."""
    watch = Watch().through("10-30", start="10-11 15:00")
    assert watch.fired(*LATE) == ["E+1 10-11 15:00", "E+3 10-14 09:00", "E+5 10-16 09:00"]


def test_it_does_not_jump_where_the_second_slip_was_missed() -> None:
    watch = Watch().through("09-29").through("10-30", start="10-12 09:00")
    assert watch.fired(*LATE) == [NOTICE[0], "E+3 10-12 09:00", "E+5 10-14 09:00"]


@pytest.mark.parametrize(
    ("explained_at", "rejected", "expected"),
    [
        ("09-28 10:00", "09-29 08:00", NOTICE),
        ("09-28 10:00", "09-29 10:00", [NOTICE[0], "E+3 10-09 09:00", "E+5 10-12 09:00"]),
        ("09-28 10:00", "10-09 10:00", [NOTICE[0], "E+3 10-12 09:00", "E+5 10-14 09:00"]),
        ("09-28 08:00", "09-28 10:00", ["E+1 09-29 09:00", "E+3 10-09 09:00", "E+5 10-12 09:00"]),
        ("10-01 10:00", "10-08 10:00", NOTICE),
    ],
)
def test_it_does_not_count_frozen_working_days(explained_at: str, rejected: str, expected: list[str]) -> None:
    assert Watch().through("10-30", *explained(explained_at, rejected)).fired(*LATE) == expected


def test_it_stands_still_while_an_explanation_waits() -> None:
    watch = Watch().through("10-30", fact(FactKind.EXPLAINED, "09-28 10:00"))
    assert watch.fired(*LATE) == NOTICE[:1]
    assert watch.state.case is None


@pytest.mark.parametrize("kind", [FactKind.FILED, FactKind.WAIVED])
def test_it_ends_with_what_was_owed(kind: FactKind) -> None:
    assert Watch().through("11-30", fact(kind, "09-29 10:00")).fired(*LATE) == NOTICE[:1]


def test_it_counts_from_the_day_that_the_page_was_owed() -> None:
    watch = Watch().through("10-30", fact(FactKind.FILED_UNSEALED, "09-20 10:00"))
    assert watch.fired(*LATE) == ["E+1 10-09 09:00", "E+3 10-12 09:00", "E+5 10-14 09:00"]


def test_it_counts_anew_where_a_late_form_comes_without_its_page() -> None:
    watch = Watch().through("10-30", fact(FactKind.FILED_UNSEALED, "09-28 10:00"))
    assert watch.fired(*LATE) == [NOTICE[0], "E+1 10-09 09:00", "E+3 10-12 09:00", "E+5 10-14 09:00"]
    assert watch.skipped(Family.AHEAD) == {}


def test_it_does_not_begin_again_where_a_form_comes_after_the_grace_for_its_page() -> None:
    watch = Watch().through("10-30", fact(FactKind.FILED_UNSEALED, "10-09 10:00"))
    assert watch.fired(*LATE) == [*NOTICE[:2], "E+5 10-14 09:00"]


def test_it_begins_again_where_the_form_comes_after_a_reason_that_nobody_answered() -> None:
    """A case needs that no reason was given, or that it was rejected."""
    reason, form = fact(FactKind.EXPLAINED, "09-28 10:00"), fact(FactKind.FILED_UNSEALED, "10-09 10:00")
    watch = Watch().through("10-30", reason, form)
    assert watch.fired(*LATE) == [NOTICE[0], "E+1 10-10 09:00", "E+3 10-13 09:00", "E+5 10-15 09:00"]


def test_it_counts_from_when_a_slip_that_waited_for_the_office_went_out() -> None:
    """Decided at night, held by a request until Wednesday noon: slip 1 goes out with the pass of 10-09."""
    watch = Watch().through("09-27 23:00").at("09-28 21:00")
    watch.record(*explained("09-28 21:30", "09-30 12:00"))
    watch.run(moment("09-30 12:00"), moment("10-30"))
    assert watch.fired(*LATE) == ["E+1 09-28 21:00", "E+3 10-12 09:00", "E+5 10-14 09:00"]


def test_it_goes_on_where_an_overdue_form_is_returned_while_its_explanation_waits() -> None:
    form, reason = fact(FactKind.FILED_UNSEALED, "09-25 10:00"), fact(FactKind.EXPLAINED, "10-09 10:00")
    returned = fact(FactKind.RETURNED, "10-09 11:00", until="10-13")
    watch = Watch().through("11-30", form, reason, returned)
    assert not watch.state.frozen
    assert watch.fired(Family.AHEAD)[-1] == "T-0 10-12 09:00"
    assert watch.fired(*LATE)[-1] == "E+5 10-19 09:00"


def test_it_counts_from_the_limit_of_a_return() -> None:
    returned = fact(FactKind.RETURNED, "09-28 10:00", until="10-01")
    watch = Watch().through("10-30", fact(FactKind.FILED, "09-25 10:00"), returned)
    assert watch.fired(*LATE) == ["E+1 10-09 09:00", "E+3 10-12 09:00", "E+5 10-14 09:00"]


def test_it_counts_from_the_extended_deadline() -> None:
    granted = fact(FactKind.EXTENSION_DECIDED, "09-25 15:00", to="10-10", choice=ExtensionChoice.APPROVE)
    watch = Watch().through("10-30", fact(FactKind.EXTENSION_ASKED, "09-25 10:00", to="10-10"), granted)
    assert watch.fired(*LATE) == ["E+1 10-12 09:00", "E+3 10-14 09:00", "E+5 10-16 09:00"]


def test_it_counts_from_the_day_that_a_refusal_left() -> None:
    refused = fact(FactKind.EXTENSION_DECIDED, "09-29 10:00", choice=ExtensionChoice.REFUSE)
    watch = Watch().through("10-30", fact(FactKind.EXTENSION_ASKED, "09-25 10:00", to="10-10"), refused)
    assert watch.fired(Family.AHEAD)[-1] == "L-0 09-30 09:00"
    assert watch.fired(*LATE) == ["E+1 10-09 09:00", "E+3 10-12 09:00", "E+5 10-14 09:00"]


def test_it_urges_again_in_the_round_after_an_accepted_explanation() -> None:
    granted = fact(FactKind.EXPLANATION_DECIDED, "09-29 10:00", to="10-12", choice=ReasonChoice.ACCEPT)
    watch = Watch().through("10-30", fact(FactKind.EXPLAINED, "09-28 10:00"), granted)
    assert watch.fired(*LATE) == [NOTICE[0], "E+1 10-13 09:00", "E+3 10-15 09:00", "E+5 10-19 09:00"]


def test_it_urges_visits_twice_and_proposes_nothing() -> None:
    watch = Watch(owed(duty=VISITS)).through("11-30")
    assert watch.fired(*LATE) == ["V+1 10-09 09:00", "V+3 10-12 09:00"]
    assert watch.state.case is None


def test_it_cuts_what_was_still_to_be_said_when_the_period_closes() -> None:
    watch = Watch().through("10-09").at("10-31 10:00")
    assert watch.fired(*LATE) == NOTICE[:2]
    assert watch.skipped(*LATE) == {"E+5": "closed"}
    assert watch.state.closed_at == moment("10-31")
    assert watch.wake_at is None


def test_it_says_nothing_at_all_where_it_was_off_until_the_period_closed() -> None:
    watch = Watch().at("11-02 10:00")
    assert watch.fired() == []
    assert watch.skipped(Family.AHEAD) == dict.fromkeys(("R-5", "R-3", "R-1", "R-0"), "deadline_passed")
    assert watch.skipped(*LATE) == dict.fromkeys(("E+1", "E+3", "E+5"), "closed")
    assert watch.state.case is None


def test_it_closes_a_period_that_was_filed_without_a_word() -> None:
    watch = Watch().through("11-30", fact(FactKind.FILED, "09-10 10:00"))
    assert watch.fired() == []
    assert watch.facts[-1] == fact(FactKind.CLOSED, "10-31")


def test_it_tells_the_office_of_a_waiting_request_and_again_when_it_heads_the_list() -> None:
    watch = Watch().through("10-15", fact(FactKind.EXTENSION_ASKED, "09-27 10:00", to="10-10"))
    assert watch.fired(Family.REQUEST) == ["A+1 09-28 09:00", "A+2 09-29 09:00", "A+4 10-09 09:00"]
    later = Watch().through("09-28 09:30")
    later.record(fact(FactKind.EXPLAINED, "09-28 10:00"))
    assert later.at("10-09 10:00").fired(Family.REQUEST) == ["A+2 10-09 10:00"]
    assert later.skipped(Family.REQUEST) == {"A+1": "superseded"}


def test_it_tells_the_office_of_each_request_by_its_own_name() -> None:
    assert [rung.name for rung in request_rungs(1, 1)] == ["A+1", "A+2", "A+4"]
    watch = Watch().through("10-30", *explained("09-28 10:00", "09-29 10:00"), fact(FactKind.EXPLAINED, "09-30 10:00"))
    seconds = ["A+1.2 10-09 09:00", "A+2.2 10-10 09:00", "A+4.2 10-13 09:00"]
    assert watch.fired(Family.REQUEST) == ["A+1 09-29 09:00", *seconds]


def test_it_tells_the_office_nothing_of_a_request_decided_at_once() -> None:
    assert Watch().through("10-30", *explained("09-28 10:00", "09-28 15:00")).fired(Family.REQUEST) == []


def overdue_at(watch: Watch) -> list[str]:
    return [f"{fact.at:%m-%d %H:%M}" for fact in watch.facts if fact.kind is FactKind.OVERDUE]


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        (fact(FactKind.FILED, "09-28"), ["09-28 00:00"]),
        (fact(FactKind.FILED_UNSEALED, "09-28"), ["09-28 00:00", "10-01 00:00"]),
        (fact(FactKind.FILED_UNSEALED, "09-28 10:00"), ["09-28 00:00", "10-01 00:00"]),
        (fact(FactKind.FILED_UNSEALED, "10-09 10:00"), ["09-28 00:00"]),
        (fact(FactKind.FILED, "09-27 23:59"), []),
    ],
)
def test_it_is_marked_overdue_once_a_deadline(filed: Fact, expected: list[str]) -> None:
    """A filing at exactly 24:00 is late and says so; a form after the time for its page says nothing new."""
    assert overdue_at(Watch().through("10-30", filed)) == expected


def test_it_is_not_held_for_ever_by_reasons_given_after_each_rejection() -> None:
    acts = [*explained("09-28 10:00", "09-28 15:00"), *explained("09-29 10:00", "10-12 15:00")]
    assert Watch().through("10-30", *acts).fired(*LATE) == NOTICE


def test_it_urges_while_a_request_waits_that_came_too_late() -> None:
    asked = fact(FactKind.EXTENSION_ASKED, "09-27 23:59", to="10-20")
    refused = fact(FactKind.EXTENSION_DECIDED, "10-09 10:00", choice=ExtensionChoice.REFUSE)
    assert Watch().through("10-30", asked, refused).fired(*LATE) == NOTICE
    assert Watch().through("10-30", asked).fired(*LATE) == NOTICE


def test_it_closes_after_the_limit_of_a_return() -> None:
    returned = fact(FactKind.RETURNED, "10-30 14:00", until="11-04")
    watch = Watch().through("11-30", fact(FactKind.FILED, "09-25 10:00"), returned)
    assert watch.fired(Family.AHEAD)[-1] == "T-0 11-03 09:00"
    assert watch.state.closed_at == moment("11-04")


def test_it_says_a_case_by_repetition_and_a_slip_of_the_same_pass_together() -> None:
    """The machine was off when the case alone was due; slip 2 is due its own gap after slip 1 was told."""
    called = fact(FactKind.CALLED, "09-29 10:00", subject="E+1")
    ruling = Watch(repeats=True, reached=()).through("09-29 10:00", called).look(moment("10-09 09:00"))
    assert [verdict.rung.name for verdict in ruling.verdicts] == ["E+3", "C"]
