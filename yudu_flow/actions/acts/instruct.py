"""A leader's or the office's words with a day (批示、交办), to one unit or several: each owes an item of its own.

Source: 6-duties "Instruction". They are told at once, as an answer is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_giver, who
from yudu_flow.actions.acts.act import Act, Done, begin
from yudu_flow.actions.acts.given_unit import given_unit
from yudu_flow.actions.acts.owed_once import owed_once
from yudu_flow.actions.acts.pressed_twice import given_twice
from yudu_flow.actions.acts.verb import FARTHEST
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.duties.kind import Haste, Kind
from yudu_flow.domain.duties.registry import GIVEN, KINDS
from yudu_flow.domain.errors import BadRequest, Conflict, NotFound
from yudu_flow.domain.expected import Owner, given_to
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.period import deadline_on, spell_day
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.roster import Who
from yudu_flow.storage import obligations
from yudu_flow.storage.columns import Kept
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.rows import Owed

ANSWER = "instructed"
TITLE = 24
"""Characters of the words that stand in lists."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is said: the text, the day or how urgent it is, what it is about, and why so soon.

    `about` is an assignment (5.1) or an obligation (2020-09/report/就业局); empty where it stands for itself.
    """

    text: str
    due: date | None = None
    urgency: str = ""
    about: str = ""
    reason: str = ""


def instruct(
    bureau: Bureau, to: Sequence[str], by: str, now: datetime, words: Errand, *, again: bool = False
) -> list[Done]:
    """Give it to the units `to`; `again`: also where the same was said to one of them a moment ago.

    Raises BadRequest, NotFound, Conflict for a second press, NotYours for whoever is no leader nor of the office.

    The mail goes to each unit's liaison; where none can be reached, the event's detail says `unreached`.
    """
    actor, kind = who(bureau, by), given_kind()
    check_giver(bureau, actor, now, kind.words.name)
    text = words_said(words.text, "text", missing="请写明批示交办的内容")
    reason, units = words_said(words.reason, "reason", "原因"), _units(bureau, to, local_day(now))
    due = _due(bureau, words, reason, now)
    with bureau.alone(now) as db:  # two at once would take the same number
        plan, charged, about = _about(bureau, db, words.about.strip())
        if not again:
            _refuse_twice(bureau, db, text, units, due, actor, now)
        number = obligations.last_number(db, bureau.key, kind.id) + 1
        shared = _shared(bureau, actor, now, due, text, kind, number, plan)
        obligations.put(db, shared, [_owed(bureau, unit, actor, charged, now) for unit in units])
        # The number in the duty is new: these are the ones just put.
        rows = obligations.listed(db, bureau.key, period=shared.period, duty=shared.duty)
        detail = {"text": text, "urgency": words.urgency, "about": about, "reason": reason}
        return [_given(bureau, db, row, actor, now, due, detail) for row in rows]


def _refuse_twice(
    bureau: Bureau, db: Connection, text: str, units: list[str], due: date, actor: Who, now: datetime
) -> None:
    found = given_twice(db, bureau.key, FactKind.INSTRUCTED, text, units, actor, now)
    same = [one for one in found if one.nominal == due]
    if same:
        told = f"{actor.name}刚刚已经把同样的内容交{same[0].owner}办理（{same[0].subject}），没有重复交办"
        raise Conflict(f"{told}；确要再交办一次的，请写明不同之处", needs=("again",))


def given_kind() -> Kind:
    return KINDS[GIVEN[0]]


def haste() -> Haste:
    """How soon it is due."""
    found = given_kind().haste
    assert found is not None  # whatever is given has it
    return found


def led_units(bureau: Bureau, leads: frozenset[str], day: date) -> list[str]:
    """The units that whoever fills those posts finds to choose from on `day`: those in their charge, else all."""
    units = [unit for unit in bureau.roster.units.values() if not unit.gone(day)]
    return [unit.name for unit in units if unit.in_charge in leads] or [unit.name for unit in units]


def _given(
    bureau: Bureau, db: Connection, row: Owed, actor: Who, now: datetime, due: date, detail: dict[str, str]
) -> Done:
    told = Recipients.on(bureau, db, local_day(now)).answered(row)
    unreached = {} if any(one.channel is Channel.EMAIL for one in told) else {"unreached": True}
    kept: Kept = {name: text for name, text in detail.items() if text} | unreached
    return begin(bureau, db, row, Act(Fact(FactKind.INSTRUCTED, now, day=due), kept, ANSWER), actor, now)


def _units(bureau: Bureau, to: Sequence[str], day: date) -> list[str]:
    if not to:
        raise BadRequest("请选择交给哪个单位", needs=("to",))
    return [*dict.fromkeys(given_unit(bureau, name, day, "to") for name in to)]


def _due(bureau: Bureau, words: Errand, reason: str, now: datetime) -> date:
    """On a working day that whoever gets it can be told of before. So soon that it leaves fewer than five asks for a
    line of reason, which is kept.
    """
    today, due = local_day(now), _chosen(bureau, words, local_day(now))
    if not today <= due <= today + FARTHEST:
        raise BadRequest("办理期限应从今天起、在一年以内", needs=("due",))
    if not bureau.calendar.is_working(due):
        next_day = spell_day(bureau.calendar.on_or_after(due))
        raise BadRequest(f"{spell_day(due)}是休息日，办理期限请定在工作日，如{next_day}", needs=("due",))
    # Given at 20:30 for the same day it was mailed in the morning, when it was late already.
    told = next_allowed(now, bureau.rules, bureau.calendar)
    if told >= deadline_on(due, bureau.rules, bureau.calendar).late_from:
        soonest = spell_day(bureau.calendar.plus(today, 1))
        raise BadRequest(f"单位在{spell_day(due)}截止前收不到通知，办理期限请从{soonest}起", needs=("due",))
    if bureau.calendar.between(today, due) < haste().ask_below and not reason:
        raise BadRequest(f"办理期限不足{haste().ask_below}个工作日，请写明为什么这样急", needs=("reason",))
    return due


def _chosen(bureau: Bureau, words: Errand, today: date) -> date:
    """As written, else by how urgent it is."""
    if words.due and words.urgency:
        raise BadRequest("办理期限和缓急只写一样", needs=("due",))
    given, days = haste(), dict(haste().days)
    if not words.due and words.urgency not in ("", *days):
        raise BadRequest(f"缓急写{'、'.join(days)}之一，或写办理期限", needs=("urgency",))
    return words.due or bureau.calendar.plus(today, days[words.urgency or given.usual])


def _about(bureau: Bureau, db: Connection, about: str) -> tuple[str, list[str], str]:
    """The plan and assignments that it touches, and the name of what it is about. Raises NotFound."""
    for plan in bureau.content.plans if about else ():
        if any(assignment.id == about for _, assignment in plan.assignments()):
            return plan.id, [about], about
    if not about:
        return "", [], ""
    period, _, rest = about.partition("/")
    duty, _, owner = rest.partition("/")
    rows = obligations.listed(db, bureau.key, unit=owner, period=period, duty=duty) if period and duty and owner else ()
    if not rows:
        raise NotFound(f"没有“{about}”这项分工或事项；分工写编号，如 5.1", needs=("about",))
    return rows[0].plan, [*rows[0].assignments], obligations.name(rows[0])


def _shared(
    bureau: Bureau, actor: Who, now: datetime, due: date, text: str, kind: Kind, number: int, plan: str
) -> NewObligations:
    """What all units have in common."""
    roster, subject = bureau.roster, f"{kind.id}:{number}"
    office = roster.is_office(actor.id, local_day(now))
    line = " ".join(text.split())
    title = f"（{'交办' if office else '批示'}）{line if len(line) <= TITLE else line[:TITLE] + '…'}"
    basis = f"{roster.office.full_name or roster.office.name}交办" if office else f"{actor.name}批示"
    return owed_once(bureau, kind, due, now, duty=subject, subject=subject, title=title, basis=basis, plan=plan)


def _owed(bureau: Bureau, unit: str, actor: Who, charged: list[str], now: datetime) -> Owner:
    owner = given_to(bureau.roster, bureau.content.plans, unit, actor.id, local_day(now))
    return owner._replace(assignments=tuple(charged))
