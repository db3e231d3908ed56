"""The system's Chromium."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The one without its own windows and menus first: it takes half the time."""
MISSING = "no Chromium: apt-get install chromium-headless-shell fonts-noto-cjk"


def place() -> str | None:
    """Where it is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium without a window; the sandbox is left out, as root has none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place(), args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Lent:
    """A Chromium that is now in use and now not.

    Playwright leaves its event loop running in this thread, where nothing else could then run one of its own.
    """

    browser: Browser
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def in_use(self) -> Iterator[Browser]:
        """Its loop is the running one for so long."""
        asyncio._set_running_loop(self.loop)
        yield self.browser
        asyncio._set_running_loop(None)


@contextmanager
def lent() -> Iterator[Lent]:
    """Started, and not in use."""
    with started() as browser:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield Lent(browser, loop)
        asyncio._set_running_loop(loop)
