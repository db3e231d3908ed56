"""Who judges what an owner did: nobody judges himself, whichever door they come by; it …"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from tests.bureau import (
    CLERK,
    INSURANCE,
    JOBS,
    LEADER,
    OFFICE,
    OTHER_CLERK,
    OTHER_LEADER,
    TRAINING,
    VISITOR,
    Desk,
    instant,
    report_of,
)
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import file_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.deciders import decider_name
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, NotYours
from yudu_flow.domain.facts import CaseChoice, ExtensionChoice
from yudu_flow.domain.roster import Tenure
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.events import of
from yudu_flow.storage.obligations import listed
from yudu_flow.storage.tables import EVENT, MESSAGE

NOON = instant("2020-09-24T12:00")
Judging = Callable[[Bureau, Sought, str, datetime], object]
ACTS: dict[str, Judging] = {
    "accept": accept_report,
    "return": lambda bureau, target, by, now: return_report(bureau, target, by, now, "缺数据"),
}


def renamed(bureau: Bureau, person: str, name: str) -> Bureau:
    """The bureau after somebody got another name."""
    roster = bureau.roster
    people = {**roster.people, person: replace(roster.people[person], name=name)}
    return replace(bureau, content=replace(bureau.content, roster=replace(roster, people=people)))


def heading(bureau: Bureau, person: str, unit: str) -> Bureau:
    """The bureau with somebody else at the head of a unit."""
    roster = bureau.roster
    post = roster.posts[roster.units[unit].head]
    posts = {**roster.posts, post.id: replace(post, holders=(Tenure(person),))}
    return replace(bureau, content=replace(bureau.content, roster=replace(roster, posts=posts)))


def test_it_keeps_the_id_beside_the_name(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    done = file_report(desk.bureau, report_of(JOBS), "苏禾", NOON)
    with reading(desk.bureau.engine) as db:
        [event] = [row for row in of(db, [done.sight.owed.id])[done.sight.owed.id] if row.kind == "filed"]
    assert (event.by, event.by_id) == ("苏禾", "su-he")


@pytest.mark.parametrize("act", ACTS)
def test_it_lets_nobody_judge_under_another_name(desk: Desk, act: str) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", by="lin-qiu")
    with pytest.raises(NotYours, match="林一秋不能办理"):
        ACTS[act](renamed(desk.bureau, "lin-qiu", "林一秋"), report_of(JOBS), "lin-qiu", NOON)


def test_it_knows_who_filed_before_ids_were_kept(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", by="lin-qiu")
    with writing(desk.bureau.engine) as db:
        db.execute(update(EVENT).values(by_id=""))
    with pytest.raises(NotYours, match="林秋不能办理"):
        accept_report(desk.bureau, report_of(JOBS), CLERK, NOON)


@pytest.mark.parametrize("decide", [ExtensionChoice.APPROVE, ExtensionChoice.REFUSE])
def test_it_lets_nobody_decide_on_what_they_asked_for(desk: Desk, decide: ExtensionChoice) -> None:
    desk.at("2020-09-21T09:00")
    until = date(2020, 10, 12)
    ask_extension(desk.bureau, report_of(JOBS), CLERK, NOON, until, "讲师未到位")
    with pytest.raises(NotYours, match="由办公室其他同志办理"):
        decide_extension(desk.bureau, report_of(JOBS), CLERK, NOON, decide)
    with pytest.raises(NotYours, match="由办公室其他同志办理"):
        waive(desk.bureau, report_of(JOBS), CLERK, NOON, "机构调整")
    decide_extension(desk.bureau, report_of(JOBS), OTHER_CLERK, NOON, decide)


def test_it_lets_units_judge_nothing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    for person in ("白桦", "韩松", LEADER):
        with pytest.raises(NotYours, match="就业中心的这一事项由局办公室办理"):
            accept_report(desk.bureau, report_of(JOBS), person, NOON)


def test_it_has_a_leader_judge_what_the_office_owes(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(OFFICE, "2020-09-24T10:00", by="lin-qiu")
    for person in (CLERK, OTHER_CLERK, OTHER_LEADER):
        with pytest.raises(NotYours, match="办公室的这一事项由顾明远办理"):
            accept_report(desk.bureau, report_of(OFFICE), person, NOON)
        with pytest.raises(NotYours, match="办公室的这一事项由顾明远办理"):
            return_report(desk.bureau, report_of(OFFICE), person, NOON, "缺数据")
    accept_report(desk.bureau, report_of(OFFICE), LEADER, NOON)
    assert desk.status(OFFICE)["standing"] == "accepted"


def test_it_does_not_let_the_office_excuse_itself(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotYours, match="由顾明远办理"):
        waive(desk.bureau, report_of(OFFICE), CLERK, NOON, "事情多")
    waive(desk.bureau, report_of(OFFICE), LEADER, NOON, "机构调整")
    assert desk.status(OFFICE)["standing"] == "waived"


def test_a_leader_who_heads_the_unit_does_not_decide_on_it(desk: Desk) -> None:
    """顾明远 would; as the head of 培训股 he leaves it to the next leader, here the principal one's successor."""
    desk.bureau = heading(desk.bureau, "gu-mingyuan", TRAINING)
    desk.until("2020-10-10T09:00")
    with reading(desk.bureau.engine) as db:
        [owed] = listed(db, "qingxi", unit=TRAINING, period="2020-09")
    assert owed.decider != "leader-gu"


