"""The child's side of the quarantine: `… yudu_flow.intake.decoding JOB PAGE SECONDS MB`, bytes in, finding out."""

import sys
from collections.abc import Callable

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import archive, old_office_file, pdf, picture, quarantine, scan
from yudu_flow.intake.finding import Examined

LARGEST_WRITTEN = 200 * 2**20
_JOBS: dict[str, Callable[[bytes, int], Examined]] = {
    "picture": lambda data, _: picture.examine(data),
    "scan": lambda data, _: scan.examine(data),
    "pdf": lambda data, _: pdf.examine(data),
    "office": lambda data, _: archive.examine(data),
    "old office": lambda data, _: old_office_file.examine(data),
    "page": lambda data, page: Examined(pdf.page_jpeg(data, page), "image"),
}


def answer(job: str, data: bytes, page: int = 0) -> bytes:
    """The finding or the refusal, packed."""
    try:
        return quarantine.packed(_JOBS[job](data, page))
    except BadRequest as no:
        return quarantine.refusal(str(no))


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
