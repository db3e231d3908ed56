"""What the acts' tests ask for: months that another one played are not played anew."""

import pytest

from tests.bureau import Desk
from tests.memory import Memory


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The bureau at work, with a memory where its database is a file."""
    if desk.bureau.engine.dialect.name == "sqlite":
        desk.memory = Memory()
    return desk
