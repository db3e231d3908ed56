"""An act by a person: one transaction that checks, records one event, answers, withdraws what is moot, and audits.

Every verb of the office and the units (verb.py) goes through `perform_on`; its declaration only says what is allowed
and what fact it records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_doer
from yudu_flow.actions.acts.lift_case import BY_RULE, lifted
from yudu_flow.actions.acts.pressed_twice import pressed_twice
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.sift import ANSWER, family_of
from yudu_flow.actions.look import Sight, happening, see
from yudu_flow.actions.recipients import UNIT, Recipients
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.deeds import Deed
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound, Refusal
from yudu_flow.domain.facts import CaseChoice, Fact, FactKind
from yudu_flow.domain.history import dated
from yudu_flow.domain.moot import is_frozen, moot
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, events, imprints, notices, obligations, wakeups
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.new_rows import NewNotice, NoticeChange
from yudu_flow.storage.notice_rows import NoticeOpen
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.periods import spell_owed


@dataclass(frozen=True, slots=True)
class Sought:
    """Which obligation is meant: an owner's, in a period; `duty` or `kinds` where the owner has several.

    What comes once has its subject for a duty, and needs no period.

    `seen` is the last event that whoever acts had before their eyes; a later one by somebody else refuses the act.
    """

    owner: str
    period: str
    duty: str | None = None
    kinds: Sequence[str] = ()
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What an act meets: the obligation as it stands at an instant, inside the transaction, and who acts."""

    bureau: Bureau
    db: Connection
    sight: Sight
    at: datetime
    by: Who


def names_item(duty: str | None) -> bool:
    """Whether it is the subject of what comes once, as instruction:41."""
    return duty is not None and ":" in duty


Keep = Callable[[Connection, Sight, int], None]


