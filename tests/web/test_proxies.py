"""Behind a proxy or a gateway: whose form it is, over what it came, and who is who behind one address."""

from dataclasses import replace

import pytest

from tests.web.browser import Browser, Console
from tests.web.in_process import Client
from tests.web.mailed_links import CLERK, account
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import invite

OUTSIDE = "http://flow.example.gov.cn"
PASSWORD = "correct horse battery"
SEVEN = ("陶然", "苏禾", "白桦", "沈清", "顾明远", "唐宁", "叶舟")


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def entry(console: Console, person: str = CLERK) -> str:
    """The path of a fresh sign-in link."""
    bureau, now = console.desk.bureau, console.desk.clock()
    return f"/enter/{invite(bureau, add_person(bureau, person, '测试', now), '测试', now)}"


def behind(console: Console, address: str) -> Browser:
    """Somebody who comes from that address."""
    return Browser(console.app, client=(address, 4711), follow_redirects=True)


def test_a_form_that_a_proxy_passes_on_is_known_by_the_bureau_s_address(console: Console) -> None:
    """The proxy asks for 127.0.0.1:8000; the browser says where its page came from."""
    console.desk.bureau = replace(console.desk.bureau, base_url=OUTSIDE)
    path, browser = entry(console), console.stranger()
    browser.look(path)
    assert browser.send_form(path, headers={"origin": OUTSIDE}).status_code == 200


@pytest.mark.parametrize("origin", ["https://flow.example.gov.cn", "http://flow.example.gov.cn:81", "http://evil.cn"])
def test_a_form_from_another_address_is_told_what_a_proxy_lacks(console: Console, origin: str) -> None:
    console.desk.bureau = replace(console.desk.bureau, base_url=OUTSIDE)
    path, browser = entry(console), console.stranger()
    browser.look(path)
    answer = browser.send_form(path, headers={"origin": origin})
    assert answer.status_code == 403
    assert "YUDU_FLOW_BASE_URL" in answer.text
    assert "原样转发 Host" in answer.text


def test_a_form_without_any_cookie_is_refused(console: Console) -> None:
    """A browser that keeps none, or that came by http where cookies are for https alone."""
    token = console.stranger().look("/sign-in").partition('name="token" value="')[2].partition('"')[0]
    answer = console.stranger().post("/sign-in", data={"token": token, "person": CLERK, "password": PASSWORD})
    assert answer.status_code == 403


def test_a_sign_in_link_that_names_our_own_page_needs_no_cookie(console: Console) -> None:
    """Its code is the proof; another site knows none and cannot name our origin."""
    console.desk.bureau = replace(console.desk.bureau, base_url=OUTSIDE)
    assert console.stranger().post(entry(console), data={"token": "x"}).status_code == 403
    assert console.stranger().post(entry(console), headers={"origin": OUTSIDE}).status_code == 200


