"""Decide → compose → SMTP → marked, in mails a second, beside the peers' design, in turns against one sink."""

import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.benchmarks import naive
from tests.benchmarks.province import R5, START, bureau
from tests.benchmarks.sink import smtp_sink
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.make_pass import make_pass
from yudu_flow.actions.open_period import open_periods
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.relay import Relay
from yudu_flow.domain.rules import Channel

UNITS, NAIVE_UNITS, RUNS = 4000, 400, 3
PAGES = "http://pages.test.local"


def measure(folder: Path) -> None:
    """Print the medians and the ratio of each run."""
    ours, linked, full, normal = [], [], [], []
    with smtp_sink() as port:
        for _ in range(RUNS):
            ours.append(_ours(folder, port))
            linked.append(_ours(folder, port, PAGES))
            full.append(_naive(folder, port, "FULL"))
            normal.append(_naive(folder, port, "NORMAL"))
    print(f"whole path, {UNITS} units, one process, synchronous=FULL: {_said(ours)} mails/s")
    print(f"the same with links to the pages, as every real office has them: {_said(linked)} mails/s")
    print(f"naive peer design, synchronous=FULL: {_said(full)}; NORMAL: {_said(normal)} mails/s")
    for name, others in (("FULL", full), ("NORMAL", normal)):
        ratios = [mine / theirs for mine, theirs in zip(ours, others, strict=True)]
        print(f"ratio to naive with {name}: {median(ratios):.1f} (runs {', '.join(f'{r:.1f}' for r in ratios)})")


def _said(rates: list[float]) -> str:
    return f"{median(rates):,.0f} (runs {', '.join(f'{rate:,.0f}' for rate in rates)})"


def _ours(folder: Path, port: int, base_url: str = "") -> float:
    office = replace(_opened(UNITS, folder), base_url=base_url)
    ways = {Channel.EMAIL: EmailChannel(Relay.parse(f"smtp://127.0.0.1:{port}"), "局办公室 <office@test.local>")}
    started = time.perf_counter()
    made = make_pass(office, ways, lambda: R5, upkeep=False)
    taken = time.perf_counter() - started
    sent = made.delivered.count("sent")
    assert sent == UNITS, f"{sent} of {UNITS} mails went out"
    return sent / taken


def _naive(folder: Path, port: int, synchronous: str) -> float:
    office = _opened(NAIVE_UNITS, folder)
    started = time.perf_counter()
    sent = naive.run(office, port, R5, folder / "naive.db", synchronous)
    taken = time.perf_counter() - started
    assert sent == NAIVE_UNITS
    return sent / taken


def _opened(count: int, folder: Path) -> Bureau:
    office = bureau(count, folder / "ours.db")
    open_periods(office, START)
    make_pass(office, {}, lambda: START, upkeep=False)  # midnight: the first look, which finds nothing due
    return office
