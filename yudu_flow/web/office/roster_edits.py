"""Changing the roster from its pages: each form is one change, checked as `check` would, audited, in force at once."""

import re
from datetime import date
from unicodedata import normalize

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_roster import edit_roster
from yudu_flow.content.roster.changes import (
    AddPerson,
    Change,
    ChangeContact,
    ChangeHolder,
    RemoveAway,
    RenamePerson,
    SetAway,
    SetFirms,
    SetInCharge,
)
from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.doors.access import OfOffice, Visitor
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.hall import hall_of
from yudu_flow.web.parts.pages import go
from yudu_flow.web.parts.posted import Posted, text

router = APIRouter(include_in_schema=False)
ROSTER = "/office/roster"
KEPT = "已写入名册，马上生效"
NOT_YET = "已写入名册；但内容文件还有别的错误，改好以前仍按原来的名册运行"


@router.post("/office/roster/people")
def add_person(request: Request, visitor: OfOffice, form: Posted) -> Response:
    id = needed(form, "id", "请填写人员编号")
    name = needed(form, "name", "请填写姓名")
    change = AddPerson(id, name, text(form, "email"), mobile_in(form), text(form, "home"))
    return changed(request, visitor, form, change, ROSTER)


@router.post("/office/roster/posts")
def change_holder(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Somebody takes over a post."""
    change = ChangeHolder(text(form, "post"), text(form, "person"), day_needed(form, "from"))
    return changed(request, visitor, form, change, ROSTER)


@router.post("/office/roster/in-charge")
def set_in_charge(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Who is in charge of a unit."""
    return changed(request, visitor, form, SetInCharge(text(form, "unit"), text(form, "post")), ROSTER)


@router.post("/office/roster/firms")
def set_unit_firms(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """The firms that a unit is paired with, one a line."""
    return changed(request, visitor, form, SetFirms(text(form, "unit"), lines(form, "firms")), ROSTER)


@router.post("/office/roster/{person}/contact")
def change_contact(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """How somebody is reached."""
    return of_person(request, visitor, form, ChangeContact(person, text(form, "email"), mobile_in(form)), person)


@router.post("/office/roster/{person}/name")
def rename(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    return of_person(request, visitor, form, RenamePerson(person, needed(form, "name", "请填写姓名")), person)


@router.post("/office/roster/{person}/away")
def set_away(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """Away, with a deputy."""
    start, end = day_needed(form, "start"), day_needed(form, "end")
    return of_person(request, visitor, form, SetAway(person, start, end, text(form, "deputy")), person)


@router.post("/office/roster/{person}/back")
def remove_away(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """An absence is off."""
    return of_person(request, visitor, form, RemoveAway(person, day_needed(form, "start")), person)


@router.post("/office/roster/{person}/firms")
def set_firms(request: Request, visitor: OfOffice, form: Posted, person: str) -> Response:
    """The firms that somebody visits, one a line."""
    return of_person(request, visitor, form, SetFirms(person, lines(form, "firms")), person)


def of_person(request: Request, visitor: Visitor, form: FormData, change: Change, person: str) -> Response:
    """One change, and back to the person's page."""
    return changed(request, visitor, form, change, f"{ROSTER}/{person}")


def changed(request: Request, visitor: Visitor, form: FormData, change: Change, back: str) -> Response:
    """Make it, and have the files looked at, so that the next page shows what is in force."""
    hall, now = hall_of(request), hall_of(request).now()
    edit_roster(hall.settings.home, hall.bureau(), visitor.by, now, change, was=text(form, "was"))
    if hall.content:
        hall.content.refresh(now)
    return go(request, back, NOT_YET if hall.content and hall.content.findings else KEPT)


def mobile_in(form: FormData) -> str:
    """A mobile number without what people write for the eye: +86, blanks, hyphens, full-width digits."""
    typed = re.sub(r"[\s\-]", "", normalize("NFKC", text(form, "mobile")))
    return re.sub(r"^(\+|00)86(?=1)", "", typed)


def needed(form: FormData, name: str, missing: str) -> str:
    """A field that must not be empty. Raises BadRequest."""
    typed = text(form, name)
    if not typed:
        raise BadRequest(missing, needs=(name,))
    return typed


def day_needed(form: FormData, name: str) -> date:
    """A date that must be given. Raises BadRequest."""
    day = day_in(form, name)
    if day is None:
        raise BadRequest("请填写日期", needs=(name,))
    return day


def lines(form: FormData, name: str) -> tuple[str, ...]:
    """A text with one thing a line."""
    return tuple(line.strip() for line in text(form, name).splitlines() if line.strip())
