"""What the office announced to units (通知), and the notices that say so: `about` names the announcement there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from yudu_flow.domain.roster import Who
from yudu_flow.storage.among import among
from yudu_flow.storage.announcement_tables import ANNOUNCEMENT, AnnouncementRow
from yudu_flow.storage.columns import equals
from yudu_flow.storage.database import writes_alone
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.notice_rows import NoticeOfAnnouncement
from yudu_flow.storage.rows import all_rows
from yudu_flow.storage.tables import HERE, MESSAGE, NOTICE

ABOUT = "announcement:"

# Statements are built once: building one costs as much as running it.
MINE = ANNOUNCEMENT.c.bureau == HERE
THESE = select(ANNOUNCEMENT).where(MINE, among(ANNOUNCEMENT.c.number, "numbers")).order_by(ANNOUNCEMENT.c.number)
SINCE, BEFORE = (ANNOUNCEMENT.c.at >= bindparam("since", type_=Instant)), bindparam("before", type_=Instant)
BETWEEN = select(ANNOUNCEMENT).where(MINE, SINCE, ANNOUNCEMENT.c.at < BEFORE).order_by(ANNOUNCEMENT.c.number.desc())
OF_MESSAGE = (MESSAGE.c[name] for name in ("sent_at", "spooled", "claimed_until", "unsure", "key"))
OF_NOTICE = (NOTICE.c[name] for name in ("id", "about", "recipient", "channel", "state", "reason", "message", "due_at"))
SAID = (
    select(*OF_NOTICE, MESSAGE.c.state.label("message_state"), *OF_MESSAGE)
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id, isouter=True)
    .where(NOTICE.c.bureau == HERE, NOTICE.c.obligation_id.is_(None), among(NOTICE.c.about, "names"))
    .order_by(NOTICE.c.id)
)
THEIR_MESSAGES = select(NOTICE.c.message).where(NOTICE.c.bureau == HERE, NOTICE.c.about == bindparam("name"))
LOCKED = select(MESSAGE.c.id).where(MESSAGE.c.id.in_(THEIR_MESSAGES), equals(MESSAGE.c.state, "queued"))
LOCKED = LOCKED.order_by(MESSAGE.c.id).with_for_update()


def about(number: int) -> str:
    """What the notices of an announcement are about."""
    return f"{ABOUT}{number}"


def number_of(name: str) -> int:
    """The announcement that a notice is about; 0 for another thing."""
    return int(name.removeprefix(ABOUT)) if name.startswith(ABOUT) else 0


def put(db: Connection, bureau: str, values: Mapping[str, Any]) -> int:
    """Keep a new one; its number. The caller holds the bureau: two at once would take the same."""
    last = select(func.coalesce(func.max(ANNOUNCEMENT.c.number), 0)).where(ANNOUNCEMENT.c.bureau == bureau)
    number = int(db.execute(last).scalar_one()) + 1
    db.execute(
        insert(ANNOUNCEMENT),
        {"bureau": bureau, "number": number, "withdrawn_by": "", "withdrawn_at": None, **values},
    )
    return number


def hold(db: Connection, bureau: str, numbers: Iterable[int]) -> dict[int, AnnouncementRow]:
    """Those, held until the end of the transaction: what goes into a message is not withdrawn meanwhile."""
    found = db.execute(THESE.with_for_update(), {"here": bureau, "numbers": [*numbers]})
    return {row.number: row for row in all_rows(AnnouncementRow, found)}


def between(db: Connection, bureau: str, since: datetime, before: datetime) -> Sequence[AnnouncementRow]:
    """Those of [since, before), the newest first, withdrawn ones too."""
    return all_rows(AnnouncementRow, db.execute(BETWEEN, {"here": bureau, "since": since, "before": before}))


def withdraw(db: Connection, bureau: str, number: int, by: Who, now: datetime) -> None:
    """Say of it who took back what had not gone out."""
    mine = update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.bureau == bureau, ANNOUNCEMENT.c.number == number)
    db.execute(mine.values(withdrawn_by=by.name, withdrawn_at=now))


def said(db: Connection, bureau: str, numbers: Iterable[int]) -> dict[int, list[NoticeOfAnnouncement]]:
    """Every notice of those announcements, with what became of its message."""
    found: dict[int, list[NoticeOfAnnouncement]] = defaultdict(list)
    rows = db.execute(SAID, {"here": bureau, "names": [about(number) for number in numbers]})
    for row in all_rows(NoticeOfAnnouncement, rows):
        found[number_of(row.about)].append(row)
    return found


def still_open(db: Connection, bureau: str, number: int) -> list[NoticeOfAnnouncement]:
    """Its notices that have not gone out; their messages are locked where rows are, so that nobody claims them."""
    if not writes_alone(db):
        db.execute(LOCKED, {"here": bureau, "name": about(number)})
    rows = said(db, bureau, [number])[number]
    return [row for row in rows if row.state == "queued" or (row.state, row.message_state) == ("composed", "queued")]
