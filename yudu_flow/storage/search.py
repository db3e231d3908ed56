"""Looking for words: in reports, in what was said of given items and cases, in requests and firms; newest first.

Every question is bounded: by the months looked through, and by how many rows it gives. All words must be found, each in
whichever column; capitals do not count. `%` and `_` are letters like others.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, or_, select

from yudu_flow.storage.columns import Kept
from yudu_flow.storage.firm_tables import FIRM, FirmRow
from yudu_flow.storage.request_tables import REQUEST, RequestRow
from yudu_flow.storage.rows import Owed, all_rows
from yudu_flow.storage.tables import EVENT, OBLIGATION, SUBMISSION
from yudu_flow.wording.contents import CONTENTS

PARTS = (*CONTENTS, "nothing_new")
WHOSE = OBLIGATION.c.owner, OBLIGATION.c.title
SAID = [SUBMISSION.c[name] for name in PARTS]


class ReportFound(NamedTuple):
    """A report with the words of each of its sections."""

    owed: Owed
    said: tuple[str, ...]


class EventFound(NamedTuple):
    """Something that was said about an obligation."""

    owed: Owed
    kind: str
    at: datetime
    detail: Kept


def reports(
    db: Connection, bureau: str, words: Sequence[str], since: str, units: Sequence[str] | None, most: int
) -> list[ReportFound]:
    """Reports of periods from the month `since` on; of `units` alone where they are given."""
    here = [OBLIGATION.c.bureau == bureau, OBLIGATION.c.month >= since, *_of(units)]
    query = select(OBLIGATION, *SAID, cast(SUBMISSION.c.parts, Text))
    query = query.join_from(OBLIGATION, SUBMISSION, SUBMISSION.c.obligation_id == OBLIGATION.c.id).where(*here)
    query = query.where(_all(words, *WHOSE, *SAID, cast(SUBMISSION.c.parts, Text)))
    rows = db.execute(query.order_by(SUBMISSION.c.id.desc()).limit(most)).all()
    own = len(Owed._fields)
    return [ReportFound(Owed._make(row[:own]), tuple(row[own:])) for row in rows]


def events(
    db: Connection,
    bureau: str,
    words: Sequence[str],
    kinds: Sequence[str],
    since: datetime,
    units: Sequence[str] | None,
    most: int,
) -> list[EventFound]:
    """What was said by acts of those kinds from `since` on."""
    here = [EVENT.c.bureau == bureau, EVENT.c.kind.in_(kinds), EVENT.c.at >= since, *_of(units)]
    query = select(OBLIGATION, EVENT.c.kind, EVENT.c.at, EVENT.c.detail)
    query = query.join_from(EVENT, OBLIGATION, EVENT.c.obligation_id == OBLIGATION.c.id).where(*here)
    query = query.where(_all(words, *WHOSE, cast(EVENT.c.detail, Text)))
    rows = db.execute(query.order_by(EVENT.c.at.desc(), EVENT.c.id.desc()).limit(most)).all()
    own = len(Owed._fields)
    return [EventFound(Owed._make(row[:own]), *row[own:]) for row in rows]


def requests(db: Connection, bureau: str, words: Sequence[str], most: int) -> Sequence[RequestRow]:
    """What firms ask for."""
    query = select(REQUEST).where(
        REQUEST.c.bureau == bureau, _all(words, REQUEST.c.firm, REQUEST.c.text, REQUEST.c.need)
    )
    return all_rows(RequestRow, db.execute(query.order_by(REQUEST.c.number.desc()).limit(most)))


def firms(db: Connection, bureau: str, words: Sequence[str], most: int) -> Sequence[FirmRow]:
    """Firms of the register by name, code, address, contact and note."""
    columns = [FIRM.c[name] for name in ("name", "credit_code", "address", "contact", "mobile", "note")]
    query = select(FIRM).where(FIRM.c.bureau == bureau, _all(words, *columns))
    return all_rows(FirmRow, db.execute(query.order_by(FIRM.c.id).limit(most)))


def _of(units: Sequence[str] | None) -> list[ColumnElement[bool]]:
    return [] if units is None else [OBLIGATION.c.unit.in_(units)]


def _all(words: Sequence[str], *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(*(or_(*(_holds(one, word) for one in columns)) for word in words))


def _holds(column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Chinese knows no capitals: to fold those of a long text takes longer than to look through it."""
    # By no index: trigrams would double what is stored, for what an office asks a few times a day.
    if word.lower() == word.upper():
        return column.contains(word, autoescape=True)
    return func.lower(column).contains(word.lower(), autoescape=True)
