"""A weekly, a quarterly and a yearly report beside the monthly one, through February 2026, whose break takes a week."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.bureau import (
    CLERK,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    Clock,
    Desk,
    build_home,
    bureau_in,
    change,
    desk_in,
    instant,
)
from tests.web.browser import console_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.papers.bulletin import month_to_tell, months_so_far
from yudu_flow.actions.running_period import alongside, running_period
from yudu_flow.actions.views.board_view import board
from yudu_flow.actions.views.books_view import weeks_off
from yudu_flow.actions.views.leader_view import leader_page
from yudu_flow.actions.views.report import statuses
from yudu_flow.actions.views.report_form import form_of, reasons
from yudu_flow.actions.views.year_view import matrix
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import ends_month
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

MORE = """
  - {id: weekly, kind: report, title: 周报, basis: 三, every: week, day: 周五, sealed: false, to: 局办公室}
  - {id: quarterly, kind: report, title: 小结, basis: 三, every: quarter, day: 20, to: 局办公室}
  - {id: yearly, kind: report, title: 总结, basis: 三, every: year, month: 6, day: 20, to: 局办公室}
"""


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """28 February, a Saturday that is worked, 09:00: week and month were due the day before; 就业中心 filed a week."""
    folder = tmp_path_factory.mktemp("cycles")
    home = build_home(folder / "home")
    change(home, "workflows/plan.yaml", "dated: 2020-09-18", "dated: 2026-02-02")
    plan = home / "workflows" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").rstrip() + MORE, encoding="utf-8")
    desk = desk_in(home, f"sqlite:///{folder}/desk.db", Clock(instant("2026-02-09T08:30")))
    desk.until("2026-02-12T09:00")
    weekly, at = Sought(JOBS, "2026-W07", "weekly"), desk.clock.set("2026-02-12T10:00")
    file_report(desk.bureau, weekly, LIAISON[JOBS], at, Report("走访2家", parts={"1.1": "走访2家"}))
    desk.until("2026-02-28T09:00")
    yield desk
    desk.bureau.engine.dispose()


def sight(desk: Desk, unit: str, period: str) -> Sight:
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=unit, period=period, kinds=["report"])
        return see(db, rows)[0]


def test_each_opens_in_its_own_time_and_a_week_of_rest_is_not_expected(february: Desk) -> None:
    rows = statuses(february.bureau, february.clock(), unit=INSURANCE)
    assert [(row["period"], row["cycle"], row["duty"]) for row in rows if "visit" not in row["duty"]] == [
        ("2026-02", "month", "report"),
        ("2026-W07", "week", "weekly"),
        ("2026-W09", "week", "weekly"),
        ("2026-Q1", "quarter", "quarterly"),
        ("2026", "year", "yearly"),
    ]
    assert weeks_off(february.bureau, february.clock(), "2026-W08") == [("2026-W08", "周报")]
    assert weeks_off(february.bureau, february.clock(), "2026-W07") == []


def test_its_messages_say_which_period(february: Desk) -> None:
    mail = february.mails()["bai-hua"]
    assert mail.subject == "催办（逾期1个工作日）：社保中心2026年2月稳就业月报等2项"
    assert "社保中心2026年第9周（2月23日—3月1日）周报" in mail.text
    assert february.texts()["bai-hua"].text == "【于都人社局】催办2月27日24:00到期：社保中心2月稳就业月报等2项"


def test_leaders_hear_of_each_period_that_ended_in_numbers(february: Desk) -> None:
    """Both were due on the 27th. Of weeks they hear once a month, of all together."""
    text = february.mails()["gu-mingyuan"].text
    assert text.index("2026年2月报送情况") < text.index("2026年2月各周报送情况")
    fired = {
        period: [row["rung"] for row in february.trace(JOBS, "weekly", period)["rungs"] if row["verdict"] == "fired"]
        for period in ("2026-W07", "2026-W09")
    }
    assert ["N" in rungs for rungs in fired.values()] == [False, True]


@pytest.mark.parametrize(
    ("nominal", "ends"),
    [("2026-02-13", False), ("2026-02-20", False), ("2026-02-27", True), ("2020-09-25", True), ("2026-09-18", False)],
)
def test_a_month_of_weeks_ends_with_the_last_that_is_worked(february: Desk, nominal: str, ends: bool) -> None:
    assert ends_month(date.fromisoformat(nominal), Cycle.WEEK, february.bureau.calendar) is ends


def test_the_board_is_that_of_what_is_due_next_with_the_others_at_hand(february: Desk) -> None:
    """W10 is not open yet on the 28th: the quarter is due next."""
    now = february.clock()
    with reading(february.bureau.engine) as db:
        assert running_period(february.bureau, db, now) == "2026-Q1"
        assert alongside(february.bureau, db, now, "2026-Q1") == ["2026"]
        week = board(february.bureau, db, now, "2026-W09")
        all_of_them = board(february.bureau, db, now)
    assert (week.period, week.figures.expected, week.figures.overdue) == ("2026-W09", 5, 5)
    assert {item.period for item in week.urge.rows} == {"2026-W09"}
    assert {item.period for item in all_of_them.urge.rows} >= {"2026-02", "2026-W09"}
    assert week.periods == ("2026-W07", "2026-W08", "2026-02", "2026-W09", "2026-Q1", "2026")


def test_the_year_of_a_duty_has_its_periods_for_columns(february: Desk) -> None:
    with reading(february.bureau.engine) as db:
        weeks = matrix(february.bureau, db, february.clock(), 2026, "weekly")
        quarters = matrix(february.bureau, db, february.clock(), 2026, "quarterly")
    assert (weeks.periods[0], weeks.periods[-1], len(weeks.periods)) == ("2026-W07", "2026-W53", 47)
    assert weeks.idle == {"2026-W08"}
    assert set(weeks.rows[JOBS]) == {"2026-W07", "2026-W09"}
    assert quarters.periods == ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def test_a_form_starts_from_the_same_duty_and_speaks_of_its_period(february: Desk) -> None:
    with reading(february.bureau.engine) as db:
        week = form_of(february.bureau, db, sight(february, JOBS, "2026-W09"))
        month = form_of(february.bureau, db, sight(february, JOBS, "2026-02"))
    assert (week.source, week.before_period, week.fields[0].before) == ("before", "2026-W07", "走访2家")
    assert (month.source, month.before_period) == ("empty", "")
    assert reasons("2026-W09")[-1] == "本周没有相关业务"


def test_a_leader_sees_the_measures_of_a_week_and_the_year_by_months(february: Desk) -> None:
    leads = frozenset({"leader-gu"})
    with reading(february.bureau.engine) as db:
        page = leader_page(february.bureau, db, february.clock(), leads, "2026-W09")
    assert page.period == "2026-W09"
    assert [unit.text for one in page.measures for a in one.assignments for unit in a.units][:1] == ["走访2家"]
    assert [(month.period, month.expected) for month in page.months] == [("2026-02", 9)]


def test_the_books_of_each_period_balance(february: Desk) -> None:
    for period in ("2026-02", "2026-W07", "2026-W08", "2026-W09", "2026-Q1", "2026"):
        lines = reconcile(february.bureau, february.clock(), period)
        assert all(line.balanced for line in lines)
        assert bool(lines) == (period not in ("2026-W08", "2026-Q1", "2026"))


def test_pages_say_of_a_week_of_rest_that_it_is_none_and_lead_to_no_paper_of_it(february: Desk) -> None:
    """The list of the summary is of periods with reports alone; the board of such a week has nothing to take away."""
    with closing(console_of(february, Path(str(february.bureau.engine.url.database)).parent / "home")) as console:
        office = console.account(CLERK)
        rest, worked = office.look("/office?period=2026-W08"), office.look("/office?period=2026-W09")
        summary = office.look("/office/summary")
    assert ("没有工作日，周报不作要求" in rest, "没有工作日" in worked) == (True, False)
    assert ("/office/ledger.xlsx" in rest, "/office/ledger.xlsx" in worked) == (False, True)
    assert ('<option value="2026-W08"' in summary, '<option value="2026-W09"' in summary) == (False, True)


def test_pages_go_on_with_the_cycle_that_a_duty_has_now(desk: Desk, home: Path) -> None:
    """Monthly until November, then by quarters: no December is waited for, and Q4 is told of in December."""
    desk.until("2020-11-10T10:00")
    change(home, "workflows/plan.yaml", "    day: 27", "    every: quarter\n    day: 20")
    desk.bureau = bureau_in(home, str(desk.bureau.engine.url), desk.clock())
    desk.until("2020-12-28T09:00")
    with reading(desk.bureau.engine) as db:
        shown = matrix(desk.bureau, db, desk.clock(), 2020, "report")
        told, known = month_to_tell(desk.bureau, db, desk.clock()), months_so_far(desk.bureau, db, desk.clock())
    assert shown.periods == ("2020-09", "2020-10", "2020-11", "2020-Q4")
    assert (told, known) == ("2020-12", ["2020-09", "2020-10", "2020-11", "2020-12"])


def test_a_week_that_nobody_reported_closes_with_the_next_worked_one(february: Desk) -> None:
    """W07 closes with W09, since W08 is none; so it runs still on the 28th."""
    row = sight(february, OFFICE, "2026-W07").owed
    assert str(row.closes_at.astimezone(february.clock().tzinfo).date()) == "2026-03-01"
