"""How the engine is: when the last pass ran, how late the oldest due notice is, what waits. Reads index entries.

Each work by itself too: who does it, when it was last looked after, and since when something due waits for it.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.processes.ways_out import Check
from yudu_flow.actions.role import WORKS, Role
from yudu_flow.storage import bureaus, holders, messages
from yudu_flow.storage.away import is_away as is_away
from yudu_flow.storage.outlook import Outlook, outlook
from yudu_flow.storage.rows import BureauRow

log = logging.getLogger("yudu_flow")

FRESH = timedelta(minutes=3)
"""A pass runs at least every half minute and notes itself every minute; three without one is a fault."""

PATIENCE = timedelta(minutes=15)
"""A notice that is due is told within a pass or two; a relay that fails for a while is tried again."""
ITEM = "进程"
LACKING = {
    Role.DECIDE: "没有进程在做决定：到点的提醒、催办和回执都不会写出来",
    Role.DELIVER: "没有进程在发送：写好的消息都发不出去",
}


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One of the works: the host of each process that does it; its last pass, so long `ago` by the database's time; and
    since when what is due waits for it. Pages make no passes.
    """

    hosts: tuple[str, ...] = ()
    last_at: datetime | None = None
    ago: timedelta | None = None
    since: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it is not looked after, or what is due waits too long."""
        return self.ago is None or self.ago > FRESH or (self.since is not None and now - self.since > PATIENCE)


@dataclass(frozen=True, slots=True)
class Pulse:
    """`late` is how long the oldest due notice or message has waited, zero where nothing does."""

    last_pass_at: datetime | None
    late: timedelta
    backlog: int
    imbalance: int
    works: Mapping[Role, WorkDone] = field(default_factory=lambda: dict.fromkeys(WORKS, WorkDone()))

    @property
    def missing(self) -> tuple[Role, ...]:
        """The works that no living process does."""
        return tuple(role for role, work in self.works.items() if not work.hosts)

    def late_works(self, now: datetime) -> tuple[Role, ...]:
        """Those that are behind."""
        return tuple(role for role in (Role.DECIDE, Role.DELIVER) if self.works[role].is_late(now))

    def is_ready(self, now: datetime) -> bool:
        """Whether reminders go out as they should."""
        fresh = self.last_pass_at is not None and now - self.last_pass_at <= FRESH
        return fresh and self.late <= PATIENCE and not self.late_works(now)


SILENT = Pulse(None, timedelta(), 0, 0)
"""That of an engine whose database gives no answer: nothing goes out, and nobody knows more."""


def pulse(bureau: Bureau, now: datetime) -> Pulse:
    """The engine's state at `now`."""
    try:
        return _pulse(bureau, now)
    except OperationalError:
        log.exception("the database gives no answer")
        return SILENT


def _pulse(bureau: Bureau, now: datetime) -> Pulse:
    with bureau.reading() as db:
        row, ahead = bureaus.find(db, bureau.key), outlook(db, bureau.key)
        waiting = messages.count_queued(db, bureau.key, now)
        works = dict(_works(bureau, db, row, ahead, now))
    since = _oldest(now, ahead.notice, ahead.message)
    late = now - since if since else timedelta()
    return Pulse(row.last_pass_at if row else None, late, waiting, row.imbalance if row else 0, works)


def _works(
    bureau: Bureau, db: Connection, row: BureauRow | None, ahead: Outlook, now: datetime
) -> Iterator[tuple[Role, WorkDone]]:
    who, moment = doing(bureau, db), bureaus.moment(db, now)
    decided, delivered = (row.decided_at, row.delivered_at) if row else (None, None)
    yield Role.WEB, WorkDone(who[Role.WEB])
    since = _oldest(now, ahead.wake, ahead.notice)
    yield Role.DECIDE, WorkDone(who[Role.DECIDE], decided, moment - decided if decided else None, since)
    since = _oldest(now, ahead.message)
    yield (Role.DELIVER, WorkDone(who[Role.DELIVER], delivered, moment - delivered if delivered else None, since))


def _oldest(now: datetime, *instants: datetime | None) -> datetime | None:
    return min((instant for instant in instants if instant and instant <= now), default=None)


def doing(bureau: Bureau, db: Connection) -> dict[Role, tuple[str, ...]]:
    """For each work the hosts of those who do it, one a process."""
    rows = holders.living(db, bureau.key)
    return {role: tuple(row.host for row in rows if role in row.works.split()) for role in WORKS}


def absent(bureau: Bureau, db: Connection) -> list[Check]:
    """A line for the board and `doctor` for each work that nobody does while others are at work.

    Where no process lives at all there may be none on purpose: passes can be made by `tick` too. Pages may be left out
    by a setting; who reads this on a page has them.
    """
    who = doing(bureau, db)
    if not any(who.values()):
        return []
    return [Check(ITEM, False, words, _advice(role)) for role, words in LACKING.items() if not who[role]]


def _advice(role: Role) -> str:
    return f"请管理员在任一台服务器上运行 yudu-flow run，设置 YUDU_FLOW_ROLE={role}，或不设置、三样都做"
