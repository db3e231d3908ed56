"""What comes with files through the API: a report, the sealed page, and either of them on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.requests import Request

from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.doubt_figures import doubt_figures
from yudu_flow.actions.acts.draft_report import add_papers, spell_no_room
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.register_paper import brought_in
from yudu_flow.actions.acts.report_done import report_done
from yudu_flow.actions.views.unit_view import papers_waiting
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage.rows import Owed
from yudu_flow.web.api.shapes import File, Filing, PaperPage, PaperReport, Said, Seal, UnitReport, shape_of
from yudu_flow.web.doors.access import still_in, still_signed_in
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.papers import taken_in
from yudu_flow.wording.contents import SECTIONS
from yudu_flow.wording.record import Record


@dataclass(frozen=True, slots=True)
class WithFiles:
    """The shape of its request, and what is made of that before the act: the files are kept, the rest is read."""

    shape: type[Said]
    taken: Callable[[Request, Owed, Any], Record]


def _filed(request: Request, owed: Owed, body: UnitReport) -> Record:
    report = report_of(body, owed)
    if report.silent:
        raise BadRequest("报告没有内容，请填写 progress 或 parts；本月无新进展的，请在 nothing_new 写明原因")
    if not body.sure:
        hall, mine = hall_of(request), Sought(owed.owner, owed.period, owed.duty)
        doubt_figures(hall.bureau(), mine, request.state.visitor.by, hall.now(), report, '请加上 "sure": true 再报')
    waiting = _take_in(request, owed, body.files)
    # A page that came along takes the place of the one that was to stand.
    stands = body.page_stands and not waiting
    if owed.sealed and body.sealed and not waiting and not stands:
        raise BadRequest("报告已盖章的，请附盖章页；盖章页稍后补的，请写 sealed: false")
    return {"report": report, "sealed": body.sealed, "page_stands": stands and body.sealed}


def _sealed(request: Request, owed: Owed, body: Seal) -> Record:
    if not _take_in(request, owed, body.files):
        raise BadRequest("请附盖章页的照片或扫描件")
    return {}


def _finished(request: Request, owed: Owed, body: Seal) -> Record:
    if body.files:
        _take_in(request, owed, body.files)
    return {}


def _registered(request: Request, owed: Owed, body: PaperPage) -> Record:
    hall, papers = hall_of(request), _papers_of(request, body.files)
    return {"papers": brought_in(hall.bureau(), hall.store, papers, partial(still_signed_in, request))}


def _registered_report(request: Request, owed: Owed, body: PaperReport) -> Record:
    typed = bool(body.progress or body.figures)
    report = Report(body.progress or "详见纸质报告", figures=body.figures) if typed else None
    return {"report": report, **_registered(request, owed, body)}


WITH_FILES: Mapping[str, WithFiles] = {
    "file": WithFiles(Filing, _filed),
    "seal": WithFiles(Seal, _sealed),
    "done": WithFiles(shape_of(report_done, Seal), _finished),
    "register": WithFiles(PaperReport, _registered_report),
    "register_page": WithFiles(PaperPage, _registered),
}


def report_of(body: UnitReport, owed: Owed) -> Report:
    """What was written as a report; the whole is the parts, each under its number. Raises BadRequest."""
    strange = [key for key in body.parts if key not in owed.assignments]
    if strange:
        raise BadRequest(f"“{strange[0]}”不是{owed.owner}的分工；分工：{'、'.join(owed.assignments)}")
    whole = "\n".join(f"{key} {text}" for key, text in body.parts.items() if text)
    return Report(
        progress=body.progress or whole,
        nothing_new=body.nothing_new,
        figures=body.figures,
        parts=body.parts,
        sections={name: getattr(body, name) for name in SECTIONS},
    )


def _take_in(request: Request, owed: Owed, files: list[File]) -> int:
    """Put the files with those that wait for the filing; how many wait."""
    hall = hall_of(request)
    bureau, papers = hall.bureau(), _papers_of(request, files)
    if papers and (left := add_papers(bureau, owed, papers, hall.store, partial(still_in, request))):
        raise BadRequest(spell_no_room(left))
    with bureau.reading() as db:
        return len(papers_waiting(db, owed))


def _papers_of(request: Request, files: Sequence[File]) -> list[TakenIn]:
    """The files of a request, looked through. Raises BadRequest, which says what to do."""
    return [taken_in(request, one.name, one.content) for one in files]
