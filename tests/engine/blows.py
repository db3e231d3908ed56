"""What falls on the processes in an arena: each is hit while it has work."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from tests.engine.arena import LEASE, Arena

IN_TRANSACTION = (
    "SELECT 1 FROM pg_stat_activity WHERE application_name = :name AND state LIKE 'idle in transaction%'"
    " AND backend_xid IS NOT NULL"
)
CUT = "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name LIKE 'yudu-flow%'"


def kill(arena: Arena) -> None:
    """One is killed at any instant, and started anew."""
    one = arena.anybody()
    with arena.still([one]):
        one.running.kill()
        one.running.communicate(10)
    arena.start(one)


def kill_pages(arena: Arena) -> None:
    """One that only has pages is killed, and started anew; one of the others where there is none."""
    pages = [one for one in arena.ones if not one.has_work()]
    if not pages:
        return kill(arena)
    one = arena.dice.choice(pages)
    one.running.kill()
    one.running.communicate(10)
    return arena.start(one)


def stop(arena: Arena) -> None:
    """One stands still past its lease, and goes on."""
    with arena.still([arena.anybody()]):
        time.sleep(LEASE * 1.3)


def stop_inside(arena: Arena) -> None:
    """One stands still in the middle of a transaction that has written, past what the server grants it.

    While that is looked for it hardly runs, which may take its lease too: what it had in hand then is in flight once.
    """
    one, held = arena.anybody(), set[str]()
    name = f"yudu-flow {one.running.pid}"
    for _ in range(60):
        with arena.still([one], noting=False):
            held |= arena.in_hand()
            if arena.ask(IN_TRANSACTION, name=name):
                arena.note_in_flight()
                arena.blows["stopped inside a transaction"] += 1
                time.sleep(LEASE * 1.3)
                break
        time.sleep(0.003)
    arena.in_flight.update(held)


def cut(arena: Arena) -> None:
    """All connections to the database end."""
    with arena.still(arena.ones):
        arena.ask(CUT)


def restart(arena: Arena) -> None:
    """The server is started anew; for a while there is none."""
    _gone(arena, crash=False)


def crash(arena: Arena) -> None:
    """The server breaks down, and comes back."""
    _gone(arena, crash=True)


def _gone(arena: Arena, *, crash: bool) -> None:
    with arena.still(arena.ones):
        arena.hang_up()
        assert arena.cluster  # a file is never gone
        arena.cluster.stop("immediate" if crash else "fast")
    time.sleep(arena.dice.uniform(0, 1))
    arena.cluster.start()


def slow(arena: Arena) -> None:
    """A relay takes longer for what is in hand than the lease lasts."""
    arena.dice.choice(arena.weathers).pause = LEASE / 12
    time.sleep(LEASE * 2)


def refuse(arena: Arena) -> None:
    """A relay limits."""
    arena.dice.choice(arena.weathers).refuses = 0.4
    time.sleep(LEASE / 2)


def drop(arena: Arena) -> None:
    """A relay breaks off in the middle."""
    arena.dice.choice(arena.weathers).drops = 0.2
    time.sleep(LEASE / 2)


def double(arena: Arena) -> None:
    """One more comes by, and is killed; two may be hit at once."""
    one, other = arena.anybody(), arena.anybody()
    with arena.still([one, other]):
        time.sleep(arena.dice.uniform(0, LEASE * 1.5))
        one.running.kill()
        one.running.communicate(10)
    arena.start(one)


def hold(arena: Arena) -> None:
    """Somebody else writes into the file, and takes their time: nobody can meanwhile."""
    with closing(sqlite3.connect(arena.database.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout=30000")
        other.execute("BEGIN IMMEDIATE")
        arena.note_in_flight()
        time.sleep(LEASE * 1.5)
        other.execute("ROLLBACK")


def break_home(arena: Arena) -> None:
    """The roster of one home is spoilt, and a process is killed and meets that anew: the others' work gets done."""
    broken, *others = arena.dice.sample(arena.desks, len(arena.desks))
    roster = arena.home_of(broken) / "config" / "roster.yaml"
    good = roster.read_text(encoding="utf-8")
    roster.write_text(f"{good}\n: [", encoding="utf-8")
    try:
        kill(arena)
        arena.wait_for("the others' work", lambda: not arena.left(others))
    finally:
        roster.write_text(good, encoding="utf-8")
        arena.set(f"{arena.now() + timedelta(minutes=1):%Y-%m-%dT%H:%M}")  # folders are looked through each minute


BLOWS = (kill, stop, stop_inside, cut, restart, crash, slow, refuse, drop, double)
ON_A_FILE = (kill, stop, slow, refuse, drop, double, hold, hold, kill_pages)
WITH_PAGES = (*BLOWS, kill_pages, kill_pages)
OF_HOMES = (break_home, break_home)


def blows_on(arena: Arena) -> tuple[Callable[[Arena], None], ...]:
    """All that can fall there."""
    return (*(WITH_PAGES if arena.cluster else ON_A_FILE), *(OF_HOMES if arena.homes else ()))
