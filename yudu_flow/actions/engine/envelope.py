"""What one person is told at once, put into the message that will go out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.links import Links
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.announced import ALONE, Announcements
from yudu_flow.actions.engine.calendar_entries import entries
from yudu_flow.actions.engine.office_list import leader_digest, office_list
from yudu_flow.actions.engine.period_numbers import passing
from yudu_flow.actions.engine.sift import ANSWER, about, ids, parts
from yudu_flow.actions.letters import Writer, answering
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import HELPER, LEADER, OFFICE
from yudu_flow.content.notifications.form_letters import Rendered
from yudu_flow.domain.channels import Channel, way_of
from yudu_flow.domain.digest import Letter, Line
from yudu_flow.storage.new_rows import NewMessage
from yudu_flow.storage.rows import EventRow, NoticeRow

HELPS = "您单位是配合单位"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The notices that make one message."""

    recipient: str
    channel: str
    key: str
    notices: tuple[NoticeRow, ...]


def message_of(
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
    # Who is urged about several things at once reads of them as in a mail of the day.
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
    told = own(envelope).items()
    lines = [_one_line(envelope, writer.sights[key], notice, answered, writer, links) for key, notice in told]
    return sorted(lines, key=lambda line: line.due)


def own(envelope: Envelope) -> dict[int, NoticeRow]:
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
    return answering(line, event) if event else line


def _calendar(bureau: Bureau, envelope: Envelope, sights: dict[int, Sight], letter: Letter) -> str:
    if not way_of(envelope.channel).whole or not letter.lines or bureau.previews:
        return ""
    told = ((notice, about(notice, sights)) for notice in envelope.notices)
    return entries(bureau, [(notice, sight) for notice, sight in told if sight])