@pytest.mark.parametrize("path", ["/health", "/health/live", "/sign-in", "/help/unit", "/static/console.js", "/"])
def test_whoever_only_asks_for_the_head_gets_it(console: Console, path: str) -> None:
    with Client(console.app, follow_redirects=False) as watcher:
        head, whole = watcher.head(path), watcher.get(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-type"] == whole.headers["content-type"] if whole.content else True


def test_the_head_of_an_act_is_refused_and_does_nothing(console: Console) -> None:
    with Client(console.app, follow_redirects=False) as watcher:
        assert watcher.head("/sign-out").status_code == 405
        assert watcher.head("/nothing").status_code == 404


@pytest.mark.parametrize("tail", ["（24小时内有效）", "。", ")", ".", "-请点开", "，谢谢", "%0A"])
def test_a_link_opens_with_what_a_chat_took_for_a_part_of_it(console: Console, tail: str) -> None:
    path, browser = entry(console), console.stranger()
    assert CLERK in browser.look(path + tail)
    browser.press(path + tail)
    assert "我的账号" in browser.look("/account")
    guest = console.stranger()
    guest.look(f"/s/{console.link('su-he', '就业中心')}{tail}")
    assert "苏禾" in guest.look("/help")


@pytest.mark.long
def test_no_code_ends_in_what_mail_leaves_out_of_a_link(console: Console) -> None:
    codes = [entry(console).rpartition("/")[2] for _ in range(200)]
    assert all(code.isalnum() and code.isascii() and len(code) == 32 for code in codes)


@pytest.mark.parametrize("base", ["https://flow.example.gov.cn", "http://flow.example.gov.cn"])
def test_cookies_and_browsers_keep_to_https_where_the_bureau_s_address_is(console: Console, base: str) -> None:
    """The proxy speaks plain http to the program, whatever the browser does."""
    console.hall.settings.base_url = base
    path, browser = entry(console), console.stranger()
    browser.follow_redirects = False
    shown = browser.get(path)
    browser._page = shown.text
    answer = browser.send_form(path, headers={"cookie": shown.headers["set-cookie"].partition(";")[0]})
    secure = base.startswith("https")
    assert ("Secure" in answer.headers["set-cookie"]) is secure
    assert ("strict-transport-security" in answer.headers) is secure


def test_seven_people_of_one_office_open_and_press_their_links_within_a_minute(console: Console) -> None:
    for person in SEVEN:
        path, browser = entry(console, person), behind(console, "10.1.2.3")
        browser.look(path)
        browser.press(path)
        assert person in browser.look("/account")


def test_codes_that_open_nothing_are_counted_and_only_those(console: Console) -> None:
    guesser, path = behind(console, "10.1.2.3"), entry(console)
    said = [guesser.get(f"/enter/guess{number}").status_code for number in range(60)]
    said += [guesser.get(f"/s/guess{number}").status_code for number in range(61)]
    assert said == [404] * 120 + [409]
    guesser.look(path, 409)
    behind(console, "10.1.2.4").look(path)


def test_guessing_from_everywhere_is_slowed_for_those_who_guess(console: Console) -> None:
    for number in range(1200):
        console.hall.throttle.missed_code(f"10.2.{number // 250}.{number % 250}")
    path = entry(console)
    behind(console, "10.1.2.3").look(path)
    guesser = behind(console, "10.1.2.4")
    assert [guesser.get("/s/guessed").status_code for _ in range(2)] == [404, 409]


def test_an_address_of_ipv6_is_its_whole_network(console: Console) -> None:
    for number in range(120):
        behind(console, f"2001:db8::{number:x}").get("/s/guessed")
    assert behind(console, "2001:db8::ffff:1").get("/s/guessed").status_code == 409
    assert behind(console, "2001:db8:0:1::1").get("/s/guessed").status_code == 404


def test_a_cookie_is_no_way_to_guess_links(console: Console) -> None:
    """What stands in a message is not yet a cookie of ours."""
    code, browser = console.link("su-he", "就业中心"), console.stranger()
    browser.cookies.set("yudu_link", code)
    assert browser.get("/mine").url.path == "/sign-in"
    for made_up in (f"{code}.", f"{code}.{'0' * 64}", f"{code}.说"):
        browser.cookies.clear()
        assert browser.get("/mine", headers=[(b"cookie", f"yudu_link={made_up}".encode())]).url.path == "/sign-in"


def password_of(console: Console, person: str) -> None:
    """They have chosen one."""
    browser = console.account(person)
    browser.look("/account")
    browser.press("/account/password", {"password": PASSWORD})


def tries(console: Console, browser: Browser, password: str, person: str = CLERK) -> int:
    """What a try to sign in comes to."""
    browser.look("/sign-in")
    browser.follow_redirects = False
    return browser.send_form("/sign-in", {"person": person, "password": password}).status_code


def test_twelve_wrong_passwords_lock_nobody_out_elsewhere(console: Console) -> None:
    """Whoever comes from elsewhere waits a little, and is let in."""
    waited: list[float] = []

    async def waiting(seconds: float) -> None:
        waited.append(seconds)

    password_of(console, CLERK)
    console.hall.throttle._sleep = waiting
    stranger = behind(console, "10.9.9.9")
    assert [tries(console, stranger, f"guess {n:07}") for n in range(12)] == [403] * 12
    assert tries(console, stranger, PASSWORD) == 403
    waited.clear()
    assert tries(console, behind(console, "10.1.2.3"), PASSWORD) == 303
    assert waited == [3.0]


def test_a_proxy_that_is_not_trusted_is_named_in_the_log(console: Console, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(121):
        behind(console, "127.0.0.1").get("/s/guessed", headers={"x-forwarded-for": "8.8.8.8"})
    assert "set YUDU_FLOW_TRUSTED_PROXIES" in caplog.text


def test_a_link_that_is_shown_never_leads_where_the_request_says(console: Console) -> None:
    console.desk.bureau = replace(console.desk.bureau, base_url="")
    console.hall.address = "http://127.0.0.1:8000"
    browser, key = console.account("admin", admin=True), account(console)
    browser.look("/admin")
    shown = browser.send_form(f"/admin/people/{key}/link", headers={"host": "evil.example"})
    assert "http://127.0.0.1:8000/enter/" in shown.text
    assert "evil" not in shown.text


def test_a_guest_can_leave(console: Console) -> None:
    guest = console.guest("su-he", "就业中心")
    guest.look("/mine")
    assert "已退出" in guest.press("/sign-out")
    assert guest.get("/mine").url.path == "/sign-in"


def test_a_link_of_somebody_else_asks_before_it_takes_their_place(console: Console) -> None:
    guest = console.guest("su-he", "就业中心")
    other = f"/s/{console.link('bai-hua', '社保中心')}"
    assert "这个链接是给白桦的" in guest.look(other)
    assert "苏禾" in guest.look("/help")
    guest.look(other)
    guest.press(other)
    assert "白桦" in guest.look("/help")


def test_a_link_of_somebody_else_asks_who_is_signed_in(console: Console) -> None:
    clerk, other = console.account(CLERK), f"/s/{console.link('bai-hua', '社保中心')}"
    cookie = clerk.cookie("yudu_session")
    assert f"{CLERK}退出，改由白桦办理" in clerk.look(other)
    clerk.press(other)
    assert "白桦" in clerk.look("/help")
    clerk.cookies.set("yudu_session", cookie)
    assert CLERK not in clerk.look("/help")  # the session was ended, not only left


def test_a_form_is_good_for_whom_its_page_was_made_for(console: Console) -> None:
    """A token of nobody, which a neighbour's site may plant, does nothing for who is signed in."""
    clerk, stranger = console.account(CLERK), console.stranger()
    planted = stranger.look("/sign-in").partition('name="token" value="')[2].partition('"')[0]
    clerk.cookies.set("yudu_form", stranger.cookie("yudu_form"))
    answer = clerk.post("/account/password", data={"token": planted, "password": PASSWORD})
    assert (answer.status_code, "页面已失效" in answer.text) == (403, True)
