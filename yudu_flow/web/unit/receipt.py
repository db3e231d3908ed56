"""What a unit prints: the receipt of a filing, the report to be stamped, what the office wrote to it."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.item_papers import OF_OWNERS
from yudu_flow.actions.views.unit_view import whole
from yudu_flow.domain.amount import parse_amount
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import FactKind
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import MISSING, sight_for
from yudu_flow.web.parts.official import NO_SUCH, PaperKind, case_document
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.room import Room
from yudu_flow.web.unit.report import opened
from yudu_flow.wording.numerals import numeral

router = Room()
FILINGS = (FactKind.FILED, FactKind.FILED_UNSEALED, FactKind.SEALED)


@router.get("/mine/{id:int}/receipt")
def receipt(request: Request, visitor: OfUnit, id: int) -> Response:
    """When what was filed by whom."""
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    came = [row for row in sight.events if row.kind in FILINGS]
    if not came:
        return go(request, f"/mine/{id}", "本期还没有报送")
    with reading(request) as (bureau, db, now):
        shown = whole(bureau, db, sight, now)
    return page(request, "unit/receipt.html", whole=shown, owed=sight.owed, came=came)


@router.get("/mine/{id:int}/papers/{name}.{kind}")
def paper(request: Request, visitor: OfUnit, id: int, name: str, kind: PaperKind) -> Response:
    """What the office wrote to whoever owes it."""
    if name not in OF_OWNERS:
        raise NotFound(NO_SUCH)
    return case_document(request, sight_for(request, visitor, id, Visitor.answers_for), name, kind)


@router.get("/mine/{id:int}/print")
def printed(request: Request, visitor: OfUnit, id: int) -> Response:
    """The draft, or what was filed; what is still last month's text is left out."""
    sight = sight_for(request, visitor, id, Visitor.answers_for)
    if sight.owed.kind not in WRITTEN:
        raise NotFound(MISSING)
    form, roster = opened(request, sight), hall_of(request).bureau().roster
    unit = roster.units.get(sight.owed.unit)
    figures = [(one.target, parse_amount(one.text, one.target.unit)) for one in form.figures]
    return page(
        request,
        "unit/print.html",
        owed=sight.owed,
        form=form,
        figures=[(target, value) for target, value in figures if value is not None],
        unit=(unit.full_name if unit else "") or sight.owed.owner,
        office=roster.office.full_name or roster.office.name,
        day=_day(request, sight),
        numeral=numeral,
    )


def _day(request: Request, sight: Sight) -> date:
    """The day below the signature: that of the filing, else today."""
    return local_day(sight.state.filed_at or sight.state.unsealed_at or hall_of(request).now())
