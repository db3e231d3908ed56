"""The application: which command is meant, and what happens to an error that a person meets.

Exit codes: 0 fine, 1 a finding, 2 usage or content error.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer

from yudu_flow.cli.output import say
from yudu_flow.domain.printable import CONTROLS

FOR_EVERYBODY = ("init", "schema")
"""These write what the office reads and edits; all other files are the program's own."""
UMASK = 0o077
ALONE = {"run": "serve", "check": "content", "tick": "passes", "simulate": "passes"}
"""What runs for months, or is asked again and again, loads none of the hundred commands beside it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exits."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a bare server's locale cannot print Chinese
    given = sys.argv[1:] if arguments is None else [*arguments]
    if any(CONTROLS.search(one) for one in given):
        say("命令里有看不见的控制字符，多是粘贴带来的，请删去后重写", err=True)
        sys.exit(2)
    try:
        with _umask(given):
            command, words, name = _meant(given)
            # Not by itself: alone it says its own errors, in English, and is gone before they can be spoken.
            code = command(args=words, prog_name=name, standalone_mode=False)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:
        from yudu_flow.cli.faults import spoken

        if (told := spoken(error)) is None:
            raise
        say(told, err=True, nl=bool(told))
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _meant(given: list[str]) -> tuple[Any, list[str], str]:
    """The command, what is left for it to read, and its name."""
    if given and (room := ALONE.get(given[0])):
        from yudu_flow.cli.usage import alone

        verb = getattr(import_module(f"yudu_flow.cli.{room}"), given[0])
        return alone(verb), given[1:], f"yudu-flow {given[0]}"
    from yudu_flow.cli.commands import command

    return command(), given, "yudu-flow"


@contextmanager
def _umask(arguments: Sequence[str]) -> Iterator[None]:
    """What a command writes is nobody else's to read."""
    before = os.umask(UMASK)
    try:
        if arguments and arguments[0] in FOR_EVERYBODY:
            os.umask(before)
        yield
    finally:
        os.umask(before)
