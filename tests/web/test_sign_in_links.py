"""Sign-in links by mail, asked for on the sign-in page: the secret is only in the mail, nobody learns who is known."""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from tests.post_office import post_office, text
from tests.web.browser import BASE, Browser, Console
from tests.web.mailed_links import (  # noqa: F401  # fixtures
    CLERK,
    LIAISON,
    LINK,
    account,
    acts,
    admin,
    ask,
    asked,
    code,
    enter,
    home,
    opened,
    stored,
)
from yudu_flow.actions.access.accounts import add_person, disable
from yudu_flow.assembly import mail_of
from yudu_flow.delivery.message import Outgoing
from yudu_flow.settings import Settings
from yudu_flow.web.doors.throttle import Throttle

ASKED = "几分钟内会收到登录链接"


@pytest.mark.parametrize("who", [CLERK, "tao-ran", f" {CLERK} "])
def test_whoever_asks_gets_a_link_that_lets_in_once(console: Console, who: str) -> None:
    account(console)
    assert ASKED in ask(console, who)
    [mail] = console.desk.email.sent
    assert (mail.address, mail.subject) == ("tao-ran@test.local", "登录链接：9月21日（星期一）09:30前有效")
    assert "不是您本人索取的，不用理会" in mail.text
    assert CLERK in enter(console, code(mail)).look("/account")
    enter(console, code(mail), 404)
    assert [row[:3] for row in acts(console)] == [
        ("登录页", "sign_in_link_asked", "tao-ran"),
        ("登录页", "sign_in_link_mailed", "tao-ran"),
    ]


def test_a_link_asked_for_runs_out_after_half_an_hour(console: Console) -> None:
    account(console)
    link = asked(console)
    console.desk.clock.now += timedelta(minutes=29, seconds=59)
    console.stranger().look(f"/enter/{link}")
    console.desk.clock.now += timedelta(seconds=1)
    assert "已过期" in console.stranger().look(f"/enter/{link}", 404)


def test_it_goes_out_at_night(console: Console) -> None:
    account(console)
    console.desk.clock.set("2020-09-21T23:40")
    ask(console)
    [mail] = console.desk.email.sent
    assert "9月22日（星期二）00:10前有效" in mail.text


@pytest.mark.parametrize("who", ["没有的人", "韩松", "han-song", "唐宁", "叶舟", "贺岚", "admin", "陶"])
def test_a_stranger_learns_nothing_from_the_answer(console: Console, who: str) -> None:
    """Nobody, no account, no mailbox, a placeholder, a closed account, somebody outside the roster: all the same."""
    for person in (CLERK, "唐宁", "叶舟"):
        account(console, person)
    add_person(console.desk.bureau, "admin", "测试", console.desk.clock(), admin=True)
    disable(console.desk.bureau, account(console, "贺岚"), "测试", console.desk.clock())
    told, before = ask(console), acts(console)
    console.desk.email.sent.clear()
    assert same(ask(console, who)) == same(told)
    assert (console.desk.email.sent, acts(console)) == ([], before)


def same(page: str) -> str:
    """A page without what is anew in each."""
    return re.sub(r'value="[0-9a-f]+"', "", page)


def test_nobody_waits_for_the_mail(console: Console) -> None:
    """The answer is complete before anybody is looked up, so that its time tells nothing."""
    account(console)
    heard: list[str] = []
    inner, post = console.app, console.hall.post
    assert post is not None

    async def listening(scope: Any, receive: Any, send: Any) -> None:
        async def noting(message: Any) -> None:
            heard.append("answered" if message["type"] == "http.response.body" else "begun")
            await send(message)

        await inner(scope, receive, noting)

    console.hall.post = lambda mail: heard.append("mailed") or post(mail)  # type: ignore[func-returns-value]
    browser = Browser(listening, base_url=BASE, follow_redirects=False)
    browser.look("/sign-in")
    heard.clear()
    assert browser.send_form("/sign-in/link", {"who": CLERK}).status_code == 303
    assert heard == ["begun", "answered", "mailed"]


