"""The summary as it is printed, on any desk."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.papers.summary import Summary
from yudu_flow.actions.papers.summary_paper import dated, parts_of
from yudu_flow.actions.target_words import progress_words
from yudu_flow.domain.period import spell_date
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.pages import page
from yudu_flow.wording.numerals import numeral


def summary_as_printed(request: Request, shown: Summary, back: str, back_words: str, desk: str = "") -> Response:
    """Ready for A4. `back` is where its reader came from, `desk` the address of its files where they are offered."""
    hall = hall_of(request)
    roster = hall.bureau().roster
    return page(
        request,
        "office/summary-print.html",
        summary=shown,
        parts=parts_of(shown),
        numeral=numeral,
        words=progress_words,
        office=roster.office_in_full,
        dated=spell_date(dated(shown, hall.now())),
        back=back,
        back_words=back_words,
        desk=desk,
    )
