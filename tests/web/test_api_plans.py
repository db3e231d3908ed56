"""Plans and the calendar for programs: listed, paused, resumed, ended; a notice of holidays read and kept."""

from datetime import date

from tests.bureau import TRAINING, bureau_in, change
from tests.web.browser import Console
from tests.web.programs import Program
from tests.web.test_office_calendar import NOTICE
from yudu_flow.content.home import load

PLAN = "/plans/wenjiuye-2020"


def states(console: Console, office: Program) -> list[str]:
    """As a process that reads its files again has them."""
    desk = console.desk
    desk.bureau = bureau_in(console.hall.settings.home, str(desk.bureau.engine.url), desk.clock())
    return [one["state"] for one in office.asks("/plans")]


def test_a_program_pauses_resumes_and_ends_a_plan(console: Console, office: Program) -> None:
    assert states(console, office) == ["runs"]
    assert "起暂停" in office.posts(f"{PLAN}/pause", {"reason": "等新文件"})["told"]
    assert states(console, office) == ["paused"]
    office.posts(f"{PLAN}/resume", {"reason": "文件到了"})
    office.posts(f"{PLAN}/end", {"since": "2020-09-22", "reason": "任务完成"})
    assert states(console, office) == ["ended"]


def test_a_program_takes_a_unit_into_the_period_that_runs(console: Console, office: Program) -> None:
    said, home = {"duty": "visit-3", "reason": "县里要求本月就走访"}, console.hall.settings.home
    office.posts(f"{PLAN}/join", said, 409)
    change(home, "workflows/plan.yaml", "units: [就业中心]}", f"units: [就业中心, {TRAINING}]}}")
    change(home, "workflows/plan.yaml", "units: [就业中心]\n", f"units: [就业中心, {TRAINING}]\n")
    states(console, office)
    assert office.posts(f"{PLAN}/join", said)["told"] == f"2020年9月走访对口企业补列入：{TRAINING}"


def test_a_program_has_a_notice_read_and_kept(console: Console, office: Program) -> None:
    read = office.posts("/calendar/notice", {"text": NOTICE})
    assert (read["year"], len(read["breaks"]), read["saved"], read["doubts"]) == (2027, 7, False, [])
    office.posts("/calendar/notice", {"text": NOTICE, "save": True})
    assert 2027 in load(console.hall.settings.home, date(2020, 9, 22), 2027).calendar.known
