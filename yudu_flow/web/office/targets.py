"""All targets with their figures, their pace and their course; also as a workbook."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.running_period import opened_periods, running_period
from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.target_words import corrected_words, outlook_words, progress_words
from yudu_flow.actions.views.targets_view import lamp_word, target_book, targets_of
from yudu_flow.domain.errors import NotFound
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.figure_import import figure_pages
from yudu_flow.web.parts.pages import page
from yudu_flow.web.parts.papers import XLSX, download
from yudu_flow.web.parts.room import Room
from yudu_flow.web.parts.target_chart import target_chart
from yudu_flow.wording.periods import spell_period

router = Room()


@router.get("/office/targets")
def targets_page(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """Those that nobody knows first, then what lags, then the rest in the order of the plan."""
    month, found, periods = _found(request, period)
    shown = sorted(found, key=_need)
    return page(
        request,
        "office/targets.html",
        period=month,
        periods=periods,
        targets=shown,
        words=progress_words,
        outlook=outlook_words,
        corrected=corrected_words,
        lamp=lamp_word,
        chart=target_chart,
    )


def _need(one: Progress) -> tuple[bool, bool, float]:
    return not one.dark, not one.behind, -one.points if one.behind else 0.0


@router.get("/office/targets.xlsx")
def targets_file(request: Request, visitor: OfOffice, period: str = "") -> Response:
    """The same as a workbook."""
    month, found, _ = _found(request, period)
    if not month:
        raise NotFound("还没有开始的周期")
    hall = hall_of(request)
    name = f"{spell_period(month)}指标进度.xlsx"
    data = target_book(hall.bureau(), found, month, hall.now())
    return download(data, XLSX, name)


def _found(request: Request, period: str) -> tuple[str, tuple[Progress, ...], Sequence[str]]:
    with reading(request) as (bureau, db, now):
        month = chosen_period(period) or running_period(bureau, db, now)
        found = targets_of(bureau, db, now, month) if month else ()
        return month or "", found, opened_periods(bureau, db)


router.include_router(figure_pages("office", OfOffice))
