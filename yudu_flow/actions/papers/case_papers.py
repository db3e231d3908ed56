"""The papers of a case: its file (卷宗), a coloured slip (督办单), the draft of a talk (约谈). From the records alone.

What is not yet there is said to be not there; nothing is called by a word that is not true of it now.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.case_said import CaseSaid, case_said
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.letters import case_note, spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.official import Annex, Block, OfficialPaper, PaperTable
from yudu_flow.actions.papers.slip_number import slip_number
from yudu_flow.actions.proof import ToldProof, proof
from yudu_flow.actions.slips import coloured_slip, why_talk
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import spell_deadline
from yudu_flow.storage.rows import EventRow
from yudu_flow.wording.names import CHANNELS
from yudu_flow.wording.periods import spell_owed
from yudu_flow.wording.reasons import CHOICES
from yudu_flow.wording.standings import stand

WORDS = (FactKind.EXPLAINED, FactKind.OBJECTED)
NO_CASE = "这一事项没有认定事项"
NO_SLIP = "这一事项还没有到发督办单的程度，或本局没有启用三色督办单（config/rules.yaml 的 coloured_slips）"
NO_TALK = "还没有达到约谈的条件：近六个周期第三次逾期、两次黄色督办单，或连续三个周期红灯"
BLANK = "（请填写）"
PROOF, WIDTHS = ("催办", "方式", "告知", "时间", "对方答复"), (26, 13, 29, 50, 38)


def case_file(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> OfficialPaper:
    """Facts, proof of each slip, the unit's words, decision and what followed. Raises NotFound without a case."""
    case = case_said(bureau, sight, now)
    if case is None:
        raise NotFound(NO_CASE)
    told = proof(bureau, db, sight)
    sections = (
        Block("基本情况", tuple(_basics(bureau, sight, now, case))),
        Block("提请认定的事实", (f"{case_note(sight)}。",)),
        Block("告知情况", (_told(told),)),
        Block("单位的说明和异议", tuple(_said(sight, *WORDS)) or ("单位没有说明原因，也没有提出异议。",)),
        Block("决定", tuple(_said(sight, FactKind.CASE_DECIDED)) or ("尚未决定。",)),
        *_after(sight, case),
    )
    table = tuple(map(_row, told))
    annexes = (Annex("告知凭证", PaperTable(PROOF, WIDTHS, table)),) if table else ()
    title, office = f"{about(sight)}认定事项卷宗", bureau.roster.office_in_full
    return OfficialPaper(title, sections, office, local_day(now), annexes=annexes, form="case")


def _after(sight: Sight, case: CaseSaid) -> Iterator[Block]:
    """What came after a confirmation; of a case that is over nothing is said to be outstanding."""
    if appealed := tuple(_said(sight, FactKind.CASE_APPEALED, FactKind.APPEAL_DECIDED)):
        yield Block("申诉和复核", appealed)
    if measured := tuple(_said(sight, FactKind.CASE_MEASURED)):
        yield Block("整改措施", measured)
    elif case.measures_until:
        yield Block("整改措施", (f"应于{spell_deadline(case.measures_until)}前报送，尚未报送。",))
    if checked := tuple(_said(sight, FactKind.CASE_CHECKED, FactKind.CASE_CLOSED)):
        yield Block("核查和销号", checked)


def _basics(bureau: Bureau, sight: Sight, now: datetime, case: CaseSaid) -> Iterator[str]:
    owed, leader = sight.owed, decider(bureau, sight.owed, local_day(now))
    yield f"事项：{about(sight)}。责任单位（人）：{owed.owner}。依据：{owed.basis}。"
    yield f"期限：{spell_deadline(sight.state.late_from)}。现在：{stands_at(bureau, sight, now)}。"
    yield f"认定种类：{case.word}。办理情况：{case.stage}。"
    yield f"决定人：{leader.name if leader else '名册没有登记'}。"


def stands_at(bureau: Bureau, sight: Sight, now: datetime) -> str:
    """Where it stands, in a sentence without a mark at its end."""
    return stand(sight.state, bureau.rules, bureau.calendar, now).sentence


def _told(found: tuple[ToldProof, ...]) -> str:
    if not found:
        return "没有告知记录。"
    arrived = sum(1 for one in found if one.told)
    return f"共告知{len(found)}次，送到{arrived}次，每次的时间、方式、对象和答复见附件。"


def _row(one: ToldProof) -> tuple[str, ...]:
    at = spell_instant(one.at) if one.told and one.at else "没有送到"
    return one.words, CHANNELS.get(one.channel, one.channel), one.to, at, one.answer


