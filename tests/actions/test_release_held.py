"""The office releases what the quiet hours hold: it …"""

import pytest
from sqlalchemy import select

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, LIAISON, OTHER_CLERK, TRAINING, Desk, report_of
from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.engine.compose import compose
from yudu_flow.actions.engine.decide import decide
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.report import sent_messages
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT

WHY = "明天一早要上会"
SATURDAY = "2020-09-26"


def release(desk: Desk, unit: str, when: str, by: str = CLERK, reason: str = WHY) -> Done:
    """The office's order at that instant."""
    return release_held(desk.bureau, report_of(unit), by, desk.clock.set(when), reason)


def told(desk: Desk, when: str) -> list[tuple[str, str]]:
    """(recipient, kind of message) of the mails that a pass at that instant sends."""
    desk.at(when)
    kinds = {row["id"]: row["kind"] for row in sent_messages(desk.bureau)}
    return sorted((mail.recipient, kinds[mail.id]) for mail in desk.email.sent)


def returned_on_saturday(desk: Desk) -> None:
    """就业中心's report comes back at 21:00 of a rest day."""
    desk.until("2020-09-24T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    desk.until("2020-09-25T09:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set(f"{SATURDAY}T21:00"), "缺数据")


def back_on_the_last_evening(desk: Desk) -> None:
    """The machine was off since the 24th; at 21:00 of the last day it reminds, too late for today."""
    desk.until("2020-09-24T09:00")
    assert told(desk, "2020-09-27T21:00") == []


def test_it_lets_an_answer_out_at_night_once_and_nothing_else(desk: Desk) -> None:
    returned_on_saturday(desk)
    assert told(desk, f"{SATURDAY}T21:01") == []
    release(desk, JOBS, f"{SATURDAY}T21:03")
    assert told(desk, f"{SATURDAY}T21:05") == [("su-he", "returned")]
    assert told(desk, f"{SATURDAY}T21:05") == []
    assert ("su-he", "returned") not in told(desk, "2020-09-27T09:00")


def test_it_leaves_the_answer_to_the_morning_where_nobody_orders_it_out(desk: Desk) -> None:
    returned_on_saturday(desk)
    assert told(desk, f"{SATURDAY}T21:05") == []
    assert ("su-he", "returned") in told(desk, "2020-09-27T09:00")


def test_it_lets_out_a_reminder_that_would_come_too_late(desk: Desk) -> None:
    back_on_the_last_evening(desk)
    release(desk, INSURANCE, "2020-09-27T21:03")
    assert [name for name, _ in told(desk, "2020-09-27T21:05")] == ["bai-hua", "luo-ping"]
    assert {*desk.texts()} == {"bai-hua", "luo-ping"}
    assert "请于9月27日（星期日）24:00前报送" in desk.mails()["bai-hua"].text
    assert all(kind != "report-due-today" for _, kind in told(desk, "2020-09-28T09:00"))
    [rung] = [rung for rung in desk.trace(DISPUTES)["rungs"] if rung["rung"] == "R-0"]
    assert {notice["reason"] for notice in rung["notices"]} == {"deadline_passed"}


def test_it_sends_nothing_that_a_filing_has_made_moot(desk: Desk) -> None:
    back_on_the_last_evening(desk)
    release(desk, INSURANCE, "2020-09-27T21:03")
    done = desk.file(INSURANCE, "2020-09-27T21:04")
    assert {why for _, why in done.withdrawn} == {"filed"}
    assert (told(desk, "2020-09-27T21:05"), desk.texts()) == ([], {})
    assert ("bai-hua", "receipt") in told(desk, "2020-09-28T09:00")


def test_it_lets_a_filing_stop_what_is_written_but_could_not_go(desk: Desk) -> None:
    back_on_the_last_evening(desk)
    for unit in (TRAINING, DISPUTES):
        release(desk, unit, "2020-09-27T21:03")
    desk.email.refuse("he-lan@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-27T21:05")
    desk.file(TRAINING, "2020-09-27T21:05:30")
    desk.email.answers.clear()
    told(desk, "2020-09-27T21:06")
    assert "仲裁股" in desk.mails()["he-lan"].text
    assert "培训股" not in desk.mails()["he-lan"].text


