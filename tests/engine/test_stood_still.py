"""A pass stands still before each of its transactions until its lease is over, and goes on while another one works."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from tests.bureau import SEPTEMBER, Desk, desk_in
from tests.engine.books import messages, unbalanced
from tests.engine.halted import Going, Stage
from tests.engine.test_killed import said
from yudu_flow.actions.processes import holder
from yudu_flow.clock import running_time
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading

pytestmark = [pytest.mark.only_postgresql, pytest.mark.long]
DAYS = ("2020-09-18", "2020-09-21", "2020-09-24", "2020-09-25", "2020-09-27", "2020-09-28", "2020-09-30")


class Later:
    """Time runs on where the test says so."""

    def __init__(self) -> None:
        self.by = 0.0

    def __call__(self) -> float:
        return running_time() + self.by


@dataclass
class Trial:
    """A day on a database that holds what was before it, and the day after."""

    home: Path
    database: str
    day: str
    after: str
    stage: Stage
    later: Later

    def desk(self) -> Desk:
        """A process's own hand."""
        made = desk_in(self.home, self.database)
        made.clock.set(f"{self.day}T09:00")
        return made

    def played(self, number: int, table: str, calm: set[tuple[str, ...]]) -> Iterator[str]:
        """What is wrong where one stands still before that statement, and goes on while another one has not committed
        what it wrote into that table, or is done.
        """
        self.stage.begin()
        late, end = Going(self.desk(), number), self.desk()
        assert late.stands_still()
        in_hand = {row.message_id for row in messages(end) if row.claimed_by}
        self.stage.run_out()
        self.later.by += 100
        second = Going(self.desk(), table=table)
        second.stands_still()
        self._go_on(late, second)
        end.run()
        end.clock.set(f"{self.after}T09:00")
        end.run()
        for one in (*_twice(late.desk, second.desk, end, but=in_hand), *map(str, said(end) ^ calm), *_wrong(end)):
            yield f"{late.halt.seen[number - 1][:60]} / {table}: {one}"
        for desk in (late.desk, second.desk, end):
            desk.bureau.engine.dispose()

    def _go_on(self, late: Going, second: Going) -> None:
        """The first one as far as it comes; then the other."""
        late.halt.may.set()
        while late.is_alive() and not (second.is_alive() and self.stage.somebody_waits()):
            late.join(0.01)
        second.ends()
        late.ends()


def _twice(*desks: Desk, but: set[str]) -> Iterator[str]:
    """What went out twice and had not been in hand."""
    sent = Counter(one.message_id for desk in desks for one in (*desk.email.sent, *desk.sms.sent))
    yield from (f"told twice: {key}" for key, count in sent.items() if count > 1 and key not in but)


def _wrong(desk: Desk) -> Iterator[str]:
    """What the books or the bureau's row say."""
    yield from (f"out of balance: {account}" for account in unbalanced(desk, SEPTEMBER))
    with reading(desk.bureau.engine) as db:
        row = bureaus.find(db, "qingxi")
    if row is None or row.imbalance or row.fault or row.worker:
        yield f"the bureau's row: {row}"


@pytest.mark.parametrize("day", ["2020-09-24", "2020-09-28"])
def test_everybody_is_told_on_that_day_and_once(
    home: Path, database: str, second_database: str, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    """Word by word what one tells alone; twice only what was in hand."""
    alone, desk = desk_in(home, second_database), desk_in(home, database)
    place = DAYS.index(day)
    for one, until in ((alone, place + 2), (desk, place)):
        for morning in DAYS[:until]:
            one.at(f"{morning}T09:00")
    monkeypatch.setattr(holder, "running_time", later := Later())
    desk.bureau.engine.dispose()
    stage = Stage(create_engine(desk.bureau.engine.url, poolclass=NullPool))
    trial = Trial(home, database, day, DAYS[place + 1], stage, later)
    whole = Going(trial.desk())
    whole.ends()
    points = product(whole.halt.beginnings(), ("", "rung", "message"))
    faults = [wrong for number, table in points for wrong in trial.played(number, table, said(alone))]
    stage.end()
    assert faults == []
