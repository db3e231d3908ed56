"""A file of the office's content written by the program: checked before, and audited, file and row both or neither.

The audit row is committed after the file was replaced; where that fails, the file gets its old text back. Only a power
cut between the two leaves a change without its row, as an edit by hand would.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.domain.errors import BadRequest, Busy, Conflict
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import writing
from yudu_flow.whole_files import rewrite_whole

BOM = b"\xef\xbb\xbf"
UNWRITTEN = "没有保存：文件写不进去，磁盘满了，或者程序没有写它的权限，请联系管理员"


class BrokenFiles(BadRequest):
    """The content would hold errors, or holds some already; nothing was written. `findings` are the errors."""

    code = "broken_content"

    def __init__(self, broken: BrokenContent) -> None:
        self.findings: tuple[Finding, ...] = tuple(f for f in broken.findings if f.level is Level.ERROR)
        super().__init__("；".join(_told(finding) for finding in self.findings))


def write_back(
    bureau: Bureau,
    path: Path,
    before: bytes,
    after: bytes,
    now: datetime,
    note: Callable[[Connection], None],
    lost: str,
) -> None:
    """Replace the file, and `note` it in the same transaction. Raises Conflict with `lost` where it is another by now,
    Busy where the disk takes nothing.

    The bureau's row makes editors queue up, so that the last look at the file holds.
    """
    tried = committed = False
    try:
        with writing(bureau.engine) as db:
            bureaus.start(db, bureau.key, now)
            note(db)
            if path.read_bytes() != before:
                raise Conflict(lost)
            tried = True
            try:
                rewrite_whole(path, after)
            except OSError as fault:
                raise Busy(f"{UNWRITTEN}（{path.name}）") from fault
        committed = True
    finally:
        if tried and not committed and path.read_bytes() == after:
            rewrite_whole(path, before)


def as_bytes(text: str, before: bytes) -> bytes:
    """With the mark at the beginning that the file had."""
    return (BOM if before.startswith(BOM) else b"") + text.encode()


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def _told(finding: Finding) -> str:
    return f"{finding.message}（{finding.suggestion}）" if finding.suggestion else finding.message
