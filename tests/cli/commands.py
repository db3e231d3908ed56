"""Runs commands in this process as a person would, and keeps what they printed."""

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from yudu_flow.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON list it printed."""
        listed: list[dict[str, Any]] = json.loads(self.out)
        return listed


def yudu(*arguments: str) -> Ran:
    """Run `yudu-flow` with these arguments; whatever it raises but its exit is a failure of the test."""
    out, err = io.TextIOWrapper(io.BytesIO(), "ascii"), io.TextIOWrapper(io.BytesIO(), "ascii")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return Ran(code, _printed(out), _printed(err))


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


def fine(*arguments: str) -> Ran:
    """The same for a command that must succeed."""
    ran = yudu(*arguments)
    assert ran.code == 0, ran.err
    return ran


def listed(*arguments: str) -> list[dict[str, Any]]:
    """The JSON that a command prints."""
    return fine(*arguments, "--json").rows


def use(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Make `home` the home folder of the commands that follow."""
    monkeypatch.setenv("YUDU_FLOW_HOME", str(home))
    return home


def play(*lines: str) -> None:
    """Run commands one after another; each must succeed."""
    for line in lines:
        fine(*line.split())
