"""A child process in which files are decoded, with little time, bounded memory and none of our secrets.

Decoders are native code that meets a stranger's bytes: a crash, a loop or a bomb ends the child alone, and the person
is told to scan again. The decoders' memory goes with it, and pdfium, which knows no threads, is never shared.
"""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import yudu_flow
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import KINDS, Examined, Seal

CPU_SECONDS, WALL_SECONDS = 25, 60
OF_A_PAGE = 8, 20
"""The same while somebody waits for a page. By the wall it is longer: on a busy machine an honest file waits."""
MEMORY_MB = 1200
"""Of addresses; a picture of 80 megapixels with transparency needs 800."""

_UNREADABLE = "文件打不开，或内容过于复杂。请重新拍照，或打印后重新扫描再传"
_log = logging.getLogger(__name__)


class Undecodable(BadRequest):
    """The decoder did not come back: it took too long or too much, or crashed. It would again."""


def decode(job: str, data: bytes, page: int = 0, memory_mb: int = MEMORY_MB) -> Examined:
    """What job picture, scan, pdf, office, old office or page (page `page` of a PDF, from 1) finds in `data`.

    Raises BadRequest where the file is refused, Undecodable where the decoder does not come back. How many may do so
    at once is for a Lobby.
    """
    cpu, wall = OF_A_PAGE if job == "page" else (CPU_SECONDS, WALL_SECONDS)
    # It may write no file, and takes no module from the folder in which the program happens to run.
    command = [sys.executable, "-B", "-P", "-m", "yudu_flow.intake.decoding", job]
    command += [str(number) for number in (page, cpu, memory_mb)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=environment(), timeout=wall, check=False)
    except subprocess.TimeoutExpired as fault:
        _log.warning("decoding %s of %d bytes was ended after %g s", job, len(data), wall)
        raise Undecodable(_UNREADABLE) from fault
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()
        _log.warning("decoding %s of %d bytes ended with %d: %s", job, len(data), done.returncode, complaint[-500:])
        raise Undecodable(_UNREADABLE)
    return unpacked(done.stdout)


def packed(found: Examined) -> bytes:
    """One line of JSON, then the bytes. Never pickle: the child has met a stranger's file."""
    head = {"kind": found.kind, "pages": found.pages, "seal": found.seal, "data": len(found.data)}
    return json.dumps(head).encode() + b"\n" + found.data + found.thumb


def refusal(why: str) -> bytes:
    """A refusal as the child says it."""
    return json.dumps({"refused": why}).encode() + b"\n"


def unpacked(answer: bytes) -> Examined:
    """The finding in a child's answer; raises BadRequest for a refusal, and for words that no child of ours says."""
    line, _, rest = answer.partition(b"\n")
    try:
        head = json.loads(line)
        if "refused" in head:
            raise BadRequest(str(head["refused"]))
        size, pages, seal, kind = int(head["data"]), int(head["pages"]), head["seal"], str(head["kind"])
    except (ValueError, KeyError, TypeError) as fault:
        raise BadRequest(_UNREADABLE) from fault
    if kind not in KINDS:
        raise BadRequest(_UNREADABLE)
    return Examined(rest[:size], kind, rest[size:], pages, seal if seal in get_args(Seal) else "unknown")


def environment() -> dict[str, str]:
    """Only where Python finds its modules: the settings hold passwords."""
    root = str(Path(yudu_flow.__file__).parents[1])
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH", "PATH") if key in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)]), "OPENBLAS_NUM_THREADS": "1"}
