"""A machine for the tests with real processes: a home, a database and a relay in its environment.

Each forks from the warm server, so that starting one costs what its content costs.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.parser import BytesParser
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import Engine, event

from tests.bureau import Clock, instant
from tests.delivery.fake_relay import FakeRelay
from tests.engine import at_noon
from tests.warm import FORK, Program


@dataclass(frozen=True)
class Machine:
    """Where a process finds everything; `port` is the relay's, `base_url` where pages are reached, `lease` for how many
    seconds it holds what it claims, `role` what it does.
    """

    home: Path
    database: str
    port: int
    base_url: str = ""
    lease: float = 60
    role: str = "all"

    @property
    def settings(self) -> dict[str, str]:
        """The environment."""
        return {
            "YUDU_FLOW_HOME": str(self.home),
            "YUDU_FLOW_DATABASE_URL": self.database,
            "YUDU_FLOW_SMTP_URL": f"smtp://127.0.0.1:{self.port}?tls=none&timeout=5",
            "YUDU_FLOW_MAIL_FROM": "局办公室 <office@test.local>",
            "YUDU_FLOW_BASE_URL": self.base_url,
            "YUDU_FLOW_ROLE": self.role,
        }

    def play(
        self,
        mornings: Sequence[str],
        done: "Synchronized[int]",
        die_at: int | None = None,
        together: Barrier | None = None,
    ) -> BaseProcess:
        """Start a process that makes a pass at each of `mornings`, counting them in `done`; -1 until it has begun.

        With `die_at` it kills itself (-9) before that statement to the database. It begins each morning `together` with
        others: clocks of processes that work for one bureau are never days apart.
        """
        process = FORK.Process(target=_play, args=(self, mornings, done, die_at, together))
        process.start()
        return process

    def command(self, *arguments: str) -> Program:
        """Start `yudu-flow` with those arguments."""
        return Program(*arguments, cwd=self.home, env={**os.environ, **self.settings})

    def run_at_noon(self) -> Program:
        """Start `yudu-flow run` at a noon, whatever the hour is."""
        env = {**os.environ, **self.settings, "PYTHONUNBUFFERED": "1"}
        return Program("run", cwd=self.home, env=env, entry=at_noon.main)


def _play(
    machine: Machine,
    mornings: Sequence[str],
    done: "Synchronized[int]",
    die_at: int | None,
    together: Barrier | None,
) -> None:
    from yudu_flow.actions.engine.make_pass import make_pass
    from yudu_flow.actions.processes import holder
    from yudu_flow.assembly import bureau_of, ways_of
    from yudu_flow.settings import Settings

    os.environ.update(machine.settings)
    holder.LEASE = timedelta(seconds=machine.lease)
    settings = Settings(_env_file=None)
    bureau = bureau_of(settings, instant(mornings[0]))
    ways = ways_of(settings, bureau.content)
    if die_at is not None:
        _die_before(die_at)
    for number, morning in enumerate(mornings):
        done.value = number
        if together:
            together.wait(30)
        make_pass(bureau, ways, Clock(instant(morning)))
    done.value = len(mornings)


def _die_before(number: int) -> None:
    """Kill this process before its `number`-th statement or commit: between two of them nothing is written."""
    left = iter(range(number, 0, -1))

    def count(*_: object) -> None:
        if next(left, 0) <= 1:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


async def ended(process: BaseProcess, seconds: float = 60) -> int:
    """The exit code; a process that does not end is a failure and does not outlive the test."""
    await asyncio.to_thread(process.join, seconds)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise AssertionError("a process did not end")
    return process.exitcode


def message_ids(relay: FakeRelay) -> list[str]:
    """The Message-IDs of everything the relay took, in order, without angle brackets."""
    parser = BytesParser()
    return [str(parser.parsebytes(content, headersonly=True)["Message-ID"]).strip("<>") for content in relay.taken]


MORNINGS = (
    *(f"2020-09-{day:02d}T09:00" for day in (18, 21, 22, 23, 24, 25, 27, 28, 29, 30)),
    *(f"2020-10-{day:02d}T09:00" for day in (9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)),
)
"""The passes of a month in which nobody reports, to the next month's deadline: from the first list to the cases."""
