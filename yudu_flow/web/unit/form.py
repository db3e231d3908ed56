"""What the form of a report carries: its words, the files chosen with it, and whether a sealed page is among them."""

from collections.abc import Sequence
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request

from yudu_flow.actions.acts.draft_report import VIEW, add_papers, spell_no_room
from yudu_flow.actions.views.report_form import FIGURE, NO_NEWS, PART, SECTIONS
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.limits import LIMIT_BYTES, LIMIT_FILES
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage.rows import AttachmentRow, Owed
from yudu_flow.web.doors.access import still_in
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.papers import taken_in
from yudu_flow.web.parts.posted import files, text

NEVER_SEALED = ("dotx", "xlsx", "xls")


def words_in(form: FormData) -> dict[str, str]:
    """The fields of the form that are the report's."""
    mine = (name for name in form if name in (*SECTIONS, NO_NEWS, VIEW) or name.startswith((PART, FIGURE)))
    return {name: text(form, name) for name in mine}


def keep_papers(request: Request, owed: Owed, form: FormData) -> list[TakenIn]:
    """Take in the files that were chosen and keep them in the draft.

    Raises BadRequest with what to do about those that cannot be kept; the others are kept all the same.
    """
    chosen, taken, refused = files(form, "files"), [], []
    for one in chosen[:LIMIT_FILES]:
        try:
            # A byte more than fits, so that what is too long shows without being read whole.
            taken.append(taken_in(request, one.filename or "", one.file.read(LIMIT_BYTES + 1)))
        except BadRequest as refusal:
            refused.append(f"“{one.filename}”：{refusal}" if len(chosen) > 1 else str(refusal))
    hall = hall_of(request)
    left = add_papers(hall.bureau(), owed, taken, hall.store, partial(still_in, request)) if taken else []
    kept = len(taken) - len(left)
    left += [one.filename or "" for one in chosen[LIMIT_FILES:]]
    refused += [spell_no_room(left)] if left else []
    if refused:
        raise BadRequest("；".join(refused) + (f"。其余{kept}个已收下" if kept else ""))
    return taken


def likely_sealed(papers: Sequence[AttachmentRow]) -> bool:
    """Whether “附件里有盖章页” is ticked beforehand: some file shows a seal, or could not be looked at."""
    return any(row.seal != "not_seen" and row.kind not in NEVER_SEALED for row in papers)
