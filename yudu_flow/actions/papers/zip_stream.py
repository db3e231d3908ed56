"""A .zip as it is made, piece by piece: never whole in memory, and the same for the same files.

What cannot be read to its end breaks it off before its directory is written: no program takes that for a whole one.
"""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

Entry = tuple[str, Iterable[bytes]]
"""A name, whose folders are parted by `/`, and what is in it."""
PACKED = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx", ".ofd", ".zip", ".heic")
"""What packing makes no smaller."""


class _Pipe(io.RawIOBase):
    """What is written until it is taken. It cannot be gone back in, as nothing that is sent can."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._held.append(bytes(data))  # type: ignore[call-overload]  # whatever holds bytes
        return len(self._held[-1])

    def taken(self) -> bytes:
        """All that was written since the last time."""
        held, self._held = b"".join(self._held), []
        return held


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of the .zip. Raises what its entries raise, FileNotFoundError for a file that is gone at its turn."""
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:
        for name, content in entries:
            info = ZipInfo(name)
            info.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
            with archive.open(info, "w") as part:
                for some in content:
                    part.write(some)
                    yield pipe.taken()
    yield pipe.taken()
