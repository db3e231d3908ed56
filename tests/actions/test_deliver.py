"""Delivering: it …"""

from collections.abc import AsyncIterator, Iterable
from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from tests.bureau import CLERK, INSURANCE, JOBS, Clock, Desk, Recorder, instant, report_of
from tests.engine.outbox import put_answers
from yudu_flow.actions.acts.log_call import log_call
from yudu_flow.actions.engine.deliver import MARK_AT
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.views.report import sent_messages
from yudu_flow.clock import running_time
from yudu_flow.delivery.carrier import ShutChannel
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import holders
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import MESSAGE, NOTICE

BAI_HUA = "bai-hua@test.local"


def attempts(desk: Desk, recipient: str = "bai-hua") -> list[tuple[str, int, str]]:
    """(state, attempts, reply) of that person's mails, oldest first."""
    rows = [row for row in sent_messages(desk.bureau) if (row["recipient"], row["channel"]) == (recipient, "email")]
    return [(row["state"], row["attempts"], row["reply"]) for row in rows]


def test_it_marks_what_the_relay_took(desk: Desk) -> None:
    made = desk.at("2020-09-21T09:00")
    assert made.delivered.count("sent") == 6
    assert attempts(desk) == [("sent", 1, "250 ok")]


def test_it_tries_again_later_under_the_same_message_id(desk: Desk) -> None:
    desk.email.refuse(BAI_HUA, "451 4.3.0 try later", permanent=False)
    made = desk.at("2020-09-21T09:00")
    assert made.next_wake == instant("2020-09-21T09:01")
    first = sent_messages(desk.bureau)
    desk.at("2020-09-21T09:01")
    desk.email.answers.clear()
    desk.at("2020-09-21T09:06")
    assert attempts(desk) == [("sent", 3, "250 ok")]
    assert desk.mails()["bai-hua"].message_id in {row["message_id"] for row in first}


def test_in_quiet_hours_too_nothing_is_in_the_hand_of_a_holder_that_is_gone(desk: Desk) -> None:
    """Else the outbox would say all night that somebody is sending it."""
    desk.email.refuse(BAI_HUA, "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-21T09:00")
    with writing(desk.bureau.engine) as db:
        holders.enter(db, "gone", timedelta(0))
        db.execute(update(MESSAGE).where(MESSAGE.c.state == "queued").values(claimed_by="gone"))
    desk.at("2020-09-21T21:00")
    with reading(desk.bureau.engine) as db:
        assert db.execute(select(MESSAGE.c.claimed_by).where(MESSAGE.c.state == "queued")).scalars().all() == [None]


def test_it_lets_one_failure_hold_up_nobody_else(desk: Desk) -> None:
    desk.email.refuse(BAI_HUA, "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-21T09:00")
    assert {*desk.mails()} == {"lin-qiu", "su-he", "tang-ning", "ye-zhou", "zhou-yuan"}


