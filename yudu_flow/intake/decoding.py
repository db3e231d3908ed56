"""The child's side of the quarantine: `… yudu_flow.intake.decoding JOB PAGE SECONDS MB`, bytes in, finding out."""

import sys
from importlib import import_module

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import quarantine
from yudu_flow.intake.finding import Examined

LARGEST_WRITTEN = 200 * 2**20
_MODULES = {"office": "archive", "old office": "old_office_file"}
"""What looks at a file, where it is not called as the job is."""


def answer(job: str, data: bytes, page: int = 0) -> bytes:
    """The finding or the refusal, packed."""
    try:
        return quarantine.packed(_found(job, data, page))
    except BadRequest as no:
        return quarantine.refusal(str(no))


def _found(job: str, data: bytes, page: int) -> Examined:
    """By the decoders of that job, which alone are loaded: together they take longer than most files."""
    if job == "page":
        from yudu_flow.intake.pdf import page_jpeg

        return Examined(page_jpeg(data, page), "image")
    found: Examined = import_module(f"yudu_flow.intake.{_MODULES.get(job, job)}").examine(data)
    return found


def main(job: str, page: str, seconds: str, megabytes: str) -> None:
    """Decode standard input under limits."""
    limit(int(seconds), int(megabytes))
    sys.stdout.buffer.write(answer(job, sys.stdin.buffer.read(), int(page)))


def limit(seconds: int, megabytes: int, *, writes: bool = False) -> None:
    """No more than so much memory and time, no files written unless it `writes`, no dump of a stranger's file."""
    if sys.platform == "win32":  # has no such limits; the parent's clock still ends the child
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN if writes else 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
