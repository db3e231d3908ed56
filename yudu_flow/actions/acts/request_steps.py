"""What follows of itself from what was done about a firm's request: the next step falls to somebody, or one is dropped.

In the transaction of the act. What comes next says `domain.firm_request.coming`. Source: 6-duties "Request".
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Done, Sought, begin, by_rule, find
from yudu_flow.actions.acts.owed_once import owed_once
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import last_words
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import Matter, matter_about
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.duties.kind import Kind, RequestPart
from yudu_flow.domain.duties.registry import HANDED, part_kind
from yudu_flow.domain.expected import Owner, given_to
from yudu_flow.domain.facts import Fact, FactKind, Satisfaction
from yudu_flow.domain.firm_request import (
    Drop,
    HandOver,
    Heard,
    Stage,
    Step,
    Tell,
    coming,
    due_on,
    hand_back_until,
    subject_of,
)
from yudu_flow.domain.roster import Who
from yudu_flow.storage import firms, notices, obligations, requests
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.request_tables import RequestRow, RequestStep

TITLES = {
    RequestPart.LEAD: "企业诉求：{firm}（{need}）",
    RequestPart.HELP: "配合办理企业诉求：{firm}（{need}）",
    RequestPart.CALL: "回访企业：{firm}",
}
AGAIN = "{title}，第{round}次办理"
Touches = Callable[[Bureau, Connection, Sight], Iterable[int]]
"""The obligations that an act may change beside its own."""
WHY = {Stage.SETTLED: "企业已表示满意", Stage.ANSWER: "答复已退回，待重新答复后再回访"}


def hold(bureau: Bureau, db: Connection, target: Sought, touches: Touches) -> None:
    """All that an act may change, locked in the one order of rows before any of it is: every step of a request, and
    what the act `touches` beside what it is about.
    """
    for owed in obligations.locked(db, [*_steps_of(bureau, db, target), *_touched(bureau, db, target, touches)]):
        notices.open_of(db, bureau.key, owed)  # locks their messages, before the bureau's row is


def _steps_of(bureau: Bureau, db: Connection, target: Sought) -> Iterator[int]:
    kind, _, number = (target.duty or "").partition(":")
    # request-call:17.2-2 is a step of request 17.
    number = number.partition(".")[0].partition("-")[0]
    # More figures than the column holds would be a fault of the database instead of a request that is not there.
    known = kind in HANDED and number.isdecimal() and len(number) < 10
    row = requests.numbered(db, bureau.key, int(number)) if known else None
    if row:
        yield from (step.obligation_id for step in requests.steps(db, bureau.key, [row.id])[row.id])


def _touched(bureau: Bureau, db: Connection, target: Sought, touches: Touches) -> Iterator[int]:
    if touches is not nothing_else:
        sight = find(bureau, db, target, lock=False)
        yield from {sight.owed.id, *touches(bureau, db, sight)}


def nothing_else(_bureau: Bureau, _db: Connection, _sight: Sight) -> Iterable[int]:
    """Most acts change what they are about, and no more."""
    return ()


def follow(bureau: Bureau, db: Connection, done: Done, actor: Who) -> None:
    """Take every step that comes by itself after what was done."""
    if done.sight.owed.kind not in HANDED:
        return
    at = done.fact.at
    while (matter := matter_about(bureau, db, done.sight.owed.id, at)) and (step := coming(matter.pieces)):
        _take(bureau, db, matter, step, actor, at)


def _take(bureau: Bureau, db: Connection, matter: Matter, step: Step, actor: Who, at: datetime) -> None:
    match step:
        case HandOver():
            _hand(bureau, db, matter, step, actor, at)
        case Drop(piece=piece):
            _drop(bureau, db, matter, matter.of(piece), at)
        case Heard(piece=piece, said=said):
            by_rule(bureau, db, matter.of(piece), Act(Fact(FactKind.ACCEPTED, at), {"reason": f"企业{said}"}), at)
        case Tell(piece=piece):
            by_rule(bureau, db, matter.of(piece), Act(Fact(FactKind.REQUEST_RAISED, at)), at)


def _hand(bureau: Bureau, db: Connection, matter: Matter, step: HandOver, actor: Who, at: datetime) -> None:
    row, due = matter.row, _ordered(matter, step) or due_on(step.part, at, bureau.rules, bureau.calendar)
    owner = (
        _visiting(bureau, db, row, local_day(at)) if step.part is RequestPart.CALL else _unit(bureau, step.owner, at)
    )
    same = [one for one in matter.pieces if (one.part, one.round, one.owner) == (step.part, step.round, owner.owner)]
    turn = len(same) + 1
    hand(bureau, db, row, step, owner, _words(matter, step), due, actor, at, turn=turn)


def _ordered(matter: Matter, step: HandOver) -> date | None:
    """The day that a leader set with the order."""
    orders = [one for one in matter.lead.events if one.kind == FactKind.REQUEST_DECIDED]
    return orders[-1].day if orders and step.part is RequestPart.LEAD else None


def hand(
    bureau: Bureau,
    db: Connection,
    row: RequestRow,
    step: HandOver,
    owner: Owner,
    words: str,
    due: date,
    actor: Who,
    at: datetime,
    *,
    turn: int = 1,
) -> Done:
    """A step falls to `owner`, who is told at once; `turn` counts those of one round that fell to the same."""
    frozen = _frozen(bureau, row, step, due, at, turn)
    obligations.put(db, frozen, [owner])
    rows = obligations.listed(db, bureau.key, unit=owner.owner, period=frozen.period, duty=frozen.duty)
    [owed] = [one for one in rows if one.owner == owner.owner]
    requests.put_step(db, RequestStep(bureau=bureau.key, request_id=row.id, obligation_id=owed.id, round=step.round))
    told = Recipients.on(bureau, db, local_day(at)).answered(owed)
    unreached = {} if any(one.channel is Channel.EMAIL for one in told) else {"unreached": True}
    limit = hand_back_until(at, bureau.rules, bureau.calendar)
    detail = {"text": words, "hand_back_until": limit.isoformat(), **unreached}
    fact = Fact(FactKind.HANDED_OVER, at, day=due)
    return begin(bureau, db, owed, Act(fact, detail, part_kind(step.part).says.opened), actor, at)


def _words(matter: Matter, step: HandOver) -> str:
    """What is asked of whoever gets it: the firm's words, and what has become of them so far."""
    text, lead = matter.row.text, matter.lead
    if step.part is RequestPart.CALL:
        return f"{text}。{lead.owed.owner}答复：{last_words(lead, FactKind.FILED)}"
    if step.part is RequestPart.LEAD and (more := _so_far(matter)):
        return f"{text}。{more}"
    return text


