"""A province due at once: 84,000 mails while a million obligations are stored, and the memory of each worker."""

from pathlib import Path

from tests.benchmarks.ground import servers
from tests.benchmarks.sink import smtp_sink
from tests.benchmarks.whole_path import PAGES, cpu, race

PROVINCE, STORED = 84_000, 1_000_000
GOAL, MOST = 40, 300
"""Seconds to the last mail, and megabytes of a worker."""


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print when the last mail was out, for SQLite with one process and PostgreSQL with two."""
    units, stored = (840, 10_000) if quick else (PROVINCE, STORED)
    with smtp_sink() as port, servers() as missing:
        for kind, processes in (("SQLite", 1),) if missing else (("SQLite", 1), ("PostgreSQL", 2)):
            rate, told = race(kind, folder, port, ["province"], units, PAGES, processes, stored)
            memory = ", ".join(f"{one['peak']:.0f}" for one in told)
            print(f"{units:,} due at once, {stored:,} stored, links, {kind}, {processes} pr.: last mail after", end=" ")
            print(f"{units / rate:.1f} s (goal {GOAL}), {rate:,.0f}/s, CPU {cpu(told):.2f} ms a mail;", end=" ")
            print(f"most memory of a worker {memory} MB (goal {MOST})", flush=True)
    if missing:
        print(f"PostgreSQL left out: {missing}")
