"""The demonstration: the real actions on a database of its own, by a clock that stands until a visitor moves it.

Nothing leaves the machine: every message counts as arrived, and folder and database are thrown away in the end.
"""

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from threading import RLock

from yudu_flow.actions.access.sign_in import SESSION_LASTS
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.make_pass import Pass, make_pass
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import bureau_of, renewed
from yudu_flow.content.starter import copy_to
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.period import at
from yudu_flow.settings import Settings
from yudu_flow.simulation.habits import Habit, Habits
from yudu_flow.simulation.play import next_look
from yudu_flow.simulation.reached import Reached
from yudu_flow.storage import accounts, obligations
from yudu_flow.storage.database import connect, writing

START, END = date(2020, 9, 18), date(2021, 12, 31)
"""The day of the notice, and how far the calendar that ships is sure of the days off."""
MORNING = time(9)
AN_ACT = timedelta(minutes=1)


@dataclass
class DemoEvent:
    """What came about between two instants."""

    opened: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)

    def add(self, made: Pass) -> None:
        """One pass more."""
        self.opened += len(made.opened)
        self.sent.update(message.kind for turn in made.rounds for message in turn.composed.messages)

    @property
    def anything(self) -> bool:
        """Whether a visitor would notice."""
        return bool(self.opened or self.sent or self.acts)


class Demo:
    """One demonstration in `folder`, its pages at `address`. Safe between threads; `again` begins anew."""

    def __init__(self, folder: Path, address: str) -> None:
        # As on a machine where nothing is set: what is set for real work must not reach a demonstration.
        self.settings = Settings.model_construct(home=folder, base_url=address)
        self.now = at(START, MORNING)
        self.habits = Habits()
        self._lock = RLock()
        self._rounds = 0
        self._force: ContentInForce | None = None
        self._ways = {channel: Reached(str(channel)) for channel in WAYS}
        self.again()

    def again(self) -> None:
        """Back to the first day, with content and roster as they ship with the demonstration."""
        with self._lock:
            self.close()
            self._rounds += 1
            self._lay_out()
            self.now = at(START, MORNING)
            bureau = self._bureau()
            self._force = ContentInForce(bureau, self.settings.home, partial(renewed, self.settings))
            self._pass(DemoEvent())
            # Behind the first pass: before it nobody owes anything.
            self.habits = Habits(self._first_habits())

    def owners(self) -> list[str]:
        """Whoever owes something, those with the most to do first."""
        bureau = self.bureau()
        with bureau.reading() as db:
            rows = obligations.listed(db, bureau.key, awake=True)
        return [*dict.fromkeys(row.owner for row in sorted(rows, key=lambda row: -len(row.assignments)))]

    def _first_habits(self) -> dict[str, Habit]:
        """The busiest unit is the visitor's, the next one is late, all others report in time."""
        busiest, next_one, *others = self.owners()
        return {busiest: Habit.BY_HAND, next_one: Habit.LATE} | dict.fromkeys(others, Habit.PROMPT)

    def _lay_out(self) -> None:
        for name in ("workflows", "notifications", "config"):
            shutil.rmtree(self.settings.home / name, ignore_errors=True)
        copy_to(self.settings.home)
        roster = files("yudu_flow.simulation").joinpath("demo-roster.yaml").read_text("utf-8")
        (self.settings.home / "config" / "roster.yaml").write_text(roster, "utf-8")

    def _bureau(self) -> Bureau:
        """On a database of this round's own: that of the last one may still be read by a page."""
        engine = connect(f"sqlite:///{self.settings.var / f'demo-{self._rounds}.db'}")
        return replace(bureau_of(self.settings, self.now, engine=engine), stage=True)

    def close(self) -> None:
        """Let go of the database."""
        if self._force:
            self._force.current().engine.dispose()

    def bureau(self) -> Bureau:
        """The bureau with the content in force."""
        assert self._force is not None  # `again` has run
        return self._force.current()

    def clock(self) -> datetime:
        return self.now

    @property
    def over(self) -> bool:
        """Whether time cannot be moved on."""
        return local_day(self.now) >= END

    def acted(self) -> None:
        """Somebody has done something: a minute goes by, and what follows from it happens."""
        with self._lock:
            self.now += AN_ACT
            self._pass(DemoEvent())

    def to_next(self) -> DemoEvent:
        """On to whatever comes next that a visitor would notice."""
        with self._lock:
            return self._play(at(END, MORNING), until_noticed=True)

    def to_the_27th(self) -> DemoEvent:
        """On to 09:00 of the next 27th."""
        return self._to(27)

    def to_next_month(self) -> DemoEvent:
        """On to 09:00 of the first of the next month."""
        return self._to(1)

    def _to(self, number: int) -> DemoEvent:
        with self._lock:
            day = local_day(self.now) + timedelta(days=1)
            while day.day != number:
                day += timedelta(days=1)
            return self._play(at(min(day, END), MORNING))

    def _play(self, until: datetime, *, until_noticed: bool = False) -> DemoEvent:
        """Every wake-up and every move of theirs up to `until`, in order of time."""
        if self.over:
            raise NotAllowed("演示到2021年底为止，可以点“重新开始”")
        began, happened = self.now, DemoEvent()
        made = self._pass(happened)
        while self.now < until and not (until_noticed and happened.anything):
            made = self._step(until, made.next_wake, happened)
        self._keep_signed_in(began)
        return happened

    def _keep_signed_in(self, began: datetime) -> None:
        """Months may go by between two clicks: whoever was signed in stays so."""
        bureau = self.bureau()
        with writing(bureau.engine) as db:
            accounts.stretch_sessions(db, bureau.key, began, self.now, self.now + SESSION_LASTS)

    def _step(self, until: datetime, wake: datetime | None, happened: DemoEvent) -> Pass:
        bureau = self.bureau()
        again = next_look(bureau, wake, self.now)
        move = self.habits.next_move(bureau, self.now)
        self.now = min(instant for instant in (again, move and move.at, until) if instant)
        while move and move.at <= self.now:
            happened.acts[str(move.do(self.now).fact.kind)] += 1
            move = self.habits.next_move(bureau, self.now)
        return self._pass(happened)

    def _pass(self, happened: DemoEvent) -> Pass:
        assert self._force is not None  # `again` has run
        made = make_pass(self._force.refresh(self.now), self._ways, self.clock)
        happened.add(made)
        return made
