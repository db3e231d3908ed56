"""Who may do what: every act of the table, tried by everybody, on what a unit, the office and a person owe."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import JOBS, LEADER, OFFICE, VISITOR, Desk, instant, report_of
from yudu_flow.actions.acts import table
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.answer_request import answer_request
from yudu_flow.actions.acts.draft_report import save_draft
from yudu_flow.actions.acts.edit_roster import edit_roster
from yudu_flow.actions.acts.edit_summary import edit_summary, set_state
from yudu_flow.actions.acts.file_report import file_report, register_page, register_report
from yudu_flow.actions.acts.import_roster import try_import
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.resend import resend
from yudu_flow.actions.acts.try_contact import try_contact
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.actions.acts.withdraw import withdraw
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.content.roster.changes import ChangeUnit
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotYours, Refusal
from yudu_flow.domain.facts import (
    AppealChoice,
    CaseChoice,
    CheckChoice,
    Correction,
    ExtensionChoice,
    HandBackChoice,
    LostChoice,
    ReasonChoice,
    RequestChoice,
    Satisfaction,
)
from yudu_flow.domain.roster import Tenure
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

NOW = instant("2020-09-21T10:00")
DAY = date(2020, 9, 24)
Acting = Callable[[Bureau, Sought, str, datetime], object]

PEOPLE = ("苏禾", "韩松", "白桦", "林秋", "陶然", LEADER, "沈清", VISITOR)
"""就业中心's liaison and head, another unit's liaison, the office's liaison and head, two leaders, who owes visits."""
MAY = {
    Doers.OWNERS: {JOBS: "yy-yy---", OFFICE: "---yy---", VISITOR: "---yy--y"},
    Doers.OFFICE: {JOBS: "---yy---", OFFICE: "---yy---", VISITOR: "---yy---"},
    Doers.CALLERS: {JOBS: "---yy---", OFFICE: "---yyy--", VISITOR: "---yy---"},
    Doers.OTHERS: {JOBS: "---yy---", OFFICE: "-----y--", VISITOR: "---yy---"},
    Doers.JUDGES: {JOBS: "---yy---", OFFICE: "-----y--", VISITOR: "---yy---"},
    Doers.DECIDER: {JOBS: "-----y--", OFFICE: "-----y--", VISITOR: "------y-"},
    Doers.CLOSERS: {JOBS: "---yy---", OFFICE: "-----y--", VISITOR: "---yy---"},
    Doers.APPELLATE: {JOBS: "-----y--", OFFICE: "-----y--", VISITOR: "-----y--"},
}


def drafting(bureau: Bureau, sought: Sought, by: str, now: datetime) -> None:
    """Save a draft of it."""
    with reading(bureau.engine) as db:
        [sight] = see(db, obligations.listed(db, bureau.key, unit=sought.owner, period="2020-09", duty="report"))
    save_draft(bureau, sight, {"progress": "草稿"}, by, now)


