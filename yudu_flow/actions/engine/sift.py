"""Which of the due notices still hold; what is no longer true is withdrawn, what comes too late is suppressed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import Writer
from yudu_flow.actions.look import Sight, sight_of
from yudu_flow.actions.recipients import LEADER, OFFICE
from yudu_flow.domain.moot import is_frozen, moot
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import notices, obligations
from yudu_flow.storage.new_rows import NewMessage
from yudu_flow.storage.notice_rows import NoticeOpen
from yudu_flow.storage.rows import NoticeRow

BATCH = 1000
"""Notices that are looked at at once."""
ANSWER = "answer"
URGED = "urged"
COUNTDOWN = (Family.AHEAD, Family.SEAL)


@dataclass
class Composed:
    """What one run wrote: in numbers, and where they are kept as rows of messages, and as every notice that changed,
    (row, new state, reason).
    """

    messages: list[NewMessage] = field(default_factory=list)
    settled: list[tuple[NoticeRow, str, str]] = field(default_factory=list)
    written: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def extend(self, other: "Composed", *, keep: bool = True) -> None:
        """Add what another batch wrote; its rows only to `keep` them."""
        self.written += other.written
        self.counts += other.counts
        if keep:
            self.messages += other.messages
            self.settled += other.settled

    def count(self, state: str) -> int:
        """How many notices went to that state."""
        return self.counts[state]


def parts(rows: Sequence[NoticeRow]) -> Iterator[Sequence[NoticeRow]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def ids(rows: Iterable[NoticeRow]) -> set[int]:
    return {row.obligation_id for row in rows if row.obligation_id}


def still_true(
    bureau: Bureau, db: Connection, rows: Sequence[NoticeRow], writer: Writer, batch: Composed, *, crowd: bool
) -> list[NoticeRow]:
    """What still holds of a part. Of a `crowd` that one leader or office hears of, no sight is remembered."""
    owed = obligations.locked(db, ids(rows)).values()
    # Not before: whoever composes as well, of two that both take the shift for theirs, has them locked until then.
    rows = notices.still_queued(db, rows)
    sights = sight_of(db, owed, with_rungs=not bureau.previews)  # a preview shows no calendar entry
    known = [row for row in rows if not _has_left(bureau, row, batch)]
    valid = [row for row in known if not _drop(about(row, sights), row, writer.now, batch)]
    own = ids(row for row in valid if row.role not in (LEADER, OFFICE))
    writer.sights |= {key: sights[key] for key in own} if crowd else sights
    return valid


def family_of(row: NoticeRow | NoticeOpen) -> Family | None:
    """What can make a notice moot: an urge of the office too; None for other answers, which stand."""
    if row.family != ANSWER:
        return Family(row.family)
    return Family.URGE if row.kind == URGED else None


def _has_left(bureau: Bureau, row: NoticeRow, total: Composed) -> bool:
    """Whether the roster knows its recipient no more: nobody can be told, and nobody else has to wait for that."""
    if row.recipient in bureau.roster.people:
        return False
    total.settled.append((row, "unreachable", "unreachable"))
    return True


def about(row: NoticeRow, sights: Mapping[int, Sight]) -> Sight | None:
    return sights.get(row.obligation_id) if row.obligation_id else None


def _drop(sight: Sight | None, row: NoticeRow, now: datetime, total: Composed) -> bool:
    """Whether a notice is not to be said, or not yet; notes why. News about nothing owed always are."""
    family = family_of(row)
    if family is None or sight is None:
        return False
    if why := moot(family, sight.state, row.round, now):
        total.settled.append((row, "withdrawn", why))
    elif is_frozen(family, sight.state):
        # Withdrawn for good, a reason that came overnight and was rejected ended the ladder: no second slip, no case.
        total.settled.append((row, "queued", "request_pending"))
    elif family is Family.NUMBERS and local_day(row.created_at) != local_day(now):
        # What a month came to is told on its day; made up later it would be one mail more about what is long known.
        total.settled.append((row, "suppressed", "already_past"))
    elif family in COUNTDOWN and now >= sight.state.late_from:
        total.settled.append((row, "suppressed", "deadline_passed"))
    else:
        return False
    return True
