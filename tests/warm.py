"""Programs that start at once: forked from a server that has the whole program loaded, and otherwise fresh.

Each is a process like any other to signals, the database, the relay and /proc. It knows nothing of the test: the server
imports and does no more, and all else is told. How a user starts the program, test_documentation and test_wheel try.
"""

import atexit
import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

import yudu_flow
from yudu_flow.cli import main

PACKAGE = Path(yudu_flow.__file__).parent
LATER = ("uvicorn.lifespan.on", "uvicorn.loops.auto", "uvicorn.protocols.http.auto", "icalendar", "sqlite3")
FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(
    [
        ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.name[0] != "_" and not {"migrations", "starter"} & {*file.parts}
    ]
    + [*LATER, "tests.engine.machine"]
)


class Program:
    """A running `yudu-flow`, with what tests use of a Popen; `stdout` is a pipe, complaints go to a file."""

    def __init__(
        self,
        *arguments: str,
        env: Mapping[str, str],
        cwd: Path,
        complaints: Path | None = None,
        umask: int | None = None,
        entry: Callable[[], None] = main,
    ) -> None:
        self.args = ["yudu-flow", *arguments]
        reader, writer = os.pipe()
        self.stdout = os.fdopen(reader, encoding="utf-8")
        self._complaints = complaints.open("w+b") if complaints else tempfile.TemporaryFile()  # noqa: SIM115
        told = [Connection(fd, readable=False) for fd in (writer, os.dup(self._complaints.fileno()))]
        how = (self.args, {**env}, str(cwd), umask)
        self._process = FORK.Process(target=_live, args=(entry, *told, *how))
        self._process.start()
        for stream in told:
            stream.close()
        assert self._process.pid
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()
        self._close()

    def _close(self) -> None:
        self.stdout.close()
        self._complaints.close()

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._process.exitcode

    def send_signal(self, signal: int) -> None:
        """Where it still runs."""
        if self.returncode is None:
            os.kill(self.pid, signal)

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode

    def communicate(self, timeout: float = 60) -> tuple[str, str]:
        """What else it says, and all that it complained of. It is killed where it does not end."""
        began = time.monotonic()
        watch = threading.Timer(timeout, self.kill)
        watch.start()
        try:
            said = self.stdout.read()
            self.wait()
        finally:
            watch.cancel()
        if time.monotonic() - began >= timeout:
            raise subprocess.TimeoutExpired(self.args, timeout)
        self._complaints.seek(0)
        complaints = self._complaints.read().decode()
        self._close()
        return said, complaints


def _live(
    entry: Callable[[], None],
    said: Connection,
    complaints: Connection,
    arguments: list[str],
    env: dict[str, str],
    cwd: str,
    umask: int | None,
) -> None:
    sys.argv = arguments
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd)
    if umask is not None:
        os.umask(umask)
    sys.stdout = _stream(said, 1, at_once="PYTHONUNBUFFERED" in env)
    sys.stderr = _stream(complaints, 2, at_once=True)
    try:
        entry()
    finally:
        atexit._run_exitfuncs()


def _stream(told: Connection, number: int, *, at_once: bool) -> io.TextIOWrapper:
    """That stream of the process leads to where it was told."""
    os.dup2(told.fileno(), number)
    told.close()
    bare = os.fdopen(number, "wb", 0 if at_once else -1, closefd=False)
    return io.TextIOWrapper(bare, encoding="utf-8", write_through=at_once)
