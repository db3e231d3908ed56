"""Whether an archive is as it was built: each file against the list, in the .zip or the folder it was unpacked to."""

import json
import lzma
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from yudu_flow.actions.papers.archive_index import LIST
from yudu_flow.domain.errors import BadRequest

AT_ONCE = 2**20
LONGEST_LIST = 200 * 2**20
NO_ARCHIVE = "这不是归档：没有{}，或内容读不出来"
TOO_LARGE = "归档解开以后太大，请用 yudu-flow archive verify 核对"
DAMAGES = (BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What the library says of a .zip in which some bytes have changed, whichever they are."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, by path; `missing` has too what had been lost when it was built.

    `code` is the SHA-256 of the list, which whoever built it may have noted elsewhere.
    """

    total: int
    code: str
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, missing or added."""
        return not (self.changed or self.missing or self.added)


def check_archive(place: Path | IO[bytes], room: int | None = None) -> Checked:
    """Read all of it. Raises BadRequest where there is no list to check it by, or unpacked it has more than `room`."""
    if isinstance(place, Path) and place.is_dir():
        files = {one.relative_to(place).as_posix(): one for one in place.rglob("*") if one.is_file()}
        return _checked(_read(files[LIST].open("rb")) if LIST in files else b"", _of_folder(files))
    try:
        with ZipFile(place) as archive:
            if room is not None and sum(one.file_size for one in archive.infolist()) > room:
                raise BadRequest(TOO_LARGE)
            names = archive.namelist()
            listed = _read(archive.open(LIST)) if LIST in names else b""
            return _checked(listed, _of_zip(archive))
    except DAMAGES as fault:
        raise BadRequest(NO_ARCHIVE.format(LIST)) from fault


def _read(file: IO[bytes]) -> bytes:
    with file:
        return file.read(LONGEST_LIST)


def _of_folder(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    for path, file in sorted(files.items()):
        with file.open("rb") as opened:
            yield path, _sum(opened)


def _of_zip(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """A member whose own check sum is wrong has been changed too."""
    for info in archive.infolist():
        if info.is_dir():
            continue
        try:
            with archive.open(info) as opened:
                yield info.filename, _sum(opened)
        except DAMAGES:
            yield info.filename, ""


def _sum(opened: IO[bytes]) -> str:
    total = sha256()
    while some := opened.read(AT_ONCE):
        total.update(some)
    return total.hexdigest()


def _checked(listed: bytes, found: Iterable[tuple[str, str]]) -> Checked:
    try:
        told = json.loads(listed)
        known = {str(one["path"]): str(one["sha256"]) for one in told["files"]}
        lost = [str(path) for path in told.get("missing", ())]
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadRequest(NO_ARCHIVE.format(LIST)) from fault
    seen: set[str] = set()
    changed, added = [], []
    for path, digest in found:
        if path == LIST and path not in seen:
            seen.add(path)
        elif path not in known or path in seen:  # a second member of the same name hides the first
            added.append(path)
        else:
            seen.add(path)
            changed += [path] if digest != known[path] else []
    missing = (*(path for path in known if path not in seen), *lost)
    return Checked(len(known), sha256(listed).hexdigest(), tuple(changed), missing, tuple(added))
