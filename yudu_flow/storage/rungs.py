"""Rungs: each decided once for an obligation and round."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, select, update

from yudu_flow.storage.among import among
from yudu_flow.storage.at_once import put_new
from yudu_flow.storage.columns import equals
from yudu_flow.storage.new_rows import NewRung
from yudu_flow.storage.rows import RungRow, all_rows
from yudu_flow.storage.tables import HERE, MESSAGE, NOTICE, NOW, OBLIGATION, OF_SLIPS, RUNG

# Statements are built once: building one costs as much as running it. Notices are indexed by bureau and obligation.
OF = select(RUNG).where(among(RUNG.c.obligation_id, "ids")).order_by(RUNG.c.obligation_id, RUNG.c.id)
ARRIVED = (
    select(NOTICE.c.obligation_id, NOTICE.c.round, NOTICE.c.rung, MESSAGE.c.sent_at)
    .join(MESSAGE, NOTICE.c.message == MESSAGE.c.id)
    .where(NOTICE.c.bureau == HERE, OF_SLIPS, NOTICE.c.role == "unit", equals(MESSAGE.c.state, "sent"))
)
ARRIVED_FOR_REAL = ARRIVED.where(MESSAGE.c.spooled.is_(False))
SENT, SENT_FOR_REAL = (one.where(among(NOTICE.c.obligation_id, "ids")) for one in (ARRIVED, ARRIVED_FOR_REAL))
TOLD, TOLD_FOR_REAL = (
    select(OBLIGATION.c.id).where(
        among(OBLIGATION.c.id, "ids"), one.where(NOTICE.c.obligation_id == OBLIGATION.c.id).exists()
    )
    for one in (ARRIVED, ARRIVED_FOR_REAL)
)

VOID = "void"
"""Decided by a clock that ran ahead: kept under a round of its own, so that the rung can be decided anew."""
SLIPS = ("slip", "case", "decision")
# Not reminders that went out, whatever the clock was: nobody is to hear of the same a second time.
LATER = (
    select(RUNG)
    .where(RUNG.c.bureau == HERE, RUNG.c.decided_at > NOW, RUNG.c.verdict != VOID)
    .where(RUNG.c.family.in_(SLIPS) | (RUNG.c.reason == "deadline_passed"))
    .order_by(RUNG.c.id)
)


def decided_later(db: Connection, bureau: str, now: datetime) -> Sequence[RungRow]:
    """Slips, cases and reminders given up that were decided at an instant later than `now`."""
    return all_rows(RungRow, db.execute(LATER, {"here": bureau, "now": now}))


def void(db: Connection, row: RungRow, round_: int, now: datetime) -> None:
    """Keep a rung and its notices under `round_`, as void; what had not gone out is withdrawn."""
    mine = (NOTICE.c.obligation_id == row.obligation_id) & (NOTICE.c.round == row.round) & (NOTICE.c.rung == row.rung)
    queued = update(NOTICE).where(mine, NOTICE.c.state == "queued")
    db.execute(queued.values(state="withdrawn", reason="clock_ahead", changed_at=now))
    db.execute(update(NOTICE).where(mine).values(round=round_))
    gone = update(RUNG).where(RUNG.c.id == row.id)
    db.execute(gone.values(round=round_, verdict=VOID, reason="clock_ahead"))


def put(db: Connection, rows: Sequence[NewRung]) -> None:
    """Record verdicts; one that is there already stays as it was decided."""
    if rows:
        put_new(db, RUNG, [vars(row) for row in rows])


def of(db: Connection, obligations: Iterable[int]) -> dict[int, list[RungRow]]:
    """The rungs of those obligations, each one's in the order they were decided."""
    rows = all_rows(RungRow, db.execute(OF, {"ids": [*obligations]}))
    return {key: [*decided] for key, decided in groupby(rows, attrgetter("obligation_id"))}


def sent_at(
    db: Connection, bureau: str, obligations: Iterable[int], *, files: bool
) -> dict[int, dict[tuple[int, str], datetime]]:
    """When the unit's people were first sent each slip and proposal: obligation → (round, rung) → instant.

    What did not arrive does not count, nor does a file, but where `files` are as good as messages.
    """
    found: dict[int, dict[tuple[int, str], datetime]] = defaultdict(dict)
    for obligation, round_, rung, sent in db.execute(
        SENT if files else SENT_FOR_REAL, {"here": bureau, "ids": [*obligations]}
    ).all():
        told = found[obligation]
        told[round_, rung] = min(sent, told.get((round_, rung), sent))
    return found


def told(db: Connection, bureau: str, obligations: Iterable[int], *, files: bool) -> set[int]:
    """Those of the obligations of which anything of that kind was sent: of most the first that is looked at was."""
    query = TOLD if files else TOLD_FOR_REAL
    return {*db.execute(query, {"here": bureau, "ids": [*obligations]}).scalars()}
