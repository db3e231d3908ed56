"""Opening a period: it …"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.bureau import JOBS, UNITS, VISITOR, Desk, change, desk_in, instant
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import Period
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import OBLIGATION


def test_it_freezes_one_report_a_unit_and_the_visits_of_those_who_owe_them(desk: Desk) -> None:
    made = desk.at("2020-09-18T08:30")
    assert len(made.opened) == len(UNITS) + 2
    owed = {(row["duty"], row["owner"]) for row in statuses(desk.bureau, desk.clock())}
    assert owed == {("report", unit) for unit in UNITS} | {("visit-3", JOBS), ("visit-zhou", VISITOR)}


def test_it_opens_nothing_twice(desk: Desk) -> None:
    desk.at("2020-09-18T08:30")
    assert desk.at("2020-09-18T08:30").opened == []
    assert len(statuses(desk.bureau, desk.clock())) == 7


def test_it_starts_with_the_month_after_where_too_little_time_is_left(desk: Desk) -> None:
    desk.at("2020-09-24T08:30")
    reports = [row["period"] for row in statuses(desk.bureau, desk.clock()) if row["duty"] == "report"]
    assert reports == []
    desk.until("2020-10-12T09:00")
    assert {row["period"] for row in statuses(desk.bureau, desk.clock()) if row["duty"] == "report"} == {"2020-10"}


def test_it_opens_a_later_month_on_its_first_day(desk: Desk) -> None:
    desk.until("2020-09-30T23:59")
    assert {row["period"] for row in statuses(desk.bureau, desk.clock())} == {"2020-09"}
    assert len(desk.at("2020-10-01T00:00").opened) == 7


def test_it_opens_at_its_own_instant_even_after_downtime(desk: Desk) -> None:
    desk.at("2020-09-18T08:30")
    desk.at("2020-10-12T15:00")
    with reading(desk.bureau.engine) as db:
        row = db.execute(select(OBLIGATION).where(OBLIGATION.c.period == "2020-10")).first()
    assert row is not None
    assert (row.opened_at, row.created_at) == (instant("2020-10-01T00:00"), instant("2020-10-12T15:00"))


def test_it_leaves_an_open_period_as_it_was_when_the_rules_change(desk: Desk) -> None:
    desk.at("2020-09-18T08:30")
    rules = replace(desk.bureau.rules, inclusive=False)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))
    desk.until("2020-10-01T00:00")
    assert desk.status(JOBS)["late_after"] == instant("2020-09-27T23:59:59")
    assert desk.status(JOBS, period="2020-10")["late_after"] == instant("2020-10-26T23:59:59")


def test_it_owes_a_report_no_more_than_the_plan_runs(home: Path, database: str) -> None:
    change(home, "workflows/plan.yaml", "dated: 2020-09-18", "dated: 2020-09-18\nlast_period: 2020-09")
    desk = desk_in(home, database)
    desk.until("2020-11-02T09:00")
    assert {row["period"] for row in statuses(desk.bureau, desk.clock())} == {"2020-09"}


def test_it_reads_regular_visits_as_monthly_only_while_the_office_does(home: Path, database: str) -> None:
    change(home, "config/rules.yaml", "regular_is_monthly: true", "regular_is_monthly: false")
    desk = desk_in(home, database)
    desk.at("2020-09-18T08:30")
    assert {row["duty"] for row in statuses(desk.bureau, desk.clock())} == {"report", "visit-zhou"}


def periods(desk: Desk, duty: str) -> set[str]:
    """The periods of a duty that were opened."""
    return {row["period"] for row in statuses(desk.bureau, desk.clock()) if row["duty"] == duty}


def rule(desk: Desk, **changes: Any) -> None:
    """The office edits its rules."""
    rules = replace(desk.bureau.rules, **changes)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))


@pytest.mark.parametrize("first", [None, "2020-09"])
def test_it_expects_nothing_from_before_a_duty_was_switched_on(desk: Desk, first: str | None) -> None:
    """The machine was off as well; what was owed before is opened all the same, for it was known."""
    rule(desk, regular_is_monthly=False, first_period=first)
    desk.at("2020-09-18T08:30")
    rule(desk, regular_is_monthly=True)
    made = desk.at("2021-02-15T09:00")
    assert periods(desk, "visit-3") == {"2021-02"}
    assert periods(desk, "report") == {"2020-09", "2020-10", "2020-11", "2020-12", "2021-01", "2021-02"}
    assert {row.opened_at for row, _ in made.opened if row.duty == "visit-3"} == {instant("2021-02-15T09:00")}


def test_it_expects_nothing_from_while_a_duty_was_switched_off(desk: Desk) -> None:
    desk.at("2020-09-18T08:30")
    rule(desk, regular_is_monthly=False)
    desk.at("2020-10-09T09:00")
    rule(desk, regular_is_monthly=True)
    desk.at("2021-01-11T09:00")
    assert periods(desk, "visit-3") == {"2020-09", "2021-01"}
    desk.at("2021-02-18T09:00")
    assert periods(desk, "visit-3") == {"2020-09", "2021-01", "2021-02"}


def test_it_opens_what_was_missed_of_a_duty_that_was_known_but_never_opened(desk: Desk) -> None:
    """Too late for September's report; then the machine is off until December."""
    desk.at("2020-09-23T08:30")
    assert (periods(desk, "report"), periods(desk, "visit-3")) == (set(), {"2020-09"})
    desk.at("2020-12-01T09:00")
    assert periods(desk, "report") == {"2020-10", "2020-11", "2020-12"}


def every(desk: Desk, cycle: Cycle, day: int) -> None:
    """The office edits the plan: its report recurs so from now on."""
    content = desk.bureau.content
    [plan] = content.plans
    duties = tuple(replace(one, every=cycle, day=day) if one.id == "report" else one for one in plan.duties)
    desk.bureau = replace(desk.bureau, content=replace(content, plans=(replace(plan, duties=duties),)))


@pytest.mark.parametrize(
    ("at", "of", "becomes", "opened"),
    [
        ("2020-10-26T10:00", (Cycle.WEEK, 5), (Cycle.MONTH, 27), ("2020-11", "2020-11-01T00:00")),
        ("2020-10-13T10:00", (Cycle.WEEK, 5), (Cycle.MONTH, 27), ("2020-10", "2020-10-13T10:00")),
        ("2020-10-29T10:00", (Cycle.MONTH, 27), (Cycle.WEEK, 5), ("2020-W45", "2020-11-02T00:00")),
        ("2020-11-10T10:00", (Cycle.MONTH, 27), (Cycle.QUARTER, 20), ("2020-Q4", "2020-11-10T10:00")),
        ("2020-12-14T10:00", (Cycle.MONTH, 27), (Cycle.QUARTER, 20), ("2021-Q1", "2021-01-01T00:00")),
    ],
)
def test_it_goes_on_in_another_cycle_with_what_can_be_told_in_time(
    desk: Desk, at: str, of: tuple[Cycle, int], becomes: tuple[Cycle, int], opened: tuple[str, str]
) -> None:
    """On 26 October the month is due the next day: a unit would be late by what it was told of a day before."""
    every(desk, *of)
    desk.until("2020-10-12T09:00")
    desk.until(at)
    every(desk, *becomes)
    desk.at(at)
    desk.until("2021-01-04T09:00")
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(OBLIGATION).where(OBLIGATION.c.duty == "report").order_by(OBLIGATION.c.id)).all()
    first = next(row for row in rows if Period.parse(row.period).cycle is becomes[0])
    assert (first.period, first.opened_at) == (opened[0], instant(opened[1]))
