"""The office's hand on a page: its forms posted, and what the last act was."""

from typing import Any

from tests.bureau import Desk
from tests.web.browser import Browser, Console


def act(console: Console, browser: Browser, owner: str, act: str, status: int = 200, **said: Any) -> str:
    """Open an obligation's page and post one of its forms."""
    id = console.id_of(owner)
    browser.look(f"/office/{id}")
    return browser.press(f"/office/{id}/{act}", said, status)


def last(desk: Desk, owner: str) -> tuple[str, str, dict[str, Any]]:
    """The latest act: what, by whom, what was said."""
    done = desk.trace(owner)["acts"][-1]
    return done["act"], done["by"], done["detail"]
