"""What a month costs a unit (减负): how often it is told something, what its forms ask, how long they take."""

from pathlib import Path
from typing import Any

import pytest

from tests.bureau import INSURANCE, SHIPPED, Desk
from tests.cli.commands import fine, listed, use, yudu
from yudu_flow.actions.views.burden import burden
from yudu_flow.domain.burden import WHEN_IN_TIME, WHEN_NEVER
from yudu_flow.storage.database import reading

WITH_VISITS = {"办公室", "就业局", "专技股"}
"""Units of the shipped plan that owe visits besides their report."""


def played(patch: pytest.MonkeyPatch, until: str, *more: str) -> list[dict[str, Any]]:
    use(patch, SHIPPED)
    return listed("simulate", "--from", "2020-09-18", "--to", until, *more, "--burden")


@pytest.fixture(scope="module")
def silent() -> list[dict[str, Any]]:
    """Two months in which nobody does anything, until their ladders are at their ends."""
    with pytest.MonkeyPatch.context() as patch:
        return played(patch, "2020-11-05")


def test_a_play_prints_what_each_month_costs_each_unit(silent: list[dict[str, Any]]) -> None:
    rows = silent
    assert {tuple(row) for row in rows} == {("unit", "period", "messages", "sms", "fields")}
    assert len({row["unit"] for row in rows}) == 9
    [october] = [row for row in rows if (row["unit"], row["period"]) == ("社保局", "2020-10")]
    assert october == {"unit": "社保局", "period": "2020-10", "messages": 7, "sms": 7, "fields": 7}


def test_whoever_never_reports_is_told_at_most_so_often(silent: list[dict[str, Any]]) -> None:
    never = [row["messages"] for row in silent if row["unit"] not in WITH_VISITS]
    assert max(never) == WHEN_NEVER - 1, "a month whose last day is a working day has one rung less"


def test_visits_beside_a_report_cost_their_own_list_and_reminders(silent: list[dict[str, Any]]) -> None:
    """R-5, R-3, R-1, R-0, E+1, E+3, E+5 and V-list, V-5, V-1, V+1, V+3 fall on twelve days of September and October."""
    never = [row["messages"] for row in silent if row["unit"] in WITH_VISITS and row["period"] == "2020-09"]
    assert never == [12] * len(WITH_VISITS)


def test_who_visits_and_reports_at_the_first_reminder_keeps_to_the_goal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The list, R-5 and the receipt; each reminder that is waited for is one more."""
    firms = "".join(
        f"- {{at: 2020-09-21T11:00, do: visit, unit: 就业局, period: 2020-09, firm: {one}}}\n" for one in "甲乙"
    )
    filed = "- {at: 2020-09-21T10:00, do: file, unit: 就业局, period: 2020-09}\n"
    (tmp_path / "script.yaml").write_text(filed + firms, encoding="utf-8")
    rows = played(monkeypatch, "2020-10-31", "--script", str(tmp_path / "script.yaml"))
    assert [row["messages"] for row in rows if (row["unit"], row["period"]) == ("就业局", "2020-09")] == [WHEN_IN_TIME]


@pytest.mark.long
def test_a_year_keeps_to_the_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    year = played(monkeypatch, "2021-10-20")
    assert max(row["messages"] for row in year if row["unit"] not in WITH_VISITS) == WHEN_NEVER


def test_whoever_reports_in_time_is_told_at_most_so_often(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Three working days before the day, as most do: two reminders and the receipt."""
    days = {"2020-09": "23", "2020-10": "22"}
    lines = (f"- {{at: {month}-{day}T10:00, do: file, unit: 社保局, period: {month}}}" for month, day in days.items())
    (tmp_path / "script.yaml").write_text("\n".join(lines), encoding="utf-8")
    mine = [
        row
        for row in played(monkeypatch, "2020-10-31", "--script", str(tmp_path / "script.yaml"))
        if row["unit"] == "社保局"
    ]
    assert [(row["messages"], row["sms"]) for row in mine] == [(WHEN_IN_TIME, 0)] * 2


def test_what_goes_out_together_is_once_however_many_read_it(desk: Desk) -> None:
    """R-0 goes to liaison and head, by mail and SMS: one telling, two mails, two SMS."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-27T09:00")
    with reading(desk.bureau.engine) as db:
        [mine] = [one for one in burden(desk.bureau, db, "2020-09", "2020-09") if one.unit == INSURANCE]
        [visits] = burden(desk.bureau, db, "2020-09", "2020-09", ("wenjiuye-2020", "visit-zhou"))
    assert (visits.unit, visits.fields) == (INSURANCE, 6)
    assert (visits.messages, mine.messages) == (2, 2), "the list of firms, and one day for all"
    assert (mine.mails, mine.sms) == (4, 2)
    assert mine.fields == 2 + 1 + 3 + 1 + visits.fields, "two assignments, a figure, three sections, the page; a visit"


def test_the_command_and_the_page_say_the_same(desk_home: Path) -> None:
    fine("tick", "--at", "2020-09-21T09:00")
    rows = listed("burden", "--year", "2020")
    assert {row["month"] for row in rows} == {"2020-09"}
    assert list(rows[0]) == ["unit", "month", "messages", "mails", "sms", "fields", "returns", "minutes"]
    assert "每月告知不超过3次" in fine("burden", "--year", "2020").out
    assert yudu("burden", "--year", "20").code == 2
