"""Debian's smtp-sink on loopback: a C program that takes mail faster than anything here sends it."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def smtp_sink() -> Iterator[int]:
    """A running sink; yields its port and ends it."""
    program = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise SystemExit("smtp-sink is missing: apt-get install postfix")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    quiet = subprocess.DEVNULL
    with subprocess.Popen([program, *user, f"127.0.0.1:{port}", "1024"], stdout=quiet, stderr=quiet) as sink:
        _wait(port)
        try:
            yield port
        finally:
            sink.terminate()


def smtp_source(port: int, count: int) -> float:
    """Mails a second of Debian's sender in C: what the machine and the sink can do."""
    program = shutil.which("smtp-source", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        raise SystemExit("smtp-source is missing: apt-get install postfix")
    command = [program, "-s", "8", "-m", str(count), "-l", "8000", "-d", f"127.0.0.1:{port}"]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return count / (time.perf_counter() - started)


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("smtp-sink does not answer")
