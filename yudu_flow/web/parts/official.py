"""An official paper to take away: for Word, or as PDF where LibreOffice is installed."""

from typing import Annotated

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.pdf import as_pdf
from yudu_flow.intake.lobby import Lobby
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.papers import DOCX, TYPES, asker, download

PaperKind = Annotated[str, Path(pattern="^(docx|pdf)$")]
"""The end of an address; any other is no page."""
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
