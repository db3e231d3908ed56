"""A relay that refuses for a while or is gone: what waited is delivered later, the same day or merged anew the next."""

import pytest

from tests.bureau import HEAD, JOBS, LIAISON, SEPTEMBER, TRAINING, UNITS, Desk, report_of
from tests.engine.books import messages, notices, unbalanced
from yudu_flow.actions.acts.file_report import file_report
from yudu_flow.domain.channels import Channel

ADDRESSES = [f"{person}@test.local" for person in {*LIAISON.values(), *HEAD.values()}]
LIAISONS = {LIAISON[unit] for unit in UNITS}


@pytest.fixture
def refused(desk: Desk) -> Desk:
    """On 09-21 at 09:00 the relay said 451 to everybody."""
    desk.at("2020-09-18T09:00")
    for address in ADDRESSES:
        desk.email.refuse(address, "451 4.3.2 try later", permanent=False)
    desk.at("2020-09-21T09:00")
    return desk


def accepts_again(desk: Desk) -> None:
    """The relay is well."""
    desk.email.answers.clear()


def of_day(desk: Desk, day: str) -> dict[str, set[str]]:
    """The states of that day's mails by Message-ID."""
    found: dict[str, set[str]] = {}
    for row in messages(desk):
        if row.key == f"daily:{day}" and row.channel == "email":
            found.setdefault(row.message_id, set()).add(row.state)
    return found


def test_it_tries_again_the_same_day_under_the_same_message_id(refused: Desk) -> None:
    """It delivers the mail that it wrote at 09:00, once."""
    written = set(of_day(refused, "2020-09-21"))
    accepts_again(refused)
    refused.at("2020-09-21T09:30")
    assert {mail.message_id for mail in refused.mails().values()} == written
    assert set().union(*of_day(refused, "2020-09-21").values()) == {"sent"}
    refused.at("2020-09-21T15:00")
    assert refused.mails() == {}


def test_it_does_not_hammer_a_relay_that_refuses(refused: Desk) -> None:
    """It backs off from 1 minute to hours: a dozen attempts at most in a working day."""
    for minute in range(0, 600, 5):
        refused.at(f"2020-09-21T{9 + minute // 60:02d}:{minute % 60:02d}")
    assert {row.attempts for row in messages(refused) if row.key == "daily:2020-09-21"} <= set(range(4, 9))


def test_it_knows_when_to_wake_for_the_next_attempt(refused: Desk) -> None:
    """It wakes a minute after the first refusal, not at the next rung."""
    assert refused.run().next_wake == refused.clock.set("2020-09-21T09:01")


def test_what_could_not_go_out_is_merged_anew_the_next_day(refused: Desk) -> None:
    """It writes one mail that is true on the 22nd, and keeps yesterday's as superseded."""
    accepts_again(refused)
    refused.at("2020-09-22T09:00")
    assert set(refused.mails()) == LIAISONS
    assert set().union(*of_day(refused, "2020-09-21").values()) == {"superseded"}
    assert set().union(*of_day(refused, "2020-09-22").values()) == {"sent"}
    assert unbalanced(refused, SEPTEMBER) == []


def test_two_days_of_refusals_become_one_mail(refused: Desk) -> None:
    """It says R-3 on the 23rd and nobody gets the R-5 of the 21st besides."""
    refused.at("2020-09-22T09:00")
    accepts_again(refused)
    refused.at("2020-09-23T09:00")
    assert set(refused.mails()) == LIAISONS
    assert notices(refused, LIAISON[TRAINING])[-2:] == [("R-5", "composed", "due"), ("R-3", "composed", "due")]
    assert unbalanced(refused, SEPTEMBER) == []


def test_who_files_while_the_relay_is_gone_is_not_reminded_afterwards(refused: Desk) -> None:
    """It drops the reminder from what it writes anew and sends the receipt alone."""
    file_report(refused.bureau, report_of(TRAINING), "唐宁", refused.clock.set("2020-09-21T16:00"))
    accepts_again(refused)
    refused.at("2020-09-22T09:00")
    [told] = [mail for mail in refused.email.sent if mail.recipient == LIAISON[TRAINING]]
    assert "收到" in told.subject
    assert unbalanced(refused, SEPTEMBER) == []


def test_a_relay_gone_over_the_deadline_loses_nothing(refused: Desk) -> None:
    """It says on its return what is true then, and everything expected is accounted for."""
    for day in ("2020-09-23", "2020-09-25", "2020-09-27", "2020-09-28"):
        refused.at(f"{day}T09:00")
    accepts_again(refused)
    refused.at("2020-09-29T09:00")
    mails = refused.mails()
    assert mails.keys() >= LIAISONS
    assert "催办" in mails[LIAISON[JOBS]].text
    assert unbalanced(refused, SEPTEMBER) == []


def test_an_sms_does_not_wait_for_the_mail(refused: Desk) -> None:
    """It goes out by its own way on the day before the deadline, whatever the relay does."""
    refused.at("2020-09-25T09:00")
    assert refused.texts().keys() >= LIAISONS
    assert notices(refused, LIAISON[TRAINING], Channel.SMS) == [("R-1", "composed", "due")]


def test_an_address_that_is_no_more_goes_to_the_head_and_the_call_sheet(desk: Desk) -> None:
    """It is not tried again: the failure is kept in sight, and the next rung goes to the head."""
    desk.at("2020-09-18T09:00")
    desk.email.refuse("tang-ning@test.local")
    desk.at("2020-09-21T09:00")
    accepts_again(desk)
    desk.at("2020-09-23T09:00")
    assert LIAISON[TRAINING] not in desk.mails()
    assert next(row.state for row in messages(desk) if row.recipient == LIAISON[TRAINING]) == "failed"
    assert unbalanced(desk, SEPTEMBER) == []
