"""One obligation for one visitor, and what a form says of it: what is not theirs is answered as if it did not exist."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from fastapi import Path
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request

from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.words_said import LONGEST
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, owed_by_id, see
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.period import ZONE
from yudu_flow.storage.rows import Owed
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.posted import STALE, text

MISSING = "没有这一事项"
LARGEST = 2**31  # no database holds a larger id, and the driver would stumble over it
Id = Annotated[int, Path(ge=1, lt=LARGEST)]
"""A number in an address; any other is no page."""
# What lies beyond is a slip of the keys: 0202-09-30 is a date to Python.
YEARS = range(2000, 2101)
Whose = Callable[[Visitor, Owed], bool]


def sight_for(request: Request, visitor: Visitor, id: int, whose: Whose) -> Sight:
    """The obligation of that id where it is this bureau's, and the visitor's by `whose`. Raises NotFound."""
    with reading(request) as (bureau, db, _):
        return see(db, [_found(bureau, db, visitor, id, whose)])[0]


def owed_for(request: Request, visitor: Visitor, id: int, whose: Whose) -> Owed:
    """The same without what happened to it, for an act, which looks for itself. Raises NotFound."""
    with reading(request) as (bureau, db, _):
        return _found(bureau, db, visitor, id, whose)


def _found(bureau: Bureau, db: Connection, visitor: Visitor, id: int, whose: Whose) -> Owed:
    owed = owed_by_id(bureau, db, id)
    if owed is None or not whose(visitor, owed):
        raise NotFound(MISSING)
    return owed


def sought_by(owed: Owed, form: FormData) -> Sought:
    """What a form acts on, with the last event that its page showed. Raises BadRequest where it does not say."""
    return Sought(owed.owner, owed.period, owed.duty, seen=number_in(form, "seen"))


def last_event(sight: Sight) -> int:
    """What a form's hidden `seen` holds; 0 where nothing has happened yet."""
    return sight.events[-1].id if sight.events else 0


def number_in(form: FormData, name: str) -> int:
    """A whole number that a page put into its form. Raises BadRequest where it is gone."""
    typed = text(form, name)
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 18:
        raise BadRequest(STALE)
    return min(int(typed), LARGEST - 1)


def line_in(form: FormData, name: str, missing: str = "") -> str:
    """A line of words; where `missing` says so it must not be empty. Raises BadRequest."""
    typed = text(form, name)
    if missing and not typed:
        raise BadRequest(missing, needs=(name,))
    if len(typed) > LONGEST:
        raise BadRequest(f"内容过长，请不要超过{LONGEST}字", needs=(name,))
    return typed


def day_in(form: FormData, name: str) -> date | None:
    """A date field, None where it was left empty. Raises BadRequest."""
    typed = text(form, name)
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        day = date.min
    if day and day.year not in YEARS:
        raise BadRequest(f"日期“{typed}”不对，请按 2020-09-30 这样填写", needs=(name,))
    return day


def instant_in(form: FormData, name: str) -> datetime | None:
    """A date and time field in Asia/Shanghai, None where it was left empty. Raises BadRequest."""
    typed = text(form, name)
    try:
        when = datetime.fromisoformat(typed).replace(tzinfo=ZONE) if typed else None
    except ValueError:
        when = datetime.min.replace(tzinfo=ZONE)
    if when and when.year not in YEARS:
        raise BadRequest(f"时间“{typed}”不对，请按 2020-09-30 15:30 这样填写", needs=(name,))
    return when
