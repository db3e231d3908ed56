"""Two `yudu-flow run` under every blow tell what one tells in peace, once."""

from pathlib import Path

import pytest

from tests.bureau import desk_in
from tests.engine.after_arena import faults
from tests.engine.arena import arena_in
from tests.engine.blows import BLOWS
from tests.engine.cluster import cluster
from tests.postgresql import NoServer

DAYS = ("09-21", "09-24", "09-25", "09-27", "09-28", "09-29", "09-30", "10-09", "10-10", "10-12")
ALIKE = ("all", "yudu", "one"), ("all", "yudu", "other")


@pytest.mark.long
def test_two_under_every_blow_tell_what_one_tells_in_peace(home: Path, tmp_path: Path) -> None:
    """Their hosts have one name, and each is a machine of its own: nobody sees that the other is dead."""
    calm = desk_in(home, f"sqlite:///{tmp_path}/calm.db")
    calm.at("2020-09-18T09:00")
    try:
        with cluster() as server, arena_in(home, server, tmp_path / "arena", 1, ALIKE) as arena:
            arena.bring_up()
            for day, blow in zip(DAYS, BLOWS, strict=True):
                arena.morning(f"2020-{day}T09:00", blow, answers=60)
                calm.at(f"2020-{day}T09:00")
            assert faults(arena, calm) == []
    except NoServer as missing:
        pytest.skip(str(missing))
