"""Composing: it …"""

import re
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from tests.bureau import CLERK, JOBS, TRAINING, Desk, desk_in, instant, report_of
from yudu_flow.actions.access.links import opened_by
from yudu_flow.actions.acts.waive import waive
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import MESSAGE, NOTICE

BASE = "https://flow.test.local"


def test_it_merges_everything_for_a_person_into_one_message_a_channel_soonest_first(desk: Desk) -> None:
    desk.until("2020-10-09T09:00")
    mail = desk.mails()["su-he"]
    assert mail.subject == "走访催办（逾期1个工作日）：就业中心2020年9月走访对口企业等2项"
    assert "今天请您关注的事项共2项，按截止时间先后排列。" in mail.text
    assert mail.text.index("一、走访催办通知") < mail.text.index("二、本月走访任务")


def test_it_counts_the_rest_in_an_sms_and_stays_within_its_length(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    text = desk.texts()["he-lan"].text
    assert text == "【于都人社局】9月27日24:00截止请报：培训股9月稳就业月报等2项"
    assert max(len(outgoing.text.encode("utf-16-le")) // 2 for outgoing in desk.sms.sent) <= 70


def test_it_keeps_a_message_id_made_from_its_key(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    mail = desk.mails()["su-he"]
    assert mail.message_id == f"{mail.id}@test.local"
    with reading(desk.bureau.engine) as db:
        row = db.execute(select(MESSAGE).where(MESSAGE.c.id == mail.id)).one()
    assert (row.key, row.recipient, row.text) == ("daily:2020-09-21", "su-he", mail.text)


def test_it_keeps_a_second_thing_for_the_next_working_day_where_today_has_spoken(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.clock.set("2020-09-25T09:30")
    with desk.bureau.engine.begin() as db:
        row = db.execute(select(NOTICE).where(NOTICE.c.recipient == "su-he", NOTICE.c.rung == "R-1")).first()
        assert row is not None
        values = {**row._asdict(), "rung": "extra", "state": "queued", "message": None, "due_at": desk.clock()}
        db.execute(NOTICE.insert(), {name: value for name, value in values.items() if name != "id"})
    assert desk.run().composed.count("queued") == 1
    with reading(desk.bureau.engine) as db:
        held = db.execute(select(NOTICE).where(NOTICE.c.rung == "extra")).one()
    assert (held.state, held.reason, held.due_at) == ("queued", "already_told_today", instant("2020-09-27T09:00"))


def test_it_withdraws_a_held_notice_that_is_no_longer_true(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    desk.at("2020-09-26T09:00")
    waive(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-26T10:00"), "机构改革")
    desk.at("2020-09-27T09:00")
    [rung] = [rung for rung in desk.trace(JOBS)["rungs"] if rung["rung"] == "R-1"]
    assert {(notice["state"], notice["reason"]) for notice in rung["notices"]} == {("withdrawn", "waived")}


def test_it_carries_no_link_where_the_bureau_has_no_pages(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    assert not [one for one in (*desk.email.sent, *desk.sms.sent) if "http" in one.text]


def test_it_carries_a_short_link_for_this_person_and_unit_that_stays_the_same(home: Path, database: str) -> None:
    desk = desk_in(home, database)
    desk.bureau = replace(desk.bureau, base_url=f"{BASE}/")
    desk.until("2020-09-25T09:00")
    [code] = {*re.findall(rf"{BASE}/s/(\w+)", desk.mails()["su-he"].text)}
    assert desk.texts()["su-he"].text.endswith(f" {BASE}/s/{code}")
    desk.until("2020-09-27T09:00")
    assert f"{BASE}/s/{code}" in desk.mails()["su-he"].text
    with reading(desk.bureau.engine) as db:
        link = opened_by(desk.bureau, db, code, desk.clock())
    assert link is not None
    assert (link.recipient, link.unit, link.period, len(code) <= 10) == ("su-he", JOBS, "2020-09", True)


def test_it_gives_every_message_its_reason_and_its_basis(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    assert len(desk.email.sent) > 10
    for mail in desk.email.sent:
        assert re.search(r"您收到本邮件的原因：您(是|负责|分管|代行).+。\n依据：清人社〔2020〕9号", mail.text)
        assert "您收到本邮件的原因" in mail.html


def test_it_prints_date_weekday_and_hour_in_every_mail_to_a_unit(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    assert all("9月27日（星期日）24:00" in mail.text for mail in desk.email.sent)
    assert desk.status(TRAINING)["standing"] == "due_today"