def _said(sight: Sight, *kinds: FactKind) -> Iterator[str]:
    """What people did and said, in the order in which they did."""
    return (_line(row) for row in sight.events if row.kind in kinds)


DID = {
    FactKind.EXPLAINED: "说明原因",
    FactKind.OBJECTED: "提出异议",
    FactKind.CASE_DECIDED: "决定",
    FactKind.CASE_APPEALED: "申诉",
    FactKind.APPEAL_DECIDED: "复核",
    FactKind.CASE_MEASURED: "报整改措施",
    FactKind.CASE_CHECKED: "核查",
    FactKind.CASE_CLOSED: "销号",
}


def _line(row: EventRow) -> str:
    choice = CHOICES.get(row.choice or "", "")
    day = f"完成时限{row.day.month}月{row.day.day}日" if row.day else ""
    words = str(row.detail.get("reason", "") or row.detail.get("text", ""))
    said = "；".join(part for part in (choice, words, day) if part).rstrip("。")
    did = f"{row.by}{DID[FactKind(row.kind)]}"
    return f"{spell_instant(row.at)}，{did}：{said}。" if said else f"{spell_instant(row.at)}，{did}。"


def slip_paper(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> OfficialPaper:
    """The coloured slip that the matter has reached. Raises NotFound where none is due."""
    slip = coloured_slip(bureau, db, sight)
    if slip is None:
        raise NotFound(NO_SLIP)
    urged = "；".join(told_words(proof(bureau, db, sight)))
    facts = (
        f"{about(sight)}应于{spell_deadline(sight.state.late_from)}前完成，现在：{stands_at(bureau, sight, now)}。",
        f"告知情况：{urged or '没有告知记录'}。",
    )
    ask = ("请抓紧办理；确有困难的，请在系统中说明原因或申请延期，有不同意见的可以提出。",)
    title = f"{slip.colour}色督办单（{slip.word}）"
    sections = (Block("事项和事实", facts), Block("要求", ask))
    office, number = bureau.roster.office_in_full, slip_number(bureau, db, sight)
    day = local_day(now)
    return OfficialPaper(title, sections, office, day, to=sight.owed.owner, form="slip", number=number, sealed=True)


def talk_paper(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> OfficialPaper:
    """The draft of a talk with the unit's head. Raises NotFound where it is not due."""
    reasons = why_talk(bureau, db, sight, now)
    if not reasons:
        raise NotFound(NO_TALK)
    unit, day = bureau.roster.unit(sight.owed.unit), local_day(now)
    head, leader = bureau.roster.holder(unit.head, day), decider(bureau, sight.owed, day)
    talks, heard = leader.name if leader else BLANK, f"{unit.name}负责人{head.name if head else BLANK}"
    who = (f"约谈人：{talks}。约谈对象：{heard}。", f"时间、地点：{BLANK}。记录人：{BLANK}。")
    why = f"{about(sight)}：{'；'.join(reasons)}。"
    facts = (why, f"现在：{stands_at(bureau, sight, now)}。", *_said(sight, *WORDS))
    hear = ("请单位说明逾期的原因、已经做的工作和需要协调的困难：" + BLANK,)
    ask = (f"整改要求和完成时限：{BLANK}。", "约谈只就工作谈事实，不作为处理决定。")
    sections = (Block("约谈对象", who), Block("事实", facts), Block("听取说明", hear), Block("要求", ask))
    title, office = f"关于{unit.name}的工作约谈提纲", bureau.roster.office_in_full
    return OfficialPaper(title, sections, office, day, draft=True, form="talk")


def told_words(found: Sequence[ToldProof]) -> Iterator[str]:
    """A line a slip of what arrived: 第一次催办，2020年9月28日 09:00告知白桦、罗平（邮件、短信）."""
    arrived = [one for one in found if one.told and one.at]
    for words in dict.fromkeys(one.words for one in arrived):
        mine = [one for one in arrived if one.words == words]
        first = min(one.at for one in mine if one.at)
        people = "、".join(dict.fromkeys(one.to for one in mine))
        ways = "、".join(dict.fromkeys(CHANNELS.get(one.channel, one.channel) for one in mine))
        yield f"{words}，{spell_instant(first)}告知{people}（{ways}）"


def about(sight: Sight) -> str:
    """社保中心2020年9月稳就业月报."""
    return spell_owed(sight.owed.owner, sight.owed.period, sight.owed.title, once=bool(sight.owed.subject))
