"""The office's files through the API: plans in force, rules, ladders, the calendar; read whole, tried, kept."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel
from starlette.requests import Request

from yudu_flow.actions.acts.edit_contents import FORMS, ContentForm, try_content
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.tried_beside import as_it_stands
from yudu_flow.actions.acts.whose_edit import saying_whose
from yudu_flow.actions.acts.write_back import digest
from yudu_flow.actions.views.change_effects import Effects, change_effects
from yudu_flow.content.entry_data import data_of
from yudu_flow.web.api.content_shapes import Changing, ContentKept, answer_of, said_of
from yudu_flow.web.api.gate import Measured, OfOfficeToken
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import Hall, hall_of
from yudu_flow.web.parts.entry_form import refresh

router = APIRouter(tags=["局办公室"], route_class=Measured)
ROOM = 3 * 2**20
PLAN = Annotated[str, Path(alias="plan", pattern=r"^[a-z0-9][a-z0-9-]{0,99}$", description="方案编号")]
BLOCK = Annotated[str, Path(alias="block", pattern=r"^[a-z0-9][a-z0-9-]{0,60}$", description="哪一段")]
YEAR = Annotated[str, Path(alias="year", pattern=r"^20[0-9]{2}$", description="年份")]
ONLY = Annotated[str, Depends(lambda: "")]
PLACES: dict[str, tuple[str, Any]] = {
    "plan": ("/plans/{plan}/content", PLAN),
    "rules": ("/rules", ONLY),
    "ladder": ("/rules/{block}", BLOCK),
    "year": ("/calendar/years/{year}", YEAR),
    "local": ("/calendar/local", ONLY),
}
"""Where each form has its address, and what of it names which."""


def _reading(form: ContentForm, named: Any) -> Callable[..., BaseModel]:
    shape = answer_of(form)

    def answer(request: Request, visitor: Visitor, name: str) -> BaseModel:
        found = form.read(hall_of(request).settings.home, name)
        return shape(fingerprint=found.seen, content=data_of(found.row))

    answer.__annotations__ |= {"visitor": OfOfficeToken, "name": named, "return": shape}
    return answer


def _writing(form: ContentForm, named: Any) -> Callable[..., ContentKept]:
    def answer(request: Request, visitor: Visitor, name: str, body: Any) -> ContentKept:
        return _made(request, visitor, form, name, body)

    answer.__annotations__ |= {"visitor": OfOfficeToken, "name": named, "body": said_of(form)}
    return takes(ROOM)(answer)


def _made(request: Request, visitor: Visitor, form: ContentForm, name: str, body: Changing) -> ContentKept:
    hall, now = hall_of(request), hall_of(request).now()
    home, given = hall.settings.home, body.model_dump()["content"]
    with saying_whose(hall.bureau(), home):
        tried = try_content(home, form, name, given, body.was, now)

    def keep() -> None:
        form.keep(hall.bureau(), visitor.by, now, tried, name, body.why)

    return answered(request, tried, None if body.dry_run else keep, form.doubts(name, tried.row))


def answered(
    request: Request, tried: Proposal, keep: Callable[[], None] | None, doubts: Sequence[str] = ()
) -> ContentKept:
    """What a change of a file does, kept where it says something new, and it is to be."""
    hall = hall_of(request)
    effects, note = _effects(hall, tried), ""
    if tried.new and keep:
        keep()
        note = refresh(request).lstrip("；")
    return ContentKept.model_validate(
        {
            "changed": tried.new,
            "saved": tried.new and keep is not None,
            "changes": tried.changes,
            "effects": effects.effects,
            "open": [{"title": title, "period": period, "open": count} for title, period, count in effects.open],
            "faults": [{"field": one.name, "message": one.message} for one in tried.faults],
            "doubts": [*doubts],
            "note": note,
            "fingerprint": digest(as_it_stands(hall.settings.home, tried.file)[0]),
        }
    )


def _effects(hall: Hall, tried: Proposal) -> Effects:
    """Before it is kept: afterwards it is what the bureau works by."""
    bureau = hall.bureau()
    if tried.content is None or not tried.new:
        return Effects((), ())
    with bureau.reading() as db:
        return change_effects(bureau, db, tried.content, hall.now())


SAYS = "fingerprint 修改时写在 was 里；内容改好照样写回。"
KEEPS = "先用 dry_run 看改了什么、从哪一期起有什么变化；被别人改过的不予保存（409）。已经开始的各期不变。"
for form in FORMS.values():
    path, named = PLACES[form.key]
    router.add_api_route(path, _reading(form, named), name=f"{form.key}_read", summary=form.words, description=SAYS)
    router.add_api_route(
        path,
        _writing(form, named),
        methods=["POST"],
        name=f"{form.key}_kept",
        summary=f"修改{form.words}",
        description=KEEPS,
    )
