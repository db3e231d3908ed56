"""The outbox: every message as it went out; sending again and withdrawing, which the books follow."""

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER, instant
from tests.web.browser import Browser, Console
from yudu_flow.actions.access.links import as_sent, without_code
from yudu_flow.actions.acts.dead_addresses import dead_addresses
from yudu_flow.actions.acts.edit_roster import edit_roster, fingerprint
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.content.roster.changes import ChangePerson
from yudu_flow.storage import audit, messages
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import MESSAGE, NOTICE

LINK = re.compile(r'href="/office/outbox/([0-9a-f]{24})"')
NOBODY, LATER = "550 5.1.1 no such user", "451 4.3.0 try later"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 of the office, on the day of the first reminder; 白桦's mailbox is not there, 苏禾's is full for now."""
    desk = console.desk
    desk.email.refuse("bai-hua@test.local", NOBODY)
    desk.email.refuse("su-he@test.local", LATER, permanent=False)
    desk.until("2020-09-21T09:00")
    return console.account(CLERK)


def stored(console: Console, recipient: str, state: str) -> Any:
    """The one message to somebody in that state."""
    with reading(console.desk.bureau.engine) as db:
        query = select(MESSAGE).where(MESSAGE.c.recipient == recipient, MESSAGE.c.state == state)
        return db.execute(query.order_by(MESSAGE.c.queued_at.desc(), MESSAGE.c.key)).first()


def row(console: Console, id: str) -> Any:
    """A message as it is stored now."""
    with reading(console.desk.bureau.engine) as db:
        return messages.by_id(db, console.desk.bureau.key, [id])[id]


def acts(console: Console) -> list[str]:
    """The audit's acts and what they were about, and its chain holds."""
    with reading(console.desk.bureau.engine) as db:
        assert not [*audit.broken(db, "qingxi")]
        return [f"{one.by} {one.act} {one.about}" for one in audit.rows(db, "qingxi") if one.act.startswith("message")]


def first_reminder(console: Console, unit: str) -> tuple[int, int, int, bool]:
    """What the books say of a unit's R-5: sent, suppressed, failed, balanced."""
    accounts = reconcile(console.desk.bureau, console.desk.clock(), SEPTEMBER)
    [one] = [a for a in accounts if (a.obligation, a.rung) == (f"{SEPTEMBER}/report/{unit}", "R-5")]
    return one.sent, one.suppressed, one.failed, one.balanced


def resend(console: Console, clerk: Browser, id: str, reason: str = "", status: int = 200) -> str:
    clerk.look(f"/office/outbox/{id}")
    return clerk.press(f"/office/outbox/{id}/resend", {"reason": reason}, status)


def test_it_lists_who_got_what_newest_first(console: Console, clerk: Browser) -> None:
    listed = clerk.look("/office/outbox")
    first, last = listed.index("报送提醒"), listed.index("走访任务")
    assert first < last, "of 21 September before of 18 September"
    assert "9月27日24:00截止：社保中心2020年9月稳就业月报" in listed
    assert ("未送达" in listed, "待发" in listed, "已送出" in listed) == (True, True, True)


