"""What the office looks up: where obligations stand, the trace of each, and what was sent. Reads only."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.links import without_code
from yudu_flow.actions.acts.act import names_item, owner_named, unnamed
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.correct_clock import APART
from yudu_flow.actions.engine.reconcile import became, only_in_file
from yudu_flow.actions.engine.sift import ANSWER
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.as_known import NoticeThen, closing_words, notices_then, see_then
from yudu_flow.domain.corrected_clock import voided
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.ladder import Step, ahead
from yudu_flow.domain.obligation import State, flags
from yudu_flow.storage import events, messages, notices, obligations
from yudu_flow.storage.notice_rows import NoticeInFull
from yudu_flow.storage.rows import EventRow
from yudu_flow.wording.record import Record
from yudu_flow.wording.standings import SECOND, stand

OF_A_SLIP = (FactKind.CALLED, FactKind.CASE_TOLD, FactKind.CASE_UNTOLD)
MESSAGE_FIELDS = (
    *("id", "message_id", "recipient", "address", "channel", "kind", "subject"),
    *("text", "state", "queued_at", "sent_at", "attempts", "reply"),
)


def statuses(
    bureau: Bureau,
    now: datetime,
    *,
    unit: str | None = None,
    period: str | None = None,
    kind: str | None = None,
    then: bool = False,
) -> list[Record]:
    """One record an obligation, in order of period and duty; `then`: as it was known at `now`, which is past.

    Raises NotFound for an unknown unit.
    """
    name = owner_named(bureau, unit) if unit else None
    with bureau.reading() as db:
        rows = obligations.listed(db, bureau.key, unit=name, period=period, kinds=[kind] if kind else ())
        sights = see_then(db, rows, now) if then else see(db, rows)
    return [status(bureau, sight, now) for sight in sights]


def status(bureau: Bureau, sight: Sight, now: datetime) -> Record:
    """Where one obligation stands. Where a form is in, `late_after` is the last second for its page."""
    owed, state = sight.owed, sight.state
    stands = stand(state, bureau.rules, bureau.calendar, now)
    return {
        "obligation": obligations.name(owed),
        "duty": owed.duty,
        "owner": owed.owner,
        "unit": owed.unit,
        "period": owed.period,
        "cycle": "" if owed.subject else str(state.terms.cycle),
        "remind_by": state.deadline.remind_by,
        "late_after": (state.late_from - SECOND) if state.unsealed_at else state.deadline.late_after,
        "standing": str(stands.standing),
        "says": stands.sentence,
        "flags": [*flags(state), *sight.questions, *(["provisional"] if owed.provisional else [])],
        "lamp": str(stands.lamp),
        "filed_at": state.filed_at or state.unsealed_at,
        "outcome": str(stands.outcome),
        "kind": owed.kind,
        "subject": owed.subject,
    }


def traces(
    bureau: Bureau, now: datetime, unit: str, period: str | None, *, duty: str | None = None, then: bool = False
) -> list[Record]:
    """For each obligation of a unit or person in a period, or of that `duty`: every rung, every notice, every act;
    `then` as above. Raises BadRequest where neither a period nor what comes once is named.
    """
    name = owner_named(bureau, unit)
    if not (period or names_item(duty)):
        raise unnamed()
    with bureau.reading() as db:
        rows = obligations.listed(db, bureau.key, unit=name, period=period, duty=duty)
        sights = see_then(db, rows, now) if then else see(db, rows)
        told = notices.of(db, bureau.key, [sight.owed.id for sight in sights])
    known = now if then else None
    return [_trace(bureau, sight, notices_then(told.get(sight.owed.id, []), known), now) for sight in sights]


def trace(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> Record:
    """Every rung, notice and act of one obligation."""
    return traced_by(bureau, sight, notices.of(db, bureau.key, [sight.owed.id]).get(sight.owed.id, []), now)


def traced_by(bureau: Bureau, sight: Sight, told: Sequence[NoticeInFull], now: datetime) -> Record:
    """The same by all its notices, for whoever has read them."""
    return _trace(bureau, sight, notices_then(told, None), now)


def _trace(bureau: Bureau, sight: Sight, told: list[NoticeThen], now: datetime) -> Record:
    void = void_ids(sight)
    stands = stand(sight.state, bureau.rules, bureau.calendar, now)
    closing = closing_words(bureau, sight)
    return {
        "obligation": obligations.name(sight.owed),
        "standing": str(stands.standing),
        "says": stands.sentence,
        "rungs": [
            *_decided(bureau, sight, told),
            *_answers(bureau, told),
            *_cut_short(bureau, sight),
            *_coming(bureau, sight, now),
        ],
        "acts": [_act(row, closing.get(row.id, ""), void=row.id in void) for row in sight.events],
    }


def _decided(bureau: Bureau, sight: Sight, told: list[NoticeThen]) -> Iterator[Record]:
    for row in sight.rungs:
        mine = [_notice(bureau, n) for n in told if (n.row.round, n.row.rung) == (row.round, row.rung)]
        # What a corrected clock made void lies under a round below zero, so many more below for each correction.
        yield _rung(row.rung, abs(row.round) % APART, row.at, row.verdict, row.reason, mine)


def _answers(bureau: Bureau, told: list[NoticeThen]) -> Iterator[Record]:
    for one in told:
        row = one.row
        if row.family == ANSWER:
            yield _rung(row.kind, row.round, row.created_at, "fired", row.reason, [_notice(bureau, one)])


def _cut_short(bureau: Bureau, sight: Sight) -> Iterator[Record]:
    """What was still ahead in an earlier round when a return, another date or a late form ended it."""
    for round_ in sight.state.past:
        for step in _undecided(bureau, sight, round_):
            yield _rung(step.name, round_.round, step.at, "skipped", "new_round", [])


def _undecided(bureau: Bureau, sight: Sight, round_: State) -> list[Step]:
    decided = {row.rung for row in sight.rungs if row.round == round_.round}
    steps = ahead(round_, bureau.rules, bureau.calendar)
    return [step for step in steps if step.name not in decided]


def _coming(bureau: Bureau, sight: Sight, now: datetime) -> Iterator[Record]:
    """The countdown still ahead in this round, and what a request that holds keeps back."""
    if sight.state.ended or sight.state.closed_at:
        return
    for step in _undecided(bureau, sight, sight.state):
        held = sight.state.frozen and step.at <= now
        yield _rung(step.name, sight.state.round, step.at, "pending", "request_waits" if held else "not_due", [])


def _rung(name: str, number: int, at: datetime, verdict: str, reason: str, told: list[Record]) -> Record:
    return {"rung": name, "round": number, "at": at, "verdict": verdict, "reason": reason, "notices": told}


def _notice(bureau: Bureau, one: NoticeThen) -> Record:
    row = one.row
    if one.waiting:
        waits = {"state": "held", "at": row.due_at, "reason": "not_due", "message": None}
        return {"recipient": row.recipient, "channel": row.channel, **waits}
    return {
        "recipient": row.recipient,
        "channel": row.channel,
        "state": "withdrawn" if row.state == "withdrawn" else became(row, bureau),
        "at": row.sent_at or (row.due_at if row.state == "queued" else row.changed_at),
        "reason": _why_so(bureau, row),
        "message": row.message,
    }


def _why_so(bureau: Bureau, row: NoticeInFull) -> str:
    if only_in_file(row, bureau):
        return "spooled"
    return "released" if row.went_out_released and row.sent_at else str(row.reason)


def void_ids(sight: Sight) -> set[int]:
    """The events that a clock which ran ahead recorded, and that hold no more."""
    return {sight.events[place].id for place in voided(events.facts(sight.events))}


def _act(row: EventRow, result: str, *, void: bool) -> Record:
    limit = row.until if row.kind == FactKind.RETURNED else None  # elsewhere it only follows from what is said
    about = "slip" if row.kind in OF_A_SLIP else "subject"
    columns = {"received": row.received, "day": row.day, "until": limit, "choice": row.choice, about: row.subject}
    columns["result"] = result
    detail = {
        name: value
        for name, value in {**columns, **row.detail, "void": void or None}.items()
        if value not in (None, "", [])
    }
    return {"at": row.at, "by": row.by, "act": row.kind, "detail": detail}


def sent_messages(bureau: Bureau, limit: int | None = None) -> list[Record]:
    """Every message with its exact text, but for codes of links, and what became of it, oldest first."""
    with bureau.reading() as db:
        rows = messages.listed(db, bureau.key, limit=limit)
    sent = [{name: getattr(row, name) for name in MESSAGE_FIELDS} for row in rows]
    return [{**one, "text": without_code(one["text"])} for one in sent]
