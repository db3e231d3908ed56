"""The pages of one bureau, asked for 20 times a second, where a province's twelve months are stored."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

import httpx
import uvicorn
from sqlalchemy import insert

from tests.benchmarks.ground import fresh, furnished
from tests.benchmarks.province import START, bureau
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import enter, invite
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.make_pass import make_pass
from yudu_flow.cli.console_server import bind
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.quiet import next_pass
from yudu_flow.settings import Settings
from yudu_flow.simulation.reached import Reached
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import OBLIGATION
from yudu_flow.web.app import Console
from yudu_flow.web.doors.access import SESSION_COOKIE
from yudu_flow.web.doors.hall import Hall

UNITS, BUREAUS, A_SECOND, SECONDS = 28, 3_000, 20, 10
YEAR = timedelta(days=365)


def measure(folder: Path, *, quick: bool = False) -> None:
    """Print each page's latency, 50th and 95th percentile, and its size."""
    office = bureau(UNITS, furnished(fresh("SQLite", folder)))
    now = _live(office)
    stored = _fill(office, 100 if quick else BUREAUS)
    print(f"{stored:,} obligations of {BUREAUS * UNITS:,} units stored; {A_SECOND} requests a second for {SECONDS} s")
    cookies = {person: _signed_in(office, person, now) for person in ("p0", "p1", "leader")}
    with reading(office.engine) as db:
        one = obligations.listed(db, office.key, unit="单位1")[-1].id
    office_pages = {"board": "", "all cases": "/todo/cases", "a year's matrix": "/year", "one obligation": f"/{one}"}
    office_pages |= {"outbox": "/outbox", "summary": "/summary"}
    asked = {name: (f"/office{path}", "p0") for name, path in office_pages.items()}
    asked |= {"我的事项": ("/mine", "p1"), "leader's desk": ("/leader", "leader")}
    hall = Hall(lambda: office, lambda: now, Settings(home=folder), b"benchmark")
    with _serving(hall) as base:
        for name, (path, person) in asked.items():
            times, size = asyncio.run(_load(base + path, cookies[person]))
            cuts = quantiles(times, n=20)
            print(f"{name}: p50 {cuts[9] * 1e3:.0f} ms, p95 {cuts[18] * 1e3:.0f} ms, {size / 1e3:.0f} kB")


def _live(office: Bureau) -> datetime:
    """A year in which nobody reports, told as a spool would."""
    ways = {channel: Reached(str(channel)) for channel in (Channel.EMAIL, Channel.SMS)}
    now = START
    while now < START + YEAR:
        made = make_pass(office, ways, lambda: now, upkeep=False)  # noqa: B023 - the pass asks at once
        coming = made.next_wake or START + YEAR
        now = coming if coming > now else next_pass(now, office.rules, office.calendar)
    return now


def _fill(office: Bureau, bureaus: int) -> int:
    """The same year for every other bureau of the province; returns how many obligations are stored."""
    with writing(office.engine) as db:
        mine = [dict(row._mapping) for row in db.execute(OBLIGATION.select())]
        for row in mine:
            del row["id"]
        for start in range(1, bureaus, 100):
            others = range(start, min(start + 100, bureaus))
            db.execute(insert(OBLIGATION), [{**row, "bureau": f"bureau{n}"} for n in others for row in mine])
    return len(mine) * bureaus


def _signed_in(office: Bureau, person: str, now: datetime) -> str:
    return enter(office, invite(office, add_person(office, person, "bench", now), "bench", now), "bench", now)


@contextmanager
def _serving(hall: Hall) -> Iterator[str]:
    sock = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(Console(hall), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


async def _load(url: str, cookie: str) -> tuple[list[float], int]:
    """Ask at a steady pace, whether answers come or not; each answer's seconds, and the page's bytes."""
    async with httpx.AsyncClient(cookies={SESSION_COOKIE: cookie}, timeout=30) as client:
        warm = await client.get(url)
        assert warm.status_code == 200, warm.text[-500:]
        tasks = []
        for _ in range(A_SECOND * SECONDS):
            tasks.append(asyncio.create_task(_asked(client, url)))
            await asyncio.sleep(1 / A_SECOND)
        return [await task for task in tasks], len(warm.content)


async def _asked(client: httpx.AsyncClient, url: str) -> float:
    started = time.perf_counter()
    answer = await client.get(url)
    assert answer.status_code == 200
    return time.perf_counter() - started
