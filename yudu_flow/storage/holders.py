"""Holders: who holds claims and a bureau's shift, each under a random name, until when by the database's own time.

A name ends with its row. Whoever renews too late finds none and holds nothing any more; nothing is taken over from a
row that is there. On SQLite the machine's clock is the database's.
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, union, update

from yudu_flow.clock import wall_clock
from yudu_flow.storage.among import among
from yudu_flow.storage.columns import equals
from yudu_flow.storage.database import writes_alone
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.processes import born, place, surely_dead
from yudu_flow.storage.rows import HolderRow, all_rows
from yudu_flow.storage.tables import BUREAU, HERE, HOLDER, MESSAGE, NOW

# Statements are built once: building one costs as much as running it.
NAME: BindParameter[str] = bindparam("name")
PRESENT = select(func.clock_timestamp(type_=Instant))
BEGUN = insert(HOLDER)
RENEWED = update(HOLDER).where(HOLDER.c.id == NAME, HOLDER.c.until > NOW).values(until=bindparam("new"))
EVERY = ""
"""The bureau of a process that works for all of them."""
LIVING = (
    select(*(HOLDER.c[name] for name in ("place", "process", "born", "host", "works")))
    .where(HOLDER.c.bureau.in_((HERE, EVERY)), HOLDER.c.works.is_not(None), HOLDER.c.until > NOW)
    .order_by(HOLDER.c.host, HOLDER.c.id)
)
EVERYBODY = select(HOLDER)
THESE = EVERYBODY.where(among(HOLDER.c.id, "ids")).order_by(HOLDER.c.id).with_for_update(skip_locked=True)
ANY = select(HOLDER.c.id).limit(1)
LIVES = select(HOLDER.c.id).where(HOLDER.c.id == NAME)
HELD = LIVES.with_for_update(read=True, key_share=True)
NAMED = select(HOLDER.c.id).where(among(HOLDER.c.id, "ids")).order_by(HOLDER.c.id).with_for_update()
HAS = equals(MESSAGE.c.state, "queued"), among(MESSAGE.c.claimed_by, "ids")
# In the order of ids, but not by theirs: for their index SQLite would go through all that was ever sent.
FREE = select(MESSAGE.c.id).where(*HAS).order_by(MESSAGE.c.id.concat("")).with_for_update(skip_locked=True)
LET_GO = update(MESSAGE).where(MESSAGE.c.id.in_(FREE)).values(claimed_until=None, claimed_by=None)
ENDED = delete(HOLDER).where(
    among(HOLDER.c.id, "ids"), HOLDER.c.id.not_in(select(MESSAGE.c.claimed_by).where(*HAS).scalar_subquery())
)
OFF_SHIFT = update(BUREAU).where(among(BUREAU.c.worker, "ids")).values(worker=None)
HOLDING = union(
    select(BUREAU.c.worker).where(BUREAU.c.bureau == HERE),
    select(MESSAGE.c.claimed_by).where(MESSAGE.c.bureau == HERE, equals(MESSAGE.c.state, "queued")),
)
WORKER = select(BUREAU.c.worker).where(BUREAU.c.bureau == HERE)
ON_SHIFT = WORKER.with_for_update()
TAKES_SHIFT = update(BUREAU).where(BUREAU.c.bureau == HERE).values(worker=bindparam("name"))


class Worker(NamedTuple):
    """A process that works for a bureau: which one it is, on which host, and the works it does, spaces between."""

    place: str
    process: int
    born: str
    host: str
    works: str


def present(db: Connection) -> datetime:
    """The database's time."""
    return wall_clock() if writes_alone(db) else db.execute(PRESENT).scalar_one()


def enter(db: Connection, name: str, lease: timedelta, **known: str) -> datetime:
    """Begin to hold under that name; until when. `known` is what else the row says."""
    process, until = os.getpid(), present(db) + lease
    mine = {"place": place(), "process": process, "born": born(process)}
    db.execute(BEGUN, {"id": name, "until": until, **mine, **known})
    return until


def renew(db: Connection, name: str, lease: timedelta) -> datetime | None:
    """Hold on; until when, None where the lease has run out."""
    now = present(db)
    renewed = db.execute(RENEWED, {"name": name, "now": now, "new": now + lease}).rowcount
    return now + lease if renewed else None


def living(db: Connection, bureau: str) -> list[Worker]:
    """The processes that work for a bureau."""
    found = db.execute(LIVING, {"here": bureau, "now": present(db)})
    return [row for row in all_rows(Worker, found) if not surely_dead(row.place, row.process, row.born)]


def somebody(db: Connection, bureau: str | None = None) -> str | None:
    """Whether any process works or holds anything, for whichever bureau: its host, which only those that stay say.

    With a `bureau` only who holds something of it, or works for no other.
    """
    query = select(HOLDER).where(HOLDER.c.until > NOW)
    if bureau is not None:
        query = query.where(HOLDER.c.id.in_(HOLDING) | (HOLDER.c.bureau == HERE))
    rows = all_rows(HolderRow, db.execute(query, {"now": present(db), "here": bureau}))
    return next((row.host or "" for row in rows if not surely_dead(row.place, row.process, row.born)), None)


def any_there(db: Connection) -> bool:
    """Whether anybody holds anything, living or dead."""
    return db.execute(ANY).first() is not None


def free_the_dead(db: Connection, lease: timedelta) -> None:
    """End those whose lease has run out, or whose process surely has ended: what they held is anybody's.

    A lease that is further ahead than any can be was written by a clock that ran ahead. The rows of those who live stay
    free: to end the dead may have to wait for somebody's lock, and meanwhile the living must renew.
    """
    now = present(db)
    suspects = _dead(all_rows(HolderRow, db.execute(EVERYBODY)), now, lease)
    if suspects and (dead := _dead(all_rows(HolderRow, db.execute(THESE, {"ids": suspects})), now, lease)):
        end(db, dead)


def _dead(rows: Sequence[HolderRow], now: datetime, lease: timedelta) -> list[str]:
    return [row.id for row in rows if _is_dead(row, now, lease)]


def _is_dead(row: HolderRow, now: datetime, lease: timedelta) -> bool:
    runs_out = row.until <= now or row.until > now + 2 * lease
    return runs_out or surely_dead(row.place, row.process, row.born)


def end(db: Connection, names: Sequence[str]) -> None:
    """Hold nothing under these names any more. Messages in their hands stay in doubt where they were.

    What somebody keeps locked is not waited for: its holder's name stays, and runs out.
    """
    # First the names: one who comes back from standing still ends itself while another one has its row and frees it.
    for statement in (NAMED, LET_GO, OFF_SHIFT, ENDED):
        db.execute(statement, {"ids": names})


def take_shift(db: Connection, bureau: str, name: str) -> bool:
    """Become the one who decides and composes for a bureau; false where another one is.

    In two steps: the second sees who began while the first waited for the row.
    """
    worker = db.execute(ON_SHIFT, {"here": bureau}).scalar_one()
    if worker not in (None, name) and db.execute(LIVES, {"name": worker}).first():
        return False
    db.execute(TAKES_SHIFT, {"here": bureau, "name": name})
    return True


def hold_shift(db: Connection, bureau: str, name: str) -> bool:
    """Let nobody take that worker's shift over before this transaction ends; whether it is theirs.

    In two steps, as above. To renew the name nobody waits for this.
    """
    there = db.execute(HELD, {"name": name}).first()
    return there is not None and db.execute(WORKER, {"here": bureau}).scalar() == name


def leave_shift(db: Connection, name: str) -> None:
    """Be nobody's worker any more."""
    db.execute(OFF_SHIFT, {"ids": [name]})
