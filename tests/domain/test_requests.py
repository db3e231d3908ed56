"""Extension and explanation: what waits, what is granted, what a refusal leaves, and what a filing voids."""

import pytest

from tests.domain.cast import after, day, fact, moment, owed
from tests.domain.test_filing import FILED, FORM, became, stands
from yudu_flow.domain.facts import ExtensionChoice, Fact, FactKind, ReasonChoice
from yudu_flow.domain.lapse import lapsed
from yudu_flow.domain.obligation import Outcome, Pending, Round, Standing, State, flags, outcome

ASKED, EXPLAINED = FactKind.EXTENSION_ASKED, FactKind.EXPLAINED


def decided(at: str, choice: ExtensionChoice, to: str = "") -> Fact:
    return fact(FactKind.EXTENSION_DECIDED, at, choice=choice, to=to)


def answered(at: str, choice: ReasonChoice, to: str = "") -> Fact:
    return fact(FactKind.EXPLANATION_DECIDED, at, choice=choice, to=to)


def asked(*then: Fact, at: str = "09-25 10:00") -> State:
    """An extension to 10-10 asked for, and what followed."""
    return after(fact(ASKED, at, to="10-10"), *then)


def test_it_is_not_overdue_while_an_extension_waits() -> None:
    state = asked()
    assert (state.pending, state.frozen) == (Pending.EXTENSION, True)
    assert not state.is_overdue(moment("10-09"))
    assert stands(state, "10-09") is Standing.DUE_SOON
    assert flags(state) == ["extension_pending"]
    assert outcome(state, moment("10-09")) is Outcome.OPEN


def test_it_puts_the_granted_date_in_the_place_of_nominal() -> None:
    state = asked(decided("09-25 15:00", ExtensionChoice.APPROVE, "10-11"))
    assert (state.deadline.nominal, state.deadline.remind_by) == (day("10-11"), day("10-10"))
    assert (state.deadline.last_day, state.late_from) == (day("10-12"), moment("10-13"))
    assert (state.round, state.round_kind, state.base_day) == (2, Round.EXTENDED, day("10-12"))
    assert flags(state) == ["extended"]


@pytest.mark.parametrize(
    ("filed", "expected"),
    [("09-27 23:59", "on_time"), ("09-28 00:00", "extended"), ("10-10 23:59", "extended"), ("10-12 10:00", "late 1")],
)
def test_it_is_extended_between_the_two_deadlines(filed: str, expected: str) -> None:
    state = asked(decided("09-25 15:00", ExtensionChoice.APPROVE, "10-10"), fact(FILED, filed))
    assert became(state) == expected
    assert lapsed(state, moment("12-01")) is expected.startswith("late")


@pytest.mark.parametrize(
    ("asked_at", "refused", "late_from"),
    [
        ("09-10 10:00", "09-11 10:00", "09-28"),
        ("09-24 10:00", "09-25 10:00", "09-28"),
        ("09-24 10:00", "09-26 10:00", "09-28"),
        ("09-25 10:00", "09-27 10:00", "09-29"),
        ("09-25 10:00", "09-30 10:00", "10-10"),
        ("09-25 10:00", "10-05 10:00", "10-10"),
    ],
)
def test_it_leaves_a_working_day_after_a_refusal(asked_at: str, refused: str, late_from: str) -> None:
    state = asked(decided(refused, ExtensionChoice.REFUSE), at=asked_at)
    assert state.late_from == moment(late_from)
    assert (state.round, state.pending) == (1, None)
    assert not state.is_overdue(moment(refused))


def test_it_counts_what_comes_after_a_refusal_from_the_day_that_was_left() -> None:
    left = asked(decided("09-30 10:00", ExtensionChoice.REFUSE), fact(FILED, "10-09 10:00"))
    assert became(left) == "extended"
    late = asked(decided("09-30 10:00", ExtensionChoice.REFUSE), fact(FILED, "10-12 10:00"))
    assert became(late) == "late 2"


@pytest.mark.parametrize("kind", [FILED, FORM, FactKind.WAIVED])
def test_it_voids_a_waiting_request_with_a_filing(kind: FactKind) -> None:
    state = asked(fact(kind, "09-26 10:00"))
    assert (state.pending, state.frozen) == (None, False)
    assert [freeze.end for freeze in state.freezes] == [moment("09-26 10:00")]
    assert state.late_from == moment("10-01" if kind is FORM else "09-28")


def test_it_climbs_a_third_round_with_a_second_extension() -> None:
    second = [fact(ASKED, "10-10 10:00", to="10-15"), decided("10-10 11:00", ExtensionChoice.APPROVE, "10-15")]
    state = asked(decided("09-25 15:00", ExtensionChoice.APPROVE, "10-10"), *second)
    assert (state.round, state.asks, state.late_from) == (3, 2, moment("10-16"))
    assert (
        became(asked(decided("09-25 15:00", ExtensionChoice.APPROVE, "10-10"), *second, fact(FILED, "10-15")))
        == "extended"
    )


def test_it_stays_overdue_while_an_explanation_waits() -> None:
    state = after(fact(EXPLAINED, "09-28 10:00"))
    assert stands(state, "09-28 11:00") is Standing.OVERDUE
    assert (state.frozen, flags(state)) == (True, ["explanation_pending"])


def test_it_takes_a_date_with_an_accepted_explanation_as_an_extension() -> None:
    granted = answered("09-29 10:00", ReasonChoice.ACCEPT, "10-12")
    state = after(fact(EXPLAINED, "09-28 10:00"), granted)
    assert stands(state, "09-29 11:00") is Standing.OPEN
    assert (state.round_kind, state.late_from) == (Round.EXTENDED, moment("10-13"))
    assert became(after(fact(EXPLAINED, "09-28 10:00"), granted, fact(FILED, "10-12 10:00"))) == "extended"


