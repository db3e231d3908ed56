"""A process of a storm: pass after pass at the morning that is, until something strikes it at a statement."""

import os
import platform
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.sharedctypes import Synchronized

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from tests.bureau import Clock, instant
from tests.engine.machine import Machine
from tests.warm import FORK

LEASE = 1.2
"""Seconds, in place of a minute; a stop lasts half as long again."""
SESSION = ("idle_in_transaction_session_timeout = '1800ms'", "lock_timeout = '5s'")
"""What a server allows a stopped process, in the same measure."""


@dataclass(frozen=True)
class Place:
    """Where a process of the storm runs: on which host, and what it does."""

    host: str
    role: str = "all"


TWO = (Place("甲"), Place("乙"))
ALIKE = (Place("localhost"), Place("localhost"))
FOUR = (Place("甲", "decide"), Place("乙", "decide"), Place("甲", "deliver"), Place("丙", "deliver"))
MIXED = (Place("甲"), Place("乙", "decide"), Place("乙", "deliver"), Place("丙"))


@dataclass
class Aim:
    """Strikes the process that holds it before one of its next statements: with a signal, `left` statements on.

    `passes` are those that it has made.
    """

    passes: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    left: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    what: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))

    def at(self, statement: int, what: signal.Signals) -> None:
        """Take aim."""
        self.what.value, self.left.value = what, statement

    def count(self, *_: object) -> None:
        """One statement more."""
        if self.left.value > 0:
            self.left.value -= 1
            if self.left.value == 0:
                os.kill(os.getpid(), self.what.value)


@dataclass
class Days:
    """Which morning it is, and after which the last whole pass was made."""

    day: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    passed: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", -1))


def work(machine: Machine, host: str, mornings: Sequence[str], days: Days, aim: Aim) -> None:
    """Pass after pass at the morning that is, until none is left; the server may be away, as for the timetable."""
    from yudu_flow.actions.engine.make_pass import make_pass
    from yudu_flow.actions.processes import holder
    from yudu_flow.actions.role import Role
    from yudu_flow.assembly import bureau_of, ways_of
    from yudu_flow.settings import Settings
    from yudu_flow.storage import server

    os.environ.update(machine.settings)
    platform.node = lambda: host
    holder.LEASE = timedelta(seconds=machine.lease)
    server.SESSION = server.SESSION + SESSION  # type: ignore[assignment]  # a longer tuple of the same
    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, aim.count)
    settings, bureau, role = Settings(_env_file=None), None, Role(machine.role)
    while (number := days.day.value) < len(mornings):
        now = instant(mornings[number])
        try:
            bureau = bureau or bureau_of(settings, now)
            made = make_pass(bureau, ways_of(settings, bureau.content), Clock(now), role=role)
            aim.passes.value += 1
            if role.decides and made.look_again is None:
                days.passed.value = max(days.passed.value, number)
        except DBAPIError:
            time.sleep(0.1)
        time.sleep(0.02)
