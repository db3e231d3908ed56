"""Plays the rules over a stretch of time: a scratch database, a virtual clock, and the real actions."""

from __future__ import annotations

from asyncio import Runner
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from yudu_flow.actions.acts.act import Done
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes.shift import Alone
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.domain.period import at, midnight_after
from yudu_flow.domain.quiet import next_pass
from yudu_flow.settings import Settings
from yudu_flow.simulation import circumstances
from yudu_flow.simulation.content_copy import ContentOfPlay
from yudu_flow.simulation.journal import Journal
from yudu_flow.simulation.reached import Reached, Refusals
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from yudu_flow.simulation.script import ScriptItem


@dataclass
class Play:
    """A play in progress: the virtual clock and what is still to come; until `stopped` no pass is made.

    `settings` name the content that a script may change; `taken` is told of the bureau with what replaced it.
    """

    bureau: Bureau
    now: datetime
    end: datetime
    script: list[ScriptItem]
    settings: Settings
    taken: Callable[[Bureau], None]
    stopped: datetime | None = None
    made: Pass | None = None
    """The last pass, where nothing has happened since."""
    journal: Journal = field(init=False)
    refusals: Refusals = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.bureau.engine, self.bureau.key)
        self.refusals = Refusals(self.clock)

    def clock(self) -> datetime:
        return self.now

    def steps(self) -> Iterator[Record]:
        """Every record until the end, in order of time."""
        ways = {channel: Reached(str(channel), self.refusals) for channel in WAYS}
        # What is opened near the end is due, and chased, on days of the next year.
        content = ContentOfPlay(self.bureau, self.settings, self.clock, self.end.year + 1)
        alone = Alone(self.bureau, self.now)
        with Runner() as runner, content:  # one event loop for the play: making one costs as much as a small delivery
            while True:
                for done in self._acts(content):
                    yield from self.journal.of_act(done)
                if self.stopped is None or self.stopped <= self.now:
                    self.made = make_pass(
                        self.bureau, ways, self.clock, upkeep=False, after=self.made, run=runner.run, kept=alone
                    )
                    yield from self.journal.of_pass(self.made)
                if not self._advance(self._wake()):
                    return

    def _wake(self) -> datetime | None:
        """The next pass: when the process runs again, where it stopped."""
        if self.stopped and self.now < self.stopped:
            return self.stopped
        return self.made.next_wake if self.made else None

    def _acts(self, content: ContentOfPlay) -> Iterator[Done]:
        while self.script and self.script[0].at <= self.now:
            from yudu_flow.simulation.script import play  # with every act, and most plays have no script

            item = self.script.pop(0)
            try:
                if item.do in circumstances.ALL:
                    self._befall(item, content)
                else:
                    self.made = None  # also what is recorded nowhere, as a firm that is registered, changes what comes
                    yield from play(self.bureau, item)
            except Refusal as refusal:
                raise BadRequest(f"脚本第{item.number}项（{item.do}）：{refusal}") from refusal

    def _befall(self, item: ScriptItem, content: ContentOfPlay) -> None:
        from yudu_flow.simulation.script import ends_at, undelivered

        if item.do == circumstances.DOWNTIME:
            self.stopped = ends_at(item)
        elif item.do == circumstances.UNDELIVERED:
            self.refusals.all.append(undelivered(self.bureau, item))
        else:
            # An act in between: what the pass before saw ahead no longer holds.
            self.bureau, self.made = content.change(Path(item.fields["content"])), None
            self.taken(self.bureau)

    def _advance(self, wake: datetime | None) -> bool:
        """Turn the clock to whatever comes next; whether that is still before the end."""
        again = next_look(self.bureau, wake, self.now)
        coming = [instant for instant in (again, self.script[0].at if self.script else None) if instant]
        # A step at the least: something that is due and cannot be done would else hold the clock for ever.
        self.now = max(min(coming, default=self.end), self.now + timedelta(microseconds=1))
        return self.now < self.end


def next_look(bureau: Bureau, wake: datetime | None, now: datetime) -> datetime | None:
    """When a pass has something to do again: what is due already is held by the quiet hours, until the pass after."""
    return next_pass(now, bureau.rules, bureau.calendar) if wake is not None and wake <= now else wake


def simulate(
    bureau: Bureau,
    start: date,
    end: date,
    script: list[ScriptItem],
    settings: Settings,
    taken: Callable[[Bureau], None] = lambda _bureau: None,
) -> Iterator[Record]:
    """Play from 00:00 of `start` to 24:00 of `end`; `bureau` must be a scratch one of `settings`.

    An item of the script that lies before the start is refused. `taken` is told of the bureau with changed content.
    """
    if script and script[0].at < at(start):
        raise BadRequest(f"脚本第{script[0].number}项早于模拟的开始")
    return Play(bureau, at(start), midnight_after(end), list(script), settings, taken).steps()
