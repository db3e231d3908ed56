"""Several at a press: everybody urged at once after a look at who hears what, reports accepted, one after another."""

from collections.abc import Iterator

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.one_by_one import Chosen, ManyDone, in_words, one_by_one
from yudu_flow.actions.acts.review_report import accept_report
from yudu_flow.actions.acts.urge_all import urge_all, urging
from yudu_flow.actions.views.board_lists import Lists
from yudu_flow.actions.views.board_view import reading_on
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST, line_in
from yudu_flow.web.parts.giving import several
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import STALE, Posted
from yudu_flow.web.parts.room import Room

router = Room()
ALL_READ = "待审核的都看完了"


@router.get("/office/urge-all")
def urging_page(request: Request, visitor: OfOffice) -> Response:
    """Who would hear what, and who is left out."""
    with reading(request) as (bureau, db, now):
        found = urging(bureau, db, now)
    shown = [(one, Lists(bureau, now).item(one.sight)) for one in found]
    hears = {name for one in found if not one.left_out for name in one.hears}
    return page(request, "office/urge-all.html", urging=shown, hears=len(hears))


@router.post("/office/urge-all")
def urged(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Urge those that were left ticked."""
    hall = hall_of(request)
    outcome = urge_all(hall.bureau(), visitor.by, hall.now(), line_in(form, "note"), _chosen(form))
    return _told(request, outcome, "催办", "/office")


@router.post("/office/accept")
def accepted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Accept the reports that were ticked."""
    hall = hall_of(request)
    outcome = one_by_one(hall.bureau(), accept_report, _chosen(form), visitor.by, hall.now())
    return _told(request, outcome, "接收", "/office")


@router.get("/office/review/next")
def next_page(request: Request, visitor: OfOffice, after: str = "", back: str = "") -> Response:
    """On to the report that waits longest beside the one just read, or to the one before it."""
    read = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    with reading(request) as (bureau, db, now):
        found = reading_on(bureau, db, now, visitor.person, read, -1 if back else 1)
    return go(request, f"/office/{found}") if found else go(request, "/office", ALL_READ)


def _chosen(form: FormData) -> list[Chosen]:
    """The ticked ones, each with what its list showed last. Raises BadRequest for what no list of ours says."""
    return [*_read(several(form, "item"))]


def _read(ticked: list[str]) -> Iterator[Chosen]:
    for one in ticked:
        id, _, seen = one.partition(":")
        if not all(part.isascii() and part.isdigit() and len(part) < 11 for part in (id, seen)):
            raise BadRequest(STALE)
        yield Chosen(min(int(id), LARGEST - 1), int(seen))


def _told(request: Request, outcome: ManyDone, word: str, back: str) -> Response:
    """Straight back where all went well; else with each refusal and its reason."""
    if not outcome.refused:
        return go(request, back, in_words(outcome, word))
    return page(request, "office/several.html", outcome=outcome, says=in_words(outcome, word), word=word, back=back)
