"""Standing, lamp and outcome as time goes by."""

from dataclasses import replace

import pytest

from tests.domain.cast import REAL, REPORT, RULES, VISITS, after, fact, moment, owed
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.facts import IN_PASSING, CaseChoice, Correction, ExtensionChoice, Fact, FactKind
from yudu_flow.domain.history import STEPS
from yudu_flow.domain.lapse import lapsed
from yudu_flow.domain.obligation import Lamp, Outcome, State, flags, lamp, outcome, standing
from yudu_flow.domain.rules import Addressee, Rung

END = moment("12-01")


def seen(state: State, at: str) -> tuple[str, str]:
    stands = standing(state, RULES, REAL, moment(at))
    return str(stands), str(lamp(stands, outcome(state, moment(at))))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("08-31 23:59", ("scheduled", "green")),
        ("09-01", ("open", "green")),
        ("09-22 23:59", ("open", "green")),
        ("09-23", ("due_soon", "yellow")),
        ("09-26 23:59", ("due_soon", "yellow")),
        ("09-27", ("due_today", "yellow")),
        ("09-27 23:59", ("due_today", "yellow")),
        ("09-28", ("overdue", "red")),
    ],
)
def test_it_comes_due_in_steps(at: str, expected: tuple[str, str]) -> None:
    assert seen(after(), at) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("12-21", "open"),
        ("12-22", "due_soon"),
        ("12-25", "due_today"),
        ("12-26", "due_soon"),
        ("12-28", "due_today"),
        ("12-29", "overdue"),
    ],
)
def test_it_is_due_today_on_both_days_of_a_postponed_deadline(at: str, expected: str) -> None:
    assert seen(after(terms=owed("2020-12")), at)[0] == expected


@pytest.mark.parametrize(("at", "expected"), [("09-23", "open"), ("09-24", "due_soon"), ("09-30", "due_today")])
def test_it_counts_visits_down_from_the_first_reminder(at: str, expected: str) -> None:
    assert seen(after(terms=owed(duty=VISITS)), at)[0] == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact(FactKind.FILED, "09-25")], Lamp.GREEN),
        ([fact(FactKind.FILED, "09-29")], Lamp.YELLOW),
        ([fact(FactKind.FILED, "09-29"), fact(FactKind.ACCEPTED, "09-30")], Lamp.YELLOW),
        ([fact(FactKind.CLOSED, "10-31"), fact(FactKind.FILED, "11-02")], Lamp.YELLOW),
        ([fact(FactKind.CLOSED, "10-31")], Lamp.RED),
        ([fact(FactKind.WAIVED, "09-29")], Lamp.GREEN),
    ],
)
def test_it_never_paints_late_green(facts: list[Fact], expected: Lamp) -> None:
    state = after(*facts)
    assert lamp(standing(state, RULES, REAL, END), outcome(state, END)) is expected


def test_it_counts_late_and_missing_for_repetition_and_excused_not() -> None:
    missing, late = after(), after(fact(FactKind.FILED, "09-29"))
    excused, prompt = after(fact(FactKind.WAIVED, "09-29")), after(fact(FactKind.FILED, "09-25"))
    assert [lapsed(state, END) for state in (missing, late, excused, prompt)] == [True, True, False, False]
    assert lapsed(after(), moment("09-28"))


@pytest.mark.parametrize(
    ("to", "counts"), [("on_time", False), ("extended", False), ("excused", False), ("late", True)]
)
def test_repetition_goes_by_the_correction_and_the_outcome_stays(to: str, counts: bool) -> None:
    closed = fact(FactKind.CLOSED, "10-31 00:00")
    state = after(closed, fact(FactKind.CORRECTED, "11-03 10:00", choice=Correction(to)))
    assert (lapsed(state, moment("11-03 10:00")), outcome(state, moment("11-03 10:00"))) == (counts, Outcome.MISSING)
    assert not lapsed(after(), moment("09-27"))


def test_it_adds_up_to_what_was_expected() -> None:
    extension = [
        fact(FactKind.EXTENSION_ASKED, "09-25", to="10-10"),
        fact(FactKind.EXTENSION_DECIDED, "09-26", to="10-10", choice=ExtensionChoice.APPROVE),
    ]
    states = [
        after(),
        after(fact(FactKind.FILED, "09-25")),
        after(fact(FactKind.FILED, "09-29")),
        after(*extension, fact(FactKind.FILED, "10-09")),
        after(fact(FactKind.WAIVED, "09-29")),
    ]
    assert [str(outcome(state, END)) for state in states] == ["missing", "on_time", "late", "extended", "excused"]
    assert outcome(after(), moment("10-30")) is Outcome.OPEN


def test_it_flags_a_case_until_it_is_decided() -> None:
    proposed = fact(FactKind.CASE_PROPOSED, "10-10 09:00")
    assert flags(after(proposed)) == ["case_proposed"]
    confirmed = fact(FactKind.CASE_DECIDED, "10-15 10:00", choice=CaseChoice.CONFIRM)
    assert flags(after(proposed, fact(FactKind.OBJECTED, "10-12"), confirmed)) == ["case_confirmed", "measures_wanted"]
    dismissed = fact(FactKind.CASE_DECIDED, "10-15 10:00", choice=CaseChoice.DISMISS)
    assert flags(after(proposed, dismissed, fact(FactKind.CLOSED, "10-31"))) == ["closed"]


def test_it_keeps_the_steps_of_a_case() -> None:
    case = after(
        fact(FactKind.CASE_PROPOSED, "10-10 09:00"),
        fact(FactKind.OBJECTED, "10-12"),
        fact(FactKind.CASE_CLOSED, "10-20"),
        fact(FactKind.CALLED, "10-21"),
    ).case
    assert case is not None
    assert (case.proposed_at, case.objected_at, case.closed_at) == (
        moment("10-10 09:00"),
        moment("10-12"),
        moment("10-20"),
    )


def test_it_knows_every_kind_of_fact() -> None:
    assert sorted([*STEPS, *IN_PASSING]) == sorted(FactKind)


def test_it_is_due_soon_from_the_same_day_whatever_rung_is_added() -> None:
    ladder, earlier = REPORT.kind.ladder(RULES), Rung("R-7", 7, (Channel.EMAIL,), (Addressee.LIAISON,))
    added = replace(RULES, ladders={"report": replace(ladder, before=(earlier, *ladder.before))})
    assert str(standing(after(), added, REAL, moment("09-22 23:59"))) == "open"
    assert str(standing(after(), added, REAL, moment("09-23"))) == "due_soon"
