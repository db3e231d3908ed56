"""Who may do what: every act of the table, tried by everybody, on what a unit, the office and a person owe."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import JOBS, LEADER, OFFICE, VISITOR, Desk, instant, report_of
from yudu_flow.actions.acts.act import Target
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.draft_report import save_draft
from yudu_flow.actions.acts.edit_roster import edit_roster
from yudu_flow.actions.acts.edit_summary import edit_summary, set_state
from yudu_flow.actions.acts.excuse import log_call, waive
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import file_report, seal_report
from yudu_flow.actions.acts.finish_instruction import finish_instruction
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.instruct import instruct
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.register_paper import register_page, register_report
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.resend import resend
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.revoke_links import revoke_links
from yudu_flow.actions.acts.settle_case import close_case, decide_case, give_time, object_to_case
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.try_contact import try_contact
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.acts.withdraw import withdraw
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.content.roster.changes import SetInCharge
from yudu_flow.domain import deeds
from yudu_flow.domain.deeds import Deed, Doers
from yudu_flow.domain.errors import NotYours, Refusal
from yudu_flow.domain.facts import CaseChoice, Correction, ExtensionChoice, HandBackChoice, ReasonChoice
from yudu_flow.domain.roster import Tenure
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

NOW = instant("2020-09-21T10:00")
DAY = date(2020, 9, 24)
Acting = Callable[[Bureau, Target, str, datetime], object]

PEOPLE = ("苏禾", "韩松", "白桦", "林秋", "陶然", LEADER, "沈清", VISITOR)
"""就业中心's liaison and head, another unit's liaison, the office's liaison and head, two leaders, who owes visits."""
MAY = {
    Doers.OWNERS: {JOBS: "yy-yy---", OFFICE: "---yy---", VISITOR: "---yy--y"},
    Doers.OFFICE: {JOBS: "---yy---", OFFICE: "---yy---", VISITOR: "---yy---"},
    Doers.CALLERS: {JOBS: "---yy---", OFFICE: "---yyy--", VISITOR: "---yy---"},
    Doers.OTHERS: {JOBS: "---yy---", OFFICE: "-----y--", VISITOR: "---yy---"},
    Doers.JUDGES: {JOBS: "---yy---", OFFICE: "-----y--", VISITOR: "---yy---"},
    Doers.DECIDER: {JOBS: "-----y--", OFFICE: "-----y--", VISITOR: "------y-"},
    Doers.LEADERS: {JOBS: "-----y--", OFFICE: "-----y--", VISITOR: "------y-"},
}


def drafting(bureau: Bureau, target: Target, by: str, now: datetime) -> None:
    """Save a draft of it."""
    with reading(bureau.engine) as db:
        [sight] = see(
            bureau, db, obligations.listed(db, bureau.key, unit=target.owner, period="2020-09", duty="report")
        )
    save_draft(bureau, sight, {"progress": "草稿"}, by, now)


