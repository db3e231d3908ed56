"""Decide → compose → SMTP → marked, in mails a second, beside the peers' design and C programs, against one sink."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import naive
from tests.benchmarks.ground import fresh, furnished, servers
from tests.benchmarks.province import R5, START, bureau
from tests.benchmarks.sink import smtp_sink, smtp_source
from tests.benchmarks.worker import peak
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.engine.open_period import open_periods

PAGES = "http://pages.test.local"
UNITS_OF_MANY = 28


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    units: int = 8000
    bureaus: int = 150
    naive: int = 400


QUICK = Size(400, 6, 60)
GOALS = {f"SQLite, {Size.units} units, links, 1 pr.": 2000, f"PostgreSQL, {Size.units} units, links, 2 pr.": 2500}
"""Mails a second on two cores with nothing else to do; with two on PostgreSQL also fifteen times the peers' design."""


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print a table, and each rate beside the naive design with the same mails on the same database in this run."""
    size = QUICK if quick else Size()
    with smtp_sink() as port, servers() as missing:
        print(f"{'whole path, full durability':44}{'mails/s':>9}{'goal':>7}{'x naive':>9}{'MB':>6}{'CPU ms/mail':>13}")
        _say("smtp-source to smtp-sink, nothing else", smtp_source(port, 20 * size.naive))
        for kind in ("SQLite",) if missing else ("SQLite", "PostgreSQL"):
            _engine(kind, folder, port, size)
    if missing:
        print(f"PostgreSQL left out: {missing}")


def _engine(kind: str, folder: Path, port: int, size: Size) -> None:
    many = [f"bureau{n}" for n in range(size.bureaus)]
    for words, pages in (("no links", ""), ("links", PAGES)):
        slow, told = _naive(kind, folder, port, size.naive, pages)
        _say(f"the peers' design, {kind}, {words}", slow, slow, told)
        for processes in (1, 2):
            rate, told = race(kind, folder, port, ["province"], size.units, pages, processes)
            _say(f"{kind}, {size.units} units, {words}, {processes} pr.", rate, slow, told)
    for processes in (1, 2):
        rate, told = race(kind, folder, port, many, UNITS_OF_MANY, PAGES, processes)
        _say(f"{kind}, {size.bureaus} bureaus of {UNITS_OF_MANY}, links, {processes} pr.", rate, slow, told)


def _say(what: str, rate: float, slow: float | None = None, told: list[dict[str, Any]] | None = None) -> None:
    times = f"{rate / slow:9.1f}" if slow else f"{'':9}"
    goal = f"{GOALS[what]:7,}" if what in GOALS else f"{'':7}"
    memory = f"{max(one['peak'] for one in told):6.0f}" if told else f"{'':6}"
    spent = f"{cpu(told):13.2f}" if told else ""
    print(f"{what:44}{rate:9,.0f}{goal}{times}{memory}{spent}", flush=True)


def cpu(told: list[dict[str, Any]]) -> float:
    """Milliseconds a mail of our processes; a server's and the sink's come on top."""
    return float(sum(one["cpu"] for one in told) / sum(one["sent"] for one in told) * 1e3)


def race(
    kind: str, folder: Path, port: int, keys: list[str], units: int, pages: str, processes: int, stored: int = 0
) -> tuple[float, list[dict[str, Any]]]:
    """Mails a second from the word to the last process's end, and what each says of itself."""
    url = fresh(kind, folder)
    _open(url, keys, units, stored)
    share = len(keys) // processes
    orders = [[*keys[n * share :], *keys[: n * share]] for n in range(processes)]
    with _started(url, port, pages, units, orders) as workers:
        started = time.perf_counter()
        for worker in workers:
            print(file=worker.stdin, flush=True)
        told = [json.loads(worker.stdout.readline()) for worker in workers if worker.stdout]
        taken = time.perf_counter() - started
    sent = sum(one["sent"] for one in told)
    assert sent == len(keys) * units, f"{sent} of {len(keys) * units} mails went out"
    return sent / taken, told


def _open(url: str, keys: list[str], units: int, stored: int) -> None:
    from tests.benchmarks.scale import store

    engine = furnished(url)
    for key in keys:
        office = bureau(units, engine, key)
        open_periods(office, START, keep=False)
        make_pass(office, {}, lambda: START, upkeep=False, keep=False)  # midnight: the first look, nothing is due
        store(office, stored)
    engine.dispose()


@contextmanager
def _started(
    url: str, port: int, pages: str, units: int, orders: list[list[str]]
) -> Iterator[list[subprocess.Popen[str]]]:
    how: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "tests.benchmarks.worker", url, str(port), pages, str(units)]
    workers = [subprocess.Popen([*command, *keys], **how) for keys in orders]
    try:
        for worker in workers:
            assert worker.stdout
            assert worker.stdout.readline() == "ready\n"
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def _naive(kind: str, folder: Path, port: int, units: int, pages: str) -> tuple[float, list[dict[str, Any]]]:
    office = _opened(kind, folder, units, pages)
    started, spent = time.perf_counter(), time.process_time()
    sent = naive.run(office, port, R5)
    taken, spent = time.perf_counter() - started, time.process_time() - spent
    office.engine.dispose()
    assert sent == units
    return sent / taken, [{"sent": sent, "cpu": spent, "peak": peak()}]


def _opened(kind: str, folder: Path, units: int, pages: str) -> Bureau:
    office = bureau(units, furnished(fresh(kind, folder)), pages=pages)
    open_periods(office, START, keep=False)
    make_pass(office, {}, lambda: START, upkeep=False)
    return office
