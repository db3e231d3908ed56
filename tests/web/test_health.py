"""For watchers outside: /health and /metrics, each with its switch."""

from datetime import timedelta

import pytest

from tests.bureau import JOBS, LIAISON, Clock, instant
from tests.web.browser import Console
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.processes.presence import Presence
from yudu_flow.actions.role import WORKS, Role

NOBODY = {"processes": 0, "due_since": None}
NEVER = {"last_pass_at": None, "last_pass_seconds": None}


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_health_says_whether_reminders_go_out(console: Console) -> None:
    watcher = console.stranger()
    said = watcher.get("/health").json()
    looked = [
        said["roles"][work].pop(when)
        for work in ("decide", "deliver")
        for when in ("last_pass_at", "last_pass_seconds")
    ]
    assert None not in looked
    assert said | {"last_pass_at": ""} == {
        "live": True,
        "ready": True,
        "last_pass_at": "",
        "oldest_due_seconds": 0,
        "backlog": 0,
        "books_balance": True,
        "roles": {"web": NOBODY | NEVER, "decide": NOBODY, "deliver": NOBODY},
        "late": [],
        "missing": ["web", "decide", "deliver"],
    }
    console.desk.clock.now += timedelta(minutes=4)
    stopped = watcher.get("/health")
    assert (stopped.status_code, stopped.json()["ready"]) == (503, False)


def test_health_names_the_work_that_is_late_and_what_nobody_does(console: Console) -> None:
    """Somebody decides and somebody has the pages, but nobody sends what is due since the report came."""
    desk = console.desk
    others = (
        Presence(desk.bureau.engine, "qingxi", (Role.WEB, Role.DECIDE)),
        Presence(desk.bureau.engine, "else", WORKS),
    )
    for one in others:
        one.beat()
    desk.file(JOBS, "2020-09-21T10:00", LIAISON[JOBS])
    for minute in range(0, 20, 2):
        make_pass(desk.bureau, {}, Clock(instant(f"2020-09-21T10:{minute:02d}")), role=Role.DECIDE)
    desk.clock.set("2020-09-21T10:19")
    behind = console.stranger().get("/health")
    said = behind.json()
    assert (behind.status_code, said["late"], said["missing"]) == (503, ["deliver"], ["deliver"])
    deliver = said["roles"]["deliver"]
    assert (deliver["processes"], deliver["due_since"]) == (0, "2020-09-21T10:00:00+08:00")
    if desk.bureau.engine.dialect.name == "sqlite":  # where the time is the clock's
        assert deliver["last_pass_seconds"] == 79 * 60
    assert said["roles"]["decide"]["processes"] == 1
    page = console.account("林秋").look("/office")
    assert "没有进程在发送" in page
    assert "YUDU_FLOW_ROLE=deliver" in page
    others[0].leave()
    assert "没有进程在发送" not in console.account("林秋").look("/office")


def test_metrics_have_a_switch_of_their_own(console: Console) -> None:
    assert console.stranger().get("/metrics").status_code == 404
    console.hall.settings.metrics = True
    assert "yudu_flow_ready 1.0" in console.stranger().get("/metrics").text
    console.hall.settings.health = False
    assert [console.stranger().get(path).status_code for path in ("/health", "/health/live")] == [404, 404]
