"""For watchers outside: /health says whether reminders go out, /metrics the same in figures. Each has its switch."""

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from yudu_flow.actions.processes.pulse import WorkDone, pulse
from yudu_flow.web.doors.access import Anybody
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

router = Room()


@router.get("/health")
def health(request: Request, visitor: Anybody) -> Response:
    """Live, ready, the last pass, how late the oldest due notice is, the backlog, each work; 503 while not ready."""
    hall = hall_of(request)
    if not hall.settings.health:
        raise HTTPException(404)
    now = hall.now()
    found = pulse(hall.bureau(), now)
    ready = found.is_ready(now)
    answer = {
        "live": True,
        "ready": ready,
        "last_pass_at": found.last_pass_at.isoformat() if found.last_pass_at else None,
        "oldest_due_seconds": round(found.late.total_seconds()),
        "backlog": found.backlog,
        "books_balance": found.imbalance == 0,
        "roles": {str(role): _work(work) for role, work in found.works.items()},
        "late": found.late_works(now),
        "missing": found.missing,
    }
    return JSONResponse(answer, 200 if ready else 503)


def _work(work: WorkDone) -> Record:
    """By the database's time; `due_since` is when the oldest that waits was due."""
    return {
        "processes": len(work.hosts),
        "last_pass_at": work.last_at.isoformat() if work.last_at else None,
        "last_pass_seconds": round(work.ago.total_seconds()) if work.ago is not None else None,
        "due_since": work.since.isoformat() if work.since else None,
    }


@router.get("/health/live")
def live(request: Request, visitor: Anybody) -> Response:
    """Whether the process answers at all."""
    if not hall_of(request).settings.health:
        raise HTTPException(404)
    return JSONResponse({"live": True})


@router.get("/metrics")
def metrics(request: Request, visitor: Anybody) -> Response:
    """The same figures as gauges."""
    hall = hall_of(request)
    if not hall.settings.metrics:
        raise HTTPException(404)
    from prometheus_client import CollectorRegistry, generate_latest  # loaded where somebody watches
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    # Anew for each answer: the library's own registry takes no gauge of one name twice.
    now, registry = hall.now(), CollectorRegistry()
    found = pulse(hall.bureau(), now)
    last = found.last_pass_at.timestamp() if found.last_pass_at else 0.0
    _gauge(registry, "yudu_flow_ready", "1 while reminders go out as they should", float(found.is_ready(now)))
    _gauge(registry, "yudu_flow_last_pass_timestamp_seconds", "When the last pass ran", last)
    _gauge(registry, "yudu_flow_oldest_due_seconds", "How long the oldest due notice waits", found.late.total_seconds())
    _gauge(registry, "yudu_flow_backlog_messages", "Messages that are due and not sent", found.backlog)
    _gauge(registry, "yudu_flow_books_imbalance", "Rungs that did not balance at the last count", found.imbalance)
    for role, work in found.works.items():
        _gauge(registry, f"yudu_flow_{role}_processes", "Processes that do this work", len(work.hosts))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _gauge(registry: "CollectorRegistry", name: str, words: str, value: float) -> None:
    from prometheus_client import Gauge

    Gauge(name, words, registry=registry).set(value)
