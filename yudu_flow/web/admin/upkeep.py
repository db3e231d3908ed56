"""Keeping it well (维护): the checks of `doctor`; backups made, listed and taken away, which a command puts back."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from yudu_flow.actions.access.sign_in import Proof
from yudu_flow.actions.processes.ways_out import Check
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.upkeep.checkup import examine
from yudu_flow.upkeep.kept_backups import KEPT, backups, last_taken, make_backup, take_backup
from yudu_flow.web.doors.access import OfAdmin
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.doors.throttle import ASK, PASSWORD
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
PAGE = "/admin/upkeep"


@router.get(PAGE)
def upkeep_page(request: Request, visitor: OfAdmin) -> Response:
    """The backups; the checks are made when asked for."""
    return _shown(request)


@router.get(f"{PAGE}/checkup")
def checkup_page(request: Request, visitor: OfAdmin) -> Response:
    """Every line of `doctor`. It signs in to the mail server, so not too often."""
    hall = hall_of(request)
    if not hall.throttle.allows(ASK, "checkup", str(visitor.account)):
        raise NotAllowed("体检太频繁，请过一会再试")
    return _shown(request, examine(hall.settings, hall.now()))


def _shown(request: Request, checks: list[Check] | None = None) -> Response:
    hall = hall_of(request)
    made, taken = backups(hall.settings), last_taken(hall.bureau())
    many = hall.settings.homes is not None
    return page(request, "upkeep.html", many=many, checks=checks, backups=made, taken=taken, kept=KEPT)


@router.post(f"{PAGE}/backups")
def backup_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """Make one while the administrator waits."""
    hall = hall_of(request)
    if not hall.throttle.allows(ASK, "backup", str(visitor.account)):
        raise NotAllowed("备份太频繁，请过一小时再试")
    made = make_backup(hall.settings, hall.bureau(), visitor.by, hall.now())
    return go(request, PAGE, f"已备份（{made.size / 1e6:.1f} MB），请下载，存到另一台机器上")


@router.post(f"{PAGE}/backups/{{name}}")
def taken_posted(request: Request, visitor: OfAdmin, form: Posted, name: str) -> Response:
    """Take one away: everything that the bureau has is in it, so the password is asked for again."""
    hall = hall_of(request)
    assert visitor.account is not None  # the gate asks for an administrator's account
    if not hall.throttle.allows(PASSWORD, "again", str(visitor.account)):
        raise NotAllowed("试得太频繁，请过一分钟再试")
    proof = Proof(str(form.get("password", "")), text(form, "code"))
    path = take_backup(hall.settings, hall.bureau(), visitor.account, name, proof, hall.now())
    return FileResponse(path, media_type="application/zip", filename=path.name)
