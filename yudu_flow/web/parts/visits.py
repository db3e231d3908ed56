"""The papers of visits, for pages and programs: a month's list, and the record of one."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.papers.visit_papers import month_list, visit_record
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.official import paper_file
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.wording.periods import spell_period


def visits_of_month(request: Request, period: str) -> Response:
    """The visits and calls of everybody; of this month where none is named."""
    with reading(request) as (bureau, db, now):
        chosen = chosen_period(period) or f"{local_day(now):%Y-%m}"
        return download(month_list(bureau, db, chosen, now), XLSX, f"{spell_period(chosen)}走访企业台账.xlsx")


def record_of_visit(request: Request, event: int) -> Response:
    """The record of the visit that is that event. Raises NotFound."""
    with reading(request) as (bureau, db, now):
        paper = visit_record(bureau, db, event, now)
    return paper_file(request, paper)
