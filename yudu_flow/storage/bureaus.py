"""The bureau's own row: when it started, when its last pass was, whether its books balanced."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select, update

from yudu_flow.storage.database import insert_new, writes_alone
from yudu_flow.storage.holders import present
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.rows import BureauRow, first_row
from yudu_flow.storage.tables import BUREAU, HERE

# Statements are built once: building one costs as much as running it.
FOUND = select(BUREAU).where(BUREAU.c.bureau == HERE)
BROKEN = update(BUREAU).where(BUREAU.c.bureau == HERE)
BROKEN = BROKEN.values(
    failing_since=func.coalesce(BUREAU.c.failing_since, bindparam("broken", type_=Instant)), fault=bindparam("why")
)
MENDED = update(BUREAU).where(BUREAU.c.bureau == HERE, BUREAU.c.failing_since.is_not(None))
MENDED = MENDED.values(failing_since=None, fault="")
SENDING = "发送："
"""So begins the fault of a process that only sends, which no other work mends."""
OF_SENDING = BUREAU.c.fault.startswith(SENDING)


def start(db: Connection, bureau: str, now: datetime) -> BureauRow:
    """The bureau's row; its first pass writes it."""
    if found := find(db, bureau):
        return found
    db.execute(insert_new(db, BUREAU), {"bureau": bureau, "started_at": now, "last_pass_at": now})
    return BureauRow._make(db.execute(FOUND, {"here": bureau}).one())


def lock(db: Connection, bureau: str, now: datetime) -> None:
    """Let nobody else in who asks for the same, until this transaction ends."""
    start(db, bureau, now)
    db.execute(FOUND.with_for_update(), {"here": bureau})


def find(db: Connection, bureau: str) -> BureauRow | None:
    """The bureau's row, None before its first pass."""
    return first_row(BureauRow, db.execute(FOUND, {"here": bureau}))


def note_pass(db: Connection, bureau: str, now: datetime, *, delivers: bool = True) -> None:
    """Say that a pass has run, which also looked after what is to be sent where it `delivers`."""
    at = moment(db, now)
    values = {"last_pass_at": now, "decided_at": at} | ({"delivered_at": at} if delivers else {})
    db.execute(update(BUREAU).where(BUREAU.c.bureau == bureau).values(**values))
    db.execute(MENDED if delivers else MENDED.where(~OF_SENDING), {"here": bureau})


def set_back(db: Connection, bureau: str, now: datetime) -> None:
    """Say that the last pass was now, whatever a clock said that ran ahead."""
    db.execute(update(BUREAU).where(BUREAU.c.bureau == bureau).values(last_pass_at=now))


def note_delivery(db: Connection, bureau: str, now: datetime, *, whole: bool = True) -> None:
    """Say that what is to be sent was looked after by a process that only sends: a `whole` pass of it, or so far."""
    db.execute(update(BUREAU).where(BUREAU.c.bureau == bureau).values(delivered_at=moment(db, now)))
    if whole:
        db.execute(MENDED.where(OF_SENDING), {"here": bureau})


def moment(db: Connection, now: datetime) -> datetime:
    """The database's time, by which hosts agree; a file's is that of whoever asks."""
    return now if writes_alone(db) else present(db)


def note_fault(db: Connection, bureau: str, now: datetime, fault: str) -> None:
    """Say of what a pass broke off; it stays the first one's instant until one has run."""
    start(db, bureau, now)
    db.execute(BROKEN, {"here": bureau, "broken": now, "why": fault})


def note_books(db: Connection, bureau: str, day: date, imbalance: int) -> None:
    """Say on which day the books were last reconciled, and how many rungs did not balance."""
    values = {"reconciled_on": day, "imbalance": imbalance}
    db.execute(update(BUREAU).where(BUREAU.c.bureau == bureau).values(**values))
