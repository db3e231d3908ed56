"""What firms ask for: each request once, and its steps in the order in which they fell to somebody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select

from yudu_flow.storage.among import among
from yudu_flow.storage.columns import values_of
from yudu_flow.storage.request_tables import REQUEST, REQUEST_STEP, Request, RequestRow, RequestStep, RequestStepRow
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import HERE

# Statements are built once: building one costs as much as running it.
WHICH: BindParameter[int] = bindparam("which")
ALL = select(REQUEST).where(REQUEST.c.bureau == HERE).order_by(REQUEST.c.number.desc())
NUMBERED = select(REQUEST).where(REQUEST.c.bureau == HERE, REQUEST.c.number == WHICH)
OF_FIRM = ALL.where(REQUEST.c.firm_id == WHICH)
LAST = select(func.max(REQUEST.c.number)).where(REQUEST.c.bureau == HERE)
STEPS = (
    select(REQUEST_STEP)
    .where(REQUEST_STEP.c.bureau == HERE, among(REQUEST_STEP.c.request_id, "ids"))
    .order_by(REQUEST_STEP.c.id)
)
ABOUT = (
    select(REQUEST)
    .join_from(REQUEST, REQUEST_STEP, REQUEST_STEP.c.request_id == REQUEST.c.id)
    .where(REQUEST.c.bureau == HERE, REQUEST_STEP.c.obligation_id == WHICH)
)
ENTERED = insert(REQUEST).returning(REQUEST.c.id)


def listed(db: Connection, bureau: str) -> Sequence[RequestRow]:
    """All requests, the newest first."""
    return all_rows(RequestRow, db.execute(ALL, {"here": bureau}))


def numbered(db: Connection, bureau: str, number: int) -> RequestRow | None:
    return first_row(RequestRow, db.execute(NUMBERED, {"here": bureau, "which": number}))


def of_firm(db: Connection, bureau: str, firm: int) -> Sequence[RequestRow]:
    """A firm's, the newest first."""
    return all_rows(RequestRow, db.execute(OF_FIRM, {"here": bureau, "which": firm}))


def about(db: Connection, bureau: str, obligation: int) -> RequestRow | None:
    """The request of which that obligation is a step."""
    return first_row(RequestRow, db.execute(ABOUT, {"here": bureau, "which": obligation}))


def last_number(db: Connection, bureau: str) -> int:
    """The number of the last one, 0 before the first."""
    return int(db.execute(LAST, {"here": bureau}).scalar() or 0)


def steps(db: Connection, bureau: str, ids: Iterable[int]) -> Mapping[int, list[RequestStepRow]]:
    """By request its steps, in the order in which they began."""
    found: dict[int, list[RequestStepRow]] = defaultdict(list)
    for row in all_rows(RequestStepRow, db.execute(STEPS, {"here": bureau, "ids": [*ids]})):
        found[row.request_id].append(row)
    return found


def put(db: Connection, new: Request) -> int:
    """Keep what a firm asks for; its id."""
    return int(db.execute(ENTERED, values_of(new)).scalar_one())


def put_step(db: Connection, new: RequestStep) -> None:
    """Keep that an obligation is a step of it."""
    db.execute(insert(REQUEST_STEP), values_of(new))
