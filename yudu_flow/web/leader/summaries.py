"""The month's summary as leaders read it: once it is final, and as it was made final."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.papers.summary import Summary, final_summaries, summary
from yudu_flow.actions.papers.summary_paper import summary_paper
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfLeaders
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.official import PaperKind, paper_file
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.printed_summary import summary_as_printed
from yudu_flow.web.parts.room import Room

router = Room()
SUMMARIES = "/leader/summaries"
NONE = "这一期的汇总还没有定稿"


@router.get(SUMMARIES)
def summaries_page(request: Request, visitor: OfLeaders) -> Response:
    """Those that are final, the newest first."""
    with reading(request) as (bureau, db, _):
        return page(request, "leader/summaries.html", found=final_summaries(bureau, db))


@router.get("/leader/summary")
def summary_page(request: Request, visitor: OfLeaders, period: str = "", plan: str = "") -> Response:
    """One of them, to read and to print."""
    return summary_as_printed(request, _final(request, plan, period), SUMMARIES, "返回", "/leader/summary")


@router.get("/leader/summary.{kind}")
def summary_file(request: Request, visitor: OfLeaders, kind: PaperKind, period: str = "", plan: str = "") -> Response:
    """The same for Word, or as PDF."""
    hall = hall_of(request)
    return paper_file(request, summary_paper(hall.bureau(), _final(request, plan, period), hall.now()), kind)


def _final(request: Request, plan: str, period: str) -> Summary:
    """Raises NotFound for one that is not final: a draft is the office's alone."""
    with reading(request) as (bureau, db, now):
        if (plan, period) not in {(one.plan, one.period) for one in final_summaries(bureau, db)}:
            raise NotFound(NONE)
        return summary(bureau, db, now, plan, period)
