"""A file of the office's content written by the program: checked before, and audited, file and row both or neither.

The audit row is committed after the file was replaced; where that fails, the file gets its old text back. Only a power
cut between the two leaves a change without its row, as an edit by hand would.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.acts.tried_beside import TriedBeside
from yudu_flow.actions.acts.whose_edit import saved_by
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import Busy, Conflict
from yudu_flow.whole_files import rewrite_whole, write_whole

BOM = b"\xef\xbb\xbf"
UNWRITTEN = "没有保存：文件写不进去，磁盘满了，或者程序没有写它的权限，请联系管理员"


def write_back(
    bureau: Bureau,
    path: Path,
    before: bytes | None,
    after: bytes | None,
    now: datetime,
    note: Callable[[Connection], None],
    lost: str,
    tried: TriedBeside | None = None,
) -> None:
    """Replace the file, and `note` it in the same transaction; None is no file. Raises Conflict with `lost` where it is
    another by now or gone, BrokenFiles where what was `tried` is wrong beside what other files say by now, Busy where
    the disk takes nothing.

    The bureau's row, held, makes editors queue up, so that the last look at the file holds.
    """
    begun = committed = False
    try:
        with bureau.alone(now) as db:
            # Before this act is noted: whoever comes second with the same text would be told that it was themselves.
            held = _held(path)
            whose = saved_by(bureau, db, held) if held and held != before else ""
            note(db)
            # As late as can be: who edits by hand asks for no lock.
            if _held(path) != before:
                raise Conflict("。".join(filter(None, (lost, whose))))
            if tried:
                tried.still_right()
            begun = True
            try:
                _put(path, after)
            except OSError as fault:
                raise Busy(f"{UNWRITTEN}（{path.name}）") from fault
        committed = True
    finally:
        # Only where it says what was written: what somebody has put there since is theirs.
        if begun and not committed and before != after == _held(path):
            _put(path, before)


def write_tried(
    bureau: Bureau, tried: TriedBeside, before: bytes, now: datetime, note: Callable[[Connection, str], None], lost: str
) -> None:
    """Replace what was tried as `write_back` does; `note` is told the SHA-256 of what is written. Raises BrokenFiles
    where it is wrong.
    """
    tried.right()
    # Resolved: a link to the file is written through, or it would be a file from then on.
    after, path = as_bytes(tried.text, before), (tried.home / tried.file).resolve()
    write_back(bureau, path, before, after, now, lambda db: note(db, digest(after)), lost, tried)


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    elif path.exists():
        rewrite_whole(path, data)
    else:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, data)


def as_bytes(text: str, before: bytes) -> bytes:
    """With the mark at the beginning that the file had."""
    return (BOM if before.startswith(BOM) else b"") + text.encode()


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()