def test_it_finds_by_state_person_and_day(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    assert LINK.findall(clerk.look("/office/outbox?state=failed")) == [failed.id]
    assert LINK.findall(clerk.look("/office/outbox?person=bai-hua&day=2020-09-21")) == [failed.id]
    assert "没有符合条件的消息" in clerk.look("/office/outbox?person=bai-hua&day=2020-09-20")


@pytest.mark.parametrize("asked", ["state=lost", "day=yesterday", "day=0001-01-01"])
def test_it_refuses_what_it_cannot_look_for(clerk: Browser, asked: str) -> None:
    clerk.look(f"/office/outbox?{asked}", 400)


@pytest.mark.long
def test_every_message_is_on_one_page_and_on_one_only(console: Console, clerk: Browser) -> None:
    """Also where many were written at the same instant."""
    console.desk.until("2020-10-10T09:00")
    clerk = console.account(CLERK)
    found, address, pages = [], "/office/outbox", 0
    while address:
        shown = clerk.look(address)
        found += LINK.findall(shown)
        older = re.search(r'href="(/office/outbox\?before=[^"]+)"', shown)
        address, pages = older[1] if older else "", pages + 1
    with reading(console.desk.bureau.engine) as db:
        assert sorted(found) == sorted(one.id for one in messages.listed(db, "qingxi"))
    assert (pages > 1, len(found) > 50) == (True, True)
    clerk.look("/office/outbox?before=nonsense-'")


def test_it_says_that_something_waits_to_be_written(console: Console, clerk: Browser) -> None:
    console.desk.file(INSURANCE, "2020-09-21T21:00", "罗平")
    assert "另有 1 条通知还没有写成消息，最早 9月22日 09:00 发出" in console.account(CLERK).look("/office/outbox")


def test_a_message_is_shown_word_for_word_with_what_became_of_it(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    shown = clerk.look(f"/office/outbox/{failed.id}")
    assert f'src="/office/outbox/{failed.id}/html" sandbox' in shown
    assert failed.text.splitlines()[0] in shown
    assert (NOBODY in shown, "bai-hua@test.local" in shown) == (True, True)
    assert f'href="/office/{console.id_of(INSURANCE)}"' in shown


def test_the_mail_itself_can_only_be_framed_and_runs_nothing(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    answer = clerk.get(f"/office/outbox/{failed.id}/html")
    assert answer.text == without_code(failed.html)
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "frame-ancestors 'self'",
        "sandbox",
    ]
    assert answer.headers.get_list("x-frame-options") == ["SAMEORIGIN"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_mobile_number_is_masked(console: Console, clerk: Browser) -> None:
    console.desk.until("2020-09-25T09:00")
    with reading(console.desk.bureau.engine) as db:
        [short] = [m for m in messages.listed(db, "qingxi") if (m.recipient, m.channel) == ("tang-ning", "sms")]
    shown = console.account(CLERK).look(f"/office/outbox/{short.id}")
    assert ("139****0007" in shown, "13900000007" in shown, without_code(short.text) in shown) == (True, False, True)
    console.account(CLERK).look(f"/office/outbox/{short.id}/html", 404)


def test_another_bureaus_message_is_not_there(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    theirs = {**failed._mapping, "id": "f" * 24, "bureau": "elsewhere"}
    with writing(console.desk.bureau.engine) as db:
        db.execute(insert(MESSAGE), theirs)
    for id in ("f" * 24, "0" * 24, "x"):
        clerk.look(f"/office/outbox/{id}", 404)
        clerk.look(f"/office/outbox/{id}/html", 404)
        clerk.look("/office/outbox")
        for act in ("resend", "withdraw"):
            clerk.press(f"/office/outbox/{id}/{act}", {"reason": "试试"}, 404)
    assert "f" * 24 not in clerk.look("/office/outbox")


def test_what_did_not_arrive_is_sent_again_word_for_word(console: Console, clerk: Browser) -> None:
    failed, desk = stored(console, "bai-hua", "failed"), console.desk
    assert first_reminder(console, INSURANCE) == (0, 0, 1, True)
    desk.email.answers.clear()
    assert "已安排重发，马上发出" in resend(console, clerk, failed.id)
    assert first_reminder(console, INSURANCE) == (0, 0, 0, True), "held"
    desk.at("2020-09-21T09:05")
    mail = desk.mails()["bai-hua"]
    parts = [as_sent(desk.bureau, failed, part) for part in (failed.subject, failed.text, failed.html)]
    assert [mail.subject, mail.text, mail.html] == parts
    assert mail.message_id != failed.message_id
    assert first_reminder(console, INSURANCE) == (1, 0, 0, True)
    assert acts(console) == ["林秋 message_resent 发给白桦的邮件"]
    assert row(console, failed.id).state == "failed", "what happened stays"


def test_it_goes_to_where_the_roster_says_now(console: Console, clerk: Browser) -> None:
    failed, desk = stored(console, "bai-hua", "failed"), console.desk
    home = console.hall.settings.home
    change = ChangePerson("bai-hua", email="baihua@new.local", mobile="13900000005")
    content = edit_roster(home, desk.bureau, CLERK, desk.clock(), change, was=fingerprint(home))
    desk.bureau = replace(desk.bureau, content=content)
    resend(console, clerk, failed.id)
    desk.at("2020-09-21T09:05")
    assert desk.mails()["bai-hua"].address == "baihua@new.local"


def test_in_quiet_hours_it_waits_for_the_morning(console: Console, clerk: Browser) -> None:
    failed, desk = stored(console, "bai-hua", "failed"), console.desk
    desk.email.answers.clear()
    desk.at("2020-09-21T21:30")
    assert "现在是免打扰时段，9月22日 09:00发出" in resend(console, clerk, failed.id)
    desk.run()
    assert desk.email.sent == []
    desk.at("2020-09-22T09:00")
    assert desk.mails()["bai-hua"].text == as_sent(desk.bureau, failed, failed.text)


def test_what_was_sent_is_sent_again_with_a_reason_alone(console: Console, clerk: Browser) -> None:
    sent, desk = stored(console, "tang-ning", "sent"), console.desk
    assert "请写明原因" in resend(console, clerk, sent.id, status=400)
    resend(console, clerk, sent.id, "本人说没有收到")
    desk.at("2020-09-21T09:05")
    again = stored(console, "tang-ning", "sent")
    assert (again.key, again.text) == (f"again:{sent.id}:1", sent.text)
    assert f'href="/office/outbox/{sent.id}"' in clerk.look(f"/office/outbox/{again.id}")
    with reading(desk.bureau.engine) as db:
        held = db.execute(select(NOTICE.c.message).where(NOTICE.c.recipient == "tang-ning")).scalars().all()
    assert held == [sent.id], "it was told when it was sent first"


def test_only_the_latest_copy_is_sent_again(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    resend(console, clerk, failed.id)
    assert "这条消息已经重发过" in resend(console, clerk, failed.id, status=409)
    console.desk.at("2020-09-21T09:05")
    again = stored(console, "bai-hua", "failed")
    assert again.key == f"again:{failed.id}:1"
    resend(console, clerk, again.id)
    assert stored(console, "bai-hua", "queued").key == f"again:{failed.id}:2"
    assert "这条消息已经重发过" in resend(console, clerk, again.id, status=409), "even where all have the same instant"


def test_what_waits_is_not_sent_again(console: Console, clerk: Browser) -> None:
    queued = stored(console, "su-he", "queued")
    assert "只有未送达、待确认或已送出的消息可以重发" in resend(console, clerk, queued.id, status=409)


def test_it_warns_where_nothing_is_owed_any_more(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    assert "重发前请确认还有必要" not in clerk.look(f"/office/outbox/{failed.id}")
    console.desk.file(INSURANCE, "2020-09-21T10:00", "罗平")
    assert "已经办结，重发前请确认还有必要" in clerk.look(f"/office/outbox/{failed.id}")
    resend(console, clerk, failed.id)


def test_nothing_is_sent_again_to_a_placeholder(console: Console, clerk: Browser) -> None:
    failed, desk = stored(console, "bai-hua", "failed"), console.desk
    people = dict(desk.bureau.roster.people)
    people["bai-hua"] = replace(people["bai-hua"], email="bai-hua@yudu.example")
    content = replace(desk.bureau.content, roster=replace(desk.bureau.roster, people=people))
    desk.bureau = replace(desk.bureau, content=content)
    assert "白桦登记的邮箱是占位的" in resend(console, clerk, failed.id, status=409)


def test_nothing_is_sent_again_to_somebody_who_is_gone(console: Console, clerk: Browser) -> None:
    sent, desk = stored(console, "zhou-yuan", "sent"), console.desk
    people = {id: person for id, person in desk.bureau.roster.people.items() if id != "zhou-yuan"}
    desk.bureau = replace(
        desk.bureau, content=replace(desk.bureau.content, roster=replace(desk.bureau.roster, people=people))
    )
    assert "名册里已经没有这个人" in resend(console, clerk, sent.id, "没有收到", status=409)


def test_what_waits_is_withdrawn_and_the_books_say_so(console: Console, clerk: Browser) -> None:
    queued, desk = stored(console, "su-he", "queued"), console.desk
    clerk.look(f"/office/outbox/{queued.id}")
    clerk.press(f"/office/outbox/{queued.id}/withdraw", {"reason": " "}, 400)
    assert "已撤回" in clerk.press(f"/office/outbox/{queued.id}/withdraw", {"reason": "发错了"})
    assert row(console, queued.id).state == "withdrawn"
    assert first_reminder(console, JOBS) == (0, 1, 0, True)
    [notice] = [n for r in desk.trace(JOBS)["rungs"] if r["rung"] == "R-5" for n in r["notices"]]
    assert (notice["state"], notice["reason"]) == ("withdrawn", "office_withdrew")
    assert acts(console) == ["林秋 message_withdrawn 发给苏禾的邮件"]
    desk.email.answers.clear()
    desk.at("2020-09-22T09:00")
    assert "su-he" not in desk.mails()
    assert "办公室撤回" in clerk.look(f"/office/{console.id_of(JOBS)}")


def test_what_is_on_its_way_or_gone_is_not_withdrawn(console: Console, clerk: Browser) -> None:
    queued, sent = stored(console, "su-he", "queued"), stored(console, "tang-ning", "sent")
    clerk.look("/office/outbox")
    clerk.press(f"/office/outbox/{sent.id}/withdraw", {"reason": "发错了"}, 409)
    for busy in ({"claimed_until": instant("2020-09-21T09:05")}, {"claimed_until": None, "unsure": True}):
        with writing(console.desk.bureau.engine) as db:
            db.execute(update(MESSAGE).where(MESSAGE.c.id == queued.id).values(**busy))
        assert "撤回这条消息" not in clerk.look(f"/office/outbox/{queued.id}")
        clerk.press(f"/office/outbox/{queued.id}/withdraw", {"reason": "发错了"}, 409)
    assert (row(console, queued.id).state, row(console, sent.id).state, acts(console)) == ("queued", "sent", [])


def test_the_outbox_is_the_offices_alone(console: Console, clerk: Browser) -> None:
    failed = stored(console, "bai-hua", "failed")
    for other in (console.account("bai-hua"), console.account("顾明远"), console.guest("bai-hua", INSURANCE)):
        other.look("/help")
        for path in ("", f"/{failed.id}", f"/{failed.id}/html"):
            assert failed.subject not in other.get(f"/office/outbox{path}").text
        for act in ("resend", "withdraw"):
            assert other.send_form(f"/office/outbox/{failed.id}/{act}", {"reason": "试试"}).status_code == 403
    assert acts(console) == []


def test_it_never_shows_the_code_that_opens_somebody_elses_desk(console: Console, clerk: Browser) -> None:
    told = stored(console, "tang-ning", "sent")
    assert re.search(r"/s/[\w-]{10}", as_sent(console.desk.bureau, told, told.text))
    for page in (f"/office/outbox/{told.id}", f"/office/outbox/{told.id}/html"):
        assert not re.search(r"/s/~?[\w-]{4,}", clerk.look(page))


def test_it_lists_the_addresses_that_ended_and_one_press_takes_one_up_again(console: Console, clerk: Browser) -> None:
    shown = clerk.look("/office/outbox")
    assert "停用的地址" in shown
    assert 'bai-hua@test.local<small class="block">9月21日 09:00起：550 5.1.1 no such user' in shown
    assert "su-he@test.local" not in shown, "full for now is no dead address"
    asked = {"person": "bai-hua", "channel": "email"}
    assert "已恢复白桦的邮箱" in clerk.press("/office/addresses/revive", asked)
    assert "停用的地址" not in clerk.look("/office/outbox")
    clerk.press("/office/addresses/revive", asked, 409)
    assert stored(console, "bai-hua", "failed").reply == NOBODY
    console.desk.email.answers.clear()
    console.desk.at("2020-09-23T09:00")
    assert "bai-hua" in console.desk.mails()
    with reading(console.desk.bureau.engine) as db:
        [act] = [one for one in audit.rows(db, "qingxi") if one.act == "address_revived"]
    assert (act.by, act.about) == ("林秋", "名册：白桦")


def test_the_board_names_dead_addresses_until_one_press_takes_them_up(console: Console, clerk: Browser) -> None:
    line = "白桦登记的邮箱不存在"
    assert line in clerk.look("/office")
    clerk.look("/office/outbox")
    clerk.press("/office/addresses/revive", {"person": "bai-hua", "channel": "email"})
    assert line not in clerk.look("/office")


def test_another_contact_in_the_roster_mends_it_too(console: Console, clerk: Browser) -> None:
    home, bureau = console.hall.settings.home, console.desk.bureau
    change = ChangePerson("bai-hua", email="baihua@test.local", mobile="13900000005")
    content = edit_roster(home, bureau, "林秋", console.desk.clock(), change, was=fingerprint(home))
    with reading(bureau.engine) as db:
        assert [one.person.id for one in dead_addresses(bureau, db)] == ["bai-hua"]
        assert dead_addresses(replace(bureau, content=content), db) == []
