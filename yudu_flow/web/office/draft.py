"""A draft changed whole in its page, and one typed from nothing: kept as it is, right or not, until it is started."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.draft_plans import blank_draft, draft_sheet, propose_draft, write_draft
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.bureau import local_day
from yudu_flow.content.entries import Row, new_row, row_in
from yudu_flow.content.plan.outline import ASSIGNMENT, MEASURE, PART, WHOLE
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.entry_form import answered, shown, words_in
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.plan_form import PAGE, PLANS, WHOLE_PLAN, DraftId, frame_of
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()


@router.post(f"{PLANS}/blank")
def blank_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """On to its form."""
    hall = hall_of(request)
    dated = day_in(form, "dated") or local_day(hall.now())
    said = text(form, "title"), text(form, "number"), dated
    id = blank_draft(hall.settings.home, hall.bureau(), visitor.by, hall.now(), *said)
    return go(request, f"{PLANS}/drafts/{id}/edit", "草稿已建，请填写分工和定期要办的事")


@router.get(f"{PLANS}/drafts/{{id}}/edit")
def draft_edit_page(request: Request, visitor: OfOffice, id: DraftId) -> Response:
    """All of it as a form; an empty one with the lines to begin with."""
    found = draft_sheet(hall_of(request).settings.home, id)
    at = "" if found.row.lists[PART.name] else "parts.0.measures.0"
    return shown(request, PAGE, _begun(found.row), found.seen, at=at, **frame_of(f"{PLANS}/drafts/{id}", draft=True))


@router.post(f"{PLANS}/drafts/{{id}}/edit")
@takes(*WHOLE_PLAN)
def draft_edit_posted(request: Request, visitor: OfOffice, form: Posted, id: DraftId) -> Response:
    """Move, add, take out; look what it would bring; keep the draft."""
    hall, back = hall_of(request), f"{PLANS}/drafts/{id}"
    home, now, seen = hall.settings.home, hall.now(), text(form, "seen")

    def keep(proposal: Proposal) -> Response:
        write_draft(home, hall.bureau(), visitor.by, now, proposal)
        return go(request, back, "草稿已保存")

    row, frame = row_in(WHOLE, words_in(form)), frame_of(back, draft=True)
    return answered(request, form, PAGE, row, frame, lambda new: propose_draft(home, id, new, seen, now), keep)


def _begun(row: Row) -> Row:
    """One of each where there is none, so that nobody has to find out what comes in what."""
    if row.lists[PART.name]:
        return row
    measure = replace(new_row(MEASURE, number="1"), lists={ASSIGNMENT.name: (new_row(ASSIGNMENT),)})
    part = replace(new_row(PART), lists={MEASURE.name: (measure,)})
    return replace(row, lists={**row.lists, PART.name: (part,)})
