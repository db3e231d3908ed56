"""The office urges now: one mail to liaison and head, once a day, never to somebody who owes nothing."""

from datetime import date

import pytest

from tests.bureau import CLERK, DISPUTES, HEAD, INSURANCE, JOBS, LIAISON, OTHER_CLERK, Desk, report_of
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import file_report
from yudu_flow.actions.acts.urge import urge
from yudu_flow.domain.errors import NotAllowed

NOON = "2020-09-22T12:00"


def urged(desk: Desk, unit: str = JOBS, when: str = NOON, note: str = "") -> None:
    """林秋 urges a unit."""
    urge(desk.bureau, report_of(unit), CLERK, desk.clock.set(when), note)


@pytest.fixture(autouse=True)
def opened(desk: Desk) -> None:
    """September has begun."""
    desk.until("2020-09-22T09:00")


def test_it_writes_to_liaison_and_head_at_once(desk: Desk) -> None:
    urged(desk, note="请今天下班前报来")
    desk.at("2020-09-22T12:01")
    assert set(desk.mails()) == {LIAISON[JOBS], HEAD[JOBS]}
    mail = desk.mails()[HEAD[JOBS]]
    assert mail.subject == "办公室催办：就业中心2020年9月稳就业月报"
    assert "请今天下班前报来" in mail.text
    assert desk.texts() == {}


def test_it_is_held_in_quiet_hours(desk: Desk) -> None:
    urged(desk, when="2020-09-22T21:00")
    desk.at("2020-09-22T21:01")
    assert desk.mails() == {}
    desk.until("2020-09-23T09:00")
    assert [mail.subject[:5] for mail in desk.email.sent if mail.recipient == HEAD[JOBS]] == ["办公室催办"]


def test_it_is_withdrawn_when_the_report_comes_first(desk: Desk) -> None:
    urged(desk, when="2020-09-22T21:00")
    desk.file(JOBS, "2020-09-22T22:00")
    desk.until("2020-09-23T09:00")
    assert HEAD[JOBS] not in desk.mails()
    told = [one for rung in desk.trace(JOBS)["rungs"] if rung["rung"] == "urged" for one in rung["notices"]]
    assert {(one["state"], one["reason"]) for one in told} == {("withdrawn", "filed")}


def test_it_urges_once_a_day(desk: Desk) -> None:
    urged(desk)
    with pytest.raises(NotAllowed, match="一天只催办一次"):
        urged(desk, when="2020-09-22T15:00")
    urged(desk, when="2020-09-23T12:00")


def test_it_does_not_urge_who_has_reported(desk: Desk) -> None:
    file_report(desk.bureau, report_of(INSURANCE), "白桦", desk.clock())
    with pytest.raises(NotAllowed, match="不用催办"):
        urged(desk, INSURANCE)


def test_it_does_not_urge_while_the_office_owes_an_answer(desk: Desk) -> None:
    ask_extension(desk.bureau, report_of(INSURANCE), "白桦", desk.clock(), date(2020, 9, 29), "数据未出")
    with pytest.raises(NotAllowed, match="等待决定"):
        urged(desk, INSURANCE)


def test_it_says_so_where_no_mail_arrives(desk: Desk) -> None:
    desk.email.refuse("ye-zhou@test.local")
    desk.email.refuse("he-lan@test.local")
    desk.until("2020-09-27T09:01")
    with pytest.raises(NotAllowed, match="请电话告知"):
        urged(desk, DISPUTES, "2020-09-27T10:00")


def test_it_names_who_urged(desk: Desk) -> None:
    urge(desk.bureau, report_of(JOBS), OTHER_CLERK, desk.clock.set(NOON))
    acts = [(act["act"], act["by"]) for act in desk.trace(JOBS)["acts"]]
    assert acts[-1] == ("urged", OTHER_CLERK)
