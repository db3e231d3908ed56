"""Compose: due notices become one message a person, channel and day, with the exact text that will go out.

Each notice is checked again first: what is no longer true is withdrawn, what comes too late is suppressed. A day's key
that is taken makes the rest wait for the next pass. Answers to a person's own act have keys of their own; what the
office urges somebody about at once is one message, under the key of the first of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.links import Links, links_for
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.announced import ALONE, Announcements, keys
from yudu_flow.actions.engine.calendar_entries import entries
from yudu_flow.actions.engine.known_firms import known_firms
from yudu_flow.actions.engine.office_list import leader_digest, office_list
from yudu_flow.actions.engine.period_numbers import passing
from yudu_flow.actions.engine.sift import ANSWER, BATCH, URGED, Composed, about, ids, parts, still_true
from yudu_flow.actions.letters import Writer, answer_words
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import HELPER, LEADER, OFFICE
from yudu_flow.content.notifications.form_letters import Rendered
from yudu_flow.domain.channels import Channel, way_of
from yudu_flow.domain.digest import Letter, Line
from yudu_flow.domain.quiet import next_pass, released_since
from yudu_flow.storage import events, messages, notices, obligations, wakeups
from yudu_flow.storage.database import asking, writing
from yudu_flow.storage.new_rows import NewMessage, NoticeChange
from yudu_flow.storage.rows import EventRow, NoticeRow

FIRST_BATCH = 250
"""Of many the first are soon written: others, who deliver, wait for them. Each batch then is twice the one before."""
STRETCH = 20 * BATCH
"""Places that are looked up at once: to find each batch by itself, a server sorts all that is due."""
HELPS = "您单位是配合单位"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The notices that make one message."""

    recipient: str
    channel: str
    key: str
    notices: tuple[NoticeRow, ...]


def compose(
    bureau: Bureau, now: datetime, goes_on: Callable[[], bool] = lambda: True, *, keep: bool = True
) -> Composed:
    """Put everything due into messages, a transaction a batch of recipients; in quiet hours only what was released.

    To `keep` the rows of all batches takes memory for each text.
    """
    total = Composed()
    since = released_since(now, bureau.rules, bureau.calendar)
    for after, until in _batches(bureau, now, since):
        if not goes_on():
            break
        with writing(bureau.engine) as db:
            total.extend(_compose_between(bureau, db, after, until, since, now), keep=keep)
    return total


def _batches(bureau: Bureau, now: datetime, since: datetime | None) -> Iterator[tuple[notices.Place, notices.Place]]:
    """Between which places, in their order, there are about as many notices as make a batch."""
    last, full = ("", ""), True
    while full:
        with asking(bureau.engine) as db:
            found = notices.readers(db, bureau.key, now, last, STRETCH, since)
        full = len(found) == STRETCH
        for until in _ends(found):
            yield last, until
            last = until


def _ends(readers: Sequence[tuple[notices.Place, int]]) -> Iterator[notices.Place]:
    """The last place of each batch; what one person is told is in one."""
    together, most = 0, min(FIRST_BATCH, BATCH)
    for number, (_, count) in enumerate(readers):
        if together and together + count > most:
            yield readers[number - 1][0]
            together, most = 0, min(2 * most, BATCH)
        together += count
    if readers:
        yield readers[-1][0]


def _compose_between(
    bureau: Bureau, db: Connection, after: notices.Place, until: notices.Place, since: datetime | None, now: datetime
) -> Composed:
    """Whoever calls this keeps no rows: those of a crowd that one person hears of fill the memory."""
    rows = notices.due(db, bureau.key, now, after, until, since)
    return _compose_batch(bureau, db, rows, now) if rows else Composed()


def _compose_batch(bureau: Bureau, db: Connection, rows: Sequence[NoticeRow], now: datetime) -> Composed:
    batch, writer, crowd = Composed(), Writer(bureau, now), len(rows) > BATCH
    if crowd:
        obligations.hold(db, ids(rows))
    announced = Announcements(bureau, db, rows)
    rows = notices.still_queued(db, rows)
    valid = [row for part in parts(rows) for row in still_true(bureau, db, part, writer, batch, crowd=crowd)]
    sights = writer.sights
    answering = [row.event_id for row in rows if row.event_id]
    answered = events.by_id(db, answering) if answering else {}
    writer.known_firms = known_firms(bureau, db, _to_list(valid, sights), now)
    full = _told_today(bureau, db, valid, now) if announced else frozenset()
    envelopes = {_identity(bureau, envelope): envelope for envelope in _envelopes(valid, now, full)}
    taken = messages.taken(db, envelopes)
    unwritten = {key: envelope for key, envelope in envelopes.items() if key not in taken}
    links = links_for(bureau, db, _linked(unwritten.values(), sights), now)
    written = [_message(bureau, db, key, unwritten[key], answered, writer, links, announced) for key in unwritten]
    free = messages.put(db, written, taken)
    for key, envelope in envelopes.items():
        _settle(envelope, key in free, batch)
    batch.messages = [row for row in written if row.id in free]
    batch.written, batch.counts = len(batch.messages), Counter(state for _, state, _ in batch.settled)
    notices.settle(db, _changes(bureau, now, batch, envelopes))
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
    return ((one.recipient, sights[key]) for one in envelopes for key, told in _own(one).items() if told.role != HELPER)


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


