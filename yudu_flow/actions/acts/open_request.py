"""What a firm asks for (企业诉求) is recorded, by whoever visits it or the office, and handed over the same day.

To a unit that leads and to those that help, each with its own time; recorded after 17:00, from the next working day.
Source: 6-duties "Request".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.acts.given_unit import given_unit
from yudu_flow.actions.acts.pressed_twice import given_twice
from yudu_flow.actions.acts.request_steps import hand, owner_called
from yudu_flow.actions.acts.strike_visit import standing_visits
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.errors import BadRequest, Conflict, NotFound, NotYours
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.firm_request import FirmNeed, HandOver, due_on
from yudu_flow.domain.names import name_key, same_name
from yudu_flow.domain.roster import Roster, Who
from yudu_flow.storage import events, firms, requests
from yudu_flow.storage.columns import values_of
from yudu_flow.storage.request_tables import Request, RequestRow

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """What is recorded: the firm by its name, what it asks for and of which kind, who leads and who helps.

    `event` is the visit that brought it, None where the office took it up.
    """

    firm: str
    need: str
    text: str
    lead: str
    helpers: Sequence[str] = ()
    event: int | None = None


def open_request(bureau: Bureau, by: str, now: datetime, asking: Asking, *, again: bool = False) -> list[Done]:
    """Record it and hand it over: the lead's step first; `again`: also where the same was recorded a moment ago.

    Raises BadRequest, NotFound, Conflict for a second press, NotYours for whoever neither visits firms nor is of the
    office.
    """
    actor, need = who(bureau, by), _need(asking.need)
    text = words_said(asking.text, "text", missing="请写明企业的诉求")
    name = words_said(asking.firm, "firm", "企业名称", missing="请填写企业名称", longest=LONGEST_NAME)
    lead, helpers = _units(bureau, asking, local_day(now))
    with bureau.alone(now) as db:  # two at once would take the same number
        firm, visit = _firm(bureau, db, name, local_day(now)), _visit(bureau, db, asking.event)
        visitor = _visitor(bureau, db, actor, firm, local_day(now))
        if not again:
            _refuse_twice(bureau, db, name, text, lead, actor, now)
        new = Request(
            bureau=bureau.key,
            number=requests.last_number(db, bureau.key) + 1,
            firm=name,
            firm_id=firm,
            need=need,
            text=text,
            visitor=visitor,
            event_id=visit,
            opened_at=now,
            by=actor.name,
            by_id=actor.id,
        )
        row = RequestRow(id=requests.put(db, new), **values_of(new))
        steps = [HandOver(RequestPart.LEAD, 1, lead), *(HandOver(RequestPart.HELP, 1, one) for one in helpers)]
        return [_handed(bureau, db, row, step, actor, now) for step in steps]


def _refuse_twice(bureau: Bureau, db: Connection, firm: str, text: str, lead: str, actor: Who, now: datetime) -> None:
    for one in given_twice(db, bureau.key, FactKind.HANDED_OVER, text, [lead], actor, now):
        row = requests.numbered(db, bureau.key, int(one.subject.rpartition(":")[2]))
        if row and same_name(row.firm, firm):
            told = f"{actor.name}刚刚已经登记过{firm}的这件诉求（第{row.number}号），没有重复登记"
            raise Conflict(f"{told}；确是另一件的，请写明不同之处", needs=("again",))


def _handed(bureau: Bureau, db: Connection, row: RequestRow, step: HandOver, actor: Who, now: datetime) -> Done:
    owner, due = owner_called(bureau, step.owner, local_day(now)), due_on(step.part, now, bureau.rules, bureau.calendar)
    return hand(bureau, db, row, step, owner, row.text, due, actor, now)


def _need(given: str) -> FirmNeed:
    if given not in [*FirmNeed]:
        raise BadRequest(f"诉求类别写{'、'.join(FirmNeed)}之一", needs=("need",))
    return FirmNeed(given)


def _units(bureau: Bureau, asking: Asking, day: date) -> tuple[str, list[str]]:
    """Who leads, and who helps: none of them twice."""
    if not asking.lead.strip():
        raise BadRequest("请选择牵头单位", needs=("lead",))
    lead = given_unit(bureau, asking.lead, day, "lead")
    helpers = [given_unit(bureau, name, day, "helpers") for name in asking.helpers if name.strip()]
    if lead in helpers:
        raise BadRequest(f"{lead}已是牵头单位，不用再列为配合单位", needs=("helpers",))
    return lead, [*dict.fromkeys(helpers)]


def _firm(bureau: Bureau, db: Connection, name: str, day: date) -> int | None:
    """Its entry in the register on `day`; None for a firm that has none."""
    found = [firm for firm in firms.named(db, bureau.key, name_key(name)) if firm.ended is None or day < firm.ended]
    return found[0].id if len(found) == 1 else None


def _visit(bureau: Bureau, db: Connection, event: int | None) -> int | None:
    """The visit that brought it. Raises NotFound for what is none of this bureau."""
    if event is None:
        return None
    found = events.by_id(db, [event]).get(event)
    beside = events.of(db, [found.obligation_id])[found.obligation_id] if found and found.bureau == bureau.key else ()
    if event not in {row.id for row in standing_visits(beside) if row.kind == FactKind.VISITED}:
        raise NotFound("没有这次走访，或已经划去")
    return event


def _visitor(bureau: Bureau, db: Connection, actor: Who, firm: int | None, day: date) -> str:
    """As whom the actor visits the firm: a unit's name or a person's id; empty for the office, which visits nobody.

    Raises NotYours for the rest.
    """
    mine = [one for one in _visitors(bureau, db, firm, day) if _is_of(bureau.roster, one, actor.id, day)]
    if mine or bureau.roster.is_office(actor.id, day):
        return mine[0] if mine else ""
    raise NotYours(f"企业诉求由走访企业的单位、人员或{bureau.roster.office.name}登记，{actor.name}不能办理")


def _visitors(bureau: Bureau, db: Connection, firm: int | None, day: date) -> Iterator[str]:
    """Those paired with the firm, then all who visit any."""
    paired = firms.paired_on(db, bureau.key, day)
    yield from (owner for owner, own in paired.items() if firm is not None and firm in dict(own))
    yield from paired
    for _, duty in bureau.duties():
        if duty.kind.counted:
            people = (bureau.roster.named(name) for name in duty.owner_people)
            yield from (*duty.owner_units, *(person.id for person in people if person))


def _is_of(roster: Roster, owner: str, person: str, day: date) -> bool:
    return roster.answers_for(person, owner, day) or owner == person or roster.acts_for(person, owner, day)


def visits_firms(bureau: Bureau, db: Connection, person: str, day: date) -> bool:
    """Whether that person may record what a firm asks for without being of the office."""
    return any(_is_of(bureau.roster, one, person, day) for one in _visitors(bureau, db, None, day))
