"""What a unit does about one item besides reporting."""

from starlette.datastructures import FormData

from yudu_flow.actions.acts.table import BY_HAND, OF_UNITS
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.forms import forms


def back(_visitor: Visitor, _form: FormData, id: int) -> str:
    return f"/mine/{id}"


router = forms("mine", Visitor.answers_for, back, [one for one in OF_UNITS if one not in BY_HAND])
