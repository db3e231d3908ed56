"""Files that are whole at every instant: written beside their place, then moved into it.

Whoever reads meanwhile finds the old bytes or the new. Several may write the same file at once, threads or processes,
on one machine or several: each has a draft of its own, which never stays behind.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

DRAFT = ".tmp"


def write_whole(place: Path, data: bytes, mode: int = 0o600, *, lasting: bool = True) -> None:
    """Put the bytes there, for whom `mode` lets in whatever the umask. Raises OSError, and then leaves what was there.

    `lasting`: through a power cut; what can be made again need not wait for the disk.
    """
    write_pieces_whole(place, (data,), mode, lasting=lasting)


def write_pieces_whole(place: Path, pieces: Iterable[bytes], mode: int = 0o600, *, lasting: bool = True) -> None:
    """The same of what comes piece by piece; where they break off, what was there is left too."""
    with _said_of(place), _draft(place, pieces, lasting=lasting) as draft:
        draft.chmod(mode)
        draft.replace(place)
    if lasting:
        _sync_folder(place.parent)


def write_first(place: Path, data: bytes) -> None:
    """Put the bytes there where nothing is; where two begin at once, both find the first one's."""
    with _said_of(place), _draft(place, (data,)) as draft:
        try:
            place.hardlink_to(draft)
        except FileExistsError:
            return
        except OSError:  # some disks (FAT, network folders) know no second name for a file
            if not place.exists():
                draft.replace(place)


@contextmanager
def _said_of(place: Path) -> Iterator[None]:
    """What fails with a draft names its place: nobody knows the draft, and a full disk names nothing."""
    try:
        yield
    except OSError as error:
        if error.filename is None or Path(error.filename).suffix == DRAFT:
            error.filename = str(place)
        raise


@contextmanager
def _draft(place: Path, pieces: Iterable[bytes], *, lasting: bool = True) -> Iterator[Path]:
    """Whole, beside its place, for its writer alone."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=DRAFT)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(pieces)
            if lasting:
                out.flush()
                os.fsync(out.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def rewrite_whole(path: Path, data: bytes) -> None:
    """The same over a file that is there, for whom it let in so far."""
    write_whole(path, data, path.stat().st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Else the disk may know the bytes and not their name."""
    if os.name == "posix":  # elsewhere a folder cannot be opened, and the rename is journalled
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
