"""What reports said, and the figures they gave."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from yudu_flow.storage.tables import OBLIGATION, READING, SUBMISSION


def put(
    db: Connection,
    bureau: str,
    obligation: int,
    event: int,
    words: Mapping[str, str],
    figures: Sequence[Mapping[str, Any]],
) -> None:
    """Keep the words and figures of one filing."""
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    db.execute(insert(SUBMISSION), {**place, **words})
    if figures:
        db.execute(insert(READING), [{**place, **figure} for figure in figures])


def latest_text(db: Connection, bureau: str, owner: str, before: str) -> str | None:
    """The progress text of the owner's last filing of an earlier period."""
    query = (
        select(SUBMISSION.c.progress)
        .join(OBLIGATION, SUBMISSION.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner, OBLIGATION.c.period < before)
        .order_by(OBLIGATION.c.period.desc(), SUBMISSION.c.id.desc())
    )
    return db.execute(query.limit(1)).scalar()


def latest_figures(db: Connection, bureau: str, owner: str, before: str) -> dict[str, int]:
    """The owner's last figure for each target, from filings of periods before that one."""
    query = (
        select(READING.c.target, READING.c.value)
        .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner, OBLIGATION.c.period < before)
        .order_by(OBLIGATION.c.period, READING.c.id)
    )
    return {row.target: row.value for row in db.execute(query)}
