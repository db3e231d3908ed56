"""What leaders gave before it was an item of its own is led over: nothing that was said is lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.bureau import INSURANCE, OTHER_LEADER, Desk
from tests.storage.test_schema import led_back
from yudu_flow.actions.access.judging import giver_of
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.roster import Who
from yudu_flow.storage import events, obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.schema import upgrade_if_needed

pytestmark = pytest.mark.both
SHEN = Who("shen-qing", OTHER_LEADER)


def given(desk: Desk, day: date, **more: Any) -> int:
    """沈清 said something about the report as it was once kept; the event's id."""
    [report] = _of(desk, "report")
    fact = Fact(FactKind.INSTRUCTED, desk.clock(), day=day)
    with writing(desk.bureau.engine) as db:
        said = {"text": f"办到{day}", **more}
        return events.append(db, desk.bureau.key, report.owed.id, fact, said, SHEN).id


def finished(desk: Desk, event: int) -> None:
    """白桦 said that it was done."""
    [report] = _of(desk, "report")
    fact = Fact(FactKind.INSTRUCTION_DONE, desk.clock() + timedelta(hours=1))
    with writing(desk.bureau.engine) as db:
        said = {"instruction": event, "reason": "已办"}
        events.append(db, desk.bureau.key, report.owed.id, fact, said, Who("bai-hua", "白桦"))


def _of(desk: Desk, kind: str) -> list[Sight]:
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=INSURANCE, kinds=[kind])
        return see(db, rows)


def test_it_keeps_what_was_given_and_finished_and_goes_on_with_the_rest(desk: Desk) -> None:
    """What postponed a decision on a case stays a word about that case."""
    desk.at("2020-09-21T09:00")
    finished(desk, given(desk, date(2020, 9, 24)))
    given(desk, date(2020, 10, 9))
    given(desk, date(2020, 10, 12), postpones=True)
    before = len(_of(desk, "report")[0].events)
    led_back(desk.bureau.engine, "0025")
    assert upgrade_if_needed(desk.bureau.engine)
    done, still = _of(desk, "instruction")
    assert [(one.owed.subject, one.owed.title) for one in (done, still)] == [
        ("instruction:1", "批示：办到2020-09-24"),
        ("instruction:2", "批示：办到2020-10-09"),
    ]
    assert (done.state.accepted_at, still.state.ended) == (done.events[1].at, False)
    assert done.events[0].detail["about"] == "2020-09/report/社保中心"
    assert giver_of(desk.bureau, still) == SHEN.id
    assert len(_of(desk, "report")[0].events) == before
    desk.until("2020-10-10T09:30")
    says = {row["subject"]: row["says"] for row in statuses(desk.bureau, desk.clock(), unit=INSURANCE)}
    assert says["instruction:2"] == "逾期1个工作日"
    assert says["instruction:1"].startswith("9月21日 10:00已报办结，按时")