SAID: dict[str, dict[str, Any]] = {
    "ask_extension": {"until": DAY, "reason": "忙"},
    "explain": {"reason": "忙"},
    "hand_back": {"assignment": "1.1", "reason": "不归我"},
    "done": {"text": "已办"},
    "strike": {"reason": "记错", "visit": 1},
    "lost": {"firm": "甲", "proof": "电话停机"},
    "decide_lost": {"event": 1, "decision": LostChoice.ACCEPT},
    "object": {"reason": "有误"},
    "register": {"received": NOW, "reason": "停电"},
    "register_page": {"received": NOW, "reason": "停电"},
    "ask_again": {"until": DAY, "reason": "忙"},
    "return": {"reason": "不全"},
    "waive": {"reason": "机构调整"},
    "correct": {"decision": Correction.ON_TIME, "reason": "有误"},
    "decide_extension": {"decision": ExtensionChoice.REFUSE},
    "decide_explanation": {"decision": ReasonChoice.REJECT},
    "answer_hand_back": {"event": 1, "decision": HandBackChoice.ACCEPT},
    "release": {"reason": "急"},
    "note": {"note": "备注"},
    "decide": {"decision": CaseChoice.CONFIRM, "reason": "属实"},
    "measure": {"text": "专人负责", "until": DAY},
    "check": {"decision": CheckChoice.FULFILLED},
    "appeal": {"reason": "有误"},
    "decide_appeal": {"decision": AppealChoice.UPHOLD, "reason": "属实"},
    "figure": {"target": "参保人数", "value": "1"},
    "correct_figure": {"target": "参保人数", "value": "1", "reason": "报错"},
    "request_answer": {"text": "已办"},
    "request_not_ours": {"reason": "不归我"},
    "request_handback": {"decision": HandBackChoice.REJECT, "reason": "归你"},
    "request_callback": {"decision": Satisfaction.FAIRLY},
    "request_close": {"reason": "撤回"},
    "request_decide": {"decision": RequestChoice.CLOSE, "reason": "已尽力"},
}
"""What is said with the acts that need it."""
ACTS: dict[str, Acting] = {"draft": drafting} | {
    verb.name: partial(verb, **SAID.get(verb.name, {})) for verb in table.VERBS
}
WHOSE = {
    Doers.OWNERS: "draft file seal ask_extension explain withdraw visit strike lost withdraw_lost object hand_back done"
    " measure appeal figure request_answer request_not_ours request_callback",
    Doers.OTHERS: "register register_page ask_again close correct_figure request_close",
    Doers.JUDGES: "accept waive correct decide_extension decide_explanation answer_hand_back"
    " decide_lost check request_handback",
    Doers.OFFICE: "urge release note links",
    Doers.CALLERS: "call",
    Doers.DECIDER: "decide request_decide",
    Doers.APPELLATE: "decide_appeal",
    Doers.CLOSERS: "return confirm",
}
OF_REPORTS = (
    "figure",
    "correct_figure",
    "draft",
    "file",
    "seal",
    "register",
    "register_page",
    "accept",
    "return",
    "answer_hand_back",
)
OF_VISITS = ("visit", "strike", "lost", "withdraw_lost", "decide_lost")
OF_ITEMS = {"done": MAY[Doers.OWNERS], "confirm": dict.fromkeys((JOBS, OFFICE), "-----y--")}
"""What 顾明远 gave to a unit is his to close."""
OF_REQUESTS = tuple(name for name in ACTS if name.startswith("request_"))
OWNERS = (
    dict.fromkeys((*OF_ITEMS, *OF_REQUESTS), (JOBS, OFFICE))
    | dict.fromkeys(OF_REPORTS, (JOBS, OFFICE))
    | dict.fromkeys(OF_VISITS, (JOBS, VISITOR))
)


def lets(act: Callable[[], object]) -> str:
    """`y` where whoever tried may, whatever else is then said of it; `-` where it is not theirs."""
    try:
        act()
    except NotYours:
        return "-"
    except Refusal:
        pass
    return "y"


def bring(desk: Desk) -> None:
    """A request that 就业中心 brought and leads, and one of the office's; both are answered, and the firm is called."""
    for number, (unit, by) in enumerate(((JOBS, "苏禾"), (OFFICE, "林秋")), 1):
        open_request(desk.bureau, by, NOW, Asking("清溪电子厂", "用工", "招工", unit))
        answer_request(desk.bureau, Sought(unit, "", f"request:{number}"), by, NOW, "已办")


def test_every_act_is_tried() -> None:
    assert sorted(" ".join(WHOSE.values()).split()) == sorted(ACTS)


@pytest.mark.parametrize("name", ACTS)
def test_it_lets_those_of_the_table_and_nobody_else(desk: Desk, name: str) -> None:
    desk.at("2020-09-21T09:00")
    row = OF_ITEMS.get(name) or MAY[next(doers for doers, names in WHOSE.items() if name in names.split())]
    if name in OF_ITEMS:
        instruct(desk.bureau, [JOBS, OFFICE], LEADER, NOW, Errand("请加快", DAY, reason="急"))
    if name in OF_REQUESTS:
        bring(desk)
    for owner in OWNERS.get(name, (JOBS, OFFICE, VISITOR)):
        if name in OF_ITEMS:
            sought = Sought(owner, "", "instruction:1")
        elif name in OF_REQUESTS:
            step = "request-call" if name == "request_callback" else "request"
            sought = Sought(owner, "", f"{step}:{1 if owner == JOBS else 2}")
        else:
            sought = Sought(owner, "2020-09") if name in OF_VISITS or owner == VISITOR else report_of(owner)
        found = [lets(lambda who=who, at=sought: ACTS[name](desk.bureau, at, who, NOW)) for who in PEOPLE]  # type: ignore[misc]
        assert dict(zip(PEOPLE, found, strict=True)) == dict(zip(PEOPLE, row[owner], strict=True)), owner


