"""Opening a period for a province, and what an idle pass costs beside what is stored."""

import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import bindparam, text

from tests.benchmarks.ground import fresh, furnished, servers
from tests.benchmarks.province import START, bureau
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.engine.open_period import open_periods
from yudu_flow.storage.database import writing
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.tables import OBLIGATION

PROVINCE = 84_000
IDLE_RUNS = 200
GOAL = 2.0
"""Milliseconds of an idle pass."""
STORED = """
WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < :count)
INSERT INTO obligation ({columns}) SELECT {values} FROM (SELECT * FROM obligation LIMIT 1) AS one, many
"""
CHANGED = {"owner": "'存' || n", "wake_at": "CASE WHEN n % 2 = 1 THEN :later END"}


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print both."""
    _opening(folder)
    with servers() as missing:
        for kind in ("SQLite",) if missing else ("SQLite", "PostgreSQL"):
            for stored in (1_000, 10_000) if quick else (1_000, 10_000_000):
                took, spent = _idle(kind, folder, stored)
                print(
                    f"idle pass, {kind}, {stored:,} obligations stored: {took * 1e3:.2f} ms (goal {GOAL:g}),", end=" "
                )
                print(f"CPU {spent * 1e3:.2f} ms", flush=True)
    if missing:
        print(f"PostgreSQL left out: {missing}")


def _opening(folder: Path) -> None:
    office = bureau(PROVINCE, furnished(fresh("SQLite", folder)))
    started = time.perf_counter()
    opened = open_periods(office, START, keep=False).count
    print(f"opening a period for {opened:,} units: {time.perf_counter() - started:.2f} s")
    assert opened == PROVINCE


def _idle(kind: str, folder: Path, stored: int) -> tuple[float, float]:
    """The median of idle passes, in seconds, and of what our process spends on them."""
    office = bureau(10, furnished(fresh(kind, folder)))
    make_pass(office, {}, lambda: START, upkeep=False)
    store(office, stored)
    now = START + timedelta(hours=1)
    times, spent = [], []
    for _ in range(IDLE_RUNS):
        started, before = time.perf_counter(), time.process_time()
        made = make_pass(office, {}, lambda: now)
        times.append(time.perf_counter() - started)
        spent.append(time.process_time() - before)
        assert not made.decided.rungs
    office.engine.dispose()
    return median(times), median(spent)


def store(office: Bureau, count: int) -> None:
    """Obligations that wait for a later day: half of them awake, half closed."""
    if not count:
        return
    names = [column.name for column in OBLIGATION.c if column.name != "id"]
    values = ", ".join(CHANGED.get(name, f'one."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    filled = text(STORED.format(columns=columns, values=values)).bindparams(bindparam("later", type_=Instant))
    with writing(office.engine) as db:
        db.execute(filled, {"count": count, "later": START + timedelta(days=5)})
    if office.engine.dialect.name == "postgresql":  # as a server does by itself with what has been there for a while
        with writing(office.engine) as db:
            db.execute(text("ANALYZE"))
