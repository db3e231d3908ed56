"""The ways in: sign-in links, passwords, TOTP, links from messages; and the ways back out."""

from datetime import timedelta

import pyotp
import pytest

from tests.web.browser import TOKEN, Browser, Console
from yudu_flow.actions.sign_in import add_person, first_entry, invite
from yudu_flow.storage import links
from yudu_flow.storage.database import writing
from yudu_flow.web.bodies import SMALL
from yudu_flow.web.posted import ROOM_FOR_FILES, TOO_MUCH, WHO_SENDS

CLERK, LIAISON, LEADER = "陶然", "su-he", "顾明远"
PASSWORD = "correct horse battery"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def invited(console: Console, person: str = CLERK) -> str:
    """The code of a sign-in link."""
    bureau, now = console.desk.bureau, console.desk.clock()
    return invite(bureau, add_person(bureau, person, "测试", now), "测试", now)


def with_password(console: Console) -> Browser:
    """A clerk who has chosen a password."""
    clerk = console.account(CLERK)
    clerk.look("/account")
    assert "密码已保存" in clerk.press("/account/password", {"password": PASSWORD})
    return clerk


def sign_in(browser: Browser, person: str = CLERK, password: str = PASSWORD, code: str = "", status: int = 200) -> str:
    """Through the sign-in page."""
    browser.look("/sign-in")
    return browser.press("/sign-in", {"person": person, "password": password, "code": code}, status)


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


def test_a_new_password_ends_every_other_session(console: Console) -> None:
    other = console.account(CLERK)
    with_password(console)
    assert "登录" in other.look("/account")
    assert "我的账号" not in other.look("/account")


def test_totp_is_asked_for_once_it_is_on(console: Console) -> None:
    clerk, now = with_password(console), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    again = clerk.press("/account/totp", {"secret": secret, "code": "000000"}, 400)
    assert "不对" in again
    assert f'value="{secret}"' in again  # the phone knows this one
    assert "不对" in clerk.press("/account/totp", {"secret": "没有给过的" * 500, "code": "000000"}, 400)
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now), "old": PASSWORD})
    browser = console.stranger()
    sign_in(browser, status=403)
    console.desk.clock.now += timedelta(seconds=30)
    sign_in(browser, code=pyotp.TOTP(secret).at(now + timedelta(seconds=30)))
    assert CLERK in browser.look("/account")


def two_steps(console: Console) -> tuple[Browser, str]:
    """An account with a password and TOTP, in a browser that came by password; and its secret."""
    clerk, now = with_password(console), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now), "old": PASSWORD})
    return clerk, secret


def later_code(console: Console, secret: str) -> str:
    """The phone's next code."""
    console.desk.clock.now += timedelta(seconds=30)
    return pyotp.TOTP(secret).at(console.desk.clock())


def test_a_code_of_the_phone_works_once(console: Console) -> None:
    _, secret = two_steps(console)
    code = later_code(console, secret)
    sign_in(console.stranger(), code=code)
    sign_in(console.stranger(), code=code, status=403)
    console.desk.clock.now += timedelta(seconds=30)
    sign_in(console.stranger(), code=code, status=403)


def test_turning_it_off_asks_for_password_and_code_again(console: Console) -> None:
    clerk, secret = two_steps(console)
    for said in ({}, {"old": PASSWORD}, {"old": "wrong", "code": later_code(console, secret)}):
        assert "不对" in clerk.press("/account/totp", said, 400)
    clerk.press("/account/totp", {"old": PASSWORD, "code": later_code(console, secret)})
    sign_in(console.stranger())


def test_a_new_password_asks_for_the_old_one_and_a_code(console: Console) -> None:
    clerk, secret = two_steps(console)
    new = "violet harbour lantern"
    for said in ({}, {"old": PASSWORD}, {"old": "wrong", "code": later_code(console, secret)}):
        assert "不对" in clerk.press("/account/password", {"password": new, **said}, 409)
    clerk.press("/account/password", {"password": new, "old": PASSWORD, "code": later_code(console, secret)})


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


def test_signing_out_ends_the_session(console: Console) -> None:
    clerk = console.account(CLERK)
    cookie = clerk.cookies["yudu_session"]
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


def test_a_message_link_says_who_came(console: Console) -> None:
    guest = console.guest(LIAISON, "就业中心")
    assert "苏禾" in guest.look("/help")


@pytest.mark.parametrize("path", ["/account", "/admin", "/office", "/leader"])
def test_a_message_link_opens_no_desk_but_the_units(console: Console, path: str) -> None:
    guest = console.guest(LIAISON, "就业中心")
    assert "登录" in guest.look(path)
    assert "苏禾" in guest.look("/help")


def test_a_revoked_link_is_closed(console: Console) -> None:
    code, bureau = console.link(LIAISON, "就业中心"), console.desk.bureau
    with writing(bureau.engine) as db:
        links.revoke(db, bureau.key, "就业中心", console.desk.clock())
    assert "已停用" in console.stranger().look(f"/s/{code}", 404)


