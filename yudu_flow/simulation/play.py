"""Plays the rules over a stretch of time: a scratch database, a virtual clock, and the real actions."""

from asyncio import Runner
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from yudu_flow.actions.act import Done
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.make_pass import Pass, make_pass
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.domain.period import at, midnight_after
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import Channel
from yudu_flow.simulation.journal import Journal, Record
from yudu_flow.simulation.script import DOWNTIME, Item, play, stopped_until


@dataclass
class Reached:
    """A way out that always arrives and leaves nothing behind."""

    name: str
    resends_unsure: bool = True

    async def __aenter__(self) -> "Reached":
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def send(self, batch: Iterable[Outgoing]) -> AsyncIterator[Receipt]:
        """Every message arrives."""
        for outgoing in batch:
            yield Receipt(outgoing.id, True, "模拟")


@dataclass
class Stage:
    """A play in progress: the virtual clock and what is still to come; until `stopped` no pass is made."""

    bureau: Bureau
    now: datetime
    end: datetime
    script: list[Item]
    stopped: datetime | None = None
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.bureau.engine)

    def steps(self) -> Iterator[Record]:
        """Every record until the end, in order of time."""
        ways = {channel: Reached(str(channel)) for channel in (Channel.EMAIL, Channel.SMS)}
        made = None
        with Runner() as runner:  # one event loop for the play: making one costs as much as a small delivery
            while True:
                for done in self._acts():
                    yield from self.journal.of_act(done)
                    made = None
                if self.stopped is None or self.stopped <= self.now:
                    made = make_pass(self.bureau, ways, lambda: self.now, upkeep=False, after=made, run=runner.run)
                    yield from self.journal.of_pass(made)
                if not self._advance(self._wake(made)):
                    return

    def _wake(self, made: Pass | None) -> datetime | None:
        """The next pass: when the process runs again, where it stopped."""
        if self.stopped and self.now < self.stopped:
            return self.stopped
        return made.next_wake if made else None

    def _acts(self) -> Iterator[Done]:
        while self.script and self.script[0].at <= self.now:
            item = self.script.pop(0)
            if item.do == DOWNTIME:
                self.stopped = stopped_until(item)
                continue
            try:
                yield play(self.bureau, item)
            except Refusal as refusal:
                raise BadRequest(f"脚本第{item.number}项（{item.do}）：{refusal}") from refusal

    def _advance(self, wake: datetime | None) -> bool:
        """Turn the clock to whatever comes next; whether that is still before the end."""
        again = next_look(self.bureau, wake, self.now)
        coming = [instant for instant in (again, self.script[0].at if self.script else None) if instant]
        self.now = max(min(coming, default=self.end), self.now + timedelta(microseconds=1))
        return self.now < self.end


def next_look(bureau: Bureau, wake: datetime | None, now: datetime) -> datetime | None:
    """When a pass has something to do again: what is due already is held by the quiet hours, until the pass after."""
    return next_pass(now, bureau.rules, bureau.calendar) if wake is not None and wake <= now else wake


def simulate(bureau: Bureau, start: date, end: date, script: list[Item]) -> Iterator[Record]:
    """Play from 00:00 of `start` to 24:00 of `end`; `bureau` must be a scratch one.

    An item of the script that lies before the start is refused.
    """
    if script and script[0].at < at(start):
        raise BadRequest(f"脚本第{script[0].number}项早于模拟的开始")
    return Stage(bureau, at(start), midnight_after(end), list(script)).steps()
