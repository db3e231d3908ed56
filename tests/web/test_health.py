"""For watchers outside: /health and /metrics, each with its switch."""

from datetime import timedelta

import pytest

from tests.web.browser import Console


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_health_says_whether_reminders_go_out(console: Console) -> None:
    watcher = console.stranger()
    assert watcher.get("/health").json() | {"last_pass_at": ""} == {
        "live": True,
        "ready": True,
        "last_pass_at": "",
        "oldest_due_seconds": 0,
        "backlog": 0,
        "books_balance": True,
    }
    console.desk.clock.now += timedelta(minutes=4)
    stopped = watcher.get("/health")
    assert (stopped.status_code, stopped.json()["ready"]) == (503, False)


def test_metrics_have_a_switch_of_their_own(console: Console) -> None:
    assert console.stranger().get("/metrics").status_code == 404
    console.hall.settings.metrics = True
    assert "yudu_flow_ready 1.0" in console.stranger().get("/metrics").text
    console.hall.settings.health = False
    assert [console.stranger().get(path).status_code for path in ("/health", "/health/live")] == [404, 404]
