"""The register of firms (企业名录): the list, one firm's page, its forms, and workbooks in and out."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.firm_entries import add_firm, change_firm, restore_firm, retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm
from yudu_flow.actions.acts.import_firms import import_firms
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.papers.firm_table import firm_rows
from yudu_flow.actions.views.firm_view import RegisterShown, firm_page, register_now, visitors_on
from yudu_flow.actions.views.firm_workbook import firms_template, firms_workbook
from yudu_flow.actions.views.requests_view import requests_of_firm
from yudu_flow.domain.firm import FIELDS, FirmEntry, written
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import Id, day_in, line_in, number_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.visits import record_of_visit, visits_of_month
from yudu_flow.web.parts.workbooks import stored, tried, workbook_in

router = Room()
LIST = "/office/firms"
IMPORT = f"{LIST}/import"
ROOM = 8 * 2**20
"""Bytes of a workbook with some thousand firms, as a file or in Base64."""


@router.get(LIST)
def firms_page(request: Request, visitor: OfOffice, text: str = "", owner: str = "", gone: str = "") -> Response:
    """The list, what is missing, and the form for one more."""
    shown = _register(request, text, owner, gone)
    asked = {"text": text, "owner": owner, "gone": gone}
    return page(request, "office/firms.html", register=shown, asked=asked, owners=_owners(request))


@router.post(LIST)
def add_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """One more firm, paired at once where somebody is chosen."""
    hall, now, owner = hall_of(request), hall_of(request).now(), text(form, "owner")
    firm = add_firm(hall.bureau(), visitor.by, now, _entry(form), another=bool(text(form, "another")))
    if owner:
        pair_firm(hall.bureau(), firm, owner, visitor.by, now)
    return go(request, f"{LIST}/{firm}", "已登记")


@router.get(IMPORT)
def import_page(request: Request, visitor: OfOffice) -> Response:
    return tried(request, "office/firms-import.html", IMPORT)


@router.post(IMPORT)
@takes(ROOM)
def import_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """What would come of each row; stored where that was asked for and none is refused."""
    data = workbook_in(form)
    hall, rows = hall_of(request), firm_rows(data)
    done = import_firms(hall.bureau(), visitor.by, hall.now(), rows, save=bool(text(form, "save")))
    if done.saved:
        return go(request, LIST, f"已存入名录：{stored(done, '家')}")
    return tried(request, "office/firms-import.html", IMPORT, done, data)


@router.get(f"{LIST}.xlsx")
def workbook(
    request: Request, visitor: OfOffice, text: str = "", owner: str = "", gone: str = "", mobiles: str = ""
) -> Response:
    """What the list shows."""
    shown, bureau, now = _register(request, text, owner, gone), hall_of(request).bureau(), hall_of(request).now()
    data = firms_workbook(shown.lines, bureau.roster.bureau_name, now, whole=bool(mobiles))
    return download(data, XLSX, "企业名录.xlsx")


@router.get(f"{LIST}/visits.xlsx")
def month_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The month's visits and calls, of everybody."""
    return visits_of_month(request, period)


@router.get(f"{LIST}/visits/{{event:int}}.docx")
def record_file(request: Request, visitor: OfOffice, event: Id) -> Response:
    """The record of one visit, to be signed."""
    return record_of_visit(request, event)


@router.get(f"{LIST}/template.xlsx")
def template(request: Request, visitor: OfOffice) -> Response:
    """An empty workbook to fill in."""
    hall = hall_of(request)
    return download(firms_template(hall.bureau().roster.bureau_name, hall.now()), XLSX, "企业名录模板.xlsx")


@router.get(f"{LIST}/{{firm:int}}")
def firm_shown(request: Request, visitor: OfOffice, firm: Id) -> Response:
    """One firm with everything about it."""
    with reading(request) as (bureau, db, now):
        view, asked = firm_page(bureau, db, firm, now), requests_of_firm(bureau, db, firm, now)
    return page(request, "office/firm.html", view=view, owners=_owners(request), asked=asked)


@router.post(f"{LIST}/{{firm:int}}/change")
def change_posted(request: Request, visitor: OfOffice, form: Posted, firm: Id) -> Response:
    hall, another = hall_of(request), bool(text(form, "another"))
    seen = number_in(form, "seen")
    changed = change_firm(hall.bureau(), firm, visitor.by, hall.now(), _entry(form), seen=seen, another=another)
    return go(request, f"{LIST}/{firm}", "已修改" if changed else "没有改动")


@router.post(f"{LIST}/{{firm:int}}/pair")
def pair_posted(request: Request, visitor: OfOffice, form: Posted, firm: Id) -> Response:
    """Somebody visits it from a day on."""
    hall, since = hall_of(request), day_in(form, "since")
    owner = pair_firm(hall.bureau(), firm, text(form, "owner"), visitor.by, hall.now(), since)
    return go(request, f"{LIST}/{firm}", f"已登记由{owner}对口")


@router.post(f"{LIST}/{{firm:int}}/part")
def part_posted(request: Request, visitor: OfOffice, form: Posted, firm: Id) -> Response:
    """Somebody visits it no more."""
    hall, until, why = hall_of(request), day_in(form, "until"), line_in(form, "reason")
    owner = end_pairing(hall.bureau(), firm, text(form, "owner"), visitor.by, hall.now(), until, why)
    return go(request, f"{LIST}/{firm}", f"{owner}不再对口")


@router.post(f"{LIST}/{{firm:int}}/retire")
def retire_posted(request: Request, visitor: OfOffice, form: Posted, firm: Id) -> Response:
    """Out of the register."""
    hall, why = hall_of(request), line_in(form, "reason", "请写明为什么移出名录，如注销、迁出")
    retire_firm(hall.bureau(), firm, visitor.by, hall.now(), why)
    return go(request, f"{LIST}/{firm}", "已移出名录")


@router.post(f"{LIST}/{{firm:int}}/restore")
def restore_posted(request: Request, visitor: OfOffice, form: Posted, firm: Id) -> Response:
    hall = hall_of(request)
    restore_firm(hall.bureau(), firm, visitor.by, hall.now())
    return go(request, f"{LIST}/{firm}", "已恢复")


def _register(request: Request, text: str, owner: str, gone: str) -> RegisterShown:
    hall = hall_of(request)
    return register_now(hall.bureau(), hall.now(), text=text, owner=owner, gone=bool(gone))


def _owners(request: Request) -> list[str]:
    """Whom a firm may be paired with: those who owe visits first, then all units."""
    hall = hall_of(request)
    bureau = hall.bureau()
    day = local_day(hall.now())
    return [*dict.fromkeys((*(one.owner for _, one in visitors_on(bureau, day)), *bureau.roster.standing(day)))]


def _entry(form: FormData) -> FirmEntry:
    return written({name: text(form, name) for name in FIELDS})
