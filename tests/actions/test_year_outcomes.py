"""The last twelve months: it …"""

import pytest

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, TRAINING, Desk, report_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.leader_view import leader_page
from yudu_flow.actions.views.year_outcomes import MonthSum, change_words, months_of
from yudu_flow.domain.bucket import Bucket
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading


def month(period: str, *counts: int, ended: bool = True) -> MonthSum:
    """A month with its counts in order: on time, extended, late, page awaited, without its page, missing, and so on."""
    return MonthSum(period, counts + (0,) * (len(Bucket) - len(counts)), ended)


def reports(desk: Desk) -> list[Sight]:
    """Every report."""
    with reading(desk.bureau.engine) as db:
        return see(db, obligations.listed(db, desk.bureau.key, kinds=("report",)))


def test_it_adds_up_to_what_was_expected_in_every_month(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(INSURANCE, "2020-09-23T10:00")
    desk.until("2020-11-20T09:00")
    months = months_of(reports(desk), {}, "2020-11", desk.clock())
    assert [(one.period, one.expected, one.ended) for one in months] == [
        ("2020-09", 5, True),
        ("2020-10", 5, False),
        ("2020-11", 5, False),
    ]
    assert months[0].counts == (1, 0, 0, 0, 0, 4, 0, 0, 0)
    assert months[1].counts == (0, 0, 0, 0, 0, 0, 0, 0, 5)  # overdue, not under way


@pytest.mark.long
def test_what_the_database_counts_is_what_the_facts_say(desk: Desk) -> None:
    """Closed months are counted by the outcomes they were closed with; nothing is counted twice or left out."""
    leads = frozenset(desk.bureau.roster.posts)
    desk.until("2020-09-23T09:00")
    waive(desk.bureau, report_of(TRAINING), CLERK, desk.clock(), "机构调整")
    desk.file(INSURANCE, "2020-09-23T10:00")
    desk.file(JOBS, "2020-09-29T10:00")
    desk.until("2021-02-08T09:00")
    file_report(desk.bureau, report_of(DISPUTES, "2020-12"), "叶舟", desk.clock(), Report(progress="补报"))
    with reading(desk.bureau.engine) as db:
        shown = leader_page(desk.bureau, db, desk.clock(), leads)
    under = [sight for sight in reports(desk) if leads & {*sight.owed.leaders, sight.owed.decider}]
    assert [*shown.months] == months_of(under, {}, shown.period, desk.clock())
    assert shown.months[0].counts == (1, 0, 1, 0, 0, 2, 1, 0, 0)


@pytest.mark.long
def test_a_report_that_lacks_its_page_alone_is_not_counted_as_missing(desk: Desk) -> None:
    """Neither by the facts nor by the database, and no longer where the page comes after the month closed."""
    leads = frozenset(desk.bureau.roster.posts)
    desk.until("2020-09-23T09:00")
    at = desk.clock.set("2020-09-23T10:00")
    for unit, by in ((TRAINING, "唐宁"), (JOBS, "苏禾")):
        file_report(desk.bureau, report_of(unit), by, at, Report(progress="已落实"), sealed=False)
    desk.until("2020-11-02T09:00")
    assert desk.status(JOBS)["outcome"] == "missing"
    desk.file(JOBS, "2020-11-02T10:00")
    near = months_of(reports(desk), {}, "2020-09", desk.clock())
    desk.until("2021-02-08T09:00")
    with reading(desk.bureau.engine) as db:
        far = leader_page(desk.bureau, db, desk.clock(), leads)
    assert near[0].counts == far.months[0].counts == (0, 0, 0, 0, 2, 3, 0, 0, 0)
    assert "未补盖章页少2项" in change_words([*near, month("2020-10", 5)])


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([month("2020-09", 5), month("2020-10", 3, 0, 2)], "2020年10月与上月相比：按时少2项，逾期补报多2项。"),
        ([month("2020-12", 5), month("2021-01", 5)], "2021年1月与上月相比：没有变化。"),
        (
            [month("2020-09", 4), month("2020-10", 5), month("2020-11", 0, ended=False)],
            "2020年10月与上月相比：按时多1项。",
        ),
        ([month("2020-09", 5)], ""),
        ([], ""),
    ],
)
def test_it_says_in_one_line_what_changed(months: list[MonthSum], words: str) -> None:
    assert change_words(months) == words
