"""A person's private calendar: it …"""

from datetime import date, timedelta

import icalendar
import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON, OFFICE, instant, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.access.accounts import account_of, add_person, disable
from yudu_flow.actions.access.calendar_feeds import LASTS
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.revoke_links import revoke_links

PAGE = "/mine/calendar"


@pytest.fixture
def unit(console: Console) -> Browser:
    """白桦 of 社保中心, signed in on 22 September."""
    console.desk.until("2020-09-22T09:00")
    return console.account(LIAISON[INSURANCE])


def opened(browser: Browser) -> str:
    """Open one; the path of its address."""
    browser.look(PAGE)
    shown = browser.press(PAGE, {})
    return "/calendar/" + shown.split("/calendar/", 1)[1].split('"', 1)[0]


def titles(console: Console, path: str) -> list[str]:
    """What a calendar without any cookie finds there."""
    answer = console.stranger().get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.text).walk("VEVENT")]


def test_it_holds_ones_own_open_deadlines_with_alarms(console: Console, unit: Browser) -> None:
    path = opened(unit)
    assert titles(console, path) == ["社保中心2020年9月稳就业月报截止"]
    calendar = icalendar.Calendar.from_ical(console.stranger().get(path).text)
    [event] = calendar.walk("VEVENT")
    assert (event.decoded("DTEND"), len(event.walk("VALARM"))) == (instant("2020-09-28T00:00"), 1)
    assert str(calendar["X-WR-CALNAME"]) == "清溪县人力资源和社会保障局　白桦的事项"
    console.desk.file(INSURANCE, "2020-09-23T10:05")
    assert titles(console, path) == []


def test_a_new_address_ends_the_old_one_and_stopping_ends_both(console: Console, unit: Browser) -> None:
    first, second = opened(unit), opened(unit)
    assert first != second
    assert [console.stranger().get(path).status_code for path in (first, second)] == [404, 200]
    unit.look(PAGE)
    assert "已停用" in unit.press(f"{PAGE}/stop", {})
    assert console.stranger().get(second).status_code == 404


def test_the_office_stops_it(console: Console, unit: Browser) -> None:
    path, clerk = opened(unit), console.account(CLERK)
    shown = clerk.look("/office/roster/bai-hua")
    assert ("日历订阅" in shown, path in shown) == (True, False)
    assert "日历订阅已停用" in clerk.press("/office/roster/bai-hua/calendar", {})
    assert console.stranger().get(path).status_code == 404
    audited = clerk.look("/office/audit")
    assert ("开通日历订阅" in audited, "停用日历订阅" in audited) == (True, True)


def test_one_that_a_link_opened_ends_by_itself(console: Console, unit: Browser) -> None:
    guest = console.guest(LIAISON[JOBS], JOBS)
    path = opened(guest)
    assert "用到" in guest.look(PAGE)
    assert "就业中心2020年9月稳就业月报截止" in titles(console, path)
    console.desk.clock.now += LASTS
    assert console.stranger().get(path).status_code == 404


def test_one_that_a_link_opened_ends_with_the_links(console: Console, unit: Browser) -> None:
    mine, path = opened(unit), opened(console.guest(LIAISON[JOBS], JOBS))
    for unit_ in (JOBS, INSURANCE):
        console.guest(LIAISON[unit_], unit_)
        revoke_links(console.desk.bureau, report_of(unit_), CLERK, console.desk.clock())
    assert [console.stranger().get(one).status_code for one in (path, mine)] == [404, 200]


def test_a_link_shows_no_address_that_an_account_opened(console: Console, unit: Browser) -> None:
    path, guest = opened(unit), console.guest(LIAISON[INSURANCE], INSURANCE)
    shown = guest.look(PAGE)
    assert (path in shown, "登录账号可以看到地址" in shown) == (False, True)
    assert "请先停用" in guest.press(PAGE, {}, status=409)
    assert console.stranger().get(path).status_code == 200


def test_it_ends_with_the_account_and_comes_back_with_none(console: Console, unit: Browser) -> None:
    path, desk = opened(unit), console.desk
    disable(desk.bureau, account_of(desk.bureau, LIAISON[INSURANCE]), CLERK, desk.clock())
    add_person(desk.bureau, LIAISON[INSURANCE], CLERK, desk.clock())
    assert console.stranger().get(path).status_code == 404


def test_whoever_left_their_post_has_an_empty_one(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    path = opened(console.account(LIAISON[OFFICE]))
    assert titles(console, path) == ["办公室2020年9月稳就业月报截止"]
    console.desk.clock.now += timedelta(days=400)
    assert console.stranger().get(path).status_code == 200


def test_guessing_is_counted(console: Console) -> None:
    stranger = console.stranger()
    codes = [stranger.get("/calendar/guessed.ics").status_code for _ in range(130)]
    assert (codes[0], codes[-1]) == (404, 409)


def test_a_leader_s_holds_what_they_have_given_until_it_is_closed(console: Console, unit: Browser) -> None:
    """Everybody has an address of their own: leaders were turned away."""
    desk = console.desk
    leader = console.account("顾明远")
    assert 'href="/mine/calendar"' in leader.look("/leader")
    path = opened(leader)
    assert titles(console, path) == []
    instruct(desk.bureau, [INSURANCE], "顾明远", desk.clock(), Errand("查清参保人数", date(2020, 10, 9)))
    [title] = titles(console, path)
    assert INSURANCE in title
    assert title in titles(console, opened(unit))