def test_a_dead_mailbox_is_not_tried(console: Console) -> None:
    account(console)
    console.desk.email.refuse("tao-ran@test.local")
    console.desk.until("2020-09-30T09:00")
    tried: list[Outgoing] = []
    console.hall.post = recording(console, tried)
    assert ASKED in ask(console)
    assert tried == []


def recording(console: Console, tried: list[Outgoing]) -> Callable[[Outgoing], Any]:
    """The way out, where what is tried is written down first."""
    post = console.hall.post
    assert post is not None

    def noted(mail: Outgoing) -> Any:
        tried.append(mail)
        return post(mail)

    return noted


def test_nobody_is_flooded_and_what_was_sent_stays_good(console: Console) -> None:
    """Three links are good at once, under whichever name; the fourth is not sent, and nobody is told."""
    account(console)
    account(console, LIAISON)
    assert {same(ask(console, who)) for who in (CLERK, "tao-ran", CLERK, CLERK)} == {same(ask(console, LIAISON))}
    *mails, other = [code(mail) for mail in console.desk.email.sent]
    assert len({*mails}) == 3
    enter(console, mails[0])
    for link in mails[1:]:
        enter(console, link, 404)
    enter(console, other)


def test_one_address_does_not_ask_for_everybody(console: Console) -> None:
    account(console)
    browser = console.stranger()
    for number in range(20):
        ask(console, f"某某{number}", browser)
    browser.look("/sign-in")
    assert "索取登录链接太频繁" in browser.press("/sign-in/link", {"who": CLERK}, 409)
    assert console.desk.email.sent == []


def test_a_mailbox_does_not_stand_in_for_the_phone(console: Console) -> None:
    clerk, now = console.account(CLERK), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now)})
    link, browser = asked(console), console.stranger()
    assert "动态验证码" in browser.look(f"/enter/{link}")
    for wrong in ("", "000000"):
        assert "动态验证码不对" in browser.press(f"/enter/{link}", {"totp": wrong}, 403)
    assert "我的账号" not in browser.look("/account")
    browser.look(f"/enter/{link}")
    browser.press(f"/enter/{link}", {"totp": pyotp.TOTP(secret).at(now)}, 403)
    console.desk.clock.now += timedelta(seconds=30)
    browser.press(f"/enter/{link}", {"totp": pyotp.TOTP(secret).at(console.desk.clock())})
    assert "我的账号" in browser.look("/account")


def test_guessing_the_phone_s_code_is_slowed(console: Console) -> None:
    clerk, now = console.account(CLERK), console.desk.clock()
    secret = clerk.look("/account").partition('name="secret" value="')[2].partition('"')[0]
    clerk.press("/account/totp", {"secret": secret, "code": pyotp.TOTP(secret).at(now)})
    link, browser = asked(console), console.stranger()
    console.hall.throttle = Throttle(console.hall.settings)
    browser.look(f"/enter/{link}")
    said = [browser.send_form(f"/enter/{link}", {"totp": "000000"}).status_code for _ in range(11)]
    assert said == [403] * 10 + [409]


@pytest.mark.parametrize("end", ["password", "closed"])
def test_a_new_password_or_a_closed_account_ends_the_links(console: Console, end: str) -> None:
    clerk, key = console.account(CLERK), account(console)
    link = asked(console)
    if end == "password":
        clerk.look("/account")
        clerk.press("/account/password", {"password": "correct horse battery"})
    else:
        disable(console.desk.bureau, key, "测试", console.desk.clock())
        account(console)
    enter(console, link, 404)


def test_the_secret_is_nowhere_but_in_the_mail(console: Console, caplog: pytest.LogCaptureFixture) -> None:
    """Not in the database, on the outbox's page, or in the log, also where the page that it opens breaks."""

    class Broken(Throttle):
        def may_open(self, here: str) -> bool:  # noqa: ARG002
            raise RuntimeError("full")

    caplog.set_level(logging.DEBUG)
    clerk = console.account(CLERK)
    link = asked(console)
    assert link not in stored(console) + clerk.look("/office/outbox") + clerk.look("/office/audit")
    assert "索取登录链接" in clerk.look("/office/audit")
    console.hall.throttle = Broken(console.hall.settings)
    console.stranger().look(f"/enter/{link}", 500)
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("yudu_flow")]
    assert ours == ["a page failed: GET /enter/…"]


