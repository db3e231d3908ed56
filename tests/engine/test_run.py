"""`run` starts, says what it does, and stops cleanly on SIGTERM, also in the middle of a long delivery.

It lives at a noon of any day: the home sends on rest days too, and `tests/engine/at_noon.py` is its clock.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bureau import desk_in
from tests.delivery.fake_relay import FakeRelay, fake_relay
from tests.engine.books import messages
from tests.engine.machine import Machine, message_ids
from tests.engine.outbox import put_answers, without_quiet_hours
from tests.warm import Program
from yudu_flow.actions.processes.pulse import pulse
from yudu_flow.clock import wall_clock

LONG = 400  # answers, each of which the relay takes 30 ms for: 12 seconds if nobody stops it


@pytest.fixture
def awake_home(home: Path) -> Path:
    """A home that is awake at every noon."""
    return without_quiet_hours(home)


def waiting(home: Path, database: str, count: int) -> None:
    """Put answers into the outbox that are due since an hour."""
    put_answers(desk_in(home, database), count, wall_clock() - timedelta(hours=1))


@dataclass
class Running:
    """A `run` process and what it said so far."""

    process: Program
    said: str = ""

    async def says(self, words: str) -> None:
        """Wait until it says that."""
        while words not in self.said:
            line = await asyncio.wait_for(asyncio.to_thread(self.process.stdout.readline), 30)
            assert line, self.said
            self.said += line

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        rest, complaints = await asyncio.to_thread(self.process.communicate, 30)
        self.said += rest + complaints
        return self.process.wait()


@asynccontextmanager
async def running(machine: Machine) -> AsyncIterator[Running]:
    """`yudu-flow run`; killed at the end where it still runs."""
    with machine.run_at_noon() as process:
        try:
            yield Running(process)
        finally:
            process.kill()


async def took(relay: FakeRelay, count: int) -> None:
    """Wait until the relay has taken that many."""
    async with asyncio.timeout(30):
        while len(relay.taken) < count:  # noqa: ASYNC110 -- the relay keeps a list, not an event
            await asyncio.sleep(0.02)


def slow(line: str, connection: int) -> str | None:
    """A relay that needs 30 ms for each content."""
    if line == ".":
        time.sleep(0.03)
    return None


def test_it_says_what_is_open_and_when_it_wakes_and_stops_at_once(awake_home: Path, database: str) -> None:
    """It prints database, channels, open duties and wake-ups, and exits with 0."""

    async def story() -> tuple[str, int]:
        async with fake_relay() as relay, running(Machine(awake_home, database, relay.port)) as run:
            await run.says("按 Ctrl+C 停止")
            return run.said, await run.stop()

    said, code = asyncio.run(story())
    assert [word in said for word in ("清溪县", "数据库", "邮件", "短信", "在办事项", "接下来")] == [True] * 6
    assert code == 0


def test_it_stops_in_the_middle_of_a_long_delivery(awake_home: Path, database: str) -> None:
    """It ends what is in flight, marks it, gives back the rest untried, and exits with 0."""
    waiting(awake_home, database, LONG)

    async def story() -> tuple[list[str], int]:
        async with fake_relay(slow) as relay, running(Machine(awake_home, database, relay.port)) as run:
            await took(relay, 10)
            stopped = await run.stop()
            return message_ids(relay), stopped

    taken, code = asyncio.run(story())
    rows = [row for row in messages(desk_in(awake_home, database)) if row.kind == "receipt"]
    assert code == 0
    assert {row.message_id for row in rows if row.state == "sent"} == {key for key in taken if key.startswith("a")}
    left = [(row.attempts, row.unsure, row.claimed_until) for row in rows if row.state == "queued"]
    assert set(left) == {(0, False, None)}


def test_three_of_one_role_each_share_the_work_on_one_file(
    awake_home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each says what it does and does no more; the one that sends is told of nothing and looks by itself."""
    monkeypatch.setenv("YUDU_FLOW_WEB_PORT", "0")
    waiting(awake_home, database, 3)
    bureau = desk_in(awake_home, database).bureau

    def at_work() -> list[int]:
        return [len(work.hosts) for work in pulse(bureau, wall_clock()).works.values()]

    async def story() -> tuple[list[str], list[int], list[bool]]:
        async with fake_relay() as relay:
            machine = Machine(awake_home, database, relay.port)
            web, decide, deliver = (running(replace(machine, role=role)) for role in ("web", "decide", "deliver"))
            async with web as pages, decide as decider:
                await asyncio.gather(*(one.says("按 Ctrl+C 停止") for one in (pages, decider)))
                assert (at_work(), relay.taken) == ([1, 1, 0], [])
                async with deliver as sender:
                    await took(relay, 3)
                    await sender.says("按 Ctrl+C 停止")
                    assert at_work() == [1, 1, 1]
                    all_of = pages, decider, sender
                    codes = await asyncio.gather(*(one.stop() for one in all_of))
            return [one.said for one in all_of], codes, ["网页　　http" in one.said for one in all_of]

    said, codes, with_pages = asyncio.run(story())
    assert [text.partition("分工")[2][2:].partition("\n")[0][:4] for text in said] == [
        "只开网页",
        "只做决定",
        "只发送写",
    ]
    assert (codes, with_pages, at_work()) == ([0, 0, 0], [True, False, False], [0, 0, 0])
    assert ["在办事项" in text for text in said] == [False, True, False]


def test_two_of_them_on_one_file_send_everything_once(awake_home: Path, database: str) -> None:
    """It does not matter which of them sends what."""
    waiting(awake_home, database, 60)

    async def story() -> tuple[list[str], list[int]]:
        async with fake_relay(slow) as relay:
            machine = Machine(awake_home, database, relay.port)
            async with running(machine) as one, running(machine) as other:
                await took(relay, 60)
                await asyncio.gather(one.says("按 Ctrl+C 停止"), other.says("按 Ctrl+C 停止"))
                return message_ids(relay), [await one.stop(), await other.stop()]

    taken, codes = asyncio.run(story())
    answers = sorted(key for key in taken if key.startswith("a"))
    assert answers == sorted(f"a{n}@test.local" for n in range(60))
    assert codes == [0, 0]
