"""A paper of a case to take away, as a Word file."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.case_papers import PAPERS, paper_name
from yudu_flow.actions.papers.official_docx import official_docx
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.papers import DOCX, download


def case_document(request: Request, sight: Sight, name: str) -> Response:
    """That of `name`, one of PAPERS. Raises NotFound where it is not due."""
    hall = hall_of(request)
    bureau = hall.bureau()
    with bureau.reading() as db:
        paper = PAPERS[name][1](bureau, db, sight, hall.now())
    return download(official_docx(paper), DOCX, paper_name(sight, name))
