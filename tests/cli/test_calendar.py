"""`calendar`: the dates of the report duty, as the table in 2-semantics has them."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import fine, listed, yudu
from tests.web.test_office_calendar import NOTICE

TABLE = [
    ("2020-09", "2020-09-27", "2020-09-27", "2020-09-27"),
    ("2020-12", "2020-12-27", "2020-12-25", "2020-12-28"),
    ("2021-02", "2021-02-27", "2021-02-26", "2021-03-01"),
    ("2023-01", "2023-01-27", "2023-01-20", "2023-01-28"),
]


def periods(start: str, end: str) -> list[dict[str, Any]]:
    return listed("calendar", "--from", start, "--to", end)


def rungs(period: str) -> dict[str, str]:
    """The days of a period's rungs."""
    [row] = periods(period, period)
    assert all(rung["at"].endswith("T09:00:00+08:00") for rung in row["rungs"])
    return {rung["rung"]: rung["at"][5:10] for rung in row["rungs"]}


@pytest.mark.parametrize(("period", "nominal", "remind_by", "last_day"), TABLE)
def test_it_has_the_dates_of_the_semantics(
    shipped: Path, period: str, nominal: str, remind_by: str, last_day: str
) -> None:
    [row] = periods(period, period)
    assert list(row) == ["period", "nominal", "remind_by", "late_after", "provisional", "rungs"]
    assert (row["nominal"], row["remind_by"]) == (nominal, remind_by)
    assert row["late_after"] == f"{last_day}T23:59:59+08:00"
    assert row["provisional"] is False


def test_it_has_the_rungs_of_september_2020(shipped: Path) -> None:
    assert rungs("2020-09") == {
        **{"R-5": "09-21", "R-3": "09-23", "R-1": "09-25", "R-0": "09-27"},
        **{"E+1": "09-28", "E+3": "09-30", "E+5": "10-10"},
    }


def test_it_reminds_again_on_a_postponed_last_day(shipped: Path) -> None:
    december = rungs("2020-12")
    assert [*december][:5] == ["R-5", "R-3", "R-1", "R-0", "L-0"]
    assert [december[name] for name in ("R-5", "R-3", "R-1", "R-0", "L-0")] == [
        *("12-18", "12-22", "12-24", "12-25", "12-28")
    ]


def test_it_lists_every_month_to_the_last_one_asked_for(shipped: Path) -> None:
    rows = periods("2020-09", "2026-12")
    assert [rows[0]["period"], rows[-1]["period"], len(rows)] == ["2020-09", "2026-12", 76]


def test_it_marks_a_period_that_reaches_into_an_unannounced_year(shipped: Path) -> None:
    november, december = periods("2026-11", "2026-12")
    assert (november["provisional"], december["provisional"]) == (False, True)
    assert "2026-12（暂定）" in fine("calendar", "--from", "2026-12", "--to", "2026-12").out


def test_it_shows_people_weekdays_and_24_00(shipped: Path) -> None:
    shown = fine("calendar", "--from", "2020-12", "--to", "2020-12").out
    assert shown.splitlines()[0].split() == ["月份", "规定日", "提醒到", "按时截止", "提醒和催办"]
    assert "12-27（周日）" in shown
    assert "12月28日（星期一）24:00" in shown
    assert "12-28顺延截止日提醒" in shown


FORMS = "应写成 2020-09 这样的年-月，或 2020-W38、2020-Q3、2020-H2、2020"


@pytest.mark.parametrize(
    "text",
    [
        "2020-9",
        "2020-13",
        "2020-00",
        "0000-01",
        "２０２０-09",
        "2020-+9",
        "2021-W53",
        "2020-W1",
        "2020-Q5",
        "2020-H0",
        "20",
    ],
)
def test_it_refuses_what_is_no_period(shipped: Path, text: str) -> None:
    ran = yudu("calendar", "--from", text, "--to", "2020-12")
    assert (ran.code, ran.err) == (2, f"--from/--to：“{text}”不是周期，{FORMS}\n")


def test_it_refuses_a_range_that_ends_before_it_begins(shipped: Path) -> None:
    ran = yudu("calendar", "--from", "2026-W10", "--to", "2026-W06")
    assert (ran.code, ran.out) == (2, "")
    assert "“2026-W06”在“2026-W10”之前，请把两者对调" in ran.err


def test_a_notice_of_holidays_is_read_and_written_into_the_calendar(desk_home: Path, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    shown = fine("calendar", "import", str(notice), "--at", "2026-11-29T10:00").out
    assert ("2027年放假" in shown, "调休上班：2027-02-14" in shown) == (True, True)
    file = desk_home / "config" / "calendar.yaml"
    assert "2027:" not in file.read_text(encoding="utf-8").replace("#   2027:", "")
    save = ("--save", "--by", "林秋", "--at", "2026-11-29T10:00")
    assert "已写进" in fine("calendar", "import", str(notice), *save).err
    assert "{name: 春节, from: 2027-02-05, to: 2027-02-11}" in file.read_text(encoding="utf-8")
    assert "没有改动" in fine("calendar", "import", str(notice), *save).err


def test_a_notice_that_raises_doubts_is_not_written(desk_home: Path, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE.replace("共7天", "共6天"), encoding="utf-8")
    ran = yudu("calendar", "import", str(notice), "--save", "--by", "林秋", "--at", "2026-11-29T10:00")
    assert (ran.code, "请核对：春节写着共6天" in ran.out, "要核对，没有保存" in ran.err) == (2, True, True)
