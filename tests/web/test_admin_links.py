"""Sign-in links that an administrator sends: by mail where the person is reached, else shown once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.browser import Console
from tests.web.mailed_links import CLERK, LEADER, LINK, account, acts, admin, code, enter, home, opened  # noqa: F401  # fixtures
from yudu_flow.assembly import mail_of
from yudu_flow.domain.channels import Channel


def test_an_administrator_mails_a_link(console: Console) -> None:
    key, browser = account(console), admin(console)
    shown = browser.press(f"/admin/people/{key}/mail")
    assert "登录链接：已发到陶然的邮箱，9月22日（星期二）09:00前有效" in shown
    [mail] = console.desk.email.sent
    assert code(mail) not in shown
    assert "管理员顾明远给您发了登录链接" in mail.text
    console.desk.clock.now += timedelta(hours=23)
    assert CLERK in enter(console, code(mail)).look("/account")
    assert [row[:3] for row in acts(console)][-2:] == [
        (LEADER, "sign_in_link_made", "tao-ran"),
        (LEADER, "sign_in_link_mailed", "tao-ran"),
    ]


def test_an_account_is_opened_and_its_link_mailed_at_once(console: Console) -> None:
    browser = admin(console)
    assert "已发到陶然的邮箱" in browser.press("/admin/people", {"person": "tao-ran", "mail": "1"})
    assert CLERK in enter(console, code(console.desk.email.sent[0])).look("/account")


@pytest.mark.parametrize(("person", "id"), [("唐宁", "tang-ning"), ("叶舟", "ye-zhou")])
def test_whoever_has_no_mailbox_gets_the_link_by_hand(console: Console, person: str, id: str) -> None:
    browser = admin(console)
    assert f"{person}没有可用的邮箱" in browser.press("/admin/people", {"person": id, "mail": "1"}, 409)
    page = browser.look("/admin")
    key = account(console, person)
    assert f"/admin/people/{key}/mail" not in page
    assert LINK.search(browser.press(f"/admin/people/{key}/link"))
    assert console.desk.email.sent == []


def test_an_administrator_is_told_that_a_mail_did_not_go(console: Console) -> None:
    key, browser = account(console), admin(console)
    console.desk.email.refuse("tao-ran@test.local", "451 4.3.2 come back later", permanent=False)
    shown = browser.press(f"/admin/people/{key}/mail", status=409)
    assert "邮件没有发出（451 4.3.2 come back later）。请稍后再发，或生成登录链接" in shown
    assert acts(console)[-1][1:3] == ("sign_in_link_not_mailed", "tao-ran")


def test_where_mails_are_files_that_is_said(console: Console) -> None:
    """A placeholder is reached there as anybody is."""
    console.desk.bureau = replace(console.desk.bureau, spooled=frozenset({Channel.EMAIL}))
    console.hall.post = mail_of(console.hall.settings)
    assert "var/spool" in console.stranger().look("/sign-in")
    key, browser = account(console, "叶舟"), admin(console)
    assert "给叶舟的邮件写在 var/spool 文件夹里" in browser.press(f"/admin/people/{key}/mail")
    [file] = (console.hall.settings.var / "spool" / "2020-09-21").iterdir()
    assert "ye-zhou@rsj.example" in file.read_text()
