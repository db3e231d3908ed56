"""Effort: it …"""

import pytest

from yudu_flow.actions.processes import effort as effort_module
from yudu_flow.actions.processes.effort import Effort


def test_it_is_great_where_more_was_computed_than_waited_since_the_last_look(monkeypatch: pytest.MonkeyPatch) -> None:
    gone_by, computed = iter([0.0, 1.0, 2.0, 2.0]), iter([5.0, 5.9, 6.1, 6.1])
    monkeypatch.setattr(effort_module, "running_time", lambda: next(gone_by))
    monkeypatch.setattr(effort_module, "process_time", lambda: next(computed))
    effort = Effort()
    assert [effort.is_great() for _ in range(3)] == [True, False, False]
