"""The office registers for a unit what came on paper: a report or its sealed page, with scans where there are any."""

from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.file_report import Report, register_page, register_report
from yudu_flow.actions.acts.register_paper import brought_in
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.domain.amount import Amount, parse_amount
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import LIMIT_BYTES, LIMIT_FILES, TakenIn
from yudu_flow.web.doors.access import OfJudges, Visitor, still_signed_in
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.office.acts import back
from yudu_flow.web.parts.desk import line_in, owed_for
from yudu_flow.web.parts.forms import acted, read
from yudu_flow.web.parts.papers import taken_in
from yudu_flow.web.parts.posted import ROOM_FOR_FILES, Posted, files, text
from yudu_flow.web.parts.room import Room

router = Room()
FIGURE = "figure."


@router.post("/office/{id:int}/register")
@takes(ROOM_FOR_FILES)
def register(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """A sealed report that came on paper, with its true date."""
    return _registered(request, visitor, form, id, register_report, report=_report(form))


@router.post("/office/{id:int}/seal")
@takes(ROOM_FOR_FILES)
def seal(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """The sealed page of a report that was filed without it."""
    return _registered(request, visitor, form, id, register_page)


def _registered(request: Request, visitor: Visitor, form: FormData, id: int, verb: Verb[...], **more: Any) -> Response:
    hall = hall_of(request)
    owed_for(request, visitor, id, Visitor.judges)
    read(form, verb)  # what is missing is said before the files are looked through
    papers = brought_in(hall.bureau(), hall.store, _papers(request, form), partial(still_signed_in, request))
    return acted(request, visitor, form, id, verb, Visitor.judges, back, papers=papers, **more)


def _papers(request: Request, form: FormData) -> list[TakenIn]:
    chosen = files(form, "files")
    if len(chosen) > LIMIT_FILES:
        raise BadRequest(f"一次最多上传{LIMIT_FILES}个文件")
    return [taken_in(request, one.filename or "", one.file.read(LIMIT_BYTES + 1)) for one in chosen]


def _report(form: FormData) -> Report | None:
    """What the office typed from the paper; None where it left that to the scan."""
    progress, figures = line_in(form, "progress"), _figures(form)
    if not (progress or figures):
        return None
    return Report(progress or "详见纸质报告", figures=figures)


def _figures(form: FormData) -> dict[str, Amount]:
    typed = {name: text(form, name) for name in form if name.startswith(FIGURE) and text(form, name)}
    found = {name: parse_amount(value) for name, value in typed.items()}
    wrong = [name for name, value in found.items() if value is None]
    if wrong:
        raise BadRequest(f"“{wrong[0].removeprefix(FIGURE)}”请填数字，如 7100、98.5、1.2万", needs=(wrong[0],))
    return {name.removeprefix(FIGURE): value for name, value in found.items() if value is not None}
