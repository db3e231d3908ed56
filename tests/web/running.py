"""A real `yudu-flow run` on a port of its own, for tests of what surrounds the pages."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.warm import Program
from yudu_flow.cli import main

TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass(frozen=True)
class Running:
    """The process, where it listens, and its first sign-in link's path."""

    process: Program
    port: int
    entry: str
    home: Path

    @property
    def here(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """What it complained of."""
        return (self.home / "stderr").read_text("utf-8")

    def megabytes(self) -> float:
        """The most memory that it ever held."""
        said = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", said)[1]) / 1024  # type: ignore[index]


@contextmanager
def running(home: Path, entry: Callable[[], None] = main, /, **settings: str) -> Iterator[Running]:
    """Started, and ended with the test."""
    base = {name: value for name, value in os.environ.items() if not name.startswith("YUDU_FLOW_")}
    mine = {"YUDU_FLOW_HOME": str(home), "YUDU_FLOW_WEB_PORT": "0", "PYTHONUNBUFFERED": "1"}
    with Program("run", cwd=home, env=base | mine | settings, complaints=home / "stderr", entry=entry) as process:
        try:
            yield _heard(process, home)
            process.terminate()
            process.communicate()
        finally:
            process.kill()


def _heard(process: Program, home: Path) -> Running:
    port, entry = 0, ""
    for line in process.stdout:
        if found := re.search(r"网页　　http://127.0.0.1:(\d+)", line):
            port = int(found[1])
        if found := re.search(r"(/enter/[A-Za-z0-9]{32})$", line):
            entry = found[1]
        if "Ctrl+C" in line:
            return Running(process, port, entry, home)
    raise AssertionError("it did not start")


def sent_form(browser: httpx2.Client, page: str, path: str, **said: str) -> httpx2.Response:
    """Fill in the form of a page."""
    token = TOKEN.search(browser.get(page).text)
    assert token
    return browser.post(path, data={"token": token[1], **said})
