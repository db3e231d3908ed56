"""The month's summary (汇总): reports put together, edited by the office, printed in official layout."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.edit_summary import Edit, edit_summary, set_state
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.summary import (
    FINAL,
    OPENING,
    TIMELINESS,
    Summary,
    period_to_compile,
    plan_to_compile,
    plans_with_reports,
    summary,
)
from yudu_flow.actions.papers.summary_paper import summary_paper
from yudu_flow.actions.running_period import reported_periods
from yudu_flow.actions.target_words import progress_words
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.desk import number_in
from yudu_flow.web.parts.official import PaperKind, paper_file
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import ROOM, STALE, Posted, text
from yudu_flow.web.parts.printed_summary import summary_as_printed
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.contents import SECTIONS

router = Room()
TEXT, CHECKED, PICK = "text:", "checked:", "pick:"
THEIRS = "theirs"
HEADINGS = {OPENING: "开头", TIMELINESS: "报送情况", **SECTIONS}


@router.get("/office/summary")
def summary_page(request: Request, visitor: OfOffice, period: str = "", plan: str = "") -> Response:
    """The summary to read and edit, with the source of each paragraph beside it."""
    with reading(request) as (bureau, db, now):
        months, shown = reported_periods(bureau, db), _shown(bureau, db, now, period, plan)
    plans = plans_with_reports(bureau)
    if shown is None:
        return page(request, "office/summary-empty.html")
    return page(request, "office/summary.html", summary=shown, periods=months, plans=plans, words=progress_words)


@router.get("/office/summary/print")
def print_page(request: Request, visitor: OfOffice, period: str = "", plan: str = "") -> Response:
    """The paper, ready to be printed on A4."""
    with reading(request) as (bureau, db, now):
        shown = _shown(bureau, db, now, period, plan)
    if shown is None:
        return page(request, "office/summary-empty.html")
    return summary_as_printed(request, shown, _path(shown.plan, shown.period), "返回编辑")


@router.get("/office/summary.{kind}")
def summary_file(request: Request, visitor: OfOffice, kind: PaperKind, period: str = "", plan: str = "") -> Response:
    """The paper for Word, or as PDF."""
    with reading(request) as (bureau, db, now):
        shown = _shown(bureau, db, now, period, plan)
    if shown is None:
        raise NotFound("还没有可以汇总的月份")
    return paper_file(request, summary_paper(bureau, shown, now), kind)


@router.post("/office/summary")
@takes(ROOM)
def save(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Save what was edited; what somebody else wrote differently in between is shown beside it, to choose."""
    hall, (plan, period) = hall_of(request), _place(form)
    reopen = bool(text(form, "reopen"))
    done = edit_summary(hall.bureau(), plan, period, visitor.by, hall.now(), dict(_edits(form)), reopen=reopen)
    saved = len(done.saved)
    if done.clashes:
        context = {"summary": done.shown, "clashes": done.clashes, "saved": saved, "headings": HEADINGS}
        return page(request, "office/summary-clash.html", status=409, **context)
    return go(request, _path(plan, period), f"已保存，改动{saved}段" if saved else "没有改动")


@router.post("/office/summary/state")
def state(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Make it final, or a draft again."""
    hall, (plan, period), chosen = hall_of(request), _place(form), text(form, "state")
    set_state(hall.bureau(), plan, period, visitor.by, hall.now(), number_in(form, "version"), chosen)
    return go(request, _path(plan, period), "已定稿" if chosen == FINAL else "已改回草稿")


def _shown(bureau: Bureau, db: Connection, now: datetime, period: str, plan: str) -> Summary | None:
    """The summary of the chosen month and plan; None before anything was opened."""
    month = chosen_period(period) or period_to_compile(bureau, db, now)
    chosen = plan or (plan_to_compile(bureau, db, month) if month else None)
    return summary(bureau, db, now, chosen, month) if month and chosen else None


def _place(form: FormData) -> tuple[str, str]:
    """The plan and month that a form is about."""
    month = chosen_period(text(form, "period"))
    if month is None:
        raise BadRequest(STALE)
    return text(form, "plan"), month


def _path(plan: str, period: str) -> str:
    return f"/office/summary?period={period}&plan={plan}"


def _edits(form: FormData) -> Iterator[tuple[str, Edit]]:
    """The paragraphs of a form: each field's name holds the digests of its source, and of what was written there.

    Where one was asked to choose, only what was chosen is one's edit.
    """
    for name in form:
        if name.startswith(TEXT):
            over, seen, key = (*name.removeprefix(TEXT).split(":", 2), "", "")[:3]
            if text(form, PICK + key) != THEIRS:
                yield key, Edit(text(form, name), over, seen, bool(text(form, CHECKED + key)))
