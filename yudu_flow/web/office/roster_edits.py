"""Changing the roster from its pages: each form is one change of the table, checked as `check` would, audited.

What moves duties or messages is shown first with the difference that it makes, and saved at the second press.
"""

from dataclasses import MISSING
from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_roster import Tried, keep_tried, try_roster
from yudu_flow.content.roster.changes import ROSTER_ACTS, Change
from yudu_flow.content.roster.declared import ChangeField, fields_of
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.names import names_in
from yudu_flow.web.doors.access import OfKeepers
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.office.roster_tried import what_moves
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.sent import OURS, PAGE, sent_by

router = Room()
ROSTER = "/office/roster"
KEPT = "已写入名册，马上生效"
NOT_YET = "已写入名册；但内容文件还有别的错误，改好以前仍按原来的名册运行"
SAME = "没有改动"
NOT_SAVED = "还没有保存，改好后再提交"
BY_PATH = {act.path: change for change, act in ROSTER_ACTS.items()}


@router.post("/office/roster/change/{act}")
def changed(request: Request, visitor: OfKeepers, form: Posted, act: str) -> Response:
    """Make the change, or show first what it moves."""
    kind = BY_PATH.get(act)
    if kind is None:
        raise NotFound("没有这一页")
    # A refusal is what brings a form back as it was filled in, and that is all this button is to do.
    if text(form, "back"):
        raise BadRequest(NOT_SAVED)
    hall, change = hall_of(request), change_in(form, kind)
    tried = try_roster(
        hall.settings.home,
        hall.bureau(),
        visitor.by,
        hall.now(),
        change,
        was=text(form, "was"),
        admin=visitor.admin,
    )
    if ROSTER_ACTS[kind].moves and tried.changed and not text(form, "sure") and hall.bureau().content.plans:
        return _shown_first(request, form, act, tried)
    return saved(request, tried, _back(request, form))


def saved(request: Request, tried: Tried, back: str, about: str = "") -> Response:
    """Write it, have the files looked at so that the next page shows what is in force, and go there."""
    hall, now = hall_of(request), hall_of(request).now()
    if not tried.changed:
        return go(request, back, SAME)
    keep_tried(hall.bureau(), now, tried, about)
    hall.refresh()
    return go(request, back, NOT_YET if hall.findings else KEPT)


def _shown_first(request: Request, form: FormData, act: str, tried: Tried) -> Response:
    hall = hall_of(request)
    sent = sent_by(request, form)
    return page(
        request,
        "office/roster-tried.html",
        act=ROSTER_ACTS[BY_PATH[act]],
        said=[(name, value) for name, value in (sent.fields if sent else ()) if name not in ("sure", "back")],
        stood=(PAGE, sent.page if sent else ROSTER),
        moved=what_moves(hall, tried),
        back=_back(request, form),
    )


def _back(request: Request, form: FormData) -> str:
    """The page that a form names, else the list."""
    to = text(form, "then")
    return to if to.startswith(ROSTER) and OURS.match(to) else ROSTER


def change_in(form: FormData, kind: type) -> Change:
    """The change that a form says; a field that it has not is left as it is."""
    said = {field.name: _said(form, field) for field in fields_of(kind) if field.name in form or field.needed}
    made: Change = kind(**said)
    return made


def _said(form: FormData, field: ChangeField) -> Any:
    if field.kind is date:
        day = day_in(form, field.name)
        if day is None and field.default is MISSING:
            raise BadRequest(field.said.missing, needs=(field.name,))
        return day
    return _names(form, field.name) if field.kind is tuple else text(form, field.name)


def _names(form: FormData, name: str) -> tuple[str, ...]:
    """Names of a field that came several times, or one a line, or with any mark between them."""
    said = "\n".join(value for value in form.getlist(name) if isinstance(value, str))
    return tuple(dict.fromkeys(names_in(said)))
