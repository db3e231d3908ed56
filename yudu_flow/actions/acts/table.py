"""All acts about an obligation, in the order in which people read of them: units, the office, leaders."""

from collections.abc import Callable, Iterable
from datetime import datetime

from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.answer_request import answer_request
from yudu_flow.actions.acts.appeal_case import appeal_case, decide_appeal
from yudu_flow.actions.acts.call_back import call_back
from yudu_flow.actions.acts.case_measures import check_measures, measure_case
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.extension import ask_again, ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import file_report, register_page, register_report, seal_report
from yudu_flow.actions.acts.firm_lost import decide_lost, report_lost, withdraw_lost
from yudu_flow.actions.acts.give_figure import correct_figure, give_figure
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.log_call import log_call
from yudu_flow.actions.acts.not_ours import answer_not_ours, not_ours
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.report_done import close_item, report_done
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.revoke_links import revoke_links
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.acts.settle_request import close_request, decide_request
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import REPORTED

VERBS: tuple[Verb[...], ...] = (
    file_report,
    seal_report,
    give_figure,
    ask_extension,
    explain,
    withdraw_request,
    record_visit,
    strike_visit,
    report_lost,
    withdraw_lost,
    object_to_case,
    measure_case,
    appeal_case,
    hand_back,
    report_done,
    answer_request,
    not_ours,
    call_back,
    accept_report,
    return_report,
    register_report,
    register_page,
    ask_again,
    decide_extension,
    decide_explanation,
    answer_hand_back,
    answer_not_ours,
    close_request,
    decide_lost,
    waive,
    correct_record,
    correct_figure,
    log_call,
    urge,
    release_held,
    note,
    revoke_links,
    close_item,
    check_measures,
    close_case,
    decide_case,
    decide_appeal,
    decide_request,
)
BY_HAND = (file_report, seal_report, register_report, register_page, report_done)
"""What comes with files, whose pages, routes and commands are written out."""
OF_UNITS = tuple(one for one in VERBS if one.deed.doers is Doers.OWNERS)
OF_LEADERS = tuple(one for one in VERBS if one.deed.doers in (Doers.DECIDER, Doers.APPELLATE))
OF_OFFICE = tuple(one for one in VERBS if one not in (*OF_UNITS, *OF_LEADERS))


OF_GIVERS = (close_item, return_report)
"""What whoever gave something to a unit does about it on a desk of their own."""


def meant(verb: Verb[...], look: Callable[[], Sight], at: datetime) -> Verb[...]:
    """Of the two acts at one address the one that fits: what is done is confirmed, else its case is struck off.

    Where neither does, what is confirmed already says so, and what has no case that nothing waits to be confirmed.
    """
    if verb is not close_item or close_item.fits(sight := look(), at):
        return verb
    state = sight.state
    item = sight.owed.kind in REPORTED and (state.case is None or state.accepted_at) and not close_case.fits(sight, at)
    return close_item if item else close_case


def addressed(verbs: Iterable[Verb[...]]) -> tuple[Verb[...], ...]:
    """Those of them that have an address by themselves."""
    return tuple(one for one in verbs if one is not close_case)


def doors(sight: Sight, at: datetime) -> frozenset[str]:
    """The names of the acts to which a page of that obligation has a door."""
    return frozenset(one.name for one in VERBS if one.fits(sight, at))
