"""The register of firms through the API: the office's."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.firm_entries import add_firm, change_firm, restore_firm, retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm
from yudu_flow.actions.views.firm_view import FirmLine, firm_page, register_now
from yudu_flow.domain.firm import FIELDS, FirmEntry, written
from yudu_flow.web.api.answers import WordFile, WorkbookFile
from yudu_flow.web.api.firm_shapes import FirmGone, FirmListed, FirmSaid, FirmWhole, Numbered, Pairing, Parting
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.api.shapes import PeriodName
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.visits import record_of_visit, visits_of_month
from yudu_flow.wording.record import Record

router = APIRouter(prefix="/firms", tags=["局办公室"], route_class=Measured)
Firm = Annotated[int, Path(ge=1, lt=LARGEST, description="企业编号")]
Month = Annotated[PeriodName | None, Query(description="周期，如 2020-09；不写为本月")]
Event = Annotated[int, Path(ge=1, lt=LARGEST, description="走访记录的编号")]


@router.get("", summary="企业名录", description="按名称、信用代码、联系人或标签查找；手机号码隐去中间四位。")
def listed_firms(
    request: Request,
    visitor: OfOfficeToken,
    text: Annotated[str, Query(description="要找的字", max_length=200)] = "",
    owner: Annotated[str, Query(description="只要这个单位或人对口的", max_length=200)] = "",
    gone: Annotated[Literal["yes", "no"], Query(description="yes 要已移出名录的")] = "no",
) -> list[FirmListed]:
    hall = hall_of(request)
    found = register_now(hall.bureau(), hall.now(), text=text, owner=owner, gone=gone == "yes")
    return [FirmListed.model_validate(_listed(one)) for one in found.lines]


@router.post("", summary="登记企业", description="登记一家企业；同一信用代码只登记一次。")
def add_one(request: Request, visitor: OfOfficeToken, said: FirmSaid) -> Numbered:
    hall = hall_of(request)
    return Numbered(id=add_firm(hall.bureau(), visitor.by, hall.now(), _entry(said), another=said.another))


@router.get(
    # Declared before `/{firm}`, which would take `visits.xlsx` for a number that cannot be read.
    "/visits.xlsx",
    summary="走访企业台账",
    description="Excel 文件：一个月里各单位的走访和电话联系；不写 period 为本月。",
    response_class=WorkbookFile,
)
def visits_file(request: Request, visitor: OfOfficeToken, period: Month = None) -> Response:
    return visits_of_month(request, period or "")


@router.get(
    "/visits/{event}.docx",
    summary="走访记录",
    description="Word 文件：一次走访的记录，供签字；event 见企业的全部经过。",
    response_class=WordFile,
)
def record_file(request: Request, visitor: OfOfficeToken, event: Event) -> Response:
    return record_of_visit(request, event)


@router.get("/{firm}", summary="一家企业", description="登记的内容、对口和全部经过。")
def whole_firm(request: Request, visitor: OfOfficeToken, firm: Firm) -> FirmWhole:
    with reading(request) as (bureau, db, now):
        page = firm_page(bureau, db, firm, now)
    course = [asdict(one) | {"visit": None if one.struck else one.visit or None} for one in page.course]
    row, visitors = page.firm, tuple(one.owner for one in page.held if one.now)
    line = FirmLine(row, row.mobile, visitors, page.last)
    return FirmWhole.model_validate({**_listed(line), "course": course})


@router.post("/{firm}/change", summary="修改企业", description="改写登记的内容；没有写的项目即为空。")
def change_one(request: Request, visitor: OfOfficeToken, firm: Firm, said: FirmSaid) -> Numbered:
    hall = hall_of(request)
    change_firm(hall.bureau(), firm, visitor.by, hall.now(), _entry(said), another=said.another)
    return Numbered(id=firm)


@router.post("/{firm}/pair", summary="对口", description="从某天起由某单位或某人走访。")
def pair_one(request: Request, visitor: OfOfficeToken, firm: Firm, said: Pairing) -> Numbered:
    hall = hall_of(request)
    pair_firm(hall.bureau(), firm, said.owner, visitor.by, hall.now(), said.since)
    return Numbered(id=firm)


@router.post("/{firm}/part", summary="不再对口", description="从某天起不再由某单位或某人走访。")
def part_one(request: Request, visitor: OfOfficeToken, firm: Firm, said: Parting) -> Numbered:
    hall = hall_of(request)
    end_pairing(hall.bureau(), firm, said.owner, visitor.by, hall.now(), said.until, said.reason)
    return Numbered(id=firm)


@router.post("/{firm}/retire", summary="移出名录", description="注销、迁出的企业，写明原因。")
def retire_one(request: Request, visitor: OfOfficeToken, firm: Firm, said: FirmGone) -> Numbered:
    hall = hall_of(request)
    retire_firm(hall.bureau(), firm, visitor.by, hall.now(), said.reason)
    return Numbered(id=firm)


@router.post("/{firm}/restore", summary="恢复到名录", description="已移出的企业重新走访。")
def restore_one(request: Request, visitor: OfOfficeToken, firm: Firm) -> Numbered:
    hall = hall_of(request)
    restore_firm(hall.bureau(), firm, visitor.by, hall.now())
    return Numbered(id=firm)


def _entry(said: FirmSaid) -> FirmEntry:
    return written({name: getattr(said, name) for name in FIELDS})


def _listed(line: FirmLine) -> Record:
    day, visitor = (line.last.day, line.last.owner) if line.last else (None, "")
    shown = {"mobile": line.mobile, "visitors": line.visitors, "last_visit": day, "last_visitor": visitor}
    return line.firm._asdict() | shown
