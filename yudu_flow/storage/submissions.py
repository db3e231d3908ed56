"""What reports said, and the figures they gave."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, insert, select

from yudu_flow.domain.amount import Amount
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import Period
from yudu_flow.storage.among import among
from yudu_flow.storage.new_rows import NewFigure, NewReport
from yudu_flow.storage.rows import Owed, ReadingRow, SubmissionRow, all_rows
from yudu_flow.storage.tables import EVENT, HERE, OBLIGATION, READING, SUBMISSION

# Figures that were returned stood for good where the report came again, on paper, without any.
RETURNED = exists().where(
    EVENT.c.obligation_id == READING.c.obligation_id,
    EVENT.c.kind == str(FactKind.RETURNED),
    EVENT.c.id > READING.c.event_id,
)


class GivenFigure(NamedTuple):
    """A figure, with who gave it in which period, which is counted to `month`, and by which event."""

    plan: str
    owner: str
    period: str
    month: str
    obligation: int
    event: int
    assignment: str
    target: str
    value: Amount


GIVEN = (
    select(OBLIGATION.c.plan, OBLIGATION.c.owner, OBLIGATION.c.period, OBLIGATION.c.month, OBLIGATION.c.id)
    .add_columns(READING.c.event_id, READING.c.assignment, READING.c.target, READING.c.value)
    .join(OBLIGATION, READING.c.obligation_id == OBLIGATION.c.id)
    .where(OBLIGATION.c.bureau == HERE, ~RETURNED)
    .order_by(OBLIGATION.c.nominal, READING.c.id)
)
SINCE = GIVEN.where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.nominal <= bindparam("last"))
OF_OWNER = SINCE.where(OBLIGATION.c.owner == bindparam("owner"))
# Statements are built once: building one costs as much as running it.
OF_ONE = (
    select(SUBMISSION)
    .where(SUBMISSION.c.bureau == HERE, SUBMISSION.c.obligation_id == bindparam("one"))
    .order_by(SUBMISSION.c.id)
)
READINGS_OF_ONE = (
    select(READING).where(READING.c.bureau == HERE, READING.c.obligation_id == bindparam("one")).order_by(READING.c.id)
)
REPORTS = (
    select(SUBMISSION)
    .where(SUBMISSION.c.bureau == HERE, among(SUBMISSION.c.obligation_id, "ids"))
    .order_by(SUBMISSION.c.id)
)
CAME_IN = (
    select(SUBMISSION.c.id)
    .join(OBLIGATION, SUBMISSION.c.obligation_id == OBLIGATION.c.id)
    .where(OBLIGATION.c.bureau == HERE, OBLIGATION.c.period == bindparam("of"))
    .where(among(OBLIGATION.c.month, "months"))
    .limit(1)
)
OF_THESE = GIVEN.where(among(READING.c.obligation_id, "ids"))


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
    db.execute(insert(SUBMISSION), {**place, **words.columns})
    put_figures(db, bureau, obligation, event, figures)


def put_figures(db: Connection, bureau: str, obligation: int, event: int, figures: Sequence[NewFigure]) -> None:
    """The figures alone: of a filing, or of what came after it."""
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    if figures:
        db.execute(insert(READING), [{**place, **vars(figure)} for figure in figures])


def of(db: Connection, bureau: str, obligation: int) -> Sequence[SubmissionRow]:
    """Every report filed for that obligation, oldest first."""
    return all_rows(SubmissionRow, db.execute(OF_ONE, {"here": bureau, "one": obligation}))


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
    return all_rows(ReadingRow, db.execute(READINGS_OF_ONE, {"here": bureau, "one": obligation}))


def latest_of(db: Connection, bureau: str, obligations: Iterable[int]) -> dict[int, SubmissionRow]:
    """The last report filed for each of those obligations that has one."""
    rows = all_rows(SubmissionRow, db.execute(REPORTS, {"here": bureau, "ids": [*obligations]}))
    return {row.obligation_id: row for row in rows}


def came_in(db: Connection, bureau: str, period: str) -> bool:
    """Whether any report of that period was filed."""
    binds = {"here": bureau, "of": period, "months": [*Period.parse(period).months]}
    return db.execute(CAME_IN, binds).first() is not None


def given(db: Connection, bureau: str, since: str, last: date, owner: str = "") -> Sequence[GivenFigure]:
    """Every figure that was given from the month `since` on, for periods due by `last` in the document, and was not
    returned; oldest first. One that was corrected comes again. `owner` alone, where one is named.
    """
    said = {"here": bureau, "since": since, "last": last} | ({"owner": owner} if owner else {})
    return all_rows(GivenFigure, db.execute(OF_OWNER if owner else SINCE, said))


def given_for(db: Connection, bureau: str, obligations: Iterable[int]) -> Sequence[GivenFigure]:
    """The same of those obligations."""
    return all_rows(GivenFigure, db.execute(OF_THESE, {"here": bureau, "ids": [*obligations]}))
