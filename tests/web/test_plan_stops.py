"""A plan is paused, resumed and ended from its page; a unit with several plans has one page for all of them."""

import pytest

from tests.actions.test_stop_plan import more
from tests.bureau import CLERK, bureau_in, change
from tests.web.browser import Browser, Console

PLAN = "/office/plans/wenjiuye-2020"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in the middle of September's report."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


def press(console: Console, clerk: Browser, act: str, status: int = 200, **said: str) -> str:
    """One of the page's acts, in force at once."""
    clerk.look(PLAN)
    page = clerk.press(f"{PLAN}/{act}", said, status)
    desk = console.desk
    desk.bureau = bureau_in(console.hall.settings.home, str(desk.bureau.engine.url), desk.clock())
    return page


def test_the_office_pauses_and_resumes_a_plan_with_its_words(console: Console, clerk: Browser) -> None:
    assert "执行中" in clerk.look("/office/plans")
    said = press(console, clerk, "pause", day="2020-09-21", reason="等县里的新文件")
    assert "从9月21日（星期一）起暂停，已经开始的各期照旧办理" in said
    shown = clerk.look("/office/plans")
    assert all(words in shown for words in ("已暂停", "等县里的新文件", "在办7项"))
    assert "从来得及提前通知的一期开始" in press(console, clerk, "resume", reason="文件到了")
    press(console, clerk, "end", day="2020-12-31", reason="任务完成")
    assert "12月31日（星期四）起结束：任务完成" in clerk.look(PLAN)
    audit = clerk.look("/office/audit")
    assert all(
        words in audit for words in ("暂停方案", "恢复方案", "结束方案", "等县里的新文件；从9月21日（星期一）起暂停")
    )


def test_without_a_reason_it_is_asked_for_at_its_field(console: Console, clerk: Browser) -> None:
    page = press(console, clerk, "pause", 400, day="2020-09-22", reason="")
    assert "请写明原因" in page
    assert 'value="2020-09-22"' in page


def test_a_unit_with_three_plans_has_one_page(console: Console) -> None:
    home, desk = console.hall.settings.home, console.desk
    for number in (2, 3):
        (home / "workflows" / f"plan-{number}.yaml").write_text(more(number), encoding="utf-8")
    desk.bureau, desk.memory = bureau_in(home, str(desk.bureau.engine.url), desk.clock()), None
    desk.at("2020-09-18T08:30")
    page = console.account("苏禾").look("/mine")
    assert all(title in page for title in ("稳就业月报", "第2份月报", "第3份月报"))


def test_who_came_since_is_taken_into_the_open_period_from_the_page(console: Console) -> None:
    home, desk = console.hall.settings.home, console.desk
    change(home, "workflows/plan.yaml", "units: [社保中心, 仲裁股]", "units: [社保中心]")
    desk.bureau, desk.memory = bureau_in(home, str(desk.bureau.engine.url), desk.clock()), None
    desk.at("2020-09-18T08:30")
    clerk = console.account(CLERK)
    assert "还没有列入" not in clerk.look(PLAN)
    change(home, "workflows/plan.yaml", "units: [社保中心]", "units: [社保中心, 仲裁股]")
    desk.bureau = bureau_in(home, str(desk.bureau.engine.url), desk.clock())
    assert "2020年9月稳就业月报还没有列入：仲裁股" in clerk.look(PLAN)
    assert "请写明原因" in clerk.press(f"{PLAN}/join", {"duty": "report", "reason": ""}, 400)
    told = clerk.press(f"{PLAN}/join", {"duty": "report", "reason": "县里要求本月就报"})
    assert "2020年9月稳就业月报补列入：仲裁股" in told
    assert "补列入本期" in clerk.look("/office/audit")