def test_a_leader_who_comes_to_head_the_unit_decides_no_more(desk: Desk) -> None:
    desk.until("2020-10-15T09:00")
    done = waive_nothing(desk, JOBS)
    assert done == LEADER
    desk.bureau = heading(desk.bureau, "gu-mingyuan", JOBS)
    assert waive_nothing(desk, JOBS) != LEADER


def test_mails_say_you_to_the_leader_who_decides_and_to_no_other(desk: Desk) -> None:
    """The head of the unit is told of its case as its head, though the post that was to decide is theirs too."""
    desk.at("2020-09-21T09:00")
    desk.bureau = heading(desk.bureau, "shen-qing", INSURANCE)
    desk.until("2020-10-15T09:00")
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(MESSAGE.c.text).where(MESSAGE.c.recipient == "shen-qing")).scalars()
        told = [text for text in rows if "拟认定为落实不力" in text]
    assert told
    assert all(f"由{LEADER}听取说明后决定" in text and "由您听取" not in text for text in told)


def waive_nothing(desk: Desk, unit: str) -> str:
    """Who decides on the unit's case today."""
    from yudu_flow.actions.acts.act import find

    with reading(desk.bureau.engine) as db:
        return decider_name(desk.bureau, find(desk.bureau, db, report_of(unit), lock=False), desk.clock())


def test_a_case_is_not_confirmed_once_nothing_is_owed(desk: Desk) -> None:
    desk.until("2020-10-12T09:00")
    waive(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-10-12T10:00"), "机构调整")
    with pytest.raises((NotAllowed, NotFound)):
        decide_case(desk.bureau, report_of(JOBS), LEADER, instant("2020-10-20T10:00"), CaseChoice.CONFIRM, "未报")


def test_it_takes_a_person_of_the_roster_by_name_or_id(desk: Desk) -> None:
    assert who(desk.bureau, "lin-qiu") == who(desk.bureau, CLERK) == who(desk.bureau, "林　秋") == ("lin-qiu", "林秋")


@pytest.mark.parametrize("by", ["路人", OFFICE, JOBS, "系统"])
def test_it_refuses_whom_the_roster_does_not_know(desk: Desk, by: str) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotFound, match=f"名册中没有“{by}”，经办人请写名册里的姓名或编号"):
        file_report(desk.bureau, report_of(JOBS), by, NOON)


def test_it_says_who_is_near(desk: Desk) -> None:
    with pytest.raises(NotFound, match="是不是“林秋”"):
        who(desk.bureau, "林丘")


def test_it_asks_which_of_two_is_meant(desk: Desk) -> None:
    two = renamed(desk.bureau, "tao-ran", CLERK)
    with pytest.raises(BadRequest, match="名册里有2位“林秋”，经办人请写编号：lin-qiu、tao-ran"):
        who(two, CLERK)
    assert who(two, "tao-ran") == ("tao-ran", CLERK)


def test_a_person_s_visits_stay_theirs_under_another_name(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with reading(desk.bureau.engine) as db:
        [owed] = [row for row in listed(db, "qingxi") if row.owner == VISITOR]
    assert owed.person == "zhou-yuan"
