"""The audit (审计): every act by a person, newest first, and whether its chain is whole."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.audit_view import acts
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading
from yudu_flow.web.access import OfOffice
from yudu_flow.web.desk import LARGEST
from yudu_flow.web.hall import hall_of
from yudu_flow.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/office/audit")
def audit_page(request: Request, visitor: OfOffice, before: str = "") -> Response:
    """A hundred acts."""
    return _shown(request, before, None)


@router.get("/office/audit/verify")
def verify_page(request: Request, visitor: OfOffice) -> Response:
    """The newest acts, with what the whole chain says of itself."""
    bureau = hall_of(request).bureau()
    with reading(bureau.engine) as db:
        broken = tuple(audit.broken(db, bureau.key))
    return _shown(request, "", broken)


def _shown(request: Request, before: str, broken: tuple[int, ...] | None) -> Response:
    """`broken` are the places where the chain does not hold, None where nobody asked."""
    bureau = hall_of(request).bureau()
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 11 else None
    with reading(bureau.engine) as db:
        shown = acts(bureau, db, min(number, LARGEST - 1) if number else None)
    return page(request, "office/audit.html", audit=shown, broken=broken, paged=number is not None)
