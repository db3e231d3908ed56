"""Help: one page a role, and one on putting a web server before the pages."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.table import OF_LEADERS, OF_OFFICE, OF_UNITS
from yudu_flow.web.doors.access import Anybody
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.room import Room

router = Room()
NGINX = Path(__file__).parent / "templates" / "help" / "nginx.conf"
ROLES = {"unit": "各单位", "office": "局办公室", "leader": "责任领导", "admin": "管理员", "publish": "发布网页"}

ACTS = {"unit": OF_UNITS, "office": OF_OFFICE, "leader": OF_LEADERS}


@router.get("/help")
def contents(request: Request, visitor: Anybody) -> Response:
    """Which page is for whom."""
    return page(request, "help/contents.html", roles=ROLES)


@router.get("/help/{role}")
def of_role(request: Request, visitor: Anybody, role: str) -> Response:
    """How one role does its work."""
    if role not in ROLES:
        raise HTTPException(404)
    nginx = NGINX.read_text("utf-8") if role == "publish" else ""
    return page(request, f"help/{role}.html", roles=ROLES, nginx=nginx, acts=ACTS.get(role, ()))
