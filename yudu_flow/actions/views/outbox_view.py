"""The outbox (发件箱) as the office reads it: messages newest first, and one of them in full. Reads only."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.acts.resend import RESENDABLE, copies, found
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.obligation import Standing
from yudu_flow.domain.period import at, midnight_after
from yudu_flow.storage import messages, notices, obligations
from yudu_flow.storage.messages import MessageInShort
from yudu_flow.storage.rows import MessageRow

PAGE, STATES = 50, messages.STATES
ENDED = (Standing.FILED, Standing.ACCEPTED, Standing.WAIVED)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Before = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `day` is that on which messages were written, `before` where the last page ended."""

    state: str = ""
    person: str = ""
    day: date | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """One page. `older` leads to the next one; `held` notices are in no message yet, the first due at `held_until`."""

    rows: tuple[MessageInShort, ...]
    older: str
    held: int
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class MessageInFull:
    """One message in full: every time it was sent, what it speaks of, and what the office may do with it."""

    row: MessageRow
    copies: tuple[MessageInShort, ...]
    about: tuple[BoardItem, ...]
    address_now: str
    can_resend: bool
    can_bounce: bool
    can_withdraw: bool

    @property
    def ended(self) -> tuple[BoardItem, ...]:
        """What it asks for although nothing is owed any more."""
        return tuple(item for item in self.about if item.now.standing in ENDED)


def outbox(bureau: Bureau, db: Connection, wanted: Wanted, most: int = PAGE) -> OutboxPage:
    """The newest of what is wanted, a page of them unless `most` says how many."""
    since, until = (at(wanted.day), midnight_after(wanted.day)) if wanted.day else (None, None)
    rows = messages.page(
        db,
        bureau.key,
        state=wanted.state,
        person=wanted.person,
        since=since,
        until=until,
        before=wanted.before,
        limit=most + 1,
    )
    shown = tuple(rows[:most])
    return OutboxPage(shown, place_of(shown[-1]) if len(rows) > most else "", *notices.next_held(db, bureau.key))


def letters(
    bureau: Bureau, db: Connection, before: Before | None, limit: int, state: str = ""
) -> tuple[list[MessageRow], str]:
    """So many messages in full, newest first, and where the next ones begin; empty where there are no more."""
    rows = messages.page(db, bureau.key, state=state, before=before, limit=limit + 1)
    whole = messages.by_id(db, bureau.key, [row.id for row in rows[:limit]])
    return [whole[row.id] for row in rows[:limit]], place_of(rows[limit - 1]) if len(rows) > limit else ""


def place_of(row: MessageInShort) -> str:
    """Where a page ends, as an address carries it: microseconds since 1970 and the id."""
    return f"{(row.queued_at - EPOCH) // MICROSECOND}-{row.id}"


def place_in(place: str) -> Before | None:
    """The same read back; None for anything else."""
    micros, _, id = place.partition("-")
    # With more figures it would be no instant that Python knows, but a fault of the page.
    if not (micros.isascii() and micros.isdigit() and len(micros) <= 16):
        return None
    return EPOCH + int(micros) * MICROSECOND, id


def letter(bureau: Bureau, db: Connection, id: str, now: datetime) -> MessageInFull:
    """One message. Raises NotFound."""
    row = found(db, bureau, id)
    sent = tuple(copies(db, row))
    told = notices.in_messages(db, bureau.key, [copy.id for copy in sent])
    rows = obligations.by_id(db, bureau.key, {notice.obligation_id for notice in told if notice.obligation_id})
    lists = Lists(bureau, now)
    person = bureau.roster.people.get(row.recipient)
    return MessageInFull(
        row,
        sent,
        tuple(lists.item(sight) for sight in see(db, [*rows.values()])),
        (person.address(Channel(row.channel)) if person else None) or "",
        row.state in RESENDABLE and row.id == sent[-1].id,  # of an earlier copy the act says that it was resent
        row.state == "sent",
        row.state == "queued" and row.claimed_until is None and not row.unsure,
    )
