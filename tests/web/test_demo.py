"""The demonstration's pages: the bar on each, being anybody, following a message's link, units that do as told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.browser import BASE, Browser, Console
from tests.web.in_process import end_loop
from yudu_flow.simulation.demo import Demo
from yudu_flow.simulation.habits import Habit
from yudu_flow.web.app import Console as Rooms
from yudu_flow.web.doors.hall import Hall


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """A demonstration that has just begun."""
    demo = Demo(tmp_path / "demo", BASE)
    yield demo
    demo.close()


@pytest.fixture
def visitor(demo: Demo) -> Iterator[Browser]:
    """Somebody who tries it."""
    app = Rooms(Hall(demo.bureau, demo.clock, demo.settings, b"a secret for tests", demo=demo))
    browser = Browser(app, base_url=BASE, follow_redirects=True)
    yield browser
    browser.close()
    end_loop()


def test_the_front_door_leads_to_it(visitor: Browser) -> None:
    assert "<h1>演示" in visitor.look("/")


def test_the_bar_moves_time_on_and_says_what_happened(visitor: Browser) -> None:
    assert "2020年9月18日 09:00" in visitor.look("/demo")
    moved = visitor.press("/demo/next", {"back": "/help"})
    assert "发出消息9条（报送提醒9）" in moved
    assert "2020年9月21日 09:00" in moved
    assert "帮助" in moved
    assert "2020年9月27日 09:00" in visitor.press("/demo/27")
    assert "2020年10月1日 09:00" in visitor.press("/demo/month")


def test_a_visitor_may_be_anybody_and_stays_so_while_months_go_by(visitor: Browser) -> None:
    visitor.look("/demo")
    assert "看板" in visitor.press("/demo/as", {"person": "wen-jing"})
    visitor.look("/demo")
    visitor.press("/demo/month", {"back": "/office"})
    assert "2020年11月1日 09:00" in visitor.press("/demo/month", {"back": "/office"})
    assert "看板" in visitor.look("/office")
    assert "分管" in visitor.press("/demo/as", {"person": "li-ming"})
    visitor.look("/demo")
    assert "账号" in visitor.press("/demo/as", {"person": "admin"})
    visitor.look("/demo")
    assert "没有这个人" in visitor.press("/demo/as", {"person": "nobody"}, status=404)


def test_the_link_of_a_message_leads_to_what_it_was_made_for(visitor: Browser) -> None:
    visitor.look("/demo")
    visitor.press("/demo/as", {"person": "wen-jing"})
    visitor.look("/demo")
    said = visitor.press("/demo/next")
    code = re.search(r'action="/demo/open/([^"]+)"[^§]*?以赖小云的身份', said)
    assert code is not None
    opened = visitor.press(f"/demo/open/{code[1]}")
    assert "就业局" in opened
    assert "看板" not in opened


def test_an_act_takes_a_minute_and_what_follows_has_happened_when_it_is_answered(visitor: Browser, demo: Demo) -> None:
    visitor.look("/demo")
    visitor.press("/demo/27")
    desk = visitor.press("/demo/as", {"person": "wen-jing"})
    silent = re.search(r'href="(/office/\d+)"[^>]*>就业局', desk)
    assert silent is not None
    visitor.look(silent[1])
    before = demo.now
    visitor.press(f"{silent[1]}/urge")
    assert (demo.now - before).total_seconds() == 60
    assert "办公室催办" in visitor.look("/office/outbox")


def test_units_are_told_what_to_do(visitor: Browser, demo: Demo) -> None:
    visitor.look("/demo")
    said = visitor.press("/demo/habits", {"就业局": "prompt", "社保局": "by_hand", "农保局": "nonsense"})
    assert "已记下" in said
    assert demo.habits.of == {"就业局": Habit.PROMPT, "社保局": Habit.BY_HAND}
    assert demo.habits.accepts is False


def test_it_begins_anew(visitor: Browser) -> None:
    visitor.look("/demo")
    visitor.press("/demo/month")
    assert "2020年9月18日 09:00" in visitor.press("/demo/again")


def test_a_form_that_was_forged_moves_nothing(visitor: Browser, demo: Demo) -> None:
    visitor.post("/demo/month", data={"token": "0" * 64})
    assert demo.now.day == 18


def test_a_console_for_real_work_has_none_of_it(console: Console) -> None:
    office = console.account("林秋")
    assert "/demo" not in office.look("/office")
    for path in ("/demo", "/demo/next"):
        assert office.get(path).status_code == 404
        assert office.post(path).status_code in (404, 405)
