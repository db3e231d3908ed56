"""What firms ask for, for units and for who visits firms: what they have a part in, and the form that records one."""

from starlette.requests import Request

from yudu_flow.actions.acts.open_request import visits_firms
from yudu_flow.actions.bureau import local_day
from yudu_flow.web.doors.access import OfUnit, Visitor
from yudu_flow.web.doors.hall import reading
from yudu_flow.web.parts.requests import request_pages


def _may_open(request: Request, visitor: Visitor) -> bool:
    with reading(request) as (bureau, db, now):
        return visits_firms(bureau, db, visitor.person, local_day(now))


router = request_pages("mine", OfUnit, _may_open)
