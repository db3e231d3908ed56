"""The roster through the API: read whole, and every change of it; the office's and an administrator's."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Base64Bytes, BaseModel, StrictBool, create_model
from pydantic import Field as Info
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_roster import Tried, fingerprint, keep_tried, try_roster
from yudu_flow.actions.acts.import_roster import keep_import, try_import
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.roster_table import roster_sheets
from yudu_flow.actions.views.roster_listed import listed
from yudu_flow.actions.views.roster_moves import firm_moves, moves
from yudu_flow.actions.views.roster_workbook import roster_workbook
from yudu_flow.content.roster.changes import ROSTER_ACTS, Change
from yudu_flow.content.roster.declared import ChangeField, fields_of
from yudu_flow.web.api.answers import WorkbookFile
from yudu_flow.web.api.gate import ROOM, Measured, OfKeeperToken
from yudu_flow.web.api.roster_shapes import ImportKept, RosterKept, RosterWhole
from yudu_flow.web.api.shapes import PRINTED, Day, Given
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.wording.record import Record

router = APIRouter(prefix="/roster", tags=["局办公室"], route_class=Measured)
Words = Annotated[str, Info(max_length=400, pattern=PRINTED)]


class RosterChanging(Given):
    """What every change may say besides."""

    dry_run: StrictBool = Info(default=False, description="true 只看有什么变化，不保存")
    was: Words = Info(default="", description="看到的名册的指纹；之后被别人改过的，不予保存（409）")


class RosterFile(Given):
    content: Base64Bytes = Info(description="Excel 文件（.xlsx），Base64 编码")
    dry_run: StrictBool = Info(default=False, description="true 只列出结果，不保存")
    was: Words = Info(default="", description="看到的名册的指纹；之后被别人改过的，不予保存（409）")


@router.get(
    "", summary="名册", description="单位、领导岗位、集合、人员，今天由谁任职；fingerprint 供修改时写在 was 里。"
)
def whole_roster(request: Request, visitor: OfKeeperToken) -> RosterWhole:
    hall = hall_of(request)
    # Before the roster is read: what changes in between is refused as another one, never overwritten.
    seen = fingerprint(hall.settings.home)
    known = listed(hall.refresh(), local_day(hall.now()))
    return RosterWhole.model_validate({**known, "fingerprint": seen})


@router.get(
    ".xlsx",
    summary="名册的 Excel",
    description="单位、领导岗位、人员、集合各一张表；改好可以再导入。",
    response_class=WorkbookFile,
)
def roster_file(request: Request, visitor: OfKeeperToken) -> Response:
    hall = hall_of(request)
    return download(roster_workbook(hall.refresh(), hall.now()), XLSX, "名册.xlsx")


@router.post("/import", summary="从 Excel 导入名册", description="逐行列出结果；有一行不收，整张表都不存。")
@takes(ROOM)
def take_in(request: Request, visitor: OfKeeperToken, body: RosterFile) -> ImportKept:
    hall = hall_of(request)
    rows = roster_sheets(body.content)
    home, bureau, now = hall.settings.home, hall.refresh(), hall.now()
    done = try_import(home, bureau, visitor.by, now, rows, was=body.was or None, admin=visitor.admin)
    moved = _moved(bureau, done.tried, now)
    if not body.dry_run:
        done = keep_import(bureau, now, done)
        hall.refresh()
    told = {"saved": done.saved, "rows": done.outcomes, "unread": done.unread, "fingerprint": fingerprint(home)}
    return ImportKept.model_validate(told | moved)


def _shape(change: type) -> type[BaseModel]:
    """Named like the change, its fields described by their words."""
    made: dict[str, Any] = {one.name: (_type(one), _info(one)) for one in fields_of(change)}
    shape: type[BaseModel] = create_model(f"Roster{change.__name__}", __base__=RosterChanging, **made)
    return shape


def _type(field: ChangeField) -> Any:
    if field.said.choices:
        kind: Any = Literal[tuple(field.said.choices)]
    else:
        kind = {date: Day, tuple: list[Words]}.get(field.kind, Words)
    return kind | None if field.default is None else kind


def _info(field: ChangeField) -> Any:
    default = ... if field.needed else [] if field.default == () else field.default
    return Info(default, description=field.said.says)


def _answering(change: type) -> Callable[..., RosterKept]:
    def answer(request: Request, visitor: Visitor, body: RosterChanging) -> RosterKept:
        said = {one.name: getattr(body, one.name) for one in fields_of(change)}
        said = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
        return _made(request, visitor, change(**said), body)

    answer.__annotations__ |= {"visitor": OfKeeperToken, "body": _shape(change)}
    return answer


def _made(request: Request, visitor: Visitor, change: Change, body: RosterChanging) -> RosterKept:
    hall, now = hall_of(request), hall_of(request).now()
    home, bureau = hall.settings.home, hall.refresh()
    tried = try_roster(home, bureau, visitor.by, now, change, was=body.was or None, admin=visitor.admin)
    moved = _moved(bureau, tried if tried.changed else None, now)
    if tried.changed and not body.dry_run:
        keep_tried(bureau, now, tried)
        hall.refresh()
    saved = tried.changed and not body.dry_run
    told = {"changed": tried.changed, "saved": saved, "fingerprint": fingerprint(home)}
    return RosterKept.model_validate(told | moved)


def _moved(bureau: Bureau, tried: Tried | None, now: datetime) -> Record:
    """What it moves, before it is kept."""
    if tried is None:
        return {"moves": (), "firms": ()}
    after = tried.content.roster
    return {"moves": moves(bureau, after, now), "firms": firm_moves(bureau, after, now)}


for change, act in ROSTER_ACTS.items():
    router.add_api_route(
        f"/{act.path}",
        _answering(change),
        methods=["POST"],
        name=act.path.replace("-", "_"),
        summary=act.words,
        description=act.says,
    )
