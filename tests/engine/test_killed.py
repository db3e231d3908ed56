"""Any process may be killed (-9) at any instant: nothing is lost, and doubled is only what was in flight."""

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest

from tests.bureau import SEPTEMBER, Desk, desk_in
from tests.delivery.fake_relay import fake_relay
from tests.engine.books import messages, unbalanced
from tests.engine.machine import MORNINGS, Machine, ended, message_ids
from tests.warm import FORK

KILLS = 25
STATEMENTS, COMMANDS, SECONDS = 80, 40, 0.12  # a pass with much to do takes about half of each
HEAD = re.compile(r"；审计核对码 [0-9]+-[0-9a-f]+")


@dataclass
class Hand:
    """Told every command that the relay gets, it shoots the sender at the chosen one: before it is answered."""

    target: BaseProcess | None = None
    left: int = 0

    def __call__(self, _line: str, _connection: int) -> str | None:
        self.left -= 1
        if self.left == 0 and self.target:
            self.target.kill()
        return None


@dataclass
class Month:
    """A month under fire. `in_flight` counts for each Message-ID the kills that met it claimed and not yet marked."""

    machine: Machine
    hand: Hand
    desk: Desk
    dice: random.Random
    done: "Synchronized[int]" = field(default_factory=lambda: FORK.Value("i", 0))
    in_flight: Counter[str] = field(default_factory=Counter)

    async def play(self) -> None:
        """Every morning in order, by one process after another: 25 that are shot, and the last one."""
        mornings = list(MORNINGS)
        for _ in range(KILLS):
            assert await self._shot(mornings) == -9
            self.in_flight.update(message.message_id for message in messages(self.desk) if message.claimed_until)
            del mornings[: max(self.done.value, 0)]
        assert await ended(self.machine.play(mornings, self.done)) == 0

    async def _shot(self, mornings: list[str]) -> int:
        """A process shot at a random point: a statement to the database, a command to the relay, or just some time."""
        way = self.dice.choice(("statement", "command", "time"))
        statement, self.hand.left = self.dice.randint(1, STATEMENTS), 0
        self.done.value = -1
        self.hand.target = process = self.machine.play(mornings, self.done, statement if way == "statement" else None)
        while self.done.value < 0 and process.is_alive():  # noqa: ASYNC110 -- another process has no event to set
            await asyncio.sleep(0.002)
        if way == "command":
            self.hand.left = self.dice.randint(1, COMMANDS)
        if way == "time":
            await asyncio.sleep(self.dice.uniform(0, SECONDS))
            process.kill()
        return await ended(process)


async def under_fire(home: Path, database: str, seed: int) -> tuple[Month, list[str]]:
    """The month, and the Message-IDs that the relay took in the order in which it did."""
    hand = Hand()
    async with fake_relay(hand) as relay:
        machine = Machine(home, database, relay.port)
        month = Month(machine, hand, desk_in(home, database), random.Random(seed))
        await month.play()
        return month, message_ids(relay)


def undisturbed(home: Path, database: str) -> Desk:
    """The same month in one process that nobody kills."""
    desk = desk_in(home, database)
    for morning in MORNINGS:
        desk.at(morning)
    return desk


def said(desk: Desk) -> set[tuple[str, ...]]:
    """Everything that was told, word by word; but for the audit's head, which each machine's own key makes."""
    assert {message.state for message in messages(desk)} == {"sent"}
    return {(m.recipient, m.channel, m.key, m.subject, HEAD.sub("", m.text)) for m in messages(desk)}


@pytest.mark.long
def test_a_month_under_fire_tells_what_an_undisturbed_one_tells(home: Path, database: str, tmp_path: Path) -> None:
    """It loses nothing, balances its books, and repeats only what was in flight, at most once a kill."""
    month, taken = asyncio.run(under_fire(home, database, seed=112))
    month.desk.clock.set(MORNINGS[-1])
    assert said(month.desk) == said(undisturbed(home, f"sqlite:///{tmp_path}/calm.db"))
    assert unbalanced(month.desk, SEPTEMBER, "2020-10") == []
    assert set(taken) == {m.message_id for m in messages(month.desk) if m.channel == "email"}
    again = {key: count - 1 for key, count in Counter(taken).items() if count > 1}
    assert again
    assert all(count <= month.in_flight[key] for key, count in again.items())