ACTS: dict[str, Acting] = {
    "FILE": file_report,
    "SEAL": seal_report,
    "DRAFT": drafting,
    "ASK_EXTENSION": lambda b, t, by, now: ask_extension(b, t, by, now, DAY, "忙"),
    "EXPLAIN": lambda b, t, by, now: explain(b, t, by, now, "忙"),
    "WITHDRAW_REQUEST": withdraw_request,
    "HAND_BACK": lambda b, t, by, now: hand_back(b, t, by, now, "1.1", "不归我"),
    "FINISH_INSTRUCTION": lambda b, t, by, now: finish_instruction(b, t, by, now, 1, "已办"),
    "VISIT": record_visit,
    "STRIKE_VISIT": lambda b, t, by, now: strike_visit(b, t, by, now, "记错", visit=1),
    "OBJECT": lambda b, t, by, now: object_to_case(b, t, by, now, "有误"),
    "REGISTER": lambda b, t, by, now: file_report(b, t, by, now, received=now, reason="停电"),
    "ASK_AGAIN": lambda b, t, by, now: ask_extension(b, t, by, now, DAY, "忙", again=True),
    "CLOSE_CASE": close_case,
    "ACCEPT": accept_report,
    "RETURN": lambda b, t, by, now: return_report(b, t, by, now, "不全"),
    "WAIVE": lambda b, t, by, now: waive(b, t, by, now, "机构调整"),
    "CORRECT": lambda b, t, by, now: correct_record(b, t, by, now, Correction.ON_TIME, "有误"),
    "DECIDE_EXTENSION": lambda b, t, by, now: decide_extension(b, t, by, now, ExtensionChoice.REFUSE),
    "DECIDE_EXPLANATION": lambda b, t, by, now: decide_explanation(b, t, by, now, ReasonChoice.REJECT),
    "ANSWER_HAND_BACK": lambda b, t, by, now: answer_hand_back(b, t, by, now, 1, HandBackChoice.ACCEPT),
    "URGE": urge,
    "RELEASE": lambda b, t, by, now: release_held(b, t, by, now, "急"),
    "NOTE": lambda b, t, by, now: note(b, t, by, now, "备注"),
    "REVOKE_LINKS": revoke_links,
    "CALL": log_call,
    "DECIDE_CASE": lambda b, t, by, now: decide_case(b, t, by, now, CaseChoice.CONFIRM, "属实"),
    "GIVE_TIME": lambda b, t, by, now: give_time(b, t, by, now, DAY, "再给时间"),
    "INSTRUCT": lambda b, t, by, now: instruct(b, t, by, now, "请加快", DAY),
}
OF_REPORTS = ("FILE", "SEAL", "DRAFT", "REGISTER", "ACCEPT", "RETURN")
OF_VISITS = ("VISIT", "STRIKE_VISIT")
OWNERS = dict.fromkeys(OF_REPORTS, (JOBS, OFFICE)) | dict.fromkeys(OF_VISITS, (JOBS, VISITOR))


def lets(act: Callable[[], object]) -> str:
    """`y` where whoever tried may, whatever else is then said of it; `-` where it is not theirs."""
    try:
        act()
    except NotYours:
        return "-"
    except Refusal:
        pass
    return "y"


def test_every_deed_is_tried() -> None:
    assert ACTS.keys() == {name for name, value in vars(deeds).items() if isinstance(value, Deed)}


@pytest.mark.parametrize("name", ACTS)
def test_it_lets_those_of_the_table_and_nobody_else(desk: Desk, name: str) -> None:
    desk.at("2020-09-21T09:00")
    row = MAY[getattr(deeds, name).doers]
    for owner in OWNERS.get(name, (JOBS, OFFICE, VISITOR)):
        target = Target(owner, "2020-09") if name in OF_VISITS or owner == VISITOR else report_of(owner)
        found = [lets(lambda who=who, at=target: ACTS[name](desk.bureau, at, who, NOW)) for who in PEOPLE]  # type: ignore[misc]
        assert dict(zip(PEOPLE, found, strict=True)) == dict(zip(PEOPLE, row[owner], strict=True)), owner


OF_THE_OFFICE: dict[str, Callable[[Bureau, str], object]] = {
    "resend": lambda b, by: resend(b, "none", by, NOW, "没收到"),
    "withdraw": lambda b, by: withdraw(b, "none", by, NOW, "写错了"),
    "try": lambda b, by: try_contact(b, "su-he", "email", by, NOW),
    "edit the summary": lambda b, by: edit_summary(b, "wenjiuye-2020", "2020-09", by, NOW, {}),
    "end the summary": lambda b, by: set_state(b, "wenjiuye-2020", "2020-09", by, NOW, 0, "?"),
    "edit the roster": lambda b, by: edit_roster(Path("/"), b, by, NOW, SetInCharge(JOBS, "leader-gu"), was=""),
}


