"""The year as a matrix of units and months, and what it asked of the units."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.note_archive import note_archive
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.duty_questions import open_questions
from yudu_flow.actions.views.burden_year import COUNTED, GOAL, burden_sheet, by_unit, months_of
from yudu_flow.actions.views.year_archive import year_archive
from yudu_flow.actions.views.year_ledger import year_ledger
from yudu_flow.actions.views.year_view import matrix, years_of
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import YEARS
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.papers import XLSX, download, streamed
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office/year")
def year_page(request: Request, visitor: OfOffice, year: str = "", duty: str = "") -> Response:
    """Every owner's months of one duty, the report where none is chosen."""
    with reading(request) as (bureau, db, now):
        wanted = year_in(year, now)
        shown = matrix(bureau, db, now, wanted, duty_in(bureau, duty))
        asked = open_questions(bureau, db, local_day(now))
    return page(request, "office/year.html", matrix=shown, asked=asked)


@router.get("/office/burden")
def burden_page(request: Request, visitor: OfOffice, year: str = "") -> Response:
    """What a year asked of each unit: told how often, asked for how much."""
    with reading(request) as (bureau, db, now):
        wanted = year_in(year, now)
        units, years = [*by_unit(months_of(bureau, db, wanted))], years_of(bureau, db, wanted)
    return page(request, "office/burden.html", year=wanted, years=years, units=units, goal=GOAL, counted=COUNTED)


@router.get("/office/year.xlsx")
def ledger_file(request: Request, visitor: OfOffice, year: str = "") -> Response:
    """The year's ledger: items, targets, decisions, counts."""
    with reading(request) as (bureau, db, now):
        wanted = year_in(year, now)
        data = year_ledger(bureau, db, wanted, now)
    return download(data, XLSX, f"{wanted}年台账.xlsx")


@router.get("/office/archive.zip")
def archive_file(request: Request, visitor: OfOffice, year: str = "") -> Response:
    """The year in one file, streamed; it is noted once all of it has gone."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    wanted = year_in(year, now)

    def noted(code: str) -> None:
        note_archive(bureau, wanted, code, who(bureau, visitor.by), now)

    return streamed(year_archive(bureau, hall.store, wanted, now, noted), f"{wanted}年归档.zip")


@router.get("/office/burden.xlsx")
def burden_file(request: Request, visitor: OfOffice, year: str = "") -> Response:
    """The burden of a year, a row a unit and month."""
    with reading(request) as (bureau, db, now):
        wanted = year_in(year, now)
        data = burden_sheet(bureau, db, wanted, now)
    return download(data, XLSX, f"{wanted}年各单位负担.xlsx")


def year_in(typed: str, now: datetime) -> int:
    """The year of an address, this one where it names none. Raises BadRequest."""
    typed = typed or str(local_day(now).year)
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 4 or int(typed) not in YEARS:
        raise BadRequest("年份应写成 2020 这样的四位数字")
    return int(typed)


def duty_in(bureau: Bureau, typed: str) -> str:
    """The duty of an address, the report where it names none. Raises NotFound."""
    known = [duty for _, duty in bureau.duties()]
    reports = [duty for duty in known if duty.kind.written] or known
    if not typed and reports:
        return reports[0].id
    if typed not in {duty.id for duty in known}:
        raise NotFound("没有这一类事项")
    return typed
