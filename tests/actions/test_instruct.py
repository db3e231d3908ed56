"""A leader's instruction: it …"""

from datetime import date

import pytest

from tests.bureau import INSURANCE, JOBS, OTHER_LEADER, Desk, report_of
from yudu_flow.actions.acts.instruct import instruct, open_instructions
from yudu_flow.actions.look import sight_of
from yudu_flow.domain.errors import BadRequest, NotYours
from yudu_flow.storage import audit, obligations
from yudu_flow.storage.database import reading

DAY = date(2020, 9, 30)


@pytest.fixture
def running(desk: Desk) -> Desk:
    """September has begun."""
    desk.at("2020-09-21T09:00")
    return desk


def say(desk: Desk, words: str = "请书面说明", day: date = DAY, unit: str = INSURANCE) -> int:
    """沈清 instructs a unit; the event's id."""
    return instruct(desk.bureau, report_of(unit), OTHER_LEADER, desk.clock(), words, day).event_id


def still_open(desk: Desk) -> list[int]:
    """What 社保中心 still has to do, the soonest first."""
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=INSURANCE, period="2020-09", duty="report")
        [sight] = sight_of(desk.bureau, db, rows).values()
    return [row.id for row in open_instructions(sight.events)]


def test_it_falls_due_on_a_working_day(running: Desk) -> None:
    """10 October is a Saturday that is worked; the 17th is one that is not."""
    with pytest.raises(BadRequest, match="10月17日（星期六）是休息日，办理期限请定在工作日，如10月19日（星期一）"):
        say(running, day=date(2020, 10, 17))
    say(running, day=date(2020, 10, 10))


def test_it_moves_no_date_and_is_audited(running: Desk) -> None:
    before = running.status(INSURANCE)
    say(running)
    assert running.status(INSURANCE) == before
    with reading(running.bureau.engine) as db:
        [row] = audit.rows(db, running.bureau.key)
        assert (row.act, row.by) == ("instructed", OTHER_LEADER)
        assert [*audit.broken(db, running.bureau.key)] == []


def test_it_goes_to_the_liaison_alone(running: Desk) -> None:
    say(running)
    running.at("2020-09-21T09:05")
    assert [mail.recipient for mail in running.email.sent] == ["bai-hua"]


def test_it_stands_in_the_order_of_its_days(running: Desk) -> None:
    later, sooner = say(running, day=date(2020, 10, 9)), say(running, day=date(2020, 9, 22))
    assert still_open(running) == [sooner, later]


def test_it_is_for_what_the_leader_is_in_charge_of(running: Desk) -> None:
    with pytest.raises(NotYours, match="就业中心的批示由责任领导顾明远办理，沈清不能办理"):
        say(running, unit=JOBS)


@pytest.mark.parametrize(
    ("words", "day", "why"),
    [
        (" ", DAY, "请写明批示内容"),
        ("长" * 2001, DAY, "不要超过2000字"),
        ("请办", date(2020, 9, 20), "从今天起、在一年以内"),
        ("请办", date(2021, 9, 23), "从今天起、在一年以内"),
    ],
)
def test_it_needs_words_and_a_day_to_come(running: Desk, words: str, day: date, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        say(running, words, day)
    assert still_open(running) == []
