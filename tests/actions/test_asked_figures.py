"""Figures are asked of one unit, while their target runs: it …"""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import DISPUTES, INSURANCE, LIAISON, SEPTEMBER, TRAINING, UNITS, Desk, change, instant
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.look import see
from yudu_flow.actions.paces import figures_before
from yudu_flow.actions.papers.summary import summary
from yudu_flow.actions.views.report_form import form_of
from yudu_flow.content.findings import Level
from yudu_flow.content.home import read_content
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.target import Target
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

FIGURE = "参保人数"
PEOPLE = Target(FIGURE, 100, "人", date(2020, 12, 31))


def asked(desk: Desk, unit: str, period: str) -> list[str]:
    """The figures on the unit's form."""
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=unit, period=period, duty="report")
        return [one.target.name for one in form_of(desk.bureau, db, see(db, rows)[0]).figures]


def printed(desk: Desk, period: str) -> list[tuple[str, str, object]]:
    """What the month's summary prints of figures."""
    with reading(desk.bureau.engine) as db:
        shown = summary(desk.bureau, db, desk.clock(), "wenjiuye-2020", period)
    return [(one.name, one.owner, one.value) for one in shown.figures]


def test_it_asks_the_first_unit_alone_and_prints_the_figure_once(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    assert (asked(desk, INSURANCE, SEPTEMBER), asked(desk, DISPUTES, SEPTEMBER)) == ([FIGURE], [])
    desk.file(INSURANCE, "2020-09-24T10:00", report=Report("已落实", figures={FIGURE: 46000}))
    with pytest.raises(BadRequest, match="“参保人数”由社保中心填报；可填的指标：无"):
        desk.file(DISPUTES, "2020-09-24T11:00", report=Report("已落实", figures={FIGURE: 45000}))
    assert printed(desk, SEPTEMBER) == [(FIGURE, INSURANCE, 46000)]


def test_it_takes_no_half_of_a_person(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    with pytest.raises(BadRequest, match="“参保人数”请填整数，单位是人"):
        desk.file(INSURANCE, "2020-09-24T10:00", report=Report("已落实", figures={FIGURE: 46000.5}))


def test_it_asks_nothing_after_the_targets_day(desk: Desk) -> None:
    desk.at("2020-11-30T09:00")
    desk.until("2020-12-21T09:00")
    assert asked(desk, INSURANCE, "2020-12") == [FIGURE]
    desk.until("2021-01-20T09:00")
    assert (asked(desk, INSURANCE, "2021-01"), printed(desk, "2021-01")) == ([], [])
    owed, said = Sought(INSURANCE, "2021-01", kinds=WRITTEN), Report("已落实", figures={FIGURE: 10})
    with pytest.raises(BadRequest, match="到2020-12-31已满，不再填报"):
        file_report(desk.bureau, owed, LIAISON[INSURANCE], instant("2021-01-20T10:00"), said)


@pytest.mark.parametrize(("period", "compared"), [("2020-10", True), ("2021-01", False)])
def test_it_compares_a_figure_within_the_targets_span_alone(desk: Desk, period: str, compared: bool) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(INSURANCE, "2020-09-24T10:00", report=Report("已落实", figures={FIGURE: 46000}))
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=INSURANCE, period=SEPTEMBER, duty="report")
        later = rows[0]._replace(period=period, month=period, nominal=Period.parse(period).day(27))
        assert figures_before(desk.bureau, db, later) == ({FIGURE: 46000} if compared else {})


@pytest.mark.parametrize(
    ("one", "owner", "period", "names"),
    [
        (Assignment("1", "", (), ("甲", "乙"), targets=(PEOPLE,)), "甲", "2020-12", [FIGURE]),
        (Assignment("1", "", (), ("甲", "乙"), targets=(PEOPLE,)), "乙", "2020-12", []),
        (Assignment("1", "", (), ("甲", "乙"), targets=(PEOPLE,)), "甲", "2021-01", []),
        (Assignment("1", "", (), groups=("各股室",), targets=(PEOPLE,)), "乙", "2020-12", []),
    ],
    ids=["first", "second", "after", "nobody"],
)
def test_it_knows_who_is_asked(one: Assignment, owner: str, period: str, names: list[str]) -> None:
    assert [target.name for target in one.asked_of(owner, Period.parse(period))] == names


def test_it_asks_whom_the_plan_names() -> None:
    named = Target(FIGURE, 100, "人", date(2020, 12, 31), reports="乙")
    one = Assignment("1", "", (), ("甲", "乙"), targets=(named,))
    month = Period.parse("2020-12")
    assert [[*one.asked_of(owner, month)] for owner in ("甲", "乙")] == [[], [named]]


GROUP = "groups: [各责任股室]"
"""In place of the units of 2.1."""


@pytest.mark.parametrize(
    ("members", "named", "asked"),
    [
        ("", "", TRAINING),
        (", members: [仲裁股, 培训股]", "", DISPUTES),
        (", members: [仲裁股, 培训股]", ", reports: 培训股", TRAINING),
    ],
    ids=["by the roster", "as listed", "as said"],
)
def test_of_a_group_it_asks_one(home: Path, members: str, named: str, asked: str) -> None:
    change(home, "config/roster.yaml", "leadership:", f"groups:\n  - {{name: 各责任股室{members}}}\nleadership:")
    change(home, "workflows/plan.yaml", "units: [就业中心, 培训股]", "units: [仲裁股, 就业中心, 培训股]")
    change(home, "workflows/plan.yaml", "units: [社保中心, 仲裁股]", GROUP)
    change(home, "workflows/plan.yaml", "as_written: 4.82万人", f"as_written: 4.82万人{named}")
    content, findings = read_content(home, date(2020, 9, 18))
    assert content is not None, findings
    one = next(one for _, one in content.plans[0].assignments() if one.id == "2.1")
    month = Period.parse(SEPTEMBER)
    assert [unit for unit in UNITS if [*one.asked_of(unit, month)]] == [asked]
    doubts = [found.message for found in findings if "由谁填报" in found.message]
    doubted = f"指标“参保人数”由“各责任股室”负责，没有写由谁填报，现由“{asked}”填报"
    assert doubts == ([] if named else [doubted])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("as_written: 4.82万人", "as_written: 4.82万人, reports: 社保中心", "“社保中心”不负责分工“2.1”"),
        (
            "units: [就业中心, 培训股]}",
            "units: [培训股], targets: [{name: 参保人数, value: 1, unit: 人, by: 2020-12-31, as_written: 1人}]}",
            "指标“参保人数”重复，起止月份有重叠",
        ),
    ],
    ids=["none of them", "asked already"],
)
def test_a_groups_reporter_is_one_of_it_and_asked_once(home: Path, old: str, new: str, said: str) -> None:
    change(home, "config/roster.yaml", "leadership:", "groups:\n  - {name: 各责任股室, members: [培训股]}\nleadership:")
    change(home, "workflows/plan.yaml", "units: [社保中心, 仲裁股]", GROUP)
    change(home, "workflows/plan.yaml", old, new)
    content, findings = read_content(home, date(2020, 9, 18))
    assert (content, [found.message for found in findings if found.level is Level.ERROR]) == (None, [said])
