"""The audit (审计): every act by a person, newest first, and whether its chain is whole."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.views.audit_view import acts
from yudu_flow.actions.views.verify_audit import Verified, verify_audit
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import LARGEST
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.room import Room

router = Room()


@router.get("/office/audit")
def audit_page(request: Request, visitor: OfOffice, before: str = "") -> Response:
    return _shown(request, before, None)


@router.get("/office/audit/verify")
def verify_page(request: Request, visitor: OfOffice) -> Response:
    """The newest acts, with whether the whole audit holds."""
    bureau = hall_of(request).bureau()
    return _shown(request, "", verify_audit(bureau, hall_of(request).store))


def _shown(request: Request, before: str, found: Verified | None) -> Response:
    """`found` is what the audit was found to be, None where nobody asked."""
    bureau = hall_of(request).bureau()
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 11 else None
    with bureau.reading() as db:
        shown = acts(bureau, db, min(number, LARGEST - 1) if number else None)
    return page(request, "office/audit.html", audit=shown, found=found, paged=number is not None)
