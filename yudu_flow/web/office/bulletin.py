"""The month's bulletin (通报): made from the records, edited by the office, taken away in official layout."""

from collections.abc import Iterator

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_bulletin import Rewrite, edit_bulletin
from yudu_flow.actions.papers.bulletin import NOTHING, chosen_bulletin, months_so_far, paper_of
from yudu_flow.actions.papers.summary import plans_with_reports
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.desk import number_in
from yudu_flow.web.parts.official import PaperKind, paper_file
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import ROOM, STALE, Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
TEXT, CHECKED = "text:", "checked:"


@router.get("/office/bulletin")
def bulletin_page(request: Request, visitor: OfOffice, period: str = "", plan: str = "") -> Response:
    """The bulletin to read and edit."""
    with reading(request) as (bureau, db, now):
        shown = chosen_bulletin(bureau, db, now, plan, chosen_period(period))
        months = months_so_far(bureau, db, now)
    if shown is None:
        return page(request, "office/bulletin-empty.html")
    return page(request, "office/bulletin.html", bulletin=shown, months=months, plans=plans_with_reports(bureau))


@router.get("/office/bulletin.{kind}")
def bulletin_file(request: Request, visitor: OfOffice, kind: PaperKind, period: str = "", plan: str = "") -> Response:
    with reading(request) as (bureau, db, now):
        shown = chosen_bulletin(bureau, db, now, plan, chosen_period(period))
    if shown is None:
        raise NotFound(NOTHING)
    return paper_file(request, paper_of(bureau, shown, now), kind)


@router.post("/office/bulletin")
@takes(ROOM)
def save(request: Request, visitor: OfOffice, form: Posted) -> Response:
    hall, plan, period = hall_of(request), text(form, "plan"), chosen_period(text(form, "period"))
    if period is None:
        raise BadRequest(STALE)
    paragraphs, seen = dict(_written(form)), number_in(form, "version")
    saved = edit_bulletin(hall.bureau(), plan, period, visitor.by, hall.now(), seen, paragraphs)
    news = f"已保存，改动{len(saved)}段" if saved else "没有改动"
    return go(request, f"/office/bulletin?period={period}&plan={plan}", news)


def _written(form: FormData) -> Iterator[tuple[str, Rewrite]]:
    for name in form:
        if name.startswith(TEXT):
            key = name.removeprefix(TEXT)
            yield key, Rewrite(text(form, name), bool(text(form, CHECKED + key)))
