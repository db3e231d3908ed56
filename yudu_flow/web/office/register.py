"""The office registers for a unit what came on paper: a report or its sealed page, with scans where there are any."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.file_report import Report, register_page, register_report
from yudu_flow.actions.acts.register_paper import brought_in
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.actions.paces import asked
from yudu_flow.domain.amount import Amount, parse_amount
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.limits import LIMIT_BYTES, LIMIT_FILES
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage.rows import Owed
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
    owed = owed_for(request, visitor, id, Visitor.judges)
    return _registered(request, visitor, form, owed, register_report, report=_report(request, owed, form))


@router.post("/office/{id:int}/seal")
@takes(ROOM_FOR_FILES)
def seal(request: Request, visitor: OfJudges, form: Posted, id: int) -> Response:
    """The sealed page of a report that was filed without it."""
    return _registered(request, visitor, form, owed_for(request, visitor, id, Visitor.judges), register_page)


def _registered(
    request: Request, visitor: Visitor, form: FormData, owed: Owed, verb: Verb[...], **more: Any
) -> Response:
    hall = hall_of(request)
    read(form, verb)  # what is missing is said before the files are looked through
    papers = brought_in(hall.bureau(), hall.store, _papers(request, form), partial(still_signed_in, request))
    return acted(request, visitor, form, owed.id, verb, Visitor.judges, back, papers=papers, **more)


def _papers(request: Request, form: FormData) -> list[TakenIn]:
    chosen = files(form, "files")
    if len(chosen) > LIMIT_FILES:
        raise BadRequest(f"一次最多上传{LIMIT_FILES}个文件")
    return [taken_in(request, one.filename or "", one.file.read(LIMIT_BYTES + 1)) for one in chosen]


def _report(request: Request, owed: Owed, form: FormData) -> Report | None:
    """What the office typed from the paper; None where it left that to the scan."""
    units = {target.name: target.unit for target in asked(hall_of(request).bureau(), owed)}
    progress, figures = line_in(form, "progress"), _figures(form, units)
    if not (progress or figures):
        return None
    return Report(progress or "详见纸质报告", figures=figures)


def _figures(form: FormData, units: Mapping[str, str]) -> dict[str, Amount]:
    """Each in the unit of its target; one that is none of the unit's is refused by the act."""
    found: dict[str, Amount] = {}
    for field in form:
        name, typed = field.removeprefix(FIGURE), text(form, field)
        if field.startswith(FIGURE) and typed:
            unit = units.get(name, "")
            value = parse_amount(typed, unit)
            if value is None:
                of = f"；单位是{unit}" if unit else ""
                raise BadRequest(f"“{name}”请填数字，如 7100、98.5、1.2万{of}", needs=(field,))
            found[name] = value
    return found
