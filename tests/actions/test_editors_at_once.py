"""Two at the same instant: at two files of the content, each right by itself, and at reports that others accept.

Two at one file: test_draft_races, test_edit_roster.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON, OTHER_CLERK, Desk, change, desk_in, report_of
from yudu_flow.actions.acts.edit_contents import PLAN
from yudu_flow.actions.acts.edit_file import Proposal
from yudu_flow.actions.acts.edit_roster import edit_roster, keep_tried, try_roster
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.one_by_one import Chosen, one_by_one
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.content.home import Content, read_content
from yudu_flow.content.roster.changes import AddUnit, RemoveUnit

NEW, OF = "新股", "wenjiuye-2020"
POSTS = "    liaison: {holders: [{person: su-he}]}\n    head: {holders: [{person: su-he}]}\n"


@pytest.fixture
def with_new(desk: Desk, home: Path) -> Path:
    """A unit to which nothing is given yet."""
    change(home, "config/roster.yaml", "  社保中心:\n", f"  {NEW}:\n    kind: section\n{POSTS}  社保中心:\n")
    desk.bureau = desk_in(home, desk.bureau.engine.url.render_as_string(hide_password=False), desk.clock).bureau
    return home


def given(desk: Desk, home: Path) -> Proposal:
    """The plan's first assignment, to the new unit."""
    sheet = PLAN.read(home, OF)
    part, *parts = sheet.row.lists["parts"]
    measure, *measures = part.lists["measures"]
    first, *others = measure.lists["assignments"]
    first = replace(first, said={**first.said, "units": NEW})
    measure = replace(measure, lists={**measure.lists, "assignments": (first, *others)})
    part = replace(part, lists={**part.lists, "measures": (measure, *measures)})
    row = replace(sheet.row, lists={**sheet.row.lists, "parts": (part, *parts)})
    return PLAN.propose(home, OF, row, sheet.seen, desk.clock())


def give(desk: Desk, home: Path) -> None:
    PLAN.keep(desk.bureau, OTHER_CLERK, desk.clock(), given(desk, home))


def take_out(desk: Desk, home: Path) -> None:
    edit_roster(home, desk.bureau, CLERK, desk.clock(), RemoveUnit(NEW))


def test_a_plan_is_not_given_to_a_unit_that_was_just_taken_out(desk: Desk, with_new: Path) -> None:
    """Both were kept, and the bureau had files by which nothing could begin."""
    proposal = given(desk, with_new)
    take_out(desk, with_new)
    with pytest.raises(BrokenFiles, match=f"没有单位“{NEW}”"):
        PLAN.keep(desk.bureau, OTHER_CLERK, desk.clock(), proposal)
    assert right(with_new)


def test_a_unit_is_not_taken_out_to_which_a_plan_was_just_given(desk: Desk, with_new: Path) -> None:
    tried = try_roster(with_new, desk.bureau, CLERK, desk.clock(), RemoveUnit(NEW))
    give(desk, with_new)
    with pytest.raises(BrokenFiles, match=f"没有单位“{NEW}”"):
        keep_tried(desk.bureau, desk.clock(), tried)
    assert right(with_new)


def test_what_does_not_touch_the_other_file_is_kept_beside_it(desk: Desk, with_new: Path) -> None:
    tried = try_roster(with_new, desk.bureau, CLERK, desk.clock(), AddUnit("另一股"))
    give(desk, with_new)
    keep_tried(desk.bureau, desk.clock(), tried)
    content = right(with_new)
    [(_, first), *_] = content.plans[0].assignments()
    assert ("另一股" in content.roster.units, first.units) == (True, (NEW,))


def right(home: Path) -> Content:
    """The content, which has no error."""
    content, findings = read_content(home, date(2020, 9, 21))
    assert content, findings
    return content


def test_several_accepted_pass_by_what_was_filed_anew(desk: Desk) -> None:
    """What the list showed was returned meanwhile by somebody else, and is another report by now."""
    desk.at("2020-09-21T09:00")
    seen = {unit: desk.file(unit, "2020-09-22T09:00") for unit in (JOBS, INSURANCE)}
    return_report(desk.bureau, report_of(JOBS), OTHER_CLERK, desk.clock(), reason="数字不对")
    file_report(desk.bureau, report_of(JOBS), LIAISON[JOBS], desk.clock(), Report("已改正"))
    chosen = [Chosen(done.sight.owed.id, done.event_id) for done in seen.values()]
    outcome = one_by_one(desk.bureau, accept_report, chosen, CLERK, desk.clock())
    assert [owed.owner for owed in outcome.done] == [INSURANCE]
    [(owed, why)] = outcome.refused
    assert (owed.owner, "苏禾刚刚办理过这一事项" in why) == (JOBS, True)
