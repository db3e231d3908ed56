"""Until when a new bureau is led through its first steps."""

from datetime import date

import pytest

from yudu_flow.actions.views.first_steps import goes_on

TODAY = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("opened", "second"),
    [
        ([], False),
        (["2026-02"], False),
        (["2026-02", "2026-10"], False),  # a task by October is opened with the plan
        (["2026-W06", "2026-02", "2026-Q1"], False),
        (["2026-01", "2026-02"], True),
        (["2026-W05", "2026-W06", "2026-02"], True),
    ],
)
def test_it_ends_with_the_second_period_of_a_cycle(opened: list[str], second: bool) -> None:
    assert goes_on(opened, TODAY) is second
