"""Pages of stored PDFs that were drawn once, as files beside the attachments; all of it can be drawn again.

A file whose page could not be drawn within its limits is remembered too: it would take as long every time.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from yudu_flow.whole_files import write_whole


def find(folder: Path, digest: str, page: int) -> bytes | None:
    """The page as it was drawn, None where it was not."""
    try:
        return _path(folder, digest, str(page)).read_bytes()
    except FileNotFoundError:
        return None


def keep(folder: Path, digest: str, page: int, drawn: bytes, most: int) -> None:
    """Keep a page; the oldest ones go where all of them are more than `most` bytes."""
    _write(_path(folder, digest, str(page)), drawn)
    _prune(folder, most)


def give_up(folder: Path, digest: str) -> None:
    """No page of that file is to be drawn again."""
    _write(_path(folder, digest, "hopeless"), b"")


def hopeless(folder: Path, digest: str) -> bool:
    """Whether that file was given up."""
    return _path(folder, digest, "hopeless").exists()


def forget(folder: Path, digest: str) -> None:
    """The file is gone, and its pages with it."""
    for path in folder.glob(f"{digest}.*"):
        path.unlink(missing_ok=True)


def _path(folder: Path, digest: str, which: str) -> Path:
    return folder / f"{digest}.{which}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, data, lasting=False)


def _prune(folder: Path, most: int) -> None:
    """Down to nine tenths, so that it is not done with every page."""
    pages = [*_pages(folder)]
    held = sum(size for _, size, _ in pages)
    if held <= most:
        return
    for _, size, path in sorted(pages):
        path.unlink(missing_ok=True)
        held -= size
        if held <= most * 0.9:
            return


def _pages(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for entry in os.scandir(folder):
        if entry.name.endswith(".hopeless"):
            continue
        try:
            known = entry.stat()
        except FileNotFoundError:  # somebody else pruned it
            continue
        yield known.st_mtime, known.st_size, Path(entry.path)