def test_it_gives_nobody_a_second_message_that_day(desk: Desk) -> None:
    back_on_the_last_evening(desk)
    release(desk, TRAINING, "2020-09-27T21:03")
    assert [name for name, _ in told(desk, "2020-09-27T21:05")] == ["he-lan", "tang-ning"]
    release(desk, DISPUTES, "2020-09-27T21:08")
    assert [name for name, _ in told(desk, "2020-09-27T21:10")] == ["ye-zhou"]
    with pytest.raises(NotAllowed, match=r"仲裁股的提醒到9月28日（星期一）09:00一并发出，不能提前"):
        release(desk, DISPUTES, "2020-09-27T21:12")


def test_it_keeps_the_days_one_message_for_a_pass_still_ahead_but_lets_answers_go(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T22:00")
    desk.at("2020-09-24T07:00")
    with pytest.raises(NotAllowed, match=r"社保中心的提醒到9月24日（星期四）09:00一并发出"):
        release(desk, INSURANCE, "2020-09-24T07:02")
    release(desk, JOBS, "2020-09-24T07:02")
    assert told(desk, "2020-09-24T07:05") == [("su-he", "receipt")]
    assert "bai-hua" in {name for name, _ in told(desk, "2020-09-24T09:00")}


def test_it_also_lets_out_between_eight_and_nine_what_the_night_has_held(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T22:00")
    assert told(desk, "2020-09-23T08:20") == []
    release(desk, JOBS, "2020-09-23T08:30")
    assert told(desk, "2020-09-23T08:31") == [("su-he", "receipt")]


def test_it_hastens_only_the_owners_own_messages_and_not_digest_or_list(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    assert told(desk, "2020-10-02T10:00") == []
    release(desk, INSURANCE, "2020-10-02T10:02")
    assert told(desk, "2020-10-02T10:05") == [("bai-hua", "report-overdue"), ("luo-ping", "report-overdue")]
    assert {"shen-qing", "lin-qiu"} <= {name for name, _ in told(desk, "2020-10-09T09:00")}


def test_it_holds_what_arises_later_as_usual(desk: Desk) -> None:
    returned_on_saturday(desk)
    release(desk, JOBS, f"{SATURDAY}T21:03")
    desk.at(f"{SATURDAY}T21:05")
    desk.file(JOBS, f"{SATURDAY}T21:30")
    assert told(desk, f"{SATURDAY}T21:31") == []
    assert ("su-he", "receipt") in told(desk, "2020-09-27T09:00")


def test_it_tries_again_the_same_night_and_from_midnight_on_waits_for_the_morning(desk: Desk) -> None:
    returned_on_saturday(desk)
    desk.email.refuse("su-he@test.local", "451 4.3.0 try later", permanent=False)
    release(desk, JOBS, f"{SATURDAY}T23:50")
    assert desk.at(f"{SATURDAY}T23:51").delivered.count("queued") == 1
    assert desk.at(f"{SATURDAY}T23:52").delivered.count("queued") == 1
    assert desk.at(f"{SATURDAY}T23:57").delivered.count("queued") == 1
    desk.email.answers.clear()
    assert told(desk, "2020-09-27T00:30") == told(desk, "2020-09-27T08:10") == []
    assert ("su-he", "returned") in told(desk, "2020-09-27T09:00")


def test_it_lapses_at_midnight_where_no_pass_came_by(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    desk.at(f"{SATURDAY}T23:40")
    release(desk, INSURANCE, f"{SATURDAY}T23:50")
    assert told(desk, "2020-09-27T00:10") == []
    assert ("bai-hua", "report-due-today") in told(desk, "2020-09-27T09:00")


def test_it_writes_anew_what_was_written_yesterday_and_could_not_go(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    desk.email.refuse("bai-hua@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-25T19:59")
    desk.email.answers.clear()
    assert told(desk, f"{SATURDAY}T10:00") == []
    release(desk, INSURANCE, f"{SATURDAY}T10:02")
    assert [name for name, _ in told(desk, f"{SATURDAY}T10:05")] == ["bai-hua"]
    rows = [row for row in sent_messages(desk.bureau) if (row["recipient"], row["channel"]) == ("bai-hua", "email")]
    assert [(row["state"], row["queued_at"].day) for row in rows] == [("sent", 21), ("sent", 23), ("sent", 26)]


def test_it_takes_out_of_a_message_what_is_released_and_leaves_the_rest_to_the_pass(desk: Desk) -> None:
    desk.until("2020-09-28T00:00")
    desk.email.refuse("he-lan@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-30T19:59")
    desk.email.answers.clear()
    release(desk, TRAINING, "2020-09-30T21:00")
    desk.at("2020-09-30T21:05")
    assert "仲裁股" not in desk.mails()["he-lan"].text
    assert desk.at("2020-10-09T08:30").composed.count("composed") == 0
    desk.at("2020-10-09T09:00")
    assert "仲裁股" in desk.mails()["he-lan"].text


def test_it_sends_nothing_else_that_lies_in_the_outbox(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    stopped_at = desk.clock.set("2020-09-25T19:59")  # and the machine with it, before it could send
    decide(desk.bureau, stopped_at)
    assert len(compose(desk.bureau, stopped_at).messages) > 5
    release(desk, INSURANCE, f"{SATURDAY}T10:02")
    assert [name for name, _ in told(desk, f"{SATURDAY}T10:05")] == ["bai-hua"]


def test_it_leaves_alone_what_may_have_gone_out_already(desk: Desk) -> None:
    returned_on_saturday(desk)
    release(desk, JOBS, f"{SATURDAY}T21:03")
    desk.at(f"{SATURDAY}T21:05")
    with pytest.raises(NotAllowed, match="就业中心本期没有因免打扰等待发出的消息，不用放行"):
        release(desk, JOBS, f"{SATURDAY}T21:06")


def test_it_is_ordered_once_a_night(desk: Desk) -> None:
    returned_on_saturday(desk)
    release(desk, JOBS, f"{SATURDAY}T21:03")
    with pytest.raises(NotAllowed, match="不用放行"):
        release(desk, JOBS, f"{SATURDAY}T21:04")


@pytest.mark.parametrize("by", [CLERK, OTHER_CLERK, "lin-qiu"])
def test_it_obeys_the_office(desk: Desk, by: str) -> None:
    returned_on_saturday(desk)
    assert release(desk, JOBS, f"{SATURDAY}T21:03", by).fact.at == desk.clock()


@pytest.mark.parametrize("by", ["苏禾", LIAISON[JOBS], "顾明远"])
def test_it_obeys_nobody_else(desk: Desk, by: str) -> None:
    returned_on_saturday(desk)
    with pytest.raises(NotYours, match=r"就业中心的免扰放行由局办公室办理，.+不能办理"):
        release(desk, JOBS, f"{SATURDAY}T21:03", by)
    with reading(desk.bureau.engine) as db:
        assert db.execute(select(EVENT.c.id).where(EVENT.c.kind == "released")).all() == []
    assert told(desk, f"{SATURDAY}T21:05") == []


def test_it_asks_for_a_reason_and_for_something_that_is_held(desk: Desk) -> None:
    returned_on_saturday(desk)
    with pytest.raises(BadRequest, match="免扰放行请写明原因"):
        release(desk, JOBS, f"{SATURDAY}T21:03", reason=" ")
    with pytest.raises(NotAllowed, match="培训股本期没有因免打扰等待发出的消息，不用放行"):
        release(desk, TRAINING, f"{SATURDAY}T21:03")
    desk.until("2020-09-28T14:00")
    with pytest.raises(NotAllowed, match="社保中心本期没有因免打扰等待发出的消息，不用放行"):
        release(desk, INSURANCE, "2020-09-28T14:00")


def test_it_stands_in_the_trace_with_its_reason_and_the_books_balance(desk: Desk) -> None:
    returned_on_saturday(desk)
    release(desk, JOBS, f"{SATURDAY}T21:03")
    desk.at(f"{SATURDAY}T21:05")
    act = desk.trace(JOBS)["acts"][-1]
    assert (act["act"], act["by"], act["detail"]) == ("released", CLERK, {"reason": WHY})
    [answer] = [rung for rung in desk.trace(JOBS)["rungs"] if rung["rung"] == "returned"]
    [notice] = answer["notices"]
    assert (notice["state"], notice["reason"], notice["at"]) == ("sent", "released", desk.clock())
    assert all(account.balanced for account in reconcile(desk.bureau, desk.clock()))
