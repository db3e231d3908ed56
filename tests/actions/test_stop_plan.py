"""A plan is paused, resumed and ended: what is open goes on, nothing new opens, and nothing is caught up."""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import CLERK, Desk, bureau_in, desk_in
from tests.invented import PLAN as TEXT
from yudu_flow.actions.acts.stop_plan import end_plan, pause_plan, resume_plan
from yudu_flow.actions.engine.duty_questions import open_questions
from yudu_flow.actions.views.plan_states import plan_states
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, NotYours

PLAN = "wenjiuye-2020"


@pytest.fixture
def begun(desk: Desk, home: Path) -> Desk:
    """21 September; September is open."""
    desk.at("2020-09-21T09:00")
    return desk


def text_of(home: Path) -> str:
    return (home / "workflows" / "plan.yaml").read_text(encoding="utf-8")


def read_again(desk: Desk, home: Path) -> None:
    desk.bureau = bureau_in(home, str(desk.bureau.engine.url), desk.clock())


def pause(desk: Desk, home: Path, day: str = "", by: str = CLERK, why: str = "等新文件") -> str:
    since = date.fromisoformat(day) if day else None
    said = pause_plan(home, desk.bureau, PLAN, by, desk.clock(), since, why)
    read_again(desk, home)
    return said


def resume(desk: Desk, home: Path) -> None:
    resume_plan(home, desk.bureau, PLAN, CLERK, desk.clock(), "新文件到了")
    read_again(desk, home)


def months(desk: Desk) -> list[str]:
    return sorted({row["period"] for row in statuses(desk.bureau, desk.clock()) if row["duty"] == "report"})


def test_a_paused_plan_opens_nothing_and_what_is_open_goes_on(begun: Desk, home: Path) -> None:
    assert pause(begun, home) == "稳就业工作方案从9月21日（星期一）起暂停，已经开始的各期照旧办理"
    assert "paused: {from: 2020-09-21, why: 等新文件}\nparts:" in text_of(home)
    begun.at("2020-09-27T09:00")
    assert "su-he" in begun.mails()
    begun.at("2020-12-02T09:00")
    assert months(begun) == ["2020-09"]


def test_what_is_resumed_owes_nothing_from_the_time_between(begun: Desk, home: Path) -> None:
    pause(begun, home)
    begun.at("2020-10-12T09:00")
    begun.at("2020-12-02T09:00")
    resume(begun, home)
    assert text_of(home) == TEXT, "the file is as it was before"
    begun.at("2020-12-02T10:00")
    assert months(begun) == ["2020-09", "2020-12"]


def test_it_may_be_paused_from_a_day_to_come_on_even_after_downtime(begun: Desk, home: Path) -> None:
    pause(begun, home, "2020-11-15")
    with pytest.raises(NotAllowed, match="已经定于11月15日（星期日）起暂停"):
        pause(begun, home)
    [state] = plan_states(begun.bureau, begun.clock())
    assert (state.word, state.note) == ("执行中", "11月15日（星期日）起暂停：等新文件")
    begun.at("2020-12-15T09:00")
    assert months(begun) == ["2020-09", "2020-10", "2020-11"]
    assert plan_states(begun.bureau, begun.clock())[0].word == "已暂停"


def test_a_day_of_another_year_is_told_with_its_year(begun: Desk, home: Path) -> None:
    assert "从2021年1月4日（星期一）起暂停" in pause(begun, home, "2021-01-04")
    [state] = plan_states(begun.bureau, begun.clock())
    assert state.note == "2021年1月4日（星期一）起暂停：等新文件"


def test_an_ended_plan_is_asked_about_no_more(begun: Desk, home: Path) -> None:
    begun.at("2020-10-20T09:00")
    end_plan(home, begun.bureau, PLAN, CLERK, begun.clock(), date(2020, 11, 1), "任务完成")
    read_again(begun, home)
    begun.at("2020-11-02T09:00")
    assert months(begun) == ["2020-09", "2020-10"]
    with begun.bureau.reading() as db:
        assert open_questions(begun.bureau, db, date(2020, 11, 2)) == []
    assert [(one.word, one.open > 0) for one in plan_states(begun.bureau, begun.clock())] == [("已结束", True)]


def test_it_refuses_what_makes_no_sense(begun: Desk, home: Path) -> None:
    with pytest.raises(BadRequest, match="今天或以后"):
        pause(begun, home, "2020-09-01")
    with pytest.raises(BadRequest, match="写明原因"):
        pause(begun, home, why=" ")
    with pytest.raises(NotAllowed, match="不用恢复"):
        resume(begun, home)
    with pytest.raises(NotFound, match="wenjiuye-2020"):
        pause_plan(home, begun.bureau, "none", CLERK, begun.clock(), None, "试")
    with pytest.raises(NotYours):
        pause(begun, home, by="苏禾")
    pause(begun, home)
    with pytest.raises(NotAllowed, match="已经暂停"):
        pause(begun, home)


def more(number: int) -> str:
    """Another plan that charges the same units, with a report of its own."""
    renamed = TEXT.replace("wenjiuye-2020", f"plan-{number}").replace("稳就业月报", f"第{number}份月报")
    renamed = renamed.replace("id: report", f"id: report-{number}").replace(
        "title: 稳就业工作方案", f"title: 第{number}方案"
    )
    return renamed.replace("id: visit-", f"id: visit-{number}-").replace("name: 参保人数", f"name: 参保人数{number}")


def test_a_unit_with_duties_in_three_plans_gets_one_message_a_day(home: Path, tmp_path: Path) -> None:
    for number in (2, 3):
        (home / "workflows" / f"plan-{number}.yaml").write_text(more(number), encoding="utf-8")
    desk = desk_in(home, f"sqlite:///{tmp_path / 'three.db'}")
    desk.at("2020-09-18T08:30")
    desk.at("2020-09-25T09:00")
    said = desk.mails()["su-he"].text
    assert all(title in said for title in ("稳就业月报", "第2份月报", "第3份月报"))
    assert "su-he" in desk.texts()
    pause_plan(home, desk.bureau, "plan-2", CLERK, desk.clock(), None, "等新文件")
    read_again(desk, home)
    assert [one.word for one in plan_states(desk.bureau, desk.clock())] == ["执行中", "执行中", "已暂停"]
    desk.at("2020-10-12T09:00")
    opened = {row["duty"] for row in statuses(desk.bureau, desk.clock()) if row["period"] == "2020-10"}
    assert "report-2" not in opened
    assert {"report", "report-3"} <= opened
