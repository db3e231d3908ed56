"""Notices to units (通知) in the pages and through the API: looked at, sent, seen by the unit, withdrawn."""

from tests.bureau import CLERK, JOBS
from tests.web.browser import Console
from tests.web.programs import CLERK_ID, program_of

SAID = {"title": "年终归档", "text": "请整理<全年>材料\n按月装订", "to": [JOBS]}


def test_it_is_looked_at_sent_and_seen_by_the_unit(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T10:00")
    clerk = console.account(CLERK)
    clerk.look("/office/notices")
    page = clerk.press("/office/notices", SAID)
    assert "1个单位，1人各收到一封邮件；9月22日 10:00起发出。" in page
    assert "请整理&lt;全年&gt;材料" in page
    assert "一年内没有发过通知" in clerk.look("/office/notices"), "nothing is sent by it"
    again = clerk.press("/office/notices", {**SAID, "step": "edit"})
    assert 'value="年终归档"' in again
    assert f'value="{JOBS}" checked' in again
    assert "通知已安排发出" in clerk.press("/office/notices", {**SAID, "step": "send"})
    console.desk.at("2020-09-22T10:01")
    assert "已告知1" in clerk.look("/office/notices")
    desk = console.account("苏禾").look("/mine")
    assert ("年终归档" in desk, "不用回复" in desk) == (True, True)
    assert "年终归档" not in console.account("白桦").look("/mine")
    assert "年终归档" in clerk.look("/office/books?period=2020-09&day=2020-09-22")


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(console: Console) -> None:
    clerk = console.account(CLERK)
    clerk.look("/office/notices")
    page = clerk.press("/office/notices", {"title": "", "text": "写了很久的一段话", "to": [JOBS]}, 400)
    assert ("请写标题" in page, "写了很久的一段话" in page, f'value="{JOBS}" checked' in page) == (True, True, True)


def test_it_is_withdrawn_at_night(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T21:00")
    clerk = console.account(CLERK)
    clerk.look("/office/notices")
    clerk.press("/office/notices", {**SAID, "step": "send"})
    assert "待发1" in clerk.look("/office/notices")
    assert "已撤回，谁也不会收到" in clerk.press("/office/notices/1/withdraw", {})


def test_a_program_does_the_same(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T21:00")
    program = program_of(console, CLERK_ID)
    tried = program.posts("/notices", {"title": "年终归档", "text": "请整理", "dry_run": True})
    assert (tried["number"], len(tried["told"]), program.asks("/notices")) == (None, 4, [])
    assert program.posts("/notices", {"title": "年终归档", "text": "请整理"})["number"] == 1
    [one] = program.asks("/notices")
    assert {reader["state"] for reader in one["readers"]} == {"held"}
    assert program.posts("/notices/1/withdraw", {}) == {"told": "已撤回，谁也不会收到"}
