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

from tests.bureau import build_home, share_words
from tests.engine.cluster import Cluster, cluster
from tests.engine.machine import MORNINGS
from tests.engine.storm import ALIKE, BLOWS, FOUR, GENTLE, MIXED, TWO, calm, older_schema, storm_over

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


def tell(line: str) -> None:
    """At once: a storm takes a minute."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Ends with 1 where anything was out of balance."""
    said = argparse.ArgumentParser(prog="make fire")
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--minutes", type=float, default=5)
    asked = said.parse_args()
    until, blows, seed, bad = time.monotonic() + asked.minutes * 60, Counter[str](), asked.seed, 0
    while time.monotonic() < until:
        with tempfile.TemporaryDirectory() as folder, cluster() as server:
            share_words(Path(folder))
            met, faults = one(seed, build_home(Path(folder) / "home"), server)
        blows, bad, seed = blows + met, bad + bool(faults), seed + 1
    tell(f"{seed - asked.seed} storms, {bad} with faults; blows: {dict(blows)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
