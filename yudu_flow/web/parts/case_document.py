"""A paper of an obligation to take away: a Word file, or a PDF."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.item_papers import PAPERS, paper_name
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.official import paper_file

NO_SUCH = "没有这种文书"


def case_document(request: Request, sight: Sight, name: str, kind: str = "docx") -> Response:
    """That of `name`, one of PAPERS, as `docx` or `pdf`. Raises NotFound where it is not due."""
    with reading(request) as (bureau, db, now):
        paper = PAPERS[name][1](bureau, db, sight, now)
    return paper_file(request, paper, kind, paper_name(sight, name, kind))
