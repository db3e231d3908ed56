"""A relay that refuses for good: whether it means us, one mail or one address decides who hears again, and when."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from tests.bureau import JOBS, LIAISON, SEPTEMBER, Desk, report_of
from tests.engine.books import messages, notices, unbalanced
from tests.post_office import PostOffice, address, post_office
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.engine.office_list import calls
from yudu_flow.actions.letters import Writer
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.message import Fault, Receipt
from yudu_flow.delivery.relay import Relay
from yudu_flow.domain.channels import Channel
from yudu_flow.storage.database import reading
from yudu_flow.storage.messages import dead_addresses
from yudu_flow.storage.tables import EVENT

LIAISONS = {*LIAISON.values()}
REFUSES_US = [
    "550 5.7.1 sender not allowed",
    "554 5.7.1 <a@test.local>: Relay access denied",
    "550 5.1.8 <office@test.local>: Sender address rejected: Domain not found",
]


@dataclass
class Mailed:
    """The bureau with a real SMTP server as its way out."""

    desk: Desk
    post: PostOffice

    def at(self, when: str) -> set[str]:
        """Whose mail the server took in the pass of that instant."""
        before = len(self.post.taken)
        self.desk.clock.set(when)
        email = EmailChannel(Relay.parse(f"smtp://127.0.0.1:{self.post.port}?tls=none"), "office@test.local")
        make_pass(self.desk.bureau, {Channel.EMAIL: email, Channel.SMS: self.desk.sms}, self.desk.clock)
        return {address(mail) for mail in self.post.taken[before:]}


@pytest.fixture
def mailed(desk: Desk) -> Iterator[Mailed]:
    """On 2020-09-18 the server took everything."""
    with post_office() as post:
        bureau = Mailed(desk, post)
        assert bureau.at("2020-09-18T09:00")
        yield bureau


def test_a_sender_that_is_refused_hears_of_it_and_every_mail_goes_out_later(mailed: Mailed) -> None:
    mailed.post.refusals["MAIL"] = REFUSES_US[0]
    assert mailed.at("2020-09-21T09:00") == set()
    assert {row.reply for row in messages(mailed.desk) if row.state == "queued"} == {REFUSES_US[0]}
    mailed.post.refusals.clear()
    assert mailed.at("2020-09-21T09:30") == LIAISONS
    assert unbalanced(mailed.desk, SEPTEMBER) == []


@pytest.mark.parametrize("refusal", REFUSES_US)
def test_a_relay_that_refuses_us_only_at_the_recipient_makes_no_address_dead(mailed: Mailed, refusal: str) -> None:
    """Postfix waits for RCPT before it refuses a sender."""
    mailed.post.refusals["RCPT"] = refusal
    assert mailed.at("2020-09-21T09:00") == set()
    mailed.post.refusals.clear()
    assert mailed.at("2020-09-23T09:00") == LIAISONS


def test_content_that_is_refused_fails_that_mail_alone(mailed: Mailed) -> None:
    mailed.post.refusals["DATA"] = "554 5.6.0 content rejected"
    mailed.at("2020-09-21T09:00")
    assert {row.state for row in messages(mailed.desk) if row.key == "daily:2020-09-21"} == {"failed"}
    mailed.post.refusals.clear()
    assert mailed.at("2020-09-23T09:00") == LIAISONS


@pytest.mark.long
def test_twenty_refusals_in_passing_make_no_address_dead(desk: Desk) -> None:
    """The one mail is given up; the person hears of the next period."""
    desk.at("2020-09-18T09:00")
    desk.file(JOBS, "2020-09-18T10:00")
    desk.email.refuse("su-he@test.local", "451 4.3.2 try later", permanent=False)
    return_report(desk.bureau, report_of(JOBS), "林秋", desk.clock.set("2020-09-18T11:00"), "数据不全")
    desk.until("2020-10-19T09:00")
    assert {row.state for row in messages(desk) if row.key.startswith("answer:") and row.attempts == 20} == {"failed"}
    desk.email.answers.clear()
    desk.until("2020-10-20T09:00")
    assert "su-he" in desk.mails()


def test_a_leader_whose_mailbox_is_gone_stands_on_the_call_sheet_and_stops_nobody(mailed: Mailed) -> None:
    """Texts do reach him, but a digest has no short form."""
    mailed.post.refusals["shen-qing@test.local"] = "550 5.1.1 no such user"
    for when in ("2020-09-21", "2020-09-23", "2020-09-25", "2020-09-27", "2020-09-28"):
        mailed.at(f"{when}T09:00")
    assert mailed.at("2020-09-30T09:00") >= LIAISONS
    assert mailed.at("2020-10-10T09:00") >= LIAISONS
    assert "shen-qing" not in {text.recipient for text in mailed.desk.sms.sent}
    assert {state for _, state, _ in notices(mailed.desk, "shen-qing", Channel.CALL)} == {"unreachable"}


def test_a_month_against_a_relay_that_limits_lies_and_stops_ends_no_address(mailed: Mailed) -> None:
    """The books balance on each day, nobody is proposed who was not told, and mails go out once it is mended."""
    desk = mailed.desk
    for person in desk.bureau.roster.people.values():
        desk.sms.answers[person.mobile or ""] = Receipt("", False, "连不上短信网关", fault=Fault.RELAY)
    for day, answer in {
        "2020-09-21": "550 Sender frequency limited.",
        "2020-09-23": "550 5.1.1 <a@test.local>: Recipient address rejected: User unknown",
        "2020-09-25": "554 DT:SPM 163 smtp5",
        "2020-09-27": "552 Daily sending quota exceeded",
        "2020-09-28": "550 Mailbox not found.",
        "2020-09-30": "451 4.3.2 System not accepting network messages",
        "2020-10-09": "421 4.7.0 Try again later",
    }.items():
        mailed.post.refusals["RCPT"] = answer
        for time in ("09:00", "09:01", "09:06", "09:21", "10:21", "14:21", "18:21"):
            assert mailed.at(f"{day}T{time}") == set()
        assert unbalanced(desk, SEPTEMBER) == []
        with reading(desk.bureau.engine) as db:
            assert dead_addresses(db, "qingxi") == set()
    mailed.post.refusals.clear()
    heard = mailed.at("2020-10-10T09:00")
    with reading(desk.bureau.engine) as db:
        sheet = calls(desk.bureau, db, Writer(desk.bureau, desk.clock()))
    names = {desk.bureau.roster.people[one].name for one in LIAISONS}
    assert {call.person for call in sheet if "Mailbox not found" in call.reason} >= names, "slip 1 of 28 September"
    assert heard >= {"su-he", "gu-mingyuan"}, "what is due today goes out again"
    assert unbalanced(desk, SEPTEMBER) == []
    with reading(desk.bureau.engine) as db:
        facts = {*db.execute(select(EVENT.c.kind)).scalars()}
    assert "overdue" in facts
    assert "case_proposed" not in facts