def _message(
    bureau: Bureau,
    db: Connection,
    identity: str,
    envelope: Envelope,
    answered: dict[int, EventRow],
    writer: Writer,
    links: Links,
    announced: Announcements,
) -> NewMessage:
    letter = _letter(bureau, db, envelope, answered, writer, links, announced)
    rendered = _render(bureau, envelope, letter)
    person = bureau.roster.people[envelope.recipient]
    return NewMessage(
        id=identity,
        bureau=bureau.key,
        recipient=envelope.recipient,
        name=person.name,
        address=person.address(Channel(envelope.channel)) or "",
        channel=envelope.channel,
        key=envelope.key,
        kind=rendered.kind,
        message_id=f"{identity}@{bureau.mail_domain}",
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        calendar=_calendar(bureau, envelope, writer.sights, letter),
        due_at=writer.now,
        queued_at=writer.now,
        released_at=_released_at(envelope),
    )


def _released_at(envelope: Envelope) -> datetime | None:
    """Since when all of it may go out in quiet hours; None where some of it may not."""
    released = [notice.released_at for notice in envelope.notices if notice.released_at]
    return min(released) if len(released) == len(envelope.notices) else None


def _render(bureau: Bureau, envelope: Envelope, letter: Letter) -> Rendered:
    if not way_of(envelope.channel).whole:
        return bureau.words.sms(letter)
    alone = envelope.key.startswith((ANSWER, ALONE)) and len(letter.lines) < 2
    if bureau.previews:
        return bureau.words.headline(letter, daily=not alone)
    return bureau.words.answer(letter) if alone else bureau.words.daily(letter)


def _letter(
    bureau: Bureau,
    db: Connection,
    envelope: Envelope,
    answered: dict[int, EventRow],
    writer: Writer,
    links: Links,
    announced: Announcements,
) -> Letter:
    """Own lines soonest first, one an obligation; then the list or digest that this person is due."""
    roles = {notice.role for notice in envelope.notices}
    led = [notice for notice in envelope.notices if notice.obligation_id and notice.role == LEADER]
    return Letter(
        to=bureau.roster.people[envelope.recipient].name,
        bureau=bureau.roster.bureau_name,
        day=writer.day,
        lines=tuple(_lines(envelope, answered, writer, links)),
        office=office_list(bureau, db, writer) if OFFICE in roles else None,
        digest=leader_digest(bureau, db, writer, envelope.recipient, _beside(bureau, db, writer, led)) if led else None,
        link=links.first(short=not way_of(envelope.channel).whole),
        reasons=(*_reasons(roles), *announced.reasons(envelope.notices, envelope.recipient)),
        announced=announced.said(envelope.notices),
    )


def _beside(
    bureau: Bureau, db: Connection, writer: Writer, rows: Sequence[NoticeRow]
) -> Iterator[tuple[Sight, NoticeRow]]:
    """Each with what it is about."""
    for part in parts(rows):
        sights = {sight.owed.id: sight for sight in passing(bureau, db, writer, ids(part))}
        yield from ((sights[row.obligation_id], row) for row in part if row.obligation_id)


def _reasons(roles: set[str]) -> Iterator[str]:
    if OFFICE in roles:
        yield "您负责局办公室汇总督办工作"
    if LEADER in roles:
        yield "您是有关事项的责任领导"


def _lines(
    envelope: Envelope,
    answered: dict[int, EventRow],
    writer: Writer,
    links: Links,
) -> list[Line]:
    told = _own(envelope).items()
    lines = [_one_line(envelope, writer.sights[key], notice, answered, writer, links) for key, notice in told]
    return sorted(lines, key=lambda line: line.due)


def _own(envelope: Envelope) -> dict[int, NoticeRow]:
    """What is said of each obligation: the notices come in the order they were decided, and the last word stands."""
    return {
        notice.obligation_id: notice
        for notice in envelope.notices
        if notice.obligation_id and notice.role not in (LEADER, OFFICE)
    }


def _one_line(
    envelope: Envelope,
    sight: Sight,
    notice: NoticeRow,
    answered: dict[int, EventRow],
    writer: Writer,
    links: Links,
) -> Line:
    helps = notice.role == HELPER
    link = "" if helps else links.to(envelope.recipient, sight)
    line = writer.line(sight, notice.kind, envelope.recipient, catch_up=notice.reason == "catch_up", link=link)
    line = replace(line, helps=True, reason=HELPS) if helps else line
    event = answered.get(notice.event_id) if notice.event_id else None
    return replace(line, **answer_words(event)) if event else line


def _calendar(bureau: Bureau, envelope: Envelope, sights: dict[int, Sight], letter: Letter) -> str:
    if not way_of(envelope.channel).whole or not letter.lines or bureau.previews:
        return ""
    told = ((notice, about(notice, sights)) for notice in envelope.notices)
    return entries(bureau, [(notice, sight) for notice, sight in told if sight])