def test_what_a_relay_says_of_the_link_is_not_kept(console: Console) -> None:
    account(console)
    refusals: list[str] = []
    post = console.hall.post
    assert post is not None

    def refuse(mail: Outgoing) -> Any:
        refusals.append(code(mail))
        console.desk.email.refuse(mail.address, f"554 5.7.1 blocked: {BASE}/enter/{refusals[-1]}")
        return post(mail)

    console.hall.post = refuse
    assert ASKED in ask(console)
    [_, (by, act, about, detail)] = acts(console)
    assert (by, act, about) == ("登录页", "sign_in_link_not_mailed", "tao-ran")
    assert "554 5.7.1 blocked" in detail
    assert refusals[0] not in stored(console)


def test_the_link_leads_to_the_bureau_s_own_address(console: Console) -> None:
    """Not to the one that a stranger says the request came to."""
    account(console)
    browser = console.stranger()
    browser.look("/sign-in")
    browser.send_form("/sign-in/link", {"who": CLERK}, headers={"host": "evil.example"})
    assert "evil" not in console.desk.email.sent[0].text
    assert code(console.desk.email.sent[0])


def test_a_forged_form_sends_nothing(console: Console) -> None:
    account(console)
    assert console.stranger().post("/sign-in/link", data={"who": CLERK}).status_code == 403
    assert console.desk.email.sent == []


def test_an_empty_name_is_asked_for(console: Console) -> None:
    browser = console.stranger()
    browser.look("/sign-in")
    assert "请填写姓名或账号" in browser.press("/sign-in/link", {"who": " "}, 400)


@pytest.mark.parametrize("without", ["address", "mail"])
def test_where_no_link_can_be_mailed_nobody_is_offered_one(console: Console, without: str) -> None:
    key, browser = account(console), admin(console)
    if without == "address":
        console.desk.bureau = replace(console.desk.bureau, base_url="")
    else:
        console.hall.post = None
    stranger = console.stranger()
    assert "发到我的邮箱" not in stranger.look("/sign-in")
    assert "请联系管理员" in stranger.press("/sign-in/link", {"who": CLERK}, 409)
    assert "发到邮箱" not in browser.look("/admin")
    assert "YUDU_FLOW_BASE_URL" in browser.press(f"/admin/people/{key}/mail", status=409)
    assert console.desk.email.sent == []


def test_it_travels_through_a_real_relay(console: Console) -> None:
    account(console)
    with post_office() as office:
        url = f"smtp://127.0.0.1:{office.port}?tls=none"
        console.hall.post = mail_of(
            Settings(home=console.hall.settings.home, smtp_url=url, mail_from="局办公室 <office@test.local>")
        )
        ask(console)
        [mail] = office.taken
    found = LINK.search(text(mail))
    assert found
    assert mail["To"].addresses[0].display_name == CLERK
    assert CLERK in enter(console, found[1]).look("/account")


def test_a_relay_that_is_gone_is_said_to_the_administrator_and_to_nobody_else(console: Console) -> None:
    key = account(console)
    gone = "smtp://127.0.0.1:1?tls=none"
    console.hall.post = mail_of(Settings(home=console.hall.settings.home, smtp_url=gone, mail_from="office@test.local"))
    assert ASKED in ask(console)
    assert "邮件没有发出（" in admin(console).press(f"/admin/people/{key}/mail", status=409)
    assert [row[1] for row in acts(console)].count("sign_in_link_not_mailed") == 2


def test_an_account_that_was_closed_meanwhile_gets_no_link(console: Console) -> None:
    """By whoever has the page of accounts open still."""
    key, browser = account(console), admin(console)
    browser.look("/admin")
    disable(console.desk.bureau, key, "测试", console.desk.clock())
    assert f"{CLERK}的账号已经停用" in browser.press(f"/admin/people/{key}/link", status=409)
