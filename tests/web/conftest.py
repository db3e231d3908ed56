"""What the pages' tests ask for: the console on the invented bureau."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bureau import Desk
from tests.web.browser import Console, console_of


@pytest.fixture
def console(desk: Desk, home: Path) -> Iterator[Console]:
    """The console over the desk's bureau and clock; every visitor has a browser of their own."""
    console = console_of(desk, home)
    yield console
    console.close()
