"""An official paper to take away, or one of an obligation: for Word, or as PDF where LibreOffice is installed."""

from typing import Annotated

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.item_papers import PAPERS, paper_name
from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.pdf import as_pdf
from yudu_flow.intake.lobby import Lobby
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.papers import DOCX, TYPES, asker, download

PaperKind = Annotated[str, Path(pattern="^(docx|pdf)$")]
"""The end of an address; any other is no page."""
NO_SUCH = "没有这种文书"
PRINTERS = Lobby(at_once=1, waiting=4, each=2, patience=30)
"""Each PDF takes two seconds of a core, and whoever waits for one keeps a thread."""


def paper_file(request: Request, paper: OfficialPaper, kind: str = "docx", name: str = "") -> Response:
    """The paper as `docx` or `pdf`, under its title where it has no `name`.

    Raises NotAllowed without LibreOffice, Busy where many want one.
    """
    from yudu_flow.actions.papers.finished import finished  # loads python-docx

    data = finished(hall_of(request).settings.home, paper)
    name = name or f"{paper.title}.{kind}"
    if kind != "pdf":
        return download(data, DOCX, name)
    with PRINTERS.admitted(asker(request)):
        return download(as_pdf(data), TYPES["pdf"], name)


def case_document(request: Request, sight: Sight, name: str, kind: str = "docx") -> Response:
    """That of `name`, one of PAPERS, as `docx` or `pdf`. Raises NotFound where it is not due."""
    with reading(request) as (bureau, db, now):
        paper = PAPERS[name][1](bureau, db, sight, now)
    return paper_file(request, paper, kind, paper_name(sight, name, kind))