@pytest.mark.parametrize("act", OF_THE_OFFICE)
def test_what_belongs_to_no_obligation_is_the_office_s(desk: Desk, act: str) -> None:
    desk.at("2020-09-21T09:00")
    for who in ("苏禾", LEADER, VISITOR):
        with pytest.raises(NotYours, match=f"由局办公室办理，{who}不能办理"):
            OF_THE_OFFICE[act](desk.bureau, who)


SAID: list[tuple[str, str, str, str]] = [
    (
        "ASK_EXTENSION",
        JOBS,
        "白桦",
        "就业中心的延期申请由就业中心的联络员、负责人（苏禾、韩松）办理，局办公室可以代办，白桦不能办理",
    ),
    ("VISIT", VISITOR, "白桦", "周远的走访由周远本人办理，局办公室可以代办，白桦不能办理"),
    ("OBJECT", OFFICE, "白桦", "办公室的异议由局办公室办理，白桦不能办理"),
    ("REGISTER", JOBS, "苏禾", "就业中心的纸质材料登记由局办公室办理，苏禾不能办理"),
    ("REGISTER", OFFICE, "陶然", "办公室的纸质材料登记由顾明远办理，陶然不能办理"),
    ("CLOSE_CASE", JOBS, "韩松", "就业中心的销号由局办公室办理，韩松不能办理"),
    ("INSTRUCT", JOBS, "沈清", "就业中心的批示由责任领导顾明远办理，沈清不能办理"),
    ("GIVE_TIME", JOBS, "沈清", "9月21日，该事项由顾明远决定，沈清不能决定"),
]


@pytest.mark.parametrize(("act", "owner", "who", "said"), SAID)
def test_it_says_who_does(desk: Desk, act: str, owner: str, who: str, said: str) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotYours) as refused:
        ACTS[act](desk.bureau, Target(owner, "2020-09"), who, NOW)
    assert str(refused.value) == said


def liaison_too(bureau: Bureau, person: str, unit: str) -> Bureau:
    """The bureau with somebody of the office as a unit's liaison besides."""
    roster = bureau.roster
    post = roster.posts[roster.units[unit].liaison]
    posts = {**roster.posts, post.id: replace(post, holders=(Tenure(person),))}
    return replace(bureau, content=replace(bureau.content, roster=replace(roster, posts=posts)))


@pytest.mark.parametrize("act", ["REGISTER", "ASK_AGAIN", "CLOSE_CASE"])
def test_nobody_of_the_office_does_it_for_a_unit_of_their_own(desk: Desk, act: str) -> None:
    desk.at("2020-09-21T09:00")
    bureau = liaison_too(desk.bureau, "lin-qiu", JOBS)
    with pytest.raises(NotYours, match="由办公室其他同志办理（谁也不给自己的单位办理），林秋不能办理"):
        ACTS[act](bureau, report_of(JOBS), "林秋", NOW)
    assert lets(lambda: ACTS[act](bureau, report_of(JOBS), "陶然", NOW)) == "y"


@pytest.mark.parametrize("register", [register_report, register_page])
def test_paper_of_the_office_is_its_leader_s_to_register(desk: Desk, tmp_path: Path, register: Any) -> None:
    desk.at("2020-09-21T09:00")
    said: dict[str, Any] = {"received": NOW, "reason": "停电", "papers": [], "store": tmp_path}
    said |= {"brought": "陶然"} if register is register_report else {}
    if register is register_page:
        file_report(desk.bureau, report_of(OFFICE), "林秋", NOW, sealed=False)
    with pytest.raises(NotYours, match="由顾明远办理，陶然不能办理"):
        register(desk.bureau, report_of(OFFICE), "陶然", NOW, **said)
    register(desk.bureau, report_of(OFFICE), LEADER, NOW, **said)
    assert desk.status(OFFICE)["standing"] == "filed"