@dataclass(frozen=True, slots=True)
class Act:
    """What is recorded: the fact, the words that go with it, and the kind of answer that its owner gets.

    `loud`: the unit's head is told as well. `keep` stores what came with it, under the id of its event. `again`: the
    same may be meant twice in a row.
    """

    fact: Fact
    detail: Mapping[str, Any] = field(default_factory=dict)
    answer: str | None = None
    loud: bool = False
    keep: Keep | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An act as it was recorded."""

    sight: Sight
    event_id: int
    fact: Fact
    withdrawn: list[tuple[NoticeOpen, str]]

    @property
    def unreached(self) -> bool:
        """Whether nobody could be written of what was given: somebody has to call."""
        return bool(self.sight.events[-1].detail.get("unreached"))


Refuses = Callable[[Sight, datetime], Refusal | None]
Make = Callable[[Scene], Act]


def perform_on(
    bureau: Bureau,
    db: Connection,
    sight: Sight,
    actor: Who,
    now: datetime,
    deed: Deed,
    refuses: Refuses,
    make: Make,
    *,
    seen: int | None,
) -> Done:
    """Do one act. Raises a Refusal where it is not allowed, NotYours where the actor is none of the deed's doers.

    Then nothing has happened. An act is stamped no earlier than the obligation's latest event, should the clock have
    been set back.
    """
    at = max(now, sight.state.latest or now)
    # First of all and here alone: the pages asked at their gate, commands and scripts did not.
    check_doer(bureau, sight, deed, actor, at)
    _check_seen(sight, seen)
    if refusal := refuses(sight, at):
        raise refusal
    act = make(Scene(bureau, db, sight, at, actor))
    # The fold asks no rules, so that an edited rule changes no deadline that was given.
    act = replace(act, fact=dated(act.fact, sight.state, bureau.rules, bureau.calendar))
    if not act.again and (refusal := pressed_twice(sight, act.fact, act.detail, actor, at)):
        raise refusal
    event = events.append(db, bureau.key, sight.owed.id, act.fact, act.detail, actor)
    if act.keep:
        act.keep(db, sight, event.id)
    after = happening(sight, event)
    if why := lifted(after, at):
        after = _lift_case(bureau, db, after, why, at)
    # After the case has fallen, and what told of it with it.
    withdrawn = _withdraw(bureau, db, after, at)
    _answer(bureau, db, after, act, event.id, at)
    # What the rules say of it may be another from now on.
    obligations.set_wake(db, {sight.owed.id: at})
    # Behind all others: acts of a bureau wait for each other here, in the one order of locks.
    _audit(bureau, db, after, act, event.id, actor, at)
    wakeups.tell(db, bureau.key, wakeups.DECIDE)
    return Done(after, event.id, act.fact, withdrawn)


def begin(bureau: Bureau, db: Connection, owed: Owed, act: Act, actor: Who, at: datetime) -> Done:
    """The first act about what it opened itself, in the same transaction."""
    event_id = events.append(db, bureau.key, owed.id, act.fact, act.detail, actor).id
    [sight] = see(db, [owed])
    _answer(bureau, db, sight, act, event_id, at)
    obligations.set_wake(db, {owed.id: at})
    _audit(bureau, db, sight, act, event_id, actor, at)
    wakeups.tell(db, bureau.key, wakeups.DECIDE)
    return Done(sight, event_id, act.fact, [])


def _lift_case(bureau: Bureau, db: Connection, sight: Sight, why: str, at: datetime) -> Sight:
    """Dismissed, and closed by that: nobody has to do anything about it."""
    notices.open_of(db, bureau.key, sight.owed.id)  # locks their messages, before the audit locks the bureau's row
    act = Act(Fact(FactKind.CASE_DECIDED, at, choice=CaseChoice.DISMISS), {"reason": why}, "case-decided")
    event = events.append(db, bureau.key, sight.owed.id, act.fact, act.detail, BY_RULE)
    _answer(bureau, db, sight, act, event.id, at)
    _audit(bureau, db, sight, act, event.id, BY_RULE, at)
    return happening(sight, event)


def by_rule(bureau: Bureau, db: Connection, sight: Sight, act: Act, at: datetime) -> Sight:
    """What follows from what somebody did elsewhere, in the same transaction: recorded, told and audited alike."""
    event = events.append(db, bureau.key, sight.owed.id, act.fact, act.detail, BY_RULE)
    after = happening(sight, event)
    _withdraw(bureau, db, after, at)
    _answer(bureau, db, after, act, event.id, at)
    obligations.set_wake(db, {sight.owed.id: at})
    _audit(bureau, db, after, act, event.id, BY_RULE, at)
    return after


def find(bureau: Bureau, db: Connection, sought: Sought, *, lock: bool = True) -> Sight:
    """The obligation that `sought` means; the report where an owner has several. Raises NotFound.

    It is locked for an act; who only looks must not, and a server does not let them. Raises BadRequest where neither a
    period nor what comes once is named.
    """
    owner = owner_named(bureau, sought.owner)
    if not (sought.period or names_item(sought.duty)):
        raise unnamed()
    rows = obligations.listed(db, bureau.key, unit=owner, period=sought.period or None, duty=sought.duty, lock=lock)
    mine = [row for row in rows if not sought.kinds or row.kind in sought.kinds]
    # A unit's rows are those of its people as well.
    exact = [row for row in mine if row.owner == owner] or mine
    exact.sort(key=lambda row: row.kind not in WRITTEN)
    if not exact:
        raise NotFound(f"没有找到{owner} {sought.period or sought.duty}的事项；请核对单位和周期，或该期尚未开始")
    return see(db, exact[:1])[0]


def unnamed() -> BadRequest:
    """Neither a period nor what comes once is named."""
    return BadRequest("请写明是哪一期；限期事项、批示交办写编号", needs=("period",))


def over(sight: Sight, at: datetime) -> Refusal | None:
    """Once a period is closed its outcome stands, and what comes later is an addendum."""
    owed, closes_at = sight.owed, sight.state.closes_at
    if at < closes_at:
        return None
    # A reason accepted, or a report returned, after the close made missing excused, and on time missing.
    called = f"“{owed.title}”" if owed.subject else "的事项"
    about = spell_owed(owed.owner, owed.period, called, once=bool(owed.subject))
    return NotAllowed(f"{about}已于{spell_deadline(closes_at)}结束，结果不再改动")


def _check_seen(sight: Sight, seen: int | None) -> None:
    # Marks of the rules have nobody behind them, and stand in nobody's way.
    later = [row for row in sight.events if seen is not None and row.id > seen and row.by]
    if later:
        raise Conflict(f"{later[-1].by}刚刚办理过这一事项，您的操作没有保存；请看过最新情况再办")


def owner_named(bureau: Bureau, name: str) -> str:
    """The unit of that name, full name or alias, or the person. Raises NotFound, which lists the units."""
    found = spelled_owner(bureau, name)
    if found is None:
        raise NotFound(f"名册中没有“{name}”；现有单位：{'、'.join(bureau.roster.units)}")
    return found


def spelled_owner(bureau: Bureau, name: str) -> str | None:
    """The same, None for a name that the roster does not know."""
    owner = bureau.roster.unit_named(name) or bureau.roster.named(name)
    return owner.name if owner else None


def _withdraw(bureau: Bureau, db: Connection, sight: Sight, at: datetime) -> list[tuple[NoticeOpen, str]]:
    """Withdraw what the act made moot; a message that surely did not go out is written anew without it.

    What is only frozen now, as a slip is by a request, is taken out of its message too, and stays queued.
    """
    rows = notices.open_of(db, bureau.key, sight.owed.id)
    # Answers have no family: what was said to an act stays said.
    sorts = [(row, family) for row in rows if (family := family_of(row))]
    gone = [(row, moot(family, sight.state, row.round, at)) for row, family in sorts]
    frozen = [row for row, family in sorts if is_frozen(family, sight.state)]
    told = [(row, why) for row, why in gone if why]
    changed = [*frozen, *(row for row, _ in told)]
    free = {row.message for row in changed if row.message and row.claimed_until is None and not row.unsure}
    notices.settle(db, [_withdrawn(row, why, row.message in free, at) for row, why in told])
    notices.recompose(db, free, at, next_allowed(at, bureau.rules, bureau.calendar))
    return [(row, why) for row, why in told if row.message is None or row.message in free]


def _withdrawn(row: NoticeOpen, why: str, free: bool, at: datetime) -> NoticeChange:
    """A notice whose message is already on its way is recorded as crossed."""
    if row.message is not None and not free:
        return NoticeChange(row.id, row.state, "crossed", row.message, at, row.due_at)
    return NoticeChange(row.id, "withdrawn", why, None, at, row.due_at)


def _answer(bureau: Bureau, db: Connection, sight: Sight, act: Act, event_id: int, at: datetime) -> None:
    """The answer to a person's own act: mail only, by itself, within minutes outside quiet hours."""
    kind = act.answer
    if kind is None:
        return
    recipients = Recipients.on(bureau, db, local_day(at)).answered(sight.owed, loud=act.loud)
    answers = [
        NewNotice(
            bureau=bureau.key,
            obligation_id=sight.owed.id,
            round=sight.state.round,
            rung=f"{kind}#{event_id}",
            family=ANSWER,
            recipient=one.person,
            role=UNIT,
            channel=str(one.channel),
            kind=kind,
            due_at=next_allowed(at, bureau.rules, bureau.calendar),
            state="unreachable" if one.channel is Channel.CALL else "queued",
            reason="own_act",
            created_at=at,
            changed_at=at,
            event_id=event_id,
        )
        for one in recipients
    ]
    notices.put(db, answers)


def _audit(bureau: Bureau, db: Connection, sight: Sight, act: Act, event: int, by: Who, at: datetime) -> None:
    fact = act.fact
    until = None if fact.kind is FactKind.EXTENSION_ASKED else fact.until  # there it is a rule's day, nobody's word
    fields = {"day": fact.day, "until": until, "choice": fact.choice, "subject": fact.subject}
    fields |= {"received": fact.received, **act.detail}
    detail = {key: value for key, value in fields.items() if value not in (None, "", [], {})}
    # A play has no key, and its audit vouches for nothing.
    covers = imprints.of_event(db, bureau.key, sight.owed.id, event) if key_of(db) else {}
    audit.record(db, bureau.key, at, by, str(fact.kind), obligations.name(sight.owed), detail, covers)
