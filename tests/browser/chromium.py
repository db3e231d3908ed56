"""The system's Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

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
