"""What reports said, and the figures they gave."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, insert, select

from yudu_flow.domain.amount import Amount
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.new_rows import NewFigure, NewReport
from yudu_flow.storage.rows import Owed, ReadingRow, SubmissionRow, all_rows
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
    words: NewReport,
    figures: Sequence[NewFigure],
) -> None:
    """Keep the words and figures of one filing."""
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    db.execute(insert(SUBMISSION), {**place, **vars(words)})
    if figures:
        db.execute(insert(READING), [{**place, **vars(figure)} for figure in figures])


def latest_text(db: Connection, bureau: str, owner: str, period: str) -> str | None:
    """The progress text of the owner's last filing for the same duty before `period`."""
    this = OBLIGATION.alias()
    query = (
        select(SUBMISSION.c.progress)
        .join(OBLIGATION, SUBMISSION.c.obligation_id == OBLIGATION.c.id)
        .join(this, and_(this.c.duty == OBLIGATION.c.duty, this.c.nominal > OBLIGATION.c.nominal))
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner)
        .where(this.c.bureau == bureau, this.c.owner == owner, this.c.period == period)
        .order_by(OBLIGATION.c.nominal.desc(), SUBMISSION.c.id.desc())
    )
    return db.execute(query.limit(1)).scalar()


def latest_figures(db: Connection, bureau: str, owner: str, before: date, year: str) -> dict[str, Amount]:
    """The owner's last figure for each target, from filings of that year's periods with a day in the document before
    that one.

    Cumulative figures begin anew each year.
    """
    query = (
        select(READING.c.target, READING.c.value)
        .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owner)
        .where(OBLIGATION.c.nominal < before, OBLIGATION.c.month.startswith(year))
        .order_by(OBLIGATION.c.nominal, READING.c.id)
    )
    return {row.target: row.value for row in db.execute(query)}


def of(db: Connection, bureau: str, obligation: int) -> Sequence[SubmissionRow]:
    """Every report filed for that obligation, oldest first."""
    mine = SUBMISSION.c.bureau == bureau, SUBMISSION.c.obligation_id == obligation
    return all_rows(SubmissionRow, db.execute(select(SUBMISSION).where(*mine).order_by(SUBMISSION.c.id)))


def latest(db: Connection, bureau: str, owed: Owed) -> tuple[str, SubmissionRow] | None:
    """The owner's last report for the same duty before that one, after its period."""
    query = (
        select(OBLIGATION.c.period, SUBMISSION)
        .join(OBLIGATION, SUBMISSION.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.owner == owed.owner, OBLIGATION.c.duty == owed.duty)
        .where(OBLIGATION.c.nominal < owed.nominal)
        .order_by(OBLIGATION.c.nominal.desc(), SUBMISSION.c.id.desc())
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


def figures_until(db: Connection, bureau: str, year: str, last: date) -> Sequence[GivenFigure]:
    """Every figure that was given in that year's months, up to the one that holds `last`, for periods due by `last` in
    the document, and was not returned; oldest first.
    """
    query = (
        select(READING.c.assignment, READING.c.target, READING.c.value)
        .add_columns(OBLIGATION.c.plan, OBLIGATION.c.owner, OBLIGATION.c.period)
        .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
        .where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.nominal <= last)
        .where(OBLIGATION.c.month >= f"{year}-01", OBLIGATION.c.month <= f"{last:%Y-%m}")
        .where(~RETURNED)
        .order_by(OBLIGATION.c.nominal, READING.c.id)
    )
    return all_rows(GivenFigure, db.execute(query))
