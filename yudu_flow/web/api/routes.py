"""The JSON API: the acts of the pages for other programs, under /api/v1, described by /api/v1/openapi.json."""

from fastapi import APIRouter
from starlette.requests import Request

from yudu_flow.web.api import (
    acts,
    archives,
    contents,
    firms,
    layouts,
    messages,
    notices,
    office_papers,
    plans,
    reads,
    requests,
    revisions,
    roster,
    search,
    several,
    summary,
    targets,
)
from yudu_flow.web.api.gate import REFUSALS, Known

PREFIX = "/api/v1"
router = APIRouter(prefix=PREFIX)
parts = (
    reads.router,
    acts.units,
    acts.office,
    messages.router,
    firms.router,
    plans.router,
    revisions.router,
    contents.router,
    notices.router,
    roster.router,
    targets.router,
    office_papers.router,
    layouts.router,
    archives.router,
    several.router,
    search.router,
    summary.router,
    acts.leaders,
    acts.giving,
    requests.router,
)
for part in parts:
    router.include_router(part, responses=REFUSALS)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request, visitor: Known) -> dict[str, object]:
    """What there is, for programs that read OpenAPI; no data. The pages stay out of it, and strangers too."""
    described: dict[str, object] = request.app.openapi()
    return described
