"""The ways in: sign-in links, passwords, keys."""

from datetime import timedelta
from html import unescape

import pytest

from tests.web.browser import Console
from tests.web.sign_ins import CLERK, LEADER, PASSWORD, invited, sign_in, with_password
from yudu_flow.actions.access.sign_in import first_entry


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_a_fresh_database_offers_one_link_to_its_administrator(console: Console) -> None:
    bureau, now = console.desk.bureau, console.desk.clock()
    code = first_entry(bureau, now)
    assert code is not None
    browser = console.stranger()
    assert "管理员" in browser.look(f"/enter/{code}")
    assert "开通账号" in browser.press(f"/enter/{code}")
    assert first_entry(bureau, now) is None


def test_opening_a_sign_in_link_uses_nothing_up(console: Console) -> None:
    code, browser = invited(console), console.stranger()
    for _ in range(3):
        browser.look(f"/enter/{code}")
    assert "登录" in browser.look("/account", 200)
    browser.look(f"/enter/{code}")
    assert "我的账号" not in browser.press(f"/enter/{code}")
    assert "我的账号" in browser.look("/account")


def test_a_sign_in_link_works_once(console: Console) -> None:
    code, first, second = invited(console), console.stranger(), console.stranger()
    for browser in (first, second):
        browser.look(f"/enter/{code}")
    first.press(f"/enter/{code}")
    assert "已经用过" in second.press(f"/enter/{code}", status=404)


def test_a_sign_in_link_runs_out_after_a_day(console: Console) -> None:
    code = invited(console)
    console.desk.clock.now += timedelta(hours=24, seconds=1)
    assert "已过期" in console.stranger().look(f"/enter/{code}", 404)


def test_a_password_lets_in_and_a_wrong_one_does_not(console: Console) -> None:
    with_password(console)
    browser = console.stranger()
    assert "不对" in sign_in(browser, password="something else", status=403)
    sign_in(browser)
    assert CLERK in browser.look("/account")


@pytest.mark.parametrize("person", ["陶然", "tao-ran", "没有的人", ""])
def test_a_stranger_learns_nothing_from_the_answer(console: Console, person: str) -> None:
    """It says the same for a wrong password, an account without one, and nobody."""
    console.account(CLERK)
    browser = console.stranger()
    assert "账号、密码或验证码不对" in sign_in(browser, person, "wrong password", status=403)


def test_who_came_by_a_link_may_have_forgotten_it(console: Console) -> None:
    with_password(console)
    clerk = console.account(CLERK)
    clerk.look("/account")
    clerk.press("/account/password", {"password": "violet harbour lantern"})
    slow = console.account(CLERK)
    slow.look("/account")
    console.desk.clock.now += timedelta(minutes=31)
    assert "当前密码不对" in slow.press("/account/password", {"password": "amber orchard mill"}, 409)


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "password12345",
        "qwertyuiop12",
        "woaini1314520",
        "tao-ran20200918",
        "陶然陶然陶然陶然陶然陶然",
        "aaaaaaaaaaaaa",
        "13900000002abc",
    ],
)
def test_a_password_that_others_would_try_is_refused(console: Console, password: str) -> None:
    clerk = console.account(CLERK)
    clerk.look("/account")
    assert "密码" in clerk.press("/account/password", {"password": password}, 400)


def test_guessing_is_slowed(console: Console) -> None:
    browser = console.stranger()
    said = [sign_in(browser, password=f"guess {n:07}", status=403) for n in range(12)]
    assert "不对" in said[0]
    assert "太频繁" in said[-1]


def test_signing_in_leads_to_the_page_that_was_asked_for(console: Console) -> None:
    with_password(console)
    browser, wanted = console.stranger(), "/office/firms?text=%E4%BA%91%E5%B2%AD&gone=1"
    browser.follow_redirects = False
    asked = browser.get(wanted)
    shown = browser.look(asked.headers["location"])
    next = unescape(shown.partition('name="next" value="')[2].partition('"')[0])
    answer = browser.send_form("/sign-in", {"person": CLERK, "password": PASSWORD, "next": next})
    assert answer.headers["location"] == wanted


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(console: Console, next: str) -> None:
    with_password(console)
    browser = console.stranger()
    browser.follow_redirects = False
    browser.look("/sign-in")
    answer = browser.send_form("/sign-in", {"person": CLERK, "password": PASSWORD, "next": next})
    assert answer.status_code == 303
    assert answer.headers["location"] in ("/", "%2F")


def test_a_key_is_shown_once(console: Console) -> None:
    admin = console.account(LEADER, admin=True)
    page = admin.look("/admin")
    account = page.partition('<select id="account" name="account"><option value="')[2].partition('"')[0]
    shown = admin.press("/admin/tokens", {"account": account, "label": "大屏"})
    key = shown.partition("请存到调用程序里")[2].partition('<code class="long">')[2].partition("<")[0]
    assert len(key) > 30
    assert key not in admin.look("/admin")