OF_THE_OFFICE: dict[str, Callable[[Bureau, str], object]] = {
    "resend": lambda b, by: resend(b, "none", by, NOW, "没收到"),
    "withdraw": lambda b, by: withdraw(b, "none", by, NOW, "写错了"),
    "try": lambda b, by: try_contact(b, "su-he", "email", by, NOW),
    "edit the summary": lambda b, by: edit_summary(b, "wenjiuye-2020", "2020-09", by, NOW, {}),
    "end the summary": lambda b, by: set_state(b, "wenjiuye-2020", "2020-09", by, NOW, 0, "?"),
    "take in the roster": lambda b, by: try_import(Path("/"), b, by, NOW, {}),
    "edit the roster": lambda b, by: edit_roster(
        Path("/"), b, by, NOW, ChangeUnit(JOBS, in_charge="leader-gu"), was=""
    ),
}


@pytest.mark.parametrize("act", OF_THE_OFFICE)
def test_what_belongs_to_no_obligation_is_the_office_s(desk: Desk, act: str) -> None:
    desk.at("2020-09-21T09:00")
    for who in ("苏禾", LEADER, VISITOR):
        with pytest.raises(NotYours, match=f"由局办公室办理，{who}不能办理"):
            OF_THE_OFFICE[act](desk.bureau, who)


TOLD: list[tuple[str, str, str, str]] = [
    (
        "ask_extension",
        JOBS,
        "白桦",
        "就业中心的延期申请由就业中心的联络员、负责人（苏禾、韩松）办理，局办公室可以代办，白桦不能办理",
    ),
    ("visit", VISITOR, "白桦", "周远的走访由周远本人办理，局办公室可以代办，白桦不能办理"),
    ("object", OFFICE, "白桦", "办公室的异议由局办公室办理，白桦不能办理"),
    ("register", JOBS, "苏禾", "就业中心的纸质材料登记由局办公室办理，苏禾不能办理"),
    ("register", OFFICE, "陶然", "办公室的纸质材料登记由顾明远办理，陶然不能办理"),
    ("close", JOBS, "韩松", "就业中心的销号由局办公室办理，韩松不能办理"),
    ("decide", JOBS, "沈清", "9月21日，该事项由顾明远决定，沈清不能决定"),
]


@pytest.mark.parametrize(("act", "owner", "who", "said"), TOLD)
def test_it_says_who_does(desk: Desk, act: str, owner: str, who: str, said: str) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotYours) as refused:
        ACTS[act](desk.bureau, Sought(owner, "2020-09"), who, NOW)
    assert str(refused.value) == said


def liaison_too(bureau: Bureau, person: str, unit: str) -> Bureau:
    """The bureau with somebody of the office as a unit's liaison besides."""
    roster = bureau.roster
    post = roster.posts[roster.units[unit].liaison]
    posts = {**roster.posts, post.id: replace(post, holders=(Tenure(person),))}
    return replace(bureau, content=replace(bureau.content, roster=replace(roster, posts=posts)))


@pytest.mark.parametrize("act", ["register", "ask_again", "close"])
def test_nobody_of_the_office_does_it_for_a_unit_of_their_own(desk: Desk, act: str) -> None:
    desk.at("2020-09-21T09:00")
    bureau = liaison_too(desk.bureau, "lin-qiu", JOBS)
    with pytest.raises(NotYours, match="由办公室其他同志办理（谁也不给自己的单位办理），林秋不能办理"):
        ACTS[act](bureau, report_of(JOBS), "林秋", NOW)
    assert lets(lambda: ACTS[act](bureau, report_of(JOBS), "陶然", NOW)) == "y"


@pytest.mark.parametrize("register", [register_report, register_page])
def test_paper_of_the_office_is_its_leader_s_to_register(desk: Desk, register: Verb[...]) -> None:
    desk.at("2020-09-21T09:00")
    if register is register_page:
        file_report(desk.bureau, report_of(OFFICE), "林秋", NOW, sealed=False)
    with pytest.raises(NotYours, match="由顾明远办理，陶然不能办理"):
        register(desk.bureau, report_of(OFFICE), "陶然", NOW, NOW, "停电")
    register(desk.bureau, report_of(OFFICE), LEADER, NOW, NOW, "停电")
    assert desk.status(OFFICE)["standing"] == "filed"
