"""What is still to be done, chosen by the database: what is finished is counted there and not read.

A list may be long after a year in which nobody reported; only the part of it that a page shows is ever folded.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from yudu_flow.domain.facts import AppealChoice, CaseChoice, FactKind
from yudu_flow.domain.period import Period
from yudu_flow.storage.among import among
from yudu_flow.storage.obligations import SPAN
from yudu_flow.storage.rows import Owed, all_rows
from yudu_flow.storage.tables import EVENT, HERE, OBLIGATION

LATER, DONE = EVENT.alias(), EVENT.alias()
AFTER = LATER.c.obligation_id == EVENT.c.obligation_id, LATER.c.id > EVENT.c.id


def _later(what: ColumnElement[bool]) -> Exists:
    """Whether that happened to the event's obligation after it."""
    return exists().where(*AFTER, what)


def _is(kind: FactKind, choice: str = "") -> ColumnElement[bool]:
    happened = LATER.c.kind == str(kind)
    return and_(happened, LATER.c.choice == choice) if choice else happened


def _happened(kind: FactKind) -> Exists:
    return exists().where(DONE.c.obligation_id == OBLIGATION.c.id, DONE.c.kind == str(kind))


# Statements are built once: building one costs as much as running it.
AWAKE = OBLIGATION.c.wake_at.is_not(None)
FILED = or_(EVENT.c.kind == str(FactKind.FILED), EVENT.c.kind == str(FactKind.SEALED))
OVER = or_(
    _is(FactKind.CASE_PROPOSED),
    _is(FactKind.CASE_CLOSED),
    _is(FactKind.CASE_DECIDED, CaseChoice.DISMISS),
    _is(FactKind.APPEAL_DECIDED, AppealChoice.OVERTURN),
)
APPEALED = and_(_later(_is(FactKind.CASE_APPEALED)), ~_later(_is(FactKind.APPEAL_DECIDED)))
# The last word about the proposal itself, which gives a day, or takes it back with none.
OPENS = (
    select(LATER.c.until)
    .where(*AFTER, LATER.c.subject.is_(None))
    .where(LATER.c.kind.in_((str(FactKind.CASE_TOLD), str(FactKind.CASE_UNTOLD))))
    .order_by(LATER.c.id.desc())
    .limit(1)
)
UNREAD = and_(FILED, ~_later(_is(FactKind.ACCEPTED)))
# One look at what happened to each: nearly all that was closed is neither.
UNREAD_OR_HANDED_BACK = exists().where(
    EVENT.c.obligation_id == OBLIGATION.c.id, or_(EVENT.c.kind == str(FactKind.HANDED_BACK), UNREAD)
)
OF_PERIOD = SPAN.where(OBLIGATION.c.period == bindparam("shown"))
OPEN = SPAN.where(or_(OBLIGATION.c.period == bindparam("shown"), AWAKE, UNREAD_OR_HANDED_BACK))
CASES = (
    select(EVENT.c.obligation_id)
    .join(OBLIGATION, OBLIGATION.c.id == EVENT.c.obligation_id)
    .where(EVENT.c.bureau == HERE, EVENT.c.kind == str(FactKind.CASE_PROPOSED), ~_later(OVER))
    .order_by(EVENT.c.at, EVENT.c.obligation_id)
)
CASES_OF_PERIOD = CASES.where(OBLIGATION.c.period == bindparam("shown"))
WAITS = EVENT.c.at, OPENS.scalar_subquery(), APPEALED
CHARGED = [OBLIGATION.c[name] for name in ("owner", "unit", "person", "leaders", "decider")]
UNDECIDED = CASES.add_columns(*WAITS, *CHARGED).where(or_(~_later(_is(FactKind.CASE_DECIDED)), APPEALED))
LEFT_ALONE: ColumnElement[bool] = and_(
    ~AWAKE,
    OBLIGATION.c.period != bindparam("shown"),
    OBLIGATION.c.period != bindparam("before"),
    ~_happened(FactKind.INSTRUCTED),
)
UNSETTLED = SPAN.where(~and_(LEFT_ALONE, _happened(FactKind.CLOSED)))
CHARGE = cast(OBLIGATION.c.leaders, Text), OBLIGATION.c.decider
OUTCOMES = (
    select(OBLIGATION.c.month, *CHARGE, cast(EVENT.c.detail, Text), func.count())
    .join(EVENT, EVENT.c.obligation_id == OBLIGATION.c.id)
    .where(OBLIGATION.c.bureau == HERE, among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until"))
    .where(LEFT_ALONE, EVENT.c.kind == str(FactKind.CLOSED))
    .group_by(OBLIGATION.c.month, *CHARGE, cast(EVENT.c.detail, Text))
)


class UndecidedCase(NamedTuple):
    """A case that waits: `at` is when it was proposed, `opens` when it can be decided, None before that was told.

    It waits for an appeal where it is `appealed`; the rest is who owes and decides.
    """

    obligation_id: int
    at: datetime
    opens: datetime | None
    appealed: bool
    owner: str
    unit: str
    person: str | None
    leaders: list[str]
    decider: str | None


def of_months(db: Connection, bureau: str, first: str, last: str, shown: str) -> Sequence[Owed]:
    """What was owed in the months from `first` to `last` and is not finished: a rule may concern it still, or the
    office has to read it; and all that was owed in the period that is `shown`.
    """
    return all_rows(Owed, db.execute(OPEN, {"here": bureau, "since": first, "until": last, "shown": shown}))


def of_period(db: Connection, bureau: str, period: str) -> Sequence[Owed]:
    """All that was owed in one period."""
    months = Period.parse(period).months
    binds = {"here": bureau, "since": months[0], "until": months[-1], "shown": period}
    return all_rows(Owed, db.execute(OF_PERIOD, binds))


def cases(db: Connection, bureau: str, period: str | None = None) -> list[int]:
    """The obligations of one period or of any whose case is proposed and neither dismissed nor struck off, in the order
    in which they were proposed.
    """
    query, binds = (CASES_OF_PERIOD, {"here": bureau, "shown": period}) if period else (CASES, {"here": bureau})
    return [*db.execute(query, binds).scalars().all()]


def undecided(db: Connection, bureau: str) -> Sequence[UndecidedCase]:
    """Those whose case nobody has decided, or whose appeal, in the order in which they were proposed."""
    return all_rows(UndecidedCase, db.execute(UNDECIDED, {"here": bureau}))


def unsettled(db: Connection, bureau: str, first: str, last: str, near: tuple[str, str]) -> Sequence[Owed]:
    """What was owed in the months from `first` to `last` and is in the two periods `near`, or not closed, or was
    instructed on.
    """
    return all_rows(Owed, db.execute(UNSETTLED, _span(bureau, first, last, near)))


def outcomes(
    db: Connection, bureau: str, first: str, last: str, near: tuple[str, str], kinds: Sequence[str]
) -> list[tuple[str, set[str | None], str, int]]:
    """All the rest of those kinds, counted: month, the posts in charge, what it was closed as, and how many."""
    rows = db.execute(OUTCOMES, {**_span(bureau, first, last, near), "kinds": [*kinds]})
    return [
        (month, {*json.loads(leaders), decider}, _closed_as(json.loads(detail)), count)
        for month, leaders, decider, detail, count in rows
    ]


def _closed_as(detail: Mapping[str, str]) -> str:
    # What was closed before reports that lack their page alone were counted apart has an outcome only.
    return detail.get("counted", detail["outcome"])


def _span(bureau: str, first: str, last: str, near: tuple[str, str]) -> dict[str, str]:
    return {"here": bureau, "since": first, "until": last, "shown": near[0], "before": near[1]}
