"""The one reporter of a target, where that unit ends: it …

社保中心, asked for 参保人数 until the end of September, goes into 仲裁股, which bears the assignment beside it.
"""

from dataclasses import replace
from datetime import date

import pytest

from tests.actions.test_slow_targets import FIGURE, OCTOBER, month
from tests.bureau import DISPUTES, INSURANCE, LIAISON, SEPTEMBER, TRAINING, Desk, report_of
from yudu_flow.actions.acts.doubt_figures import doubt_figures
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.paces import asked
from yudu_flow.actions.target_figures import Progress
from yudu_flow.actions.views.targets_view import targets_of
from yudu_flow.domain.errors import BadRequest, Doubted
from yudu_flow.storage import obligations


def ends(desk: Desk, into: str | None) -> None:
    roster = desk.bureau.roster
    gone = replace(roster.units[INSURANCE], until=date(2020, 9, 30), into=into)
    content = replace(desk.bureau.content, roster=replace(roster, units=roster.units | {INSURANCE: gone}))
    desk.bureau = replace(desk.bureau, content=content)


def asks(desk: Desk, period: str = OCTOBER) -> dict[str, list[str]]:
    with desk.bureau.reading() as db:
        rows = obligations.listed(db, desk.bureau.key, period=period, duty="report")
        return {row.owner: [one.name for one in found] for row in rows if (found := asked(desk.bureau, row))}


def stands(desk: Desk, period: str = OCTOBER) -> Progress:
    with desk.bureau.reading() as db:
        [found] = targets_of(desk.bureau, db, desk.clock(), period)
    return found


def follower_files(desk: Desk, value: float, period: str, when: str, unit: str = DISPUTES) -> None:
    said = Report("已落实", figures={FIGURE: value})
    file_report(desk.bureau, report_of(unit, period), LIAISON[unit], desk.clock.set(when), said)


@pytest.mark.parametrize(("into", "after"), [(DISPUTES, DISPUTES), (TRAINING, TRAINING), (None, DISPUTES)])
def test_the_figure_is_asked_of_who_comes_after_else_of_the_next_who_bears_it(
    desk: Desk, into: str | None, after: str
) -> None:
    month(desk, 36500, SEPTEMBER)
    ends(desk, into)
    desk.until("2020-10-22T09:00")
    assert (asks(desk, SEPTEMBER), asks(desk)) == ({INSURANCE: [FIGURE]}, {after: [FIGURE]})
    assert (stands(desk).owner, stands(desk).value) == (after, 36500)
    follower_files(desk, 40200, OCTOBER, "2020-10-22T10:00", after)
    assert [(period, value) for period, _, _, value in stands(desk).course] == [(SEPTEMBER, 36500), (OCTOBER, 40200)]


def test_a_fall_below_what_the_unit_said_that_ended_is_asked_about(desk: Desk) -> None:
    month(desk, 36500, SEPTEMBER)
    ends(desk, DISPUTES)
    desk.until("2020-10-22T09:00")
    said = Report("已落实", figures={FIGURE: 30000})
    with pytest.raises(Doubted, match="参保人数累计30,000人，比上次的36,500人少"):
        doubt_figures(desk.bureau, report_of(DISPUTES, OCTOBER), LIAISON[DISPUTES], desk.clock(), said, "加 --sure")


def test_two_yellows_in_a_row_count_over_the_change(desk: Desk) -> None:
    month(desk, 30000, SEPTEMBER)  # 62.2 %, 12.8 points behind
    ends(desk, DISPUTES)
    desk.until("2020-10-22T09:00")
    follower_files(desk, 34000, OCTOBER, "2020-10-22T10:00")  # 70.5 %, 12.8 behind
    desk.until("2020-10-23T09:00")
    rungs = {row["rung"]: row["reason"] for row in desk.trace(DISPUTES, period=OCTOBER)["rungs"]}
    assert rungs.get("P") == "slow"


def test_one_month_without_a_figure_is_not_two_in_a_row(desk: Desk) -> None:
    month(desk, 36500, SEPTEMBER)
    ends(desk, DISPUTES)
    desk.until("2020-10-22T09:00")
    file_report(desk.bureau, report_of(DISPUTES, OCTOBER), LIAISON[DISPUTES], desk.clock(), Report("已落实"))
    desk.until("2020-10-23T09:00")
    assert "G" not in {row["rung"] for row in desk.trace(DISPUTES, period=OCTOBER)["rungs"]}


def test_who_is_not_asked_is_told_who_is(desk: Desk) -> None:
    month(desk, 36500, SEPTEMBER)
    ends(desk, TRAINING)
    desk.until("2020-10-22T09:00")
    with pytest.raises(BadRequest, match=f"由{TRAINING}填报"):
        follower_files(desk, 40200, OCTOBER, "2020-10-22T10:00")
