"""Compose: due notices become one message a person, channel and day, with the exact text that will go out.

Each notice is checked again first: what is no longer true is withdrawn, what comes too late is suppressed. A day's key
that is taken makes the rest wait for the next pass. Answers to a person's own act have keys of their own; what the
office urges somebody about at once is one message, under the key of the first of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from yudu_flow.actions.access.links import links_for
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.announced import Announcements, keys
from yudu_flow.actions.engine.envelope import Envelope, message_of, own
from yudu_flow.actions.engine.known_firms import known_firms
from yudu_flow.actions.engine.sift import ANSWER, BATCH, URGED, Composed, ids, parts, still_true
from yudu_flow.actions.letters import Writer
from yudu_flow.actions.look import Sight
from yudu_flow.actions.processes.hand import Hand
from yudu_flow.actions.processes.shift import Shift, ShiftLost
from yudu_flow.actions.recipients import HELPER
from yudu_flow.domain.quiet import next_pass, released_since
from yudu_flow.storage import events, messages, notices, obligations, wakeups
from yudu_flow.storage.database import asking, writes_alone, writing
from yudu_flow.storage.new_rows import NewMessage, NoticeChange
from yudu_flow.storage.rows import NoticeRow

# More than a first claim takes: whoever claims fewer than it asked for takes them for all there are.
FIRST_BATCH = 250
"""Of many the first are soon written: others, who deliver, wait for them. Each batch then is twice the one before."""
STRETCH = 20 * BATCH
"""Places that are looked up at once: to find each batch by itself, a server sorts all that is due."""


@dataclass(frozen=True, slots=True)
class _Between:
    """Behind which place and up to which one a batch reaches; behind the last there may be nothing."""

    after: notices.Place
    until: notices.Place
    is_last: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A batch that is thought over and not yet written: its messages, and `taken`, the keys that others have."""

    composed: Composed
    envelopes: dict[str, Envelope]
    taken: set[str]
    written: list[NewMessage]
    is_crowd: bool


def compose(bureau: Bureau, now: datetime, shift: Shift | None = None, *, keep: bool = True) -> Composed:
    """Put everything due into messages, a transaction a batch of recipients, as long as this process has the `shift`.

    In quiet hours only what was released. To `keep` the rows of all batches takes memory for each text.
    """
    total = Composed()
    since = released_since(now, bureau.rules, bureau.calendar)
    with suppress(ShiftLost), Hand() as hand:
        for between in _batches(bureau, now, since):
            if shift and not shift.is_mine():
                break
            _compose_between(bureau, between, since, now, partial(total.extend, keep=keep), hand, shift)
        hand.finish()
    return total


def _batches(bureau: Bureau, now: datetime, since: datetime | None) -> Iterator[_Between]:
    """Each of about as many notices as make a batch."""
    last, full = ("", ""), True
    while full:
        with asking(bureau.engine) as db:
            found = notices.readers(db, bureau.key, now, last, STRETCH, since)
        full = len(found) == STRETCH
        ends = [*_ends(found)]
        for until in ends:
            yield _Between(last, until, is_last=until is ends[-1])
            last = until


def _ends(readers: Sequence[tuple[notices.Place, int]]) -> Iterator[notices.Place]:
    """The last place of each batch; what one person is told, by whatever channel, is in one."""
    together, most = 0, min(FIRST_BATCH, BATCH)
    for number, ((person, _), count) in enumerate(readers):
        # A person's mail and SMS share a link, which another batch does not see before this one is committed.
        if together and together + count > most and person != readers[number - 1][0][0]:
            yield readers[number - 1][0]
            together, most = 0, min(2 * most, BATCH)
        together += count
    if readers:
        yield readers[-1][0]


def _compose_between(
    bureau: Bureau,
    between: _Between,
    since: datetime | None,
    now: datetime,
    tell: Callable[[Composed], None],
    hand: Hand,
    shift: Shift | None,
) -> None:
    """One transaction, which a server may still be writing down while the next batch is thought over.

    Not a crowd that one person hears of: two of them fill the memory.
    """
    with ExitStack() as transaction:
        db = transaction.enter_context(writing(bureau.engine))
        if shift:
            shift.hold(db)
        draft = _thought_over(bureau, db, notices.due(db, bureau.key, now, between.after, between.until, since), now)
        hand.finish()
        if draft and not (between.is_last or draft.is_crowd or writes_alone(db)):
            hand.start(_finish, transaction.pop_all(), bureau, db, draft, now, tell)
        elif draft:
            tell(_write(bureau, db, draft, now))


