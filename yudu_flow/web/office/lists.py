"""Every list of the office to take away as a workbook, with the filter of its page; and the call sheet to print."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.papers.sheet import Sheet
from yudu_flow.actions.views.audit_view import acts
from yudu_flow.actions.views.board_view import LISTS, todo
from yudu_flow.actions.views.books_view import books
from yudu_flow.actions.views.duty_review import reviews
from yudu_flow.actions.views.list_sheets import (
    HEADINGS,
    audit_sheet,
    books_sheets,
    duties_sheet,
    matrix_sheet,
    outbox_sheet,
    todo_sheet,
)
from yudu_flow.actions.views.outbox_view import outbox
from yudu_flow.actions.views.part import WHOLE
from yudu_flow.actions.views.year_view import matrix
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.office.books import day_chosen
from yudu_flow.web.office.outbox import wanted_in
from yudu_flow.web.office.year import duty_in, year_in
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.papers import book
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.periods import spell_period

MOST = 20_000
"""Rows of what grows for ever: the newest ones, and the workbook says so."""
CUT = f"只列最近的{MOST}条；更早的请按日期或收件人选出后再导出"
router = Room()


@router.get("/office/todo/{name}.xlsx")
def todo_file(request: Request, visitor: OfOffice, name: str, period: str = "") -> Response:
    """One of the board's lists, whole."""
    if name not in LISTS:
        raise NotFound("没有这一类待办")
    month = chosen_period(period)
    with reading(request) as (bureau, db, now):
        shown = todo(bureau, db, now, name, month, WHOLE, visitor.person)
    named = f"{spell_period(shown.period) if month and shown.period else ''}{HEADINGS[name]}"
    return book(request, named, [todo_sheet(name, shown.part.rows)])


@router.get("/office/call-sheet")
def call_sheet(request: Request, visitor: OfOffice) -> Response:
    """Whom to call about what, with room to write down what was said."""
    with reading(request) as (bureau, db, now):
        shown = {name: todo(bureau, db, now, name, None, WHOLE, visitor.person).part for name in ("calls", "unsure")}
    return page(request, "office/call-sheet.html", lists=shown)


@router.get("/office/matrix.xlsx")
def matrix_file(request: Request, visitor: OfOffice, year: str = "", duty: str = "") -> Response:
    with reading(request) as (bureau, db, now):
        shown = matrix(bureau, db, now, year_in(year, now), duty_in(bureau, duty))
    named = f"{shown.year}年{shown.duties.get(shown.duty, shown.duty)}"
    return book(request, named, [matrix_sheet(shown)])


@router.get("/office/outbox.xlsx")
def outbox_file(request: Request, visitor: OfOffice, state: str = "", day: str = "", person: str = "") -> Response:
    with reading(request) as (bureau, db, _):
        shown = outbox(bureau, db, wanted_in(state, day, person), MOST)
    return book(request, "发件箱", [_cut(outbox_sheet(shown.rows), bool(shown.older))])


@router.get("/office/audit.xlsx")
def audit_file(request: Request, visitor: OfOffice) -> Response:
    """Every act by a person, newest first."""
    with reading(request) as (bureau, db, _):
        shown = acts(bureau, db, most=MOST)
    return book(request, "审计", [_cut(audit_sheet(shown.entries), shown.older is not None)])


@router.get("/office/books.xlsx")
def books_file(request: Request, visitor: OfOffice, period: str = "", day: str = "") -> Response:
    """The days, and the lines that the page shows."""
    with reading(request) as (bureau, db, now):
        shown = books(bureau, db, now, chosen_period(period), day_chosen(day))
    return book(request, "对账", books_sheets(shown))


@router.get("/office/duties.xlsx")
def duties_file(request: Request, visitor: OfOffice) -> Response:
    """What is asked again and again, and what it costs."""
    with reading(request) as (bureau, db, now):
        shown = duties_sheet(reviews(bureau, db, now))
    return book(request, "各类事项", [shown])


def _cut(sheet: Sheet, cut: bool) -> Sheet:
    return replace(sheet, notes=(*sheet.notes, CUT)) if cut else sheet
