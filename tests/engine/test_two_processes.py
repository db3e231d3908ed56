"""Two processes at once on one SQLite file do what one does: every message once."""

import asyncio
from collections import Counter
from pathlib import Path

from tests.bureau import SEPTEMBER, desk_in
from tests.delivery.fake_relay import fake_relay
from tests.engine.books import messages, unbalanced
from tests.engine.machine import MORNINGS, Machine, ended, message_ids
from tests.warm import FORK


async def played_by_two(home: Path, database: str) -> list[str]:
    """The Message-IDs that the relay took while two processes played the same month at the same time."""
    async with fake_relay() as relay:
        machine = Machine(home, database, relay.port)
        counters = [FORK.Value("i", -1), FORK.Value("i", -1)]
        together = FORK.Barrier(len(counters))
        processes = [machine.play(MORNINGS, counter, together=together) for counter in counters]
        assert [await ended(process) for process in processes] == [0, 0]
        return message_ids(relay)


def test_a_month_played_by_two_sends_every_message_once(home: Path, database: str) -> None:
    """It sends nothing twice and nothing less, and its books balance."""
    taken = asyncio.run(played_by_two(home, database))
    desk = desk_in(home, database)
    desk.clock.set(MORNINGS[-1])
    mails = {message.message_id for message in messages(desk) if message.channel == "email"}
    assert Counter(taken) == Counter(mails)
    assert {message.state for message in messages(desk)} == {"sent"}
    assert unbalanced(desk, SEPTEMBER, "2020-10") == []


async def ticked_twice(home: Path, database: str, at: str) -> tuple[list[str], list[int | None]]:
    """Two `tick` commands started together on an empty database; the Message-IDs taken and the exit codes."""
    async with fake_relay() as relay:
        machine = Machine(home, database, relay.port)
        ticks = [machine.command("tick", "--at", at) for _ in range(2)]
        await asyncio.gather(*(asyncio.to_thread(tick.communicate) for tick in ticks))
        return message_ids(relay), [tick.returncode for tick in ticks]


def test_two_first_ticks_at_once_start_one_bureau(home: Path, database: str) -> None:
    """It makes the schema once, opens the month once, and tells each person once."""
    taken, codes = asyncio.run(ticked_twice(home, database, "2020-09-18T09:00"))
    assert codes == [0, 0]
    assert len(taken) == len(set(taken)) > 0
    assert len(messages(desk_in(home, database))) >= len(taken)
