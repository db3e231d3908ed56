"""The yearly question: when it is asked, once, and what each choice changes."""

from dataclasses import replace
from datetime import date

import pytest

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.yearly import Change, Goes, Question, change_of, may_thin, question

REPORT = Duty("report", KINDS["report"], "月报", "某〔2020〕1号")
PLAN = Plan("plan", "某〔2020〕1号", "方案", date(2020, 9, 18), (), (REPORT,))
OPENED = date(2020, 9, 18)


def asked(day: str, last: str = "", every: Cycle = Cycle.MONTH, opened: date | None = OPENED) -> tuple[int, str] | None:
    """The year and the day since which it is asked."""
    duty = replace(REPORT, every=every, last_period=Period.parse(last) if last else None)
    found = question(PLAN, duty, opened, date.fromisoformat(day))
    return (found.year, str(found.since)) if found else None


@pytest.mark.parametrize(
    ("day", "last", "found"),
    [
        ("2020-10-31", "", None),
        ("2020-11-01", "", (2020, "2020-11-01")),
        ("2021-03-05", "", (2020, "2020-11-01")),
        ("2021-11-02", "", (2021, "2021-11-01")),
        ("2021-04-30", "2021-06", (2020, "2020-11-01")),
        ("2021-05-01", "2021-06", (2021, "2021-05-01")),
        ("2021-06-30", "2021-06", (2021, "2021-05-01")),
        ("2021-07-01", "2021-06", None),
    ],
)
def test_it_is_asked_from_november_and_before_the_end(day: str, last: str, found: tuple[int, str] | None) -> None:
    assert asked(day, last) == found


def test_what_came_since_or_never_is_not_asked_about() -> None:
    assert asked("2020-11-20", opened=date(2020, 11, 2)) is None
    assert asked("2020-11-20", opened=None) is None
    assert asked("2021-11-20", opened=date(2020, 11, 2)) == (2021, "2021-11-01")


def test_a_quarter_is_asked_before_its_last_one() -> None:
    assert asked("2021-06-30", "2021-12", Cycle.QUARTER) == (2020, "2020-11-01")
    assert asked("2021-07-01", "2021-12", Cycle.QUARTER) == (2021, "2021-07-01")


@pytest.mark.parametrize(
    ("last", "every", "ends"),
    [
        ("2021-01", Cycle.MONTH, True),
        ("2020-12", Cycle.WEEK, True),
        ("2021-02", Cycle.MONTH, False),
        ("2021-06", Cycle.MONTH, False),
    ],
)
def test_novembers_question_is_about_the_end_where_none_comes_before_it(last: str, every: Cycle, ends: bool) -> None:
    """Kept in November, it would have ended in January without another question: there is one a year."""
    duty = replace(REPORT, every=every, last_period=Period.parse(last))
    found = question(PLAN, duty, OPENED, date(2020, 11, 5))
    assert found
    assert found.ends == (duty.last_period if ends else None)


NOVEMBER, ENDING = Question(2020, date(2020, 11, 1), None), Question(2021, date(2021, 5, 1), Period.parse("2021-06"))
LAST = Period.parse("2020-11")


@pytest.mark.parametrize(
    ("choice", "at", "change"),
    [
        (Goes.KEEP, NOVEMBER, Change()),
        (Goes.THIN, NOVEMBER, Change(Cycle.QUARTER)),
        (Goes.STOP, NOVEMBER, Change(last_period=LAST)),
        (Goes.KEEP, ENDING, Change(last_period=Period.parse("2022-06"))),
        (Goes.THIN, ENDING, Change(Cycle.QUARTER, Period.parse("2022-06"))),
        (Goes.STOP, ENDING, Change()),
    ],
)
def test_each_choice_changes_what_it_says(choice: Goes, at: Question, change: Change) -> None:
    assert change_of(choice, at, LAST) == change
    assert change.empty is (change == Change())


def test_only_what_comes_every_month_is_thinned_out() -> None:
    assert may_thin(REPORT)
    assert not may_thin(replace(REPORT, every=Cycle.QUARTER))
