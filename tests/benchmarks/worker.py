"""A process that sends what is due for some bureaus: `python -m tests.benchmarks.worker URL PORT PAGES UNITS KEY...`.

It says that it is ready, waits for a line, passes until nothing is due, of many bureaus several side by side as rounds
do, and says in JSON what it did.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import yudu_flow.cli  # noqa: F401 - with it garbage is looked for as seldom as in `yudu-flow run`
from tests.benchmarks.province import R5, bureau
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.actions.processes.effort import Effort
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.relay import Relay
from yudu_flow.domain.channels import Channel
from yudu_flow.rounds import LOOK, TOGETHER
from yudu_flow.storage.database import connect

PATIENCE = 0.05
"""Seconds until the next look where another process decides."""


def main(url: str, port: str, pages: str, units: str, *keys: str) -> None:
    """Do it."""
    engine = connect(url)
    offices = [bureau(int(units), engine, key, pages) for key in keys]
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    sent = sum(_side_by_side(offices, int(port)))
    print(json.dumps({"sent": sent, "peak": peak(), "cpu": time.process_time() - began}), flush=True)


def _side_by_side(offices: Sequence[Bureau], port: int) -> Iterator[int]:
    effort, under_way = Effort(), set[Future[int]]()
    with ThreadPoolExecutor(TOGETHER) as hands:
        for office in offices:
            while under_way and (effort.is_great() or len(under_way) == TOGETHER):
                done, under_way = wait(under_way, LOOK, FIRST_COMPLETED)
                yield from (one.result() for one in done)
            under_way.add(hands.submit(_sent, office, port))
        yield from (one.result() for one in under_way)


def _sent(office: Bureau, port: int) -> int:
    ways = {Channel.EMAIL: EmailChannel(Relay.parse(f"smtp://127.0.0.1:{port}"), "局办公室 <office@test.local>")}
    sent = 0
    while True:
        made = make_pass(office, ways, lambda: R5, upkeep=False, keep=False)
        sent += made.delivered.count("sent")
        if not made.look_again:
            return sent
        time.sleep(PATIENCE)


def peak() -> float:
    """The most memory that this process ever had, in MB of 10^6 bytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024 / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