def test_it_excuses_what_an_explanation_waives() -> None:
    state = after(fact(EXPLAINED, "09-28 10:00"), answered("09-29 10:00", ReasonChoice.WAIVE))
    assert (stands(state, "09-30"), became(state), state.frozen) == (Standing.WAIVED, "excused", False)
    assert not lapsed(state, moment("12-01"))


def test_it_goes_on_as_before_with_a_rejected_explanation() -> None:
    state = after(fact(EXPLAINED, "09-28 10:00"), answered("09-29 10:00", ReasonChoice.REJECT))
    assert (state.round, state.base_day, state.frozen) == (1, day("09-27"), False)
    assert [(freeze.start, freeze.end) for freeze in state.freezes] == [
        (moment("09-28 10:00"), moment("09-29 10:00")),
    ]


def test_it_moves_the_page_by_the_extended_deadline() -> None:
    state = asked(decided("09-25 15:00", ExtensionChoice.APPROVE, "10-10"), fact(FORM, "10-10 10:00"))
    assert state.late_from == moment("10-15")
    assert state.terms == owed()


def test_it_returns_an_extended_report_no_earlier_than_its_deadline() -> None:
    state = asked(
        decided("09-25 15:00", ExtensionChoice.APPROVE, "10-10"),
        fact(FILED, "09-28 10:00"),
        fact(FactKind.RETURNED, "09-29 10:00", until="10-11"),
        fact(FILED, "10-10 10:00"),
    )
    assert became(state) == "extended"


@pytest.mark.parametrize(
    ("at", "holds"), [("09-25 23:59", True), ("09-26 00:00", False), ("09-26 10:00", False), ("09-27 23:59", False)]
)
def test_it_holds_only_what_was_asked_by_the_last_working_day_before(at: str, holds: bool) -> None:
    """09-26 is a Saturday off, 09-27 the last day: 24:00 of Friday is the end of it."""
    state = asked(at=at)
    assert (state.waits, state.frozen) == (True, holds)
    assert state.is_overdue(moment("09-28")) is not holds
    assert flags(state) == ["extension_pending"]


def test_it_moves_nothing_by_refusing_what_was_asked_too_late() -> None:
    state = asked(decided("09-28 10:00", ExtensionChoice.REFUSE), at="09-27 23:59")
    assert (state.late_from, state.extended_to, state.freezes) == (moment("09-28"), None, [])
    assert (
        became(asked(decided("09-28 10:00", ExtensionChoice.REFUSE), fact(FILED, "09-28 12:00"), at="09-27 23:59"))
        == "late 1"
    )
    assert became(asked(fact(FILED, "09-28 12:00"), at="09-27 23:59")) == "late 1"


def test_it_grants_what_was_asked_too_late_all_the_same() -> None:
    state = asked(
        decided("09-28 10:00", ExtensionChoice.APPROVE, "10-10"), fact(FILED, "10-10 10:00"), at="09-27 23:59"
    )
    assert became(state) == "extended"


def test_it_treats_an_unanswered_request_like_a_refused_one() -> None:
    ignored = asked(fact(FILED, "09-29 10:00"))
    assert became(ignored) == "extended"
    assert not lapsed(ignored, moment("12-01"))
    assert became(asked(decided("09-29 09:00", ExtensionChoice.REFUSE), fact(FILED, "09-29 10:00"))) == "extended"
    assert became(asked(fact(FORM, "09-29 10:00"), fact(FactKind.SEALED, "10-10 10:00"))) == "extended"


def test_it_takes_up_the_ladder_where_a_request_is_withdrawn() -> None:
    state = asked(fact(FactKind.REQUEST_WITHDRAWN, "09-26 10:00"))
    assert (state.waits, state.frozen, state.late_from) == (False, False, moment("09-28"))
    assert state.is_overdue(moment("09-28"))
    assert became(asked(fact(FactKind.REQUEST_WITHDRAWN, "09-26 10:00"), fact(FILED, "09-28 10:00"))) == "late 1"


def test_it_counts_nothing_against_whose_request_was_never_answered() -> None:
    state = asked(fact(FactKind.CLOSED, "10-31"))
    assert became(state) == "missing"
    assert not lapsed(state, moment("12-01"))
    assert not lapsed(asked(fact(FactKind.CLOSED, "10-31"), fact(FILED, "11-02 10:00")), moment("12-01"))
    assert lapsed(asked(fact(FactKind.CLOSED, "10-31"), at="09-27 10:00"), moment("12-01"))


def test_it_is_held_by_the_first_reason_only() -> None:
    first = [fact(EXPLAINED, "09-28 10:00"), answered("09-29 10:00", ReasonChoice.REJECT)]
    again = after(*first, fact(EXPLAINED, "09-30 10:00"))
    assert (again.pending, again.waits, again.frozen) == (Pending.EXPLANATION, True, False)
    assert len(again.freezes) == 1
    granted = after(*first, fact(EXPLAINED, "09-30 10:00"), answered("10-09 10:00", ReasonChoice.WAIVE))
    assert became(granted) == "excused"


def test_it_keeps_a_second_reason_beside_the_one_that_waits() -> None:
    state = after(fact(EXPLAINED, "09-28 10:00"), fact(EXPLAINED, "09-29 10:00"))
    assert (state.pending_since, state.frozen, state.asks) == (moment("09-28 10:00"), True, 1)


def test_it_lets_a_reason_take_the_place_of_a_request_that_came_too_late() -> None:
    state = asked(fact(EXPLAINED, "09-28 10:00"), at="09-27 10:00")
    assert (state.pending, state.frozen) == (Pending.EXPLANATION, True)
