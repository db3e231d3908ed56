"""Something given to units by a form, of a leader's desk or the office's."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import text


def several(form: FormData, name: str) -> list[str]:
    """Everything that was chosen in a field."""
    return [typed for typed in form.getlist(name) if isinstance(typed, str) and typed]


def give(request: Request, visitor: Visitor, form: FormData, to: Sequence[str], about: str, back: str) -> Response:
    """Give it in the visitor's name, and back to the page."""
    hall, due = hall_of(request), day_in(form, "due")
    urgency = "" if due else text(form, "urgency")
    words = Errand(text(form, "text"), due, urgency, about, text(form, "reason"))
    given = instruct(hall.bureau(), to, visitor.by, hall.now(), words)
    unreached = [one.sight.owed.owner for one in given if one.unreached]
    told = f"已交办；{'、'.join(unreached)}没有可用的邮箱，请电话告知" if unreached else "已交单位办理"
    return go(request, back, told)
