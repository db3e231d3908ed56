"""Whole processes: `check`, a simulated year, and what the resting scheduler holds in memory."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.province import HOME

RUNS = 5
COMMAND = [sys.executable, "-m", "yudu_flow"]
YEAR = ("simulate", "--from", "2020-09-18", "--to", "2021-09-17", "--json")


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print them."""
    runs = 1 if quick else RUNS
    print(f"yudu-flow check: {_timed(runs, 'check'):.2f} s (median of {runs} after a warm-up)")
    print(f"yudu-flow simulate, a year in which nobody reports: {_timed(runs, *YEAR):.2f} s (the same)")
    print(f"resting process, scheduler alone: {_resting(folder, web=False):.0f} MB")
    print(f"resting process with the pages: {_resting(folder, web=True):.0f} MB")


def _timed(runs: int, *arguments: str) -> float:
    times = []
    for _ in range(runs + 1):
        started = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], cwd=HOME, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return median(times[1:])


def _resting(folder: Path, *, web: bool) -> float:
    """Resident memory after the first pass, in MB of 10^6 bytes."""
    database = f"sqlite:///{folder / f'resting-{web}.db'}"
    environment = {**os.environ, "YUDU_FLOW_DATABASE_URL": database, "YUDU_FLOW_WEB": str(web).lower()}
    environment["YUDU_FLOW_WEB_PORT"] = "0"
    with subprocess.Popen([*COMMAND, "run"], cwd=HOME, env=environment, stdout=subprocess.DEVNULL) as process:
        time.sleep(8)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        process.send_signal(signal.SIGTERM)
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024 / 1e6