def test_it_writes_yesterdays_message_anew_where_it_never_went_out(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    desk.email.refuse(BAI_HUA, "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-23T09:00")
    desk.email.answers.clear()
    desk.at("2020-09-24T09:00")
    assert "还有2个工作日" in desk.mails()["bai-hua"].text
    assert [state for state, _, _ in attempts(desk)] == ["sent", "superseded", "sent"]


def test_it_gives_up_an_address_that_was_refused_for_good_and_says_so_on_the_call_sheet(desk: Desk) -> None:
    desk.email.refuse(BAI_HUA)
    desk.until("2020-09-25T09:00")
    assert [state for state, _, _ in attempts(desk)] == ["failed"]
    assert "bai-hua" in desk.texts()
    desk.until("2020-09-28T09:00")
    said = desk.mails()["lin-qiu"].text
    assert "需电话告知（1项）\n1. 社保中心 白桦（13900000005）：社保中心2020年9月稳就业月报" in said
    assert "邮件或短信被退回：550 5.1.1 no such user" in said


def test_it_reaches_a_liaison_whose_mail_is_refused_by_sms_where_the_rung_asks_for_mail_alone(desk: Desk) -> None:
    desk.email.refuse(BAI_HUA)
    desk.at("2020-09-21T09:00")
    desk.until("2020-09-23T09:00")
    assert [*desk.texts()] == ["bai-hua"]


def test_it_takes_the_line_off_the_call_sheet_once_it_was_called_about(desk: Desk) -> None:
    desk.email.refuse(BAI_HUA)
    desk.until("2020-09-28T09:00")
    log_call(desk.bureau, report_of(INSURANCE), CLERK, desk.clock.set("2020-09-28T10:00"), "已转告")
    desk.until("2020-09-30T09:00")
    assert "需电话告知" not in desk.mails()["lin-qiu"].text


def test_it_does_not_resend_an_sms_whose_fate_is_unknown(desk: Desk) -> None:
    desk.sms.resends_unsure = False
    desk.sms.answers["13900000005"] = Receipt("", False, "timed out", unsure=True)
    desk.until("2020-09-25T09:00")
    desk.sms.answers.clear()
    desk.at("2020-09-25T09:05")
    assert desk.sms.sent == []
    [row] = [row for row in sent_messages(desk.bureau) if (row["recipient"], row["channel"]) == ("bai-hua", "sms")]
    assert (row["state"], row["reply"]) == ("failed", "送达情况不明，未重发")


def test_a_channel_that_is_shut_meanwhile_forgets_no_doubt(desk: Desk) -> None:
    desk.sms.resends_unsure = False
    desk.sms.answers["13900000005"] = Receipt("", False, "timed out", unsure=True)
    desk.until("2020-09-25T09:00")
    desk.clock.set("2020-09-25T09:05")
    shut = ShutChannel("sms", "短信网关网址不对")
    make_pass(desk.bureau, {Channel.EMAIL: desk.email, Channel.SMS: shut}, desk.clock)
    [row] = [row for row in sent_messages(desk.bureau) if (row["recipient"], row["channel"]) == ("bai-hua", "sms")]
    assert (row["state"], row["reply"]) == ("failed", "送达情况不明，未重发")


def test_it_tries_again_every_sms_but_the_one_that_was_under_way_when_the_process_died(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    desk.sms.resends_unsure = False
    dying = Dying("sms", resends_unsure=False)
    desk.clock.set("2020-09-25T09:00")
    with pytest.raises(Killed):
        make_pass(desk.bureau, {Channel.EMAIL: desk.email, Channel.SMS: dying}, desk.clock)
    with writing(desk.bureau.engine) as db:
        db.execute(update(MESSAGE).values(claimed_until=None, claimed_by=None))
    desk.at("2020-09-25T09:05")
    states = [row["state"] for row in sent_messages(desk.bureau) if row["channel"] == "sms"]
    assert (states.count("failed"), states.count("sent")) == (1, len(states) - 1)
    assert len(states) > 2


def test_it_hands_nothing_over_near_the_end_of_its_lease(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left is given back and claimed anew, so that no other process has it in hand too."""
    desk.at("2020-09-18T09:00")
    desk.clock.set("2020-09-21T09:00")
    slow = Slow(desk.clock, 1)
    began = running_time()
    monkeypatch.setattr("yudu_flow.actions.processes.holder.running_time", lambda: began + 36 * len(slow.sent))
    make_pass(desk.bureau, {Channel.EMAIL: slow, Channel.SMS: desk.sms}, desk.clock)
    assert len(slow.sent) == len({outgoing.id for outgoing in slow.sent}) == 5
    assert slow.batches == 3


def test_it_sends_nothing_in_quiet_hours_even_what_is_written(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    desk.email.refuse(BAI_HUA, "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-21T19:58")
    desk.email.answers.clear()
    assert desk.at("2020-09-21T20:05").delivered.marks == []
    assert desk.until("2020-09-22T09:00").delivered.count("sent") == 1


def test_it_suppresses_a_reminder_that_could_not_go_out_before_the_deadline(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.email.refuse("su-he@test.local", "451 4.3.0 try later", permanent=False)
    desk.at("2020-09-27T09:00")
    desk.email.answers.clear()
    desk.at("2020-09-28T09:00")
    with reading(desk.bureau.engine) as db:
        told = db.execute(select(NOTICE).where(NOTICE.c.recipient == "su-he", NOTICE.c.rung == "R-0")).all()
    assert ("email", "suppressed", "deadline_passed") in {(row.channel, row.state, row.reason) for row in told}
    assert desk.mails()["su-he"].subject == "催办（逾期1个工作日）：就业中心2020年9月稳就业月报"
    assert desk.status(JOBS)["standing"] == "overdue"


def test_a_relay_that_refuses_us_makes_no_address_dead(desk: Desk) -> None:
    """Once the sender is mended, the same people get their mails again."""
    desk.email.answers[BAI_HUA] = Receipt("", False, "550 5.7.1 sender not allowed", permanent=True)
    desk.at("2020-09-21T09:00")
    desk.email.answers.clear()
    desk.at("2020-09-23T09:00")
    assert "bai-hua" in {outgoing.recipient for outgoing in desk.email.sent}


def test_it_stops_when_the_evening_comes(desk: Desk) -> None:
    """What was not sent by 20:00 waits for the morning."""
    desk.at("2020-09-18T09:00")
    desk.clock.set("2020-09-21T19:58")
    desk.email.sent, desk.sms.sent = [], []
    slow = Slow(desk.clock)
    make_pass(desk.bureau, {Channel.EMAIL: slow, Channel.SMS: desk.sms}, desk.clock)
    assert 0 < len(slow.sent) < 4
    assert desk.clock.now < instant("2020-09-21T20:05")
    desk.at("2020-09-22T09:00")
    assert not {outgoing.message_id for outgoing in slow.sent} & {outgoing.message_id for outgoing in desk.email.sent}
    assert desk.email.sent


class Killed(BaseException):
    """The process dies here."""


class Dying(Recorder):
    """A way out that is killed with the first message in hand."""

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """None gets a receipt."""
        for _ in batch:
            raise Killed
        yield Receipt("", False, "")


class Slow(Recorder):
    """A way out that takes a minute a mail, or so many seconds."""

    def __init__(self, clock: Clock, seconds: int = 60) -> None:
        super().__init__("email")
        self._clock, self._seconds = clock, seconds
        self.batches = 0

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """One after the other."""
        self.batches += 1
        for outgoing in batch:
            self._clock.now += timedelta(seconds=self._seconds)
            self.sent.append(outgoing)
            yield Receipt(outgoing.id, True, "250 ok")


class Locking(Recorder):
    """A relay at whose first mail somebody locks the outbox, and lets go of it at the mail after `MARK_AT` more."""

    def __init__(self, engine: Engine) -> None:
        super().__init__("email")
        self._engine = engine

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        with ExitStack() as lock:
            async for receipt in super().send(batch):
                if len(self.sent) == 1:
                    db = lock.enter_context(writing(self._engine))
                    db.execute(select(MESSAGE.c.id).where(MESSAGE.c.state == "queued").with_for_update()).all()
                if len(self.sent) == MARK_AT + 2:
                    lock.close()
                yield receipt


def test_mails_go_out_while_those_before_them_are_noted(desk: Desk) -> None:
    """Each group of them waits for the one before: else a crash would send any number again."""
    desk.until("2020-09-21T09:00")
    put_answers(desk, 3 * MARK_AT, desk.clock.set("2020-09-21T10:00"))
    relay = Locking(desk.bureau.engine)
    made = make_pass(desk.bureau, {Channel.EMAIL: relay}, desk.clock)
    assert made.delivered.count("sent") == len(relay.sent) == 3 * MARK_AT
