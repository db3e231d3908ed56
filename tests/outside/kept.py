"""The kept answers, packed. `python -m tests.outside.kept` keeps today's instead, where a change is meant."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

from tests.bureau import SHIPPED
from tests.cli.commands import fine
from yudu_flow.web.app import rooms

HERE = Path(__file__).parent
FROM = "2020-09-18"
"""The day of the shipped plan."""


def played(to: str, *options: str) -> str:
    """A play of the shipped plan from its day on."""
    return fine("simulate", "--from", FROM, "--to", to, *options, "--json").out


def script(name: str) -> str:
    """The file of what is done in a play."""
    return str(HERE / f"{name}.yaml")


ANSWERS: dict[str, Callable[[], str]] = {
    "year": lambda: played("2021-09-17"),
    "reports": lambda: played("2020-11-05", "--script", script("reports")),
    "requests": lambda: played("2020-11-05", "--script", script("requests")),
    "cases": lambda: played("2020-12-15", "--script", script("cases")),
    "items": lambda: played("2020-11-05", "--script", script("items")),
    "firm-requests": lambda: played("2020-11-05", "--script", script("firm-requests")),
    "office": lambda: played("2020-10-05", "--script", script("office")),
    "calendar": lambda: fine("calendar", "--from", FROM[:7], "--to", "2026-12", "--json").out,
    "api": lambda: json.dumps(rooms(playing=False).openapi(), ensure_ascii=False, indent=1),
}
"""A year in which nobody reports; every act of a script, in six plays; the calendar; the API's description."""


def kept(name: str) -> str:
    """An answer as it was kept."""
    return gzip.decompress((HERE / f"{name}.gz").read_bytes()).decode()


def keep() -> None:
    """Keep today's answers."""
    os.environ["YUDU_FLOW_HOME"] = str(SHIPPED)
    for name, answer in ANSWERS.items():
        (HERE / f"{name}.gz").write_bytes(gzip.compress(answer().encode(), mtime=0))


if __name__ == "__main__":
    keep()
