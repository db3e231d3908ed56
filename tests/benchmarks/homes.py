"""A folder of homes on one database: how long its rounds take, and one home that is loaded anew."""

import re
import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tests.benchmarks.ground import fresh, servers
from tests.benchmarks.province import HOME, R5
from tests.bureau import Clock
from yudu_flow.domain.period import ZONE
from yudu_flow.homes import Homes
from yudu_flow.rounds import Rounds
from yudu_flow.settings import Settings

Made = TypeVar("Made")
HOMES, QUICK = 3_000, 20
FIRST = datetime(2020, 9, 18, 8, 30, tzinfo=ZONE)
PAGES = "https://city.example"
HEAD = f"{'':<12}{'first ever':>12}{'start again':>13}{'idle round':>12}{'files looked at':>17}{'one reloaded':>14}"


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print a table: seconds, on either database; the morning of the first reminder, mails written to files, last."""
    count = QUICK if quick else HOMES
    homes = _written(folder / "homes", count)
    print(f"{count:,} homes of nine units, each with files of its own; one process")
    print(f"{HEAD}{'a morning':>12}")
    with servers() as missing:
        for kind in ("SQLite", "PostgreSQL"):
            if kind == "SQLite" or not missing:
                print(f"{kind:<12}{_row(homes, fresh(kind, folder))}", flush=True)
    if missing:
        print(missing)


def _row(folder: Path, database: str) -> str:
    settings = Settings.model_validate({"home": folder, "homes": folder, "database_url": database, "base_url": PAGES})
    clock = Clock(FIRST)
    ever, _ = _timed(lambda: _started(settings, clock))
    again, (homes, rounds) = _timed(lambda: _started(settings, clock))
    idle, _ = _timed(rounds.make)
    clock.now += timedelta(minutes=2)
    looked, _ = _timed(rounds.make)
    reloaded, _ = _timed(lambda: homes.open(next(iter(homes)), clock()))
    clock.now = R5
    morning, _ = _timed(rounds.make)
    homes.engine.dispose()
    return f"{ever:>12.1f}{again:>13.2f}{idle:>12.3f}{looked:>17.3f}{reloaded:>14.3f}{morning:>12.1f}"


def _started(settings: Settings, clock: Clock) -> tuple[Homes, Rounds]:
    """What a process does until its first round is over."""
    homes = Homes(settings)
    rounds = Rounds(homes, clock)
    rounds.make()
    return homes, rounds


def _timed(what: Callable[[], Made]) -> tuple[float, Made]:
    began = time.perf_counter()
    made = what()
    return time.perf_counter() - began, made


def _written(folder: Path, count: int) -> Path:
    """As the program ships a home, each with another id and other people."""
    roster = (HOME / "config" / "roster.yaml").read_text(encoding="utf-8")
    for number in range(count):
        home = folder / f"county{number}"
        for name in ("config", "workflows", "notifications"):
            shutil.copytree(HOME / name, home / name, copy_function=shutil.copyfile)
        mine = re.sub(r"(?m)^  id: .*$", f"  id: {home.name}", roster, count=1).replace("联络员", f"联络员{number}")
        (home / "config" / "roster.yaml").write_text(mine, encoding="utf-8")
    return folder
