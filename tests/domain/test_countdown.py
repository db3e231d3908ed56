"""Rungs before the deadline under the rules: the highest now due, once, and each skipped one with its reason."""

import pytest

from tests.domain.cast import VISITS, Watch, fact, moment, owed
from yudu_flow.domain.facts import ExtensionChoice, FactKind
from yudu_flow.domain.verdict import Family

AHEAD, SEAL = Family.AHEAD, Family.SEAL
MONTH = ["R-5 09-21 09:00", "R-3 09-23 09:00", "R-1 09-25 09:00", "R-0 09-27 09:00"]


def test_it_climbs_the_ladder_of_september_2020() -> None:
    watch = Watch().through("09-28")
    assert watch.fired() == MONTH
    assert set(watch.reasons().values()) == {"due"}
    assert watch.skipped() == {}


def test_it_reminds_on_the_postponed_last_day_too() -> None:
    fired = Watch(owed("2020-12")).through("12-29").fired()
    assert fired[-2:] == ["R-0 12-25 09:00", "L-0 12-28 09:00"]
    assert len(fired) == 5


def test_it_skips_a_rung_before_the_opening() -> None:
    watch = Watch(owed(opened="09-22 10:00")).through("09-28")
    assert watch.fired() == MONTH[1:]
    assert watch.skipped() == {"R-5": "before_opening"}


def test_it_fires_only_the_highest_rung_after_downtime() -> None:
    watch = Watch().at("09-26 10:00")
    assert watch.fired() == ["R-1 09-26 10:00"]
    assert watch.reasons() == {"R-1": "catch_up"}
    assert watch.skipped() == {"R-5": "superseded", "R-3": "superseded"}
    assert watch.wake_at == moment("09-27 09:00")


def test_it_calls_a_rung_made_up_only_on_a_later_day() -> None:
    watch = Watch().at("09-21 18:00")
    assert watch.reasons() == {"R-5": "due"}
    assert watch.log[-1].verdict.at == moment("09-21 09:00")
    late = Watch().at("09-22 00:00")
    assert late.reasons() == {"R-5": "catch_up"}
    assert late.log[-1].verdict.at == moment("09-22 00:00")


def test_it_reminds_of_nothing_whose_deadline_has_passed() -> None:
    watch = Watch().at("09-28 08:00")
    assert watch.fired() == []
    assert set(watch.skipped().values()) == {"deadline_passed"}
    assert watch.state.marked_overdue


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (FactKind.FILED, "filed"),
        (FactKind.WAIVED, "waived"),
        (FactKind.FILED_UNSEALED, "filed_unsealed"),
    ],
)
def test_it_says_nothing_more_to_who_has_reported(kind: FactKind, reason: str) -> None:
    watch = Watch().through("09-28", fact(kind, "09-22 10:00"))
    assert watch.fired(AHEAD) == MONTH[:1]
    assert watch.skipped(AHEAD) == {"R-3": reason, "R-1": reason, "R-0": reason}


def test_it_decides_nothing_while_a_request_waits() -> None:
    watch = Watch().through("10-09 08:00", fact(FactKind.EXTENSION_ASKED, "09-22 10:00", to="10-12"))
    assert watch.fired(AHEAD, Family.SLIP) == MONTH[:1]
    assert watch.skipped() == {}
    assert not watch.state.marked_overdue


def test_it_makes_up_nothing_once_a_request_is_refused() -> None:
    """The refusal itself says the date; what is still ahead goes at its own time."""
    asked = fact(FactKind.EXTENSION_ASKED, "09-22 10:00", to="10-12")
    refused = fact(FactKind.EXTENSION_DECIDED, "09-26 10:00", choice=ExtensionChoice.REFUSE)
    watch = Watch().through("09-28", asked, refused)
    assert watch.fired(AHEAD) == [MONTH[0], MONTH[3]]
    assert watch.skipped(AHEAD) == {"R-3": "request_refused", "R-1": "request_refused"}


def test_it_climbs_anew_in_the_round_of_an_extension() -> None:
    asked = fact(FactKind.EXTENSION_ASKED, "09-25 10:00", to="10-12")
    granted = fact(FactKind.EXTENSION_DECIDED, "09-29 10:00", to="10-12", choice=ExtensionChoice.APPROVE)
    watch = Watch().through("10-13 09:00", asked, granted)
    assert watch.fired(AHEAD) == [*MONTH[:3], "R-3 09-30 09:00", "R-1 10-10 09:00", "R-0 10-12 09:00"]
    assert watch.skipped(AHEAD) == {"R-5": "already_past"}


def test_it_reminds_of_a_return_on_the_day_of_its_limit() -> None:
    returned = fact(FactKind.RETURNED, "09-25 15:00", until="09-29")
    watch = Watch().through("09-29", fact(FactKind.FILED, "09-20 10:00"), returned)
    assert watch.fired() == ["T-0 09-28 09:00"]
    assert watch.skipped() == {"R-5": "filed", "R-3": "filed", "R-1": "filed"}


