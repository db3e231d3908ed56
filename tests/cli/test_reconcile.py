"""`reconcile`: the books of a period; what was lost does not balance and is an exit of 1."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.commands import fine, listed, yudu

KEYS = ["obligation", "rung", "expected", "sent", "held", "suppressed", "failed", "balanced"]
SEPTEMBER = ("--period", "2020-09", "--at", "2020-10-10T10:00")


def execute(home: Path, statement: str) -> None:
    """Tamper with the database by hand."""
    with closing(sqlite3.connect(home / "var" / "yudu-flow.db")) as db, db:
        assert db.execute(statement).rowcount > 0


def test_it_balances_a_month(played: Path) -> None:
    rows = listed("reconcile", *SEPTEMBER)
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    assert all(row["balanced"] for row in rows)
    assert {row["rung"] for row in rows} >= {"R-5", "R-1", "E+1", "E+5", "V-list"}


def test_it_adds_up(played: Path) -> None:
    for row in listed("reconcile", *SEPTEMBER):
        assert row["expected"] == row["sent"] + row["held"] + row["suppressed"] + row["failed"]


def test_it_finds_a_notice_that_somebody_deleted(opened: Path) -> None:
    execute(opened, "delete from notice where recipient = 'su-he'")
    ran = yudu("reconcile", "--period", "2020-09", "--at", "2020-09-18T10:00")
    assert ran.code == 1
    assert "1项对不上。" in ran.out
    wrong = yudu("reconcile", "--period", "2020-09", "--at", "2020-09-18T10:00", "--json")
    assert [row["obligation"] for row in wrong.rows if not row["balanced"]] == ["2020-09/visit-3/就业中心"]


def test_it_finds_a_rung_that_nobody_decided(opened: Path) -> None:
    ran = yudu("reconcile", "--period", "2020-09", "--at", "2020-09-21T09:00", "--json")
    assert ran.code == 1
    assert [row["rung"] for row in ran.rows if not row["balanced"]] == ["R-5"] * 5


def test_it_shows_people_the_sum(played: Path) -> None:
    shown = fine("reconcile", *SEPTEMBER).out
    assert shown.splitlines()[0].split() == ["事项", "阶段", "应发", "已发", "待发", "不发", "失败", "相符"]
    assert "社保中心2020年9月稳就业月报" in shown
    assert shown.endswith("全部相符。\n")
