"""What the office announces to units (通知): one mail a person, quiet hours, books, burden, who was told."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bureau import (
    CLERK,
    DISPUTES,
    HEAD,
    INSURANCE,
    JOBS,
    LIAISON,
    OFFICE,
    SEPTEMBER,
    TRAINING,
    Desk,
    change,
    desk_in,
)
from yudu_flow.actions.acts.announce import Preview, Wording, announce, withdraw_announcement
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.announcements_view import announced, announced_to
from yudu_flow.actions.views.burden import burden
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound, NotYours
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

WORDS = Wording("年终归档", "请各单位整理全年材料。\n有疑问的与办公室联系。")
URGENT = Wording("暴雨停课", "今天下午不上课。", urgent=True)
FOUR = {LIAISON[unit] for unit in (JOBS, INSURANCE, TRAINING, DISPUTES)}


@pytest.fixture
def morning(desk: Desk) -> Desk:
    """Tuesday the 22nd, between the reminders of the 21st and the 23rd."""
    desk.until("2020-09-22T09:00")
    desk.email.sent.clear()
    desk.sms.sent.clear()
    return desk


def send(desk: Desk, when: str, *to: str, words: Wording = WORDS) -> Preview:
    return announce(desk.bureau, CLERK, desk.clock.set(when), words, to)[1]


def shown(desk: Desk) -> dict[str, str]:
    """The newest one on the office's page: what is said of each unit."""
    with desk.bureau.reading() as db:
        return {one.unit: one.says for one in announced(desk.bureau, db, desk.clock())[0].readers}


def books(desk: Desk) -> tuple[int, int, int, int, int, bool]:
    [one] = [one for one in reconcile(desk.bureau, desk.clock(), SEPTEMBER) if one.rung == "announcement"]
    return one.expected, one.sent, one.held, one.suppressed, one.failed, one.balanced


def told(desk: Desk, unit: str) -> int:
    """How often a unit was told something in September."""
    with desk.bureau.reading() as db:
        found = burden(desk.bureau, db, SEPTEMBER, SEPTEMBER)
    return next((one.messages for one in found if one.unit == unit), 0)


def test_it_is_a_mail_of_its_own_where_nothing_else_is_due(morning: Desk) -> None:
    before = told(morning, JOBS)
    send(morning, "2020-09-22T10:00")
    morning.at("2020-09-22T10:01")
    assert {*morning.mails()} == FOUR
    mail = morning.mails()[LIAISON[JOBS]]
    assert (mail.subject, morning.texts()) == ("通知：年终归档", {})
    assert "请各单位整理全年材料。\n有疑问的与办公室联系。" in mail.text
    assert "您收到本邮件的原因：局办公室发通知，您负责接收（就业中心）。" in mail.text
    assert '<div style="margin:4px 0;">请各单位整理全年材料。</div>' in mail.html
    assert "今天请您关注" not in mail.text
    assert (books(morning), told(morning, JOBS)) == ((4, 4, 0, 0, 0, True), before + 1)


def test_it_goes_with_the_mail_of_the_day_where_one_is_due(morning: Desk) -> None:
    send(morning, "2020-09-22T21:00")
    morning.at("2020-09-22T21:05")
    assert (morning.mails(), books(morning)) == ({}, (4, 0, 4, 0, 0, True)), "nothing at night"
    before = told(morning, JOBS)
    morning.until("2020-09-23T09:00")
    mail = morning.mails()[LIAISON[JOBS]]
    assert "稳就业月报" in mail.subject
    assert "二、通知：年终归档" in mail.text
    assert "稳就业月报" in mail.text
    assert (books(morning), told(morning, JOBS)) == ((4, 4, 0, 0, 0, True), before + 1), "one message says both"


def test_it_waits_for_the_pass_that_is_still_ahead(morning: Desk) -> None:
    assert send(morning, "2020-09-23T08:30").due.hour == 9
    morning.at("2020-09-23T08:31")
    assert morning.mails() == {}
    morning.until("2020-09-23T09:00")
    assert "通知：年终归档" in morning.mails()[LIAISON[JOBS]].text


def test_it_does_not_wait_for_tomorrow_where_the_day_s_mail_is_out(morning: Desk) -> None:
    morning.until("2020-09-23T09:00")
    morning.email.sent.clear()
    send(morning, "2020-09-23T10:00", JOBS)
    morning.at("2020-09-23T10:01")
    assert [mail.subject for mail in morning.email.sent] == ["通知：年终归档"]


def test_an_urgent_one_is_an_sms_too(morning: Desk) -> None:
    found = send(morning, "2020-09-22T10:00", JOBS, words=URGENT)
    morning.at("2020-09-22T10:01")
    assert morning.texts()[LIAISON[JOBS]].text == "【于都人社局】通知：暴雨停课。全文见邮件。"
    assert (found.people, found.phones, books(morning)) == (1, 1, (2, 2, 0, 0, 0, True))


def test_a_long_title_still_fits_an_sms(morning: Desk) -> None:
    send(morning, "2020-09-22T10:00", JOBS, words=Wording("归" * 60, "内容", urgent=True))
    morning.at("2020-09-22T10:01")
    text = morning.texts()[LIAISON[JOBS]].text
    assert (len(text), text[-9:]) == (70, "归…。全文见邮件。")


def test_two_at_once_are_one_mail(morning: Desk) -> None:
    send(morning, "2020-09-22T10:00", JOBS)
    send(morning, "2020-09-22T10:00", JOBS, words=Wording("第二件", "另一件事"))
    morning.at("2020-09-22T10:01")
    assert [mail.subject for mail in morning.email.sent] == ["通知：年终归档等2件"]