def test_it_skips_the_reminder_of_a_return_that_was_refiled() -> None:
    returned = fact(FactKind.RETURNED, "09-25 15:00", until="09-29")
    again = fact(FactKind.FILED, "09-26 10:00")
    watch = Watch().through("10-12", fact(FactKind.FILED, "09-20 10:00"), returned, again)
    assert watch.fired() == []
    assert watch.skipped()["T-0"] == "filed"


def test_it_asks_for_the_page_while_it_is_awaited() -> None:
    watch = Watch().through("10-09 09:00", fact(FactKind.FILED_UNSEALED, "09-20 10:00"))
    assert watch.fired() == ["S+1 09-28 09:00", "S+3 09-30 09:00"]
    assert watch.state.marked_overdue
    assert Watch().through("10-09", watch.facts[0], fact(FactKind.SEALED, "09-29")).fired() == ["S+1 09-28 09:00"]


def test_it_asks_for_no_page_that_was_asked_for_before_the_form_came() -> None:
    watch = Watch().through("09-30", fact(FactKind.FILED_UNSEALED, "09-28 10:00"))
    assert watch.fired(SEAL) == []
    assert watch.skipped(SEAL) == {"S+1": "already_past"}


def test_it_asks_for_no_page_once_it_is_overdue() -> None:
    watch = Watch().at("09-20 10:00")
    watch.record(fact(FactKind.FILED_UNSEALED, "09-20 11:00"))
    watch.at("10-01 10:00")
    assert watch.fired(SEAL) == []
    assert watch.skipped(SEAL) == {"S+1": "deadline_passed", "S+3": "deadline_passed"}


def test_it_lists_and_counts_down_visits() -> None:
    watch = Watch(owed(duty=VISITS)).through("10-01")
    assert watch.fired() == ["V-list 09-01 09:00", "V-5 09-24 09:00", "V-1 09-29 09:00"]


def test_it_stops_once_the_quota_is_met() -> None:
    visits = [fact(FactKind.VISITED, at, subject=at) for at in ("09-10", "09-26")]
    watch = Watch(owed(duty=VISITS)).through("10-12", *visits)
    assert watch.fired() == ["V-list 09-01 09:00", "V-5 09-24 09:00"]
    assert watch.skipped() == {"V-1": "filed"}


@pytest.mark.parametrize("opened", ["09-18 10:30", "09-24 10:30"])
def test_it_lists_the_firms_at_a_late_opening(opened: str) -> None:
    watch = Watch(owed(duty=VISITS, opened=opened)).through("09-25")
    assert f"V-list {opened}" in watch.fired()


def test_it_lists_the_firms_in_the_first_round_only() -> None:
    asked = fact(FactKind.EXTENSION_ASKED, "09-25 10:00", to="10-20")
    granted = fact(FactKind.EXTENSION_DECIDED, "09-25 15:00", to="10-20", choice=ExtensionChoice.APPROVE)
    watch = Watch(owed(duty=VISITS)).through("10-21", asked, granted)
    assert watch.fired() == ["V-list 09-01 09:00", "V-5 09-24 09:00", "V-5 10-13 09:00", "V-1 10-19 09:00"]


def test_it_sends_the_list_with_a_countdown_of_its_day() -> None:
    watch = Watch(owed(duty=VISITS, opened="09-24 08:00")).through("09-25")
    assert watch.fired() == ["V-5 09-24 09:00", "V-list 09-24 09:00"]


@pytest.mark.parametrize(
    ("returned", "until", "expected"),
    [
        ("12-04 10:00", "12-29", ["T-1 12-25 09:00", "T-0 12-28 09:00"]),
        ("12-22 10:00", "12-26", ["T-1 12-24 09:00", "T-0 12-25 09:00"]),
        ("12-23 10:00", "12-26", ["T-0 12-25 09:00"]),
    ],
)
def test_it_reminds_the_day_before_a_limit_with_room(returned: str, until: str, expected: list[str]) -> None:
    filed = fact(FactKind.FILED, "12-03 10:00")
    watch = Watch(owed("2020-12")).through("12-29", filed, fact(FactKind.RETURNED, returned, until=until))
    assert [entry for entry in watch.fired(AHEAD) if entry[0] == "T"] == expected


def test_it_makes_nothing_up_beside_a_refusal_and_reminds_on_the_day_that_it_leaves() -> None:
    asked = fact(FactKind.EXTENSION_ASKED, "12-24 08:00", to="2021-01-08")
    refused = fact(FactKind.EXTENSION_DECIDED, "12-28 11:27", choice=ExtensionChoice.REFUSE)
    watch = Watch(owed("2020-12")).through("12-30", asked, refused)
    assert watch.fired(AHEAD)[2:] == ["L-0 12-29 09:00"]
    assert watch.skipped(AHEAD) == {"R-1": "request_refused", "R-0": "request_refused"}