def _thought_over(bureau: Bureau, db: Connection, rows: Sequence[NoticeRow], now: datetime) -> _Draft | None:
    """Whoever calls this keeps no rows: those of a crowd that one person hears of fill the memory."""
    if not rows:
        return None
    batch, writer, crowd = Composed(), Writer(bureau, now), len(rows) > BATCH
    if crowd:
        # All by their ids: locked part by part, in the order of notices, two processes would wait for each other.
        obligations.hold(db, ids(rows))
    announced = Announcements(bureau, db, rows)
    valid = [row for part in parts(rows) for row in still_true(bureau, db, part, writer, batch, crowd=crowd)]
    sights = writer.sights
    answering = [row.event_id for row in valid if row.event_id]
    answered = events.by_id(db, answering) if answering else {}
    writer.known_firms = known_firms(bureau, db, _to_list(valid, sights), now)
    full = _told_today(bureau, db, valid, now) if announced else frozenset()
    envelopes = {_identity(bureau, envelope): envelope for envelope in _envelopes(valid, now, full)}
    taken = messages.taken(db, envelopes)
    unwritten = {key: envelope for key, envelope in envelopes.items() if key not in taken}
    links = links_for(bureau, db, _linked(unwritten.values(), sights), now)
    written = [message_of(bureau, db, key, unwritten[key], answered, writer, links, announced) for key in unwritten]
    return _Draft(batch, envelopes, taken, written, is_crowd=crowd)


def _finish(
    transaction: ExitStack,
    bureau: Bureau,
    db: Connection,
    draft: _Draft,
    now: datetime,
    tell: Callable[[Composed], None],
) -> None:
    with transaction:
        written = _write(bureau, db, draft, now)
    tell(written)


def _write(bureau: Bureau, db: Connection, draft: _Draft, now: datetime) -> Composed:
    batch = draft.composed
    free = messages.put(db, draft.written, draft.taken)
    for key, envelope in draft.envelopes.items():
        _settle(envelope, key in free, batch)
    batch.messages = [row for row in draft.written if row.id in free]
    batch.written, batch.counts = len(batch.messages), Counter(state for _, state, _ in batch.settled)
    notices.settle(db, _changes(bureau, now, batch, draft.envelopes))
    if batch.messages:
        wakeups.tell(db, bureau.key, wakeups.DELIVER)
    return batch


def _to_list(rows: Iterable[NoticeRow], sights: dict[int, Sight]) -> Iterator[Sight]:
    """Those whose list of firms is told."""
    for row in rows:
        sight = sights.get(row.obligation_id or 0)
        if sight and sight.owed.firms and row.kind == sight.state.terms.kind.says.first:
            yield sight


def _linked(envelopes: Iterable[Envelope], sights: dict[int, Sight]) -> Iterator[tuple[str, Sight]]:
    """Who is told of which item in a line of its own, and may do something about it."""
    return ((one.recipient, sights[key]) for one in envelopes for key, told in own(one).items() if told.role != HELPER)


def _identity(bureau: Bureau, envelope: Envelope) -> str:
    return messages.identity(bureau.key, envelope.recipient, envelope.channel, envelope.key)


def _told_today(bureau: Bureau, db: Connection, rows: Sequence[NoticeRow], now: datetime) -> frozenset[notices.Place]:
    """Who has today's message already: what else they are told today waits, but for what is announced."""
    daily = messages.daily_key(local_day(now))
    places = {(row.recipient, row.channel) for row in rows}
    ids = {messages.identity(bureau.key, *place, daily): place for place in places}
    return frozenset(ids[id] for id in messages.taken(db, ids))


def _envelopes(rows: Sequence[NoticeRow], now: datetime, full: frozenset[notices.Place]) -> Iterator[Envelope]:
    groups: dict[tuple[str, str, str], list[NoticeRow]] = defaultdict(list)
    daily, urged = messages.daily_key(local_day(now)), dict[tuple[str, str], int | None]()
    announcing = keys(rows, daily, full)
    for row in rows:
        event = urged.setdefault((row.recipient, row.channel), row.event_id) if row.kind == URGED else row.event_id
        key = f"answer:{event}" if row.family == ANSWER else daily
        groups[row.recipient, row.channel, announcing.get(row.id, key)].append(row)
    return (Envelope(*place, tuple(group)) for place, group in groups.items())


def _settle(envelope: Envelope, free: bool, total: Composed) -> None:
    """Composed, or held to the next pass where today's message to this person is already written."""
    state, why = ("composed", "") if free else ("queued", "already_told_today")
    total.settled += [(notice, state, why or notice.reason) for notice in envelope.notices]


def _changes(bureau: Bureau, now: datetime, batch: Composed, envelopes: dict[str, Envelope]) -> Iterator[NoticeChange]:
    into = {notice.id: key for key, envelope in envelopes.items() for notice in envelope.notices}
    later = next_pass(now, bureau.rules, bureau.calendar)
    for row, state, why in batch.settled:
        yield NoticeChange(
            id=row.id,
            state=state,
            reason=why,
            message=into.get(row.id) if state == "composed" else None,
            changed_at=now,
            due_at=later if state == "queued" else row.due_at,
        )