def test_whoever_answers_for_two_units_hears_once(home: Path, database: str) -> None:
    """贺岚 heads both sections, whose liaisons have no mailbox."""
    for unit in (TRAINING, DISPUTES):
        change(home, "config/roster.yaml", f"{LIAISON[unit]}@test.local", f"{LIAISON[unit]}@test.example")
    desk = desk_in(home, database)
    desk.until("2020-09-22T09:00")
    before = told(desk, TRAINING), told(desk, DISPUTES)
    desk.email.sent.clear()
    send(desk, "2020-09-22T10:00", TRAINING, DISPUTES)
    desk.at("2020-09-22T10:01")
    [mail] = desk.email.sent
    assert (mail.recipient, "（培训股、仲裁股）" in mail.text) == ("he-lan", True)
    assert books(desk) == (1, 1, 0, 0, 0, True)
    assert (told(desk, TRAINING), told(desk, DISPUTES)) == (before[0] + 1, before[1] + 1)
    desk.bureau.engine.dispose()


def test_whom_no_mail_reaches_is_named_to_be_rung_up(home: Path, database: str) -> None:
    for person in (LIAISON[JOBS], HEAD[JOBS]):
        change(home, "config/roster.yaml", f"{person}@test.local", f"{person}@test.example")
    desk = desk_in(home, database)
    desk.until("2020-09-22T09:00")
    found = send(desk, "2020-09-22T10:00", JOBS, INSURANCE)
    assert found.said == (
        "2个单位，1人各收到一封邮件；9月22日 10:00起发出",
        "没有可用的邮箱，请电话告知：就业中心苏禾",
    )
    desk.at("2020-09-22T10:01")
    assert shown(desk) == {JOBS: "没有可用的邮箱，请电话告知", INSURANCE: "邮件已发"}
    assert books(desk) == (2, 1, 0, 0, 1, True)
    desk.bureau.engine.dispose()


def test_what_is_refused_is_shown_as_not_told(morning: Desk) -> None:
    morning.email.refuse("su-he@test.local")
    send(morning, "2020-09-22T10:00", JOBS, INSURANCE)
    morning.at("2020-09-22T10:01")
    assert shown(morning) == {JOBS: "邮件没有送到，请电话告知", INSURANCE: "邮件已发"}
    assert books(morning) == (2, 1, 0, 0, 1, True)


def test_an_sms_alone_tells_nobody_what_it_says(morning: Desk) -> None:
    """It says 全文见邮件, and the mail was refused."""
    morning.email.refuse("su-he@test.local")
    send(morning, "2020-09-22T10:00", words=URGENT)
    morning.at("2020-09-22T10:01")
    assert LIAISON[JOBS] in {sms.recipient for sms in morning.sms.sent}
    assert shown(morning)[JOBS] == "邮件没有送到，请电话告知"


def test_what_has_not_gone_out_is_withdrawn(morning: Desk) -> None:
    send(morning, "2020-09-22T21:00")
    assert withdraw_announcement(morning.bureau, 1, CLERK, morning.clock()) == "已撤回，谁也不会收到"
    morning.until("2020-09-23T09:00")
    assert "年终归档" not in morning.mails()[LIAISON[JOBS]].text
    assert (books(morning), {*shown(morning).values()}) == ((4, 0, 0, 4, 0, True), {"邮件不发"})
    with reading(morning.bureau.engine) as db:
        assert [row.act for row in audit.rows(db, morning.bureau.key)][-2:] == ["announced", "announcement_withdrawn"]
        assert announced_to(morning.bureau, db, morning.clock(), [JOBS]) == []


def test_what_has_gone_out_is_not(morning: Desk) -> None:
    send(morning, "2020-09-22T10:00")
    morning.at("2020-09-22T10:01")
    with pytest.raises(NotAllowed, match="已经全部发出，不能撤回"):
        withdraw_announcement(morning.bureau, 1, CLERK, morning.clock())
    with pytest.raises(NotFound, match="没有第7号通知"):
        withdraw_announcement(morning.bureau, 7, CLERK, morning.clock())


def test_a_unit_sees_what_it_was_told_for_a_month(morning: Desk) -> None:
    send(morning, "2020-09-22T10:00", JOBS)
    with morning.bureau.reading() as db:
        assert [one.title for one in announced_to(morning.bureau, db, morning.clock(), [JOBS])] == ["年终归档"]
        assert announced_to(morning.bureau, db, morning.clock(), [INSURANCE]) == []
        assert announced_to(morning.bureau, db, morning.clock.set("2020-10-23T10:00"), [JOBS]) == []


def test_it_is_the_office_s_alone_and_says_something(morning: Desk) -> None:
    now = morning.clock.set("2020-09-22T10:00")
    with pytest.raises(NotYours):
        announce(morning.bureau, "苏禾", now, WORDS)
    with pytest.raises(BadRequest, match="请写标题"):
        announce(morning.bureau, CLERK, now, Wording(" ", "内容"))
    with pytest.raises(BadRequest, match="请写内容"):
        announce(morning.bureau, CLERK, now, Wording("标题", " "))
    with pytest.raises(NotFound, match="名册中没有单位“没有”"):
        announce(morning.bureau, CLERK, now, WORDS, ["没有"])
    send(morning, "2020-09-22T10:00")
    with pytest.raises(Conflict, match="刚刚已经发过同样的通知"):
        send(morning, "2020-09-22T10:01")
    assert OFFICE not in shown(morning)


def test_an_office_without_units_has_nobody_to_tell(desk: Desk) -> None:
    roster = desk.bureau.roster
    alone = replace(roster, units={OFFICE: roster.units[OFFICE]})
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, roster=alone))
    with pytest.raises(NotAllowed, match="还没有可以通知的单位"):
        send(desk, "2020-09-22T10:00")
