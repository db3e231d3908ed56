"""Two processes, one of which is killed, stands still or is slow while it has messages in hand."""

import asyncio
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest

from tests.bureau import Desk, desk_in, instant
from tests.delivery.fake_relay import FakeRelay, fake_relay
from tests.engine.books import messages
from tests.engine.machine import Machine, ended, message_ids
from tests.engine.outbox import put_answers
from tests.warm import FORK

MORNING = "2020-09-21T10:00"
MAILS, LEASE = 120, 1.0


@dataclass
class Hand:
    """Does something to the sender at the chosen command, before it is answered, or as soon as that can be done;
    and waits so long at every mail.
    """

    do: Callable[[BaseProcess], bool]
    left: int
    pause: float = 0
    target: BaseProcess | None = None
    did: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, line: str, _connection: int) -> str | None:
        self.left -= 1
        if self.left <= 0 and self.target and not self.did.is_set() and self.do(self.target):
            self.did.set()
        if line == "." and self.pause:
            time.sleep(self.pause)  # all connections wait: it is the relay that is slow
        return None


def killed(process: BaseProcess) -> bool:
    """At any instant."""
    process.kill()
    return True


def stood_still(process: BaseProcess, database: str) -> bool:
    """Not with a file locked: nobody can go on then, and nobody takes over."""
    os.kill(process.pid or 0, signal.SIGSTOP)
    if not database.startswith("sqlite"):
        return True
    try:
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
        return True
    except sqlite3.OperationalError:
        os.kill(process.pid or 0, signal.SIGCONT)
        return False


def waiting(home: Path, database: str, mails: int = MAILS) -> Desk:
    """A desk with so many answers to send, and nothing else to do."""
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    put_answers(desk, mails, instant(MORNING))
    return desk


@pytest.fixture(scope="module")
def done() -> "Synchronized[int]":
    """Where the processes count; it must outlive their start."""
    return FORK.Value("i", -1)


def told(desk: Desk) -> set[str]:
    """What is noted as sent."""
    return {row.message_id for row in messages(desk) if row.state == "sent" and row.key.startswith("answer:")}


def in_hand(desk: Desk) -> set[str]:
    """What somebody has claimed."""
    return {row.message_id for row in messages(desk) if row.claimed_by}


def all_once(desk: Desk, relay: FakeRelay, again: set[str]) -> None:
    """Every mail went out, and twice only where it was in flight; each with the same text."""
    taken = Counter(message_ids(relay))
    assert {*taken} == told(desk) == {row.message_id for row in messages(desk) if row.key.startswith("answer:")}
    assert {key for key, count in taken.items() if count > 1} <= again
    assert len({content.partition(b"\r\n\r\n")[2][-200:] for content in relay.taken}) <= len(taken)
    assert [row.claimed_by for row in messages(desk) if row.claimed_by] == []


@pytest.mark.parametrize("command", [25, 140])
def test_a_process_that_stood_still_past_its_lease_hands_nothing_over(
    home: Path, database: str, done: "Synchronized[int]", command: int
) -> None:
    """Another one has sent the rest meanwhile; what the first had handed over and not noted is sent once more."""

    async def play() -> None:
        hand = Hand(lambda process: stood_still(process, database), command)
        async with fake_relay(hand) as relay:
            machine = Machine(home, database, relay.port, lease=LEASE)
            hand.target = first = machine.play([MORNING], done)
            await asyncio.wait_for(hand.did.wait(), 20)
            await asyncio.sleep(LEASE)
            in_flight = {*message_ids(relay)} - told(desk)
            assert await ended(machine.play([MORNING], done)) == 0
            so_far = len(relay.taken)
            os.kill(first.pid or 0, signal.SIGCONT)
            assert await ended(first) == 0
            assert len(relay.taken) == so_far
            all_once(desk, relay, in_flight)

    desk = waiting(home, database)
    asyncio.run(play())


def test_what_a_killed_process_had_in_hand_is_sent_by_the_next_at_once(
    home: Path, database: str, done: "Synchronized[int]"
) -> None:
    """It is of the same machine: nobody waits for its lease."""

    async def play() -> None:
        hand = Hand(killed, 140)
        async with fake_relay(hand) as relay:
            machine = Machine(home, database, relay.port)
            hand.target = first = machine.play([MORNING], done)
            assert await ended(first) == -signal.SIGKILL
            in_flight = {*message_ids(relay)} - told(desk)
            assert await ended(machine.play([MORNING], done)) == 0
            all_once(desk, relay, in_flight)

    desk = waiting(home, database)
    asyncio.run(play())


def test_a_relay_slower_than_the_lease_gets_everything_once(
    home: Path, database: str, done: "Synchronized[int]"
) -> None:
    """Two processes send at the same time; each renews what it has in hand."""

    async def play() -> None:
        async with fake_relay(Hand(killed, 0, pause=LEASE / 40)) as relay:
            machine = Machine(home, database, relay.port, lease=LEASE)
            both = [machine.play([MORNING], done), machine.play([MORNING], done)]
            assert [await ended(process) for process in both] == [0, 0]
            all_once(desk, relay, set())

    desk = waiting(home, database)
    asyncio.run(play())


def test_two_under_fire_lose_nothing_and_repeat_only_what_was_in_flight(
    home: Path, database: str, done: "Synchronized[int]"
) -> None:
    """Two send at a time; one after another is killed or stopped at a random command, past its lease."""
    dice = random.Random(9)

    async def play() -> None:
        in_flight: set[str] = set()
        stopped: list[BaseProcess] = []
        async with fake_relay() as relay:
            machine = Machine(home, database, relay.port, lease=LEASE)
            for do in (killed, lambda process: stood_still(process, database)):
                hand = Hand(do, dice.randint(10, 60), 0.004)
                relay.script = hand
                hand.target, other = machine.play([MORNING], done), machine.play([MORNING], done)
                stopped += [hand.target] if do is not killed else []
                await asyncio.wait_for(hand.did.wait(), 20)
                in_flight |= in_hand(desk)
                await asyncio.sleep(LEASE / 5)
                in_flight |= in_hand(desk)
                other.kill()
                await ended(other)
            await asyncio.sleep(LEASE)
            for process in stopped:
                os.kill(process.pid or 0, signal.SIGCONT)
            assert [await ended(process) for process in (*stopped, machine.play([MORNING], done))] == [0, 0]
            all_once(desk, relay, in_flight)

    desk = waiting(home, database, 3 * MAILS)
    asyncio.run(play())
