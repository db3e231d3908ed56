"""Time-proportional progress: it …"""

from datetime import date

import pytest

from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Target
from yudu_flow.domain.progress import done_share, due_share, is_behind

JOBS = Target("城镇新增就业", 4600, "人", date(2020, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "share"), [(2020, 9, 75.0), (2020, 11, 91.7), (2020, 12, 100.0), (2021, 2, 100.0), (2019, 6, 0.0)]
)
def test_it_is_the_share_of_months_elapsed(year: int, month: int, share: float) -> None:
    assert round(due_share(JOBS, Period(year, month)), 1) == share


@pytest.mark.parametrize(("value", "behind"), [(2989, True), (2990, False), (3450, False), (4600, False)])
def test_it_is_behind_by_more_than_the_points_of_the_rule(value: int, behind: bool) -> None:
    assert is_behind(JOBS, value, Period(2020, 9), 10) is behind


def test_it_takes_a_target_of_nothing_as_met() -> None:
    assert done_share(Target("零", 0, "件", date(2020, 12, 31)), 0) == 100