def _so_far(matter: Matter) -> str:
    lead = matter.lead
    if lead.state.waived_at:
        return f"{lead.owed.owner}退请：{last_words(lead, FactKind.HANDED_BACK)}"
    said = [last_words(one, FactKind.FILED) for one in matter.sights if one.state.terms.kind.part is RequestPart.CALL]
    ordered = last_words(lead, FactKind.REQUEST_DECIDED)
    heard = f"企业{Satisfaction.NOT}：{said[-1]}" if said else ""
    return "。".join(part for part in (heard, f"领导意见：{ordered}" if ordered else "") if part)


def _frozen(bureau: Bureau, row: RequestRow, step: HandOver, due: date, at: datetime, turn: int) -> NewObligations:
    kind, subject = part_kind(step.part), subject_of(row.number, step.round)
    basis = f"企业诉求第{row.number}号（{row.by}登记）"
    named = {"duty": _duty(kind, subject, turn), "subject": subject, "title": _title(row, step), "basis": basis}
    return owed_once(bureau, kind, due, at, **named)


def _duty(kind: Kind, subject: str, turn: int) -> str:
    """request:17, request-help:17, request-call:17.2; what falls to the same once more is told apart by its turn."""
    return f"{kind.id}:{subject.partition(':')[2]}" + (f"-{turn}" if turn > 1 else "")


def _title(row: RequestRow, step: HandOver) -> str:
    title = TITLES[step.part].format(firm=row.firm, need=row.need)
    return AGAIN.format(title=title, round=step.round) if step.round > 1 and step.part is RequestPart.LEAD else title


def _unit(bureau: Bureau, unit: str, at: datetime) -> Owner:
    """What falls to a unit that has ended goes to whatever it went into, else to the office, which hands it on."""
    return owner_called(bureau, _there(bureau, unit, local_day(at)) or bureau.roster.office.name, local_day(at))


def _visiting(bureau: Bureau, db: Connection, row: RequestRow, day: date) -> Owner:
    """Who visits the firm: whoever brought it while they do, else whom it is paired with, else the office."""
    paired = [owner for owner, own in firms.paired_on(db, bureau.key, day).items() if row.firm_id in dict(own)]
    wanted = [row.visitor] if row.visitor in paired or not paired else []
    known = (there for one in (*wanted, *paired) if (there := _there(bureau, one, day)))
    return owner_called(bureau, next(known, bureau.roster.office.name), day)


def _there(bureau: Bureau, owner: str, day: date) -> str:
    """The unit or the person's id on `day`, or whoever came after; empty where nobody did."""
    roster = bureau.roster
    if owner not in roster.people or owner in roster.units:
        unit = roster.unit_on(owner, day)
        return unit.name if unit else ""
    person = roster.person_on(owner, day)
    return person.id if person and roster.unit_on(person.home or "", day) else ""


def owner_called(bureau: Bureau, owner: str, day: date) -> Owner:
    """The unit of that name, or the person of that id, as one who owes something."""
    person = bureau.roster.people.get(owner)
    if person and owner not in bureau.roster.units:
        home = bureau.roster.unit_on(person.home or "", day)
        unit = home.name if home else person.home or ""
        return given_to(bureau.roster, bureau.content.plans, unit, "", day, person)
    return given_to(bureau.roster, bureau.content.plans, owner, "", day)


def _drop(bureau: Bureau, db: Connection, matter: Matter, sight: Sight, at: datetime) -> None:
    """Nobody waits for it any more: its owner is told so."""
    lead = matter.lead
    ended = next(filter(None, (last_words(one, FactKind.REQUEST_ENDED) for one in matter.sights)), "")
    decided = last_words(lead, FactKind.REQUEST_DECIDED)
    leads = sight.owed.owner == lead.owed.owner and sight.state.terms.kind.part is RequestPart.HELP
    why = "改由你单位牵头" if leads else WHY.get(matter.stage) or ended or decided or "诉求已结束"
    by_rule(bureau, db, sight, Act(Fact(FactKind.WAIVED, at), {"reason": why}, "request-closed"), at)
