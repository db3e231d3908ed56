"""Many bureaus, each with a relay of its own: nobody waits for another's, and all wait side by side."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Event
from time import sleep
from typing import ClassVar

import pytest
from sqlalchemy.exc import OperationalError

from tests.bureau import Clock, Recorder
from tests.homes import add_home, homes_in
from yudu_flow import homes as homes_module
from yudu_flow import rounds as rounds_module
from yudu_flow.actions.processes.effort import Effort
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.rounds import Rounds


@dataclass
class Slow(Recorder):
    """A relay that answers when it is let."""

    answer: Event = field(default_factory=Event)

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        await asyncio.to_thread(self.answer.wait, 60)
        async for receipt in super().send(batch):
            yield receipt


def with_relays(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, relays: dict[str, Recorder]
) -> tuple[Rounds, dict[str, Recorder], Clock]:
    """A home for each of these relays."""
    for id in relays:
        add_home(tmp_path / "homes", id)
    monkeypatch.setattr(
        homes_module, "ways_of", lambda said, _: {Channel.EMAIL: relays[said.home.name], Channel.SMS: Recorder("sms")}
    )
    clock = Clock()
    return Rounds(homes_in(tmp_path / "homes", database), clock), relays, clock


def test_a_home_with_a_slow_relay_keeps_no_other_waiting(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds_module, "PATIENCE", 0.01)
    rounds, relays, clock = with_relays(
        tmp_path, database, monkeypatch, {"east": Slow("email"), "west": Recorder("email")}
    )

    def until(over: Callable[[], bool]) -> None:
        for _ in range(2000):
            if over():
                return
            rounds.make()
            sleep(0.01)
        raise AssertionError("never over")

    until(lambda: not rounds._under_way and rounds.make().look_again is not None and not rounds._under_way)
    clock.set("2020-09-21T09:00")
    until(lambda: bool(relays["west"].sent) and [*rounds._under_way] == ["east"])
    assert not relays["east"].sent
    relays["east"].answer.set()  # type: ignore[attr-defined]
    until(lambda: not rounds._under_way)
    assert len(relays["east"].sent) == len(relays["west"].sent) > 3


class Meeting(Recorder):
    """A relay that takes nothing before another home has come to its own."""

    others = Barrier(2)

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        await asyncio.to_thread(self.others.wait, 5)
        async for receipt in super().send(batch):
            yield receipt


def test_homes_wait_for_their_relays_side_by_side(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round is over only when all of them are."""
    rounds, relays, clock = with_relays(
        tmp_path, database, monkeypatch, {"east": Meeting("email"), "west": Meeting("email")}
    )
    rounds.make()
    clock.set("2020-09-21T09:00")
    made = rounds.make()
    assert len(relays["east"].sent) == len(relays["west"].sent) > 3
    assert made.delivered.count("sent") == 2 * len(relays["east"].sent)


class Alone(Recorder):
    """A relay that says how many are at theirs."""

    under_way: ClassVar[list[str]] = []
    most = 0

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        self.under_way.append(self.name)
        await asyncio.sleep(0.05)
        self.most = len(self.under_way)
        self.under_way.remove(self.name)
        async for receipt in super().send(batch):
            yield receipt


def test_beside_a_home_that_computes_no_other_begins(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Effort, "is_great", lambda _: True)
    monkeypatch.setattr(rounds_module, "LOOK", 60)
    made = {f"county{number}": Alone("email") for number in range(3)}
    rounds, _, clock = with_relays(tmp_path, database, monkeypatch, {**made})
    rounds.make()
    clock.set("2020-09-21T09:00")
    rounds.make()
    assert [relay.most for relay in made.values()] == [1, 1, 1]


class Dying(Recorder):
    """A relay under which the connection to the database dies, under several homes at once."""

    others: Barrier | None = None

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        others, self.others = self.others, None
        if others:
            await asyncio.to_thread(others.wait, 5)
            raise OperationalError("SELECT 1", {}, Exception("gone"), connection_invalidated=True)
        async for receipt in super().send(batch):
            yield receipt


def test_a_server_that_is_started_anew_breaks_one_round_and_not_one_a_home(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round is made again at once, but once only."""
    made = {f"county{number}": Dying("email") for number in range(4)}
    rounds, relays, clock = with_relays(tmp_path, database, monkeypatch, {**made})
    rounds.make()
    for relay, others in zip(made.values(), [Barrier(4)] * 4, strict=True):
        relay.others = others
    clock.set("2020-09-21T09:00")
    with pytest.raises(OperationalError):
        rounds.make()
    rounds.make()
    assert len({len(relay.sent) for relay in relays.values()}) == 1
    assert relays["county0"].sent
