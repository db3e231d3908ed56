"""What reports said, and the figures they gave."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, insert, select

from yudu_flow.domain.amount import Amount
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.rows import ReadingRow, SubmissionRow, all_rows
from yudu_flow.storage.tables import EVENT, OBLIGATION, READING, SUBMISSION

RETURNED = exists().where(
    EVENT.c.obligation_id == READING.c.obligation_id,
    EVENT.c.kind == str(FactKind.RETURNED),
    EVENT.c.id > READING.c.event_id,
)


class GivenFigure(NamedTuple):
    """A figure, cumulative over the year, with who gave it in which period."""

    assignment: str
    target: str
    value: Amount
    plan: str
    owner: str
    period: str


def put(
    db: Connection,
    bureau: str,
    obligation: int,
    event: int,
    words: Mapping[str, Any],
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


def latest_figures(db: Connection, bureau: str, owner: str, before: str, year: str) -> dict[str, Amount]:
    """The owner's last figure for each target, from filings of that year's periods before that one.

    Cumulative figures begin anew each year.
    """
    query = (
        select(READING.c.target, READING.c.value)
        .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner)
        .where(OBLIGATION.c.period < before, OBLIGATION.c.period.startswith(year))
        .order_by(OBLIGATION.c.period, READING.c.id)
    )
    return {row.target: row.value for row in db.execute(query)}


def of(db: Connection, bureau: str, obligation: int) -> Sequence[SubmissionRow]:
    """Every report filed for that obligation, oldest first."""
    mine = SUBMISSION.c.bureau == bureau, SUBMISSION.c.obligation_id == obligation
    return all_rows(SubmissionRow, db.execute(select(SUBMISSION).where(*mine).order_by(SUBMISSION.c.id)))


def latest(db: Connection, bureau: str, owner: str, before: str) -> tuple[str, SubmissionRow] | None:
    """The owner's last report of an earlier period, after that period."""
    query = (
        select(OBLIGATION.c.period, SUBMISSION)
        .join(OBLIGATION, SUBMISSION.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner, OBLIGATION.c.period < before)
        .order_by(OBLIGATION.c.period.desc(), SUBMISSION.c.id.desc())
    )
    row = db.execute(query.limit(1)).first()
    return (row[0], SubmissionRow._make(row[1:])) if row else None


def readings(db: Connection, bureau: str, obligation: int) -> Sequence[ReadingRow]:
    """The figures that reports of that obligation gave, oldest first."""
    mine = READING.c.bureau == bureau, READING.c.obligation_id == obligation
    return all_rows(ReadingRow, db.execute(select(READING).where(*mine).order_by(READING.c.id)))


def latest_of(db: Connection, bureau: str, obligations: Iterable[int]) -> dict[int, SubmissionRow]:
    """The last report filed for each of those obligations that has one."""
    mine = SUBMISSION.c.bureau == bureau, SUBMISSION.c.obligation_id.in_([*obligations])
    query = select(SUBMISSION).where(*mine).order_by(SUBMISSION.c.id)
    return {row.obligation_id: row for row in all_rows(SubmissionRow, db.execute(query))}


def figures_between(db: Connection, bureau: str, first: str, last: str) -> Sequence[GivenFigure]:
    """Every figure that was given for those periods and not returned, oldest first."""
    query = (
        select(READING.c.assignment, READING.c.target, READING.c.value)
        .add_columns(OBLIGATION.c.plan, OBLIGATION.c.owner, OBLIGATION.c.period)
        .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.period >= first, OBLIGATION.c.period <= last)
        .where(~RETURNED)
        .order_by(OBLIGATION.c.period, READING.c.id)
    )
    return all_rows(GivenFigure, db.execute(query))
