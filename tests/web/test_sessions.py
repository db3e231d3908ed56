"""Sessions: how long one lasts, and what ends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.browser import Console
from tests.web.sign_ins import CLERK, LEADER, LIAISON, invited, with_password
from yudu_flow.web.app import Console as App


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_a_new_password_ends_every_other_session(console: Console) -> None:
    other = console.account(CLERK)
    with_password(console)
    assert "登录" in other.look("/account")
    assert "我的账号" not in other.look("/account")


def test_signing_out_ends_the_session(console: Console) -> None:
    clerk = console.account(CLERK)
    cookie = clerk.cookie("yudu_session")
    clerk.look("/account")
    assert "已退出" in clerk.press("/sign-out")
    clerk.cookies.set("yudu_session", cookie)
    assert "我的账号" not in clerk.look("/account")


def test_another_browser_can_be_signed_out(console: Console) -> None:
    lost, clerk = console.account(CLERK), console.account(CLERK)
    other = clerk.look("/account").partition('name="session" value="')[2].partition('"')[0]
    clerk.press("/account/sessions", {"session": other})
    assert "我的账号" not in lost.look("/account")


def test_a_session_runs_out(console: Console) -> None:
    clerk = console.account(CLERK)
    console.desk.clock.now += timedelta(days=15)
    assert "我的账号" not in clerk.look("/account")


def test_a_session_in_use_is_renewed(console: Console) -> None:
    clerk = console.account(CLERK)
    for _ in range(2):
        console.desk.clock.now += timedelta(days=10)
        assert "我的账号" in clerk.look("/account")


def test_a_session_ends_after_a_month_however_much_it_is_used(console: Console) -> None:
    clerk = console.account(CLERK)
    for _ in range(29):
        console.desk.clock.now += timedelta(days=1)
        assert "我的账号" in clerk.look("/account")
    console.desk.clock.now += timedelta(days=1)
    assert "我的账号" not in clerk.look("/account")


def test_a_closed_account_is_out_at_once(console: Console) -> None:
    admin, clerk = console.account(LEADER, admin=True), console.account(CLERK)
    page = admin.look("/admin")
    account = page.rpartition("/close")[0].rpartition("/")[2]
    admin.press(f"/admin/people/{account}/close")
    assert "我的账号" not in clerk.look("/account")


def test_a_browser_that_is_used_stays_signed_in(console: Console) -> None:
    clerk, day = console.account(CLERK), console.desk.clock()
    for path in ("/", "/account"):  # a page, and one that only leads on
        day += timedelta(days=10)
        console.desk.at(day.isoformat())
        answer = clerk.get(path, follow_redirects=False)
        assert "Max-Age=1209600" in answer.headers["set-cookie"]
        assert clerk.cookie("yudu_session") in answer.headers["set-cookie"]
        assert "set-cookie" not in clerk.get(path, follow_redirects=False).headers
    assert "我的账号" in clerk.look("/account")


def test_signing_out_leaves_nobody_in(console: Console) -> None:
    browser = console.guest(LIAISON, "就业中心")
    code = invited(console)
    browser.look(f"/enter/{code}")
    browser.press(f"/enter/{code}")
    browser.look("/account")
    assert "已退出" in browser.press("/sign-out")
    assert browser.get("/mine").url.path == "/sign-in"


def test_two_homes_at_two_ports_of_a_host_do_not_take_each_other_s_place(console: Console) -> None:
    """Browsers bring a host's cookies to each of its ports: who came in at one was out at the other."""
    clerk, code = console.account(CLERK), invited(console, LEADER)
    there = replace(console, app=App(replace(console.hall, secret=b"that of another home"))).stranger().like(clerk)
    assert CLERK not in there.look(f"/enter/{code}")
    assert LEADER in there.press(f"/enter/{code}")
    assert CLERK in clerk.like(there).look("/help")


def test_a_cookie_from_before_an_update_is_good(console: Console) -> None:
    clerk = console.account(CLERK)
    kept = clerk.cookie("yudu_session")
    clerk.cookies.clear()
    clerk.cookies.set("yudu_session", kept)
    assert "我的账号" in clerk.look("/account")


@pytest.mark.parametrize("behind", [False, True])
def test_the_own_cookie_counts_before_a_plain_one_of_another_home(console: Console, behind: bool) -> None:
    clerk = console.account(CLERK)
    [own] = [f"{one.name}={one.value}" for one in clerk.cookies.jar if one.name.startswith("yudu_session")]
    clerk.cookies.clear()
    both = [own, "yudu_session=of-another-home"][:: -1 if behind else 1]
    assert "我的账号" in clerk.get("/account", headers={"cookie": "; ".join(both)}).text
