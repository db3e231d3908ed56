"""Several processes on a server under all kinds of blows: nothing is lost, nothing told twice, the books balance."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.after_storm import older_schema, storm_over
from tests.engine.cluster import Cluster, cluster
from tests.engine.machine import MORNINGS
from tests.engine.storm import BLOWS, GENTLE
from tests.engine.stricken import ALIKE, FOUR

DAYS = [MORNINGS[place] for place in (0, 4, 6, 7, 9, 10)]
"""The first list, reminders, the deadline, slips."""
pytestmark = pytest.mark.only_postgresql


@pytest.fixture
def server() -> Iterator[Cluster]:
    """One of its own, which the storm may start anew."""
    with cluster() as made:
        yield made


def test_nothing_is_lost_or_told_twice_in_a_storm_of_every_kind(home: Path, server: Cluster) -> None:
    """Two processes begin at once on an empty database, on hosts of one name; people go on acting."""
    storm, found = asyncio.run(storm_over(home, server, ALIKE, [*BLOWS], DAYS, seed=4))
    assert found.faults == ()
    assert {*storm.blows} == {*BLOWS}


@pytest.mark.long
def test_nothing_is_lost_where_four_with_roles_of_their_own_bring_the_tables_up_to_date(
    home: Path, server: Cluster
) -> None:
    """Their words are compared in the long storms, where somebody looks at one that comes a day later."""
    older_schema(server.url)
    storm, found = asyncio.run(storm_over(home, server, FOUR, GENTLE, DAYS, seed=5))
    assert found.faults == ()
    assert {*storm.blows} == {*GENTLE}
