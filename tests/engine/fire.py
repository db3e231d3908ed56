"""`make fire`: storm after storm with another seed, another arrangement and other blows, for as long as is asked.

make fire ARGS="--seed 7 --minutes 10"
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.bureau import build_home, desk_in, share_words
from tests.engine import arena, blows
from tests.engine.after_arena import faults
from tests.engine.after_storm import calm, older_schema, storm_over
from tests.engine.cluster import Cluster, cluster
from tests.engine.crowd import Crowd
from tests.engine.machine import MORNINGS
from tests.engine.people import People
from tests.engine.storm import BLOWS, GENTLE
from tests.engine.stricken import ALIKE, FOUR, MIXED, TWO
from tests.homes import add_home

PLACES = {"two": TWO, "of one name": ALIKE, "four by roles": FOUR, "mixed": MIXED}


def one(seed: int, home: Path, server: Cluster) -> tuple[Counter[str], tuple[str, ...]]:
    """One storm; its blows, and what was wrong after it."""
    dice = random.Random(seed)
    name = dice.choice([*PLACES])
    blows = [*BLOWS] if dice.random() < 0.5 else [*GENTLE]
    begins = dice.choice(("empty", "of an older program"))
    if begins != "empty":
        older_schema(server.url)
    told = calm(home, f"sqlite:///{home}/calm.db", MORNINGS) if len(blows) == len(GENTLE) else None
    said: list[str] = []
    try:
        storm, found = asyncio.run(storm_over(home, server, PLACES[name], blows, MORNINGS, seed, said.append, told))
    except BaseException:
        tell("\n".join(said))
        raise
    how = f"{name}, {'every word compared' if told else 'all blows'}, database {begins}"
    met = f"{storm.blows.total()} blows, {found.messages} messages, {found.again} again, {storm.filed} acts"
    tell(f"seed {seed}: {how}: {met}")
    if found.faults:
        tell("\n".join([*said, *found.faults]))
    return storm.blows, found.faults


def of_run_itself(seed: int, home: Path, server: Cluster, until: float) -> tuple[Counter[str], tuple[str, ...]]:
    """The same for processes of `yudu-flow run`, each on a host and a machine of its own."""
    dice = random.Random(seed)
    cast, acting = dice.choice(CASTS), dice.random() < 0.5
    calm = desk_in(home, f"sqlite:///{home}/calm.db")
    calm.at(MORNINGS[0])
    with arena.arena_in(home, server, home / "arena", seed, cast) as here:
        here.bring_up()
        people = People(here, dice) if acting else None
        for morning in MORNINGS[1:]:
            if time.monotonic() > until:
                break
            here.morning(morning, dice.choice(blows.BLOWS), dice.choice((0, 60, 200)), people)
            calm.at(morning)
        found = faults(here, None if acting else calm)
        taken = len(here.relay.taken)
        met = f"{here.blows.total()} blows, {taken} mails, {taken - len({*here.relay.taken})} again"
        roles = " ".join(one.role for one in here.ones)
        tell(f"seed {seed}: run itself ({roles}): {met}, {people.done.total() if people else 0} acts")
        if found:
            tell("\n".join([*found, *here.mornings]))
        return here.blows, tuple(found)


def of_pages_and_homes(seed: int, home: Path, server: Cluster, until: float) -> tuple[Counter[str], tuple[str, ...]]:
    """The same where some have pages, to which units, the office and programs come; on a server or on a file, with one
    home or a folder of several.
    """
    dice = random.Random(seed)
    homes, on_a_file = dice.choice(((), ("east", "west"), ("east", "west", "north"))), dice.random() < 0.5
    for name in homes:
        add_home(home, name)
    if not homes:
        build_home(home)
    cast = dice.choice(ON_A_FILE if on_a_file else WITH_PAGES)
    database = f"sqlite:///{home.parent}/fire.db" if on_a_file else server
    with arena.arena_in(home, database, home.with_name("arena"), seed, cast, homes) as here:
        here.bring_up()
        here.settle()
        crowd = Crowd(here, dice)
        for morning in MORNINGS[1:]:
            if time.monotonic() > until:
                break
            here.morning(morning, dice.choice(blows.blows_on(here)), answers=0, people=crowd.alive())
        found = crowd.faults()
        here.settle()  # the last calls were work too
        found += faults(here)
        roles, told = " ".join(one.role for one in here.ones), sorted(crowd.promises.statuses.items())
        how = f"pages ({roles}), {len(homes) or 1} homes, {'a file' if on_a_file else 'a server'}"
        mails = sum(len(relay.taken) for relay in here.relays.values())
        tell(f"seed {seed}: {how}: {here.blows.total()} blows, {mails} mails, answers {dict(told)}, {crowd.said()}")
        if found:
            tell("\n".join([*found, *here.mornings, here.told()]))
        return here.blows, tuple(found)


WITH_PAGES = (
    (("all", "a", "one"), ("web", "a", "one"), ("web", "b", "other")),
    (("web", "a", "one"), ("decide", "a", "one"), ("decide", "b", "other"), ("deliver", "b", "other")),
)
ON_A_FILE = (
    (("all", "a", "one"), ("web", "a", "one")),
    (("web", "a", "one"), ("web", "a", "one"), ("decide", "a", "one"), ("deliver", "a", "one")),
)
CASTS = (
    (("all", "yudu", "one"), ("all", "yudu", "other")),
    (("all", "a", "one"), ("decide", "a", "one"), ("deliver", "b", "other"), ("all", "b", "other")),
    (("decide", "a", "one"), ("deliver", "a", "one")),
    (("decide", "a", "one"), ("decide", "b", "other"), ("deliver", "a", "one"), ("deliver", "c", "third")),
)
"""Role, host and machine of each."""


def tell(line: str) -> None:
    """At once: a storm takes a minute."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _storm(
    seed: int, home: Path, server: Cluster, until: float, *, pages: bool
) -> tuple[Counter[str], tuple[str, ...]]:
    if pages or seed % 3 == 2:
        return of_pages_and_homes(seed, home, server, until)
    home.mkdir()
    build_home(home)
    return of_run_itself(seed, home, server, until) if seed % 3 else one(seed, home, server)


def main() -> int:
    """Ends with 1 where anything was out of balance."""
    said = argparse.ArgumentParser(prog="make fire")
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--minutes", type=float, default=5)
    said.add_argument("--pages", action="store_true", help="only storms over processes with pages")
    asked = said.parse_args()
    until, blows, seed, bad = time.monotonic() + asked.minutes * 60, Counter[str](), asked.seed, 0
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory() as folder, cluster() as server:
            share_words(Path(folder))
            home = Path(folder) / "home"
            try:
                met, found = _storm(seed, home, server, until, pages=asked.pages)
            except AssertionError as failed:
                met, found = Counter(), (f"seed {seed}: {failed}",)
                tell(*found)
        blows, bad, seed = blows + met, bad + bool(found), seed + 1
    tell(f"{seed - asked.seed} storms, {bad} with faults; blows: {dict(blows)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
