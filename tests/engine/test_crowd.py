"""Pages under fire: what units, the office and programs were promised is kept, once, and nobody's mail is another's."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.engine.after_arena import faults
from tests.engine.arena import Arena, arena_in
from tests.engine.blows import ON_A_FILE, WITH_PAGES, break_home, kill_pages, stop
from tests.engine.cluster import Cluster, cluster
from tests.engine.crowd import Crowd
from tests.homes import add_home
from tests.postgresql import NoServer

DAYS = ("09-21", "09-24", "09-25", "09-27", "09-28", "09-29", "09-30", "10-09", "10-10", "10-12", "10-13", "10-14")
TWO = ("east", "west")


def under_fire(folder: Path, server: Cluster | str, blows: Sequence[Callable[[Arena], None]]) -> list[str]:
    """What is wrong after those mornings with two homes, each with a relay of its own."""
    ones = [("all", "a", "one"), ("web", "a", "one")]
    if not isinstance(server, str):
        ones += [("web", "b", "other")]
    for name in TWO:
        add_home(folder / "homes", name)
    with arena_in(folder / "homes", server, folder / "arena", 1, ones, TWO) as arena:
        arena.bring_up()
        arena.settle()
        crowd = Crowd(arena, random.Random(1))
        for day, blow in zip(DAYS, blows, strict=False):
            arena.morning(f"2020-{day}T09:00", blow, answers=0, people=crowd.alive())
        found = crowd.faults()
        arena.settle()
        assert crowd.promises.statuses[303]
        return [*found, *faults(arena)]


@pytest.mark.parametrize(
    "blows", [(kill_pages, break_home), pytest.param((*ON_A_FILE, break_home, stop), marks=pytest.mark.long)]
)
def test_two_homes_on_a_file(tmp_path: Path, blows: Sequence[Callable[[Arena], None]]) -> None:
    assert under_fire(tmp_path, f"sqlite:///{tmp_path}/fire.db", blows) == []


@pytest.mark.long
def test_two_homes_on_a_server(tmp_path: Path) -> None:
    try:
        with cluster() as server:
            assert under_fire(tmp_path, server, [*WITH_PAGES[:-1], break_home]) == []
    except NoServer as missing:
        pytest.skip(str(missing))
