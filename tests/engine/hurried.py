"""`yudu-flow run` as a process of its own for whom a minute is a second, and whose clock and machine the test names.

What it is told stands in its environment's HURRIED. Its clock is read from a file, and stands still between changes.
"""

import json
import logging
import os
import platform
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from yudu_flow import homes, timetable
from yudu_flow.actions.engine import make_pass
from yudu_flow.actions.processes import holder, presence
from yudu_flow.cli.serve import serve
from yudu_flow.clock import Clock
from yudu_flow.storage import database, holders, processes, server, wakeups

TOLD = "HURRIED"
MINUTE = 1.0
"""Seconds that a lease lasts here, on a machine that has nothing else to do."""
STEADY_ROUND = timedelta(seconds=0.3)


def clock_of(file: Path) -> Clock:
    """What the file says."""
    return lambda: datetime.fromisoformat(file.read_text(encoding="ascii"))


def main() -> None:
    """What the process does."""
    told: dict[str, Any] = json.loads(os.environ[TOLD])
    sys.stdout = sys.stderr
    logging.getLogger("apscheduler.scheduler").disabled = True  # it says of each short round that it was too short
    _hurry(told["minute"])
    _be(told["host"], told["machine"])
    serve(clock_of(Path(told["clock"])))


def _hurry(minute: float) -> None:
    second = timedelta(seconds=minute / 60)
    holder.LEASE = 60 * second
    presence.ALIVE = 90 * second
    setattr(timetable, "BEAT", 30 * second)  # noqa: B010 -- it is another module's, imported there
    make_pass.LOOK_AGAIN = second
    timetable.SAFETY_NET = STEADY_ROUND
    homes.SPREAD = timedelta(0)
    database.PATIENCE = 5 * second.total_seconds()
    wakeups.SOONEST = wakeups.LATEST = 0.2
    # By a clock that is years behind, every wake-up would be due at once, again and again.
    timetable.Timetable._wake_at = lambda *_: None  # type: ignore[method-assign]
    session = tuple(
        setting.replace("'20s'", f"'{int(minute * 400)}ms'").replace("'30s'", f"'{int(minute * 700)}ms'")
        for setting in server.SESSION
    )
    setattr(server, "SESSION", session)  # noqa: B010 -- of as many as there are
    server.LINE["application_name"] = f"yudu-flow {os.getpid()}"


def _be(host: str, machine: str) -> None:
    """Two machines may have one name, and one machine's processes two."""
    here = processes.place()
    platform.node = lambda: host
    for module in (processes, holders):
        setattr(module, "place", lambda: f"{here} {machine}")  # noqa: B010 -- both call it by that name
