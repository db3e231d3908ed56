"""The demonstration: time moves as asked, units do as told, and everything is the real thing on data of its own."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bureau import instant
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.simulation.demo import Demo
from yudu_flow.simulation.habits import Habit


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A demonstration that has just begun."""
    demo = Demo(tmp_path / "demo", "http://127.0.0.1:1")
    yield demo
    demo.close()


def standings(demo: Demo, period: str = "2020-09") -> dict[str, str]:
    """Where each owner's report stands."""
    rows = statuses(demo.bureau(), demo.now, period=period)
    return {row["owner"]: row["standing"] for row in rows if row["duty"] == "report"}


def test_it_begins_on_the_day_of_the_notice_with_the_month_open(demo: Demo) -> None:
    assert demo.now == instant("2020-09-18T09:00")
    assert set(standings(demo).values()) == {"open"}
    assert len(standings(demo)) == 9


def test_the_next_event_is_the_first_that_a_visitor_would_notice(demo: Demo) -> None:
    happened = demo.to_next()
    assert demo.now == instant("2020-09-21T09:00")
    assert happened.sent == {"report-reminder": 9}


def test_units_report_as_they_are_told_to(demo: Demo) -> None:
    demo.to_the_27th()
    now = standings(demo)
    assert now.pop("就业局") == "due_today"
    assert now.pop("社保局") == "due_today"
    assert set(now.values()) == {"accepted"}
    demo.to_next_month()
    assert (standings(demo)["就业局"], standings(demo)["社保局"]) == ("overdue", "accepted")


def test_the_office_accepts_only_if_told_to(demo: Demo) -> None:
    demo.habits.accepts = False
    demo.to_the_27th()
    assert standings(demo)["农保局"] == "filed"


@pytest.mark.long
def test_reports_carry_figures_that_never_fall(demo: Demo) -> None:
    demo.habits.of["就业局"] = Habit.PROMPT
    demo.to_next_month()
    demo.to_next_month()
    rows = statuses(demo.bureau(), demo.now)
    assert not [row for row in rows if {"empty", "alike"} & {*row["flags"]}]
    assert {row["standing"] for row in rows if row["period"] == "2020-10" and row["duty"] == "report"} == {"accepted"}


def test_a_unit_that_stays_silent_ends_as_a_case_that_its_leader_confirms(demo: Demo) -> None:
    for _ in range(60):
        if "case_proposed" in statuses(demo.bureau(), demo.now, unit="就业局", period="2020-09")[0]["flags"]:
            break
        demo.to_next()
    silent = Sought("就业局", "2020-09", "report")
    for _ in range(8):
        demo.to_next()
    decide_case(demo.bureau(), silent, "李明", demo.now, CaseChoice.CONFIRM, "多次催办未报")
    [row] = [
        row for row in statuses(demo.bureau(), demo.now, unit="就业局", period="2020-09") if row["duty"] == "report"
    ]
    assert "case_confirmed" in row["flags"]


@pytest.mark.long
def test_whoever_is_signed_in_stays_so_while_months_go_by(demo: Demo) -> None:
    from yudu_flow.actions.access.accounts import add_person, digest
    from yudu_flow.actions.access.sign_in import enter, invite
    from yudu_flow.storage import accounts
    from yudu_flow.storage.database import reading

    bureau = demo.bureau()
    cookie = enter(bureau, invite(bureau, add_person(bureau, "温静", "测试", demo.now), "测试", demo.now), "", demo.now)
    demo.to_next_month()
    demo.to_next_month()
    with reading(bureau.engine) as db:
        assert accounts.signed_in(db, bureau.key, digest(cookie), demo.now, demo.now - timedelta(days=30))


def test_it_can_begin_anew(demo: Demo) -> None:
    demo.to_next_month()
    (demo.settings.home / "config" / "roster.yaml").write_text("broken", encoding="utf-8")
    demo.again()
    assert demo.now == instant("2020-09-18T09:00")
    assert set(standings(demo).values()) == {"open"}
    assert demo.to_next().sent == {"report-reminder": 9}


@pytest.mark.long
def test_it_ends_where_the_calendar_is_no_longer_sure(demo: Demo) -> None:
    demo.now = instant("2021-12-20T09:00")
    demo.to_next_month()
    assert demo.over
    with pytest.raises(NotAllowed, match="重新开始"):
        demo.to_next()


def test_what_is_set_for_real_work_does_not_reach_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", f"sqlite:///{tmp_path / 'real.db'}")
    demo = Demo(tmp_path / "demo", "http://127.0.0.1:1")
    demo.to_next()
    demo.close()
    assert not (tmp_path / "real.db").exists()