def test_a_link_runs_out(console: Console) -> None:
    guest, code = console.guest(LIAISON, "就业中心"), console.link(LIAISON, "就业中心")
    console.desk.clock.now += timedelta(days=21)
    assert "已过期" in guest.look(f"/s/{code}", 404)
    assert "苏禾" not in guest.look("/help")


def test_a_link_that_ran_out_does_not_come_back_with_the_next_mail(console: Console) -> None:
    old, now = console.link(LIAISON, "就业中心"), console.desk.clock()
    console.desk.clock.now = now + timedelta(days=21)
    fresh = console.link(LIAISON, "就业中心")
    assert console.link(LIAISON, "就业中心") == fresh != old
    console.stranger().look(f"/s/{old}", 404)
    guest = console.stranger()
    guest.look(f"/s/{fresh}")
    assert "苏禾" in guest.look("/help")


def test_a_leaders_link_asks_to_sign_in(console: Console) -> None:
    """It was made for somebody who does not answer for the unit."""
    code = console.link("gu-mingyuan", "就业中心")
    assert "登录" in console.stranger().look(f"/s/{code}")


def test_a_form_without_its_token_is_refused(console: Console) -> None:
    clerk = console.account(CLERK)
    answer = clerk.post("/account/password", data={"password": PASSWORD})
    assert (answer.status_code, "页面已失效" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "http://testserver:1"}]
)
def test_a_form_from_elsewhere_is_refused(console: Console, headers: dict[str, str]) -> None:
    clerk = console.account(CLERK)
    clerk.look("/account")
    assert clerk.send_form("/account/password", {"password": PASSWORD}, headers=headers).status_code == 403


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


@pytest.mark.parametrize("role", ["unit", "office", "leader", "admin", "publish"])
def test_there_is_a_page_of_help_for_everybody(console: Console, role: str) -> None:
    assert "帮助：" in console.stranger().look(f"/help/{role}")


def test_health_says_whether_reminders_go_out(console: Console) -> None:
    watcher = console.stranger()
    assert watcher.get("/health").json() | {"last_pass_at": ""} == {
        "live": True,
        "ready": True,
        "last_pass_at": "",
        "oldest_due_seconds": 0,
        "backlog": 0,
        "books_balance": True,
    }
    console.desk.clock.now += timedelta(minutes=4)
    stopped = watcher.get("/health")
    assert (stopped.status_code, stopped.json()["ready"]) == (503, False)


def test_metrics_have_a_switch_of_their_own(console: Console) -> None:
    assert console.stranger().get("/metrics").status_code == 404
    console.hall.settings.metrics = True
    assert "yudu_flow_ready 1.0" in console.stranger().get("/metrics").text
    console.hall.settings.health = False
    assert [console.stranger().get(path).status_code for path in ("/health", "/health/live")] == [404, 404]


def test_a_browser_that_is_used_stays_signed_in(console: Console) -> None:
    clerk, day = console.account(CLERK), console.desk.clock()
    for path in ("/", "/account"):  # a page, and one that only leads on
        day += timedelta(days=10)
        console.desk.at(day.isoformat())
        answer = clerk.get(path, follow_redirects=False)
        assert "Max-Age=1209600" in answer.headers["set-cookie"]
        assert clerk.cookies["yudu_session"] in answer.headers["set-cookie"]
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


def test_a_stranger_s_files_are_not_read(console: Console) -> None:
    browser = console.stranger()
    browser.look("/sign-in")
    answer = browser.send_form("/sign-in", files={"x": ("x.bin", bytes(SMALL + 1))})
    assert (answer.status_code, "超过256KB" in answer.text) == (413, True)
    answer = browser.send_form("/mine/1/files", files={"x": ("x.bin", bytes(SMALL + 1))})
    assert (answer.status_code, WHO_SENDS in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("path", "room", "said"), [("/mine/1/files", ROOM_FOR_FILES, TOO_MUCH), ("/sign-out", SMALL, "256KB")]
)
def test_what_is_larger_than_its_form_is_not_read(console: Console, path: str, room: int, said: str) -> None:
    guest = console.guest(LIAISON, "就业中心")
    answer = guest.post(path, content=iter([b"token=x"]), headers={"content-length": str(room + 1)})
    assert (answer.status_code, said in answer.text) == (413, True)


def test_a_form_without_a_length_is_counted_as_it_comes(console: Console) -> None:
    """A gateway may pass a form on in pieces."""
    guest = console.guest(LIAISON, "就业中心")
    answer = guest.post("/sign-out", content=iter([b"token=", b"x"]), headers=FORM)
    assert (answer.status_code, "页面已失效" in answer.text) == (403, True)
    answer = guest.post("/sign-out", content=iter([b"token="] + [b"x" * 2**16] * 5), headers=FORM)
    assert (answer.status_code, "256KB" in answer.text) == (413, True)
    token = TOKEN.search(guest.look("/help"))
    assert token
    guest.post("/sign-out", content=iter([b"token=", token[1].encode()]), headers=FORM)
    assert guest.get("/mine").url.path == "/sign-in"
