"""OLE files with chosen streams and folders, as bytes: what no honest program would write for a test."""

import struct
from collections.abc import Mapping

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NONE = (FREE,) * 3


def compound(streams: Mapping[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    """A file of version 3 with those; streams are filled up with zeros to 4096 bytes, so that none is a small one."""
    whole = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    names = ["Root Entry", *whole, *folders]
    listed = -(-len(names) // 4)
    chains, body, entries, place = [FAT], b"", b"", 1 + listed
    chains += _chain(1, listed)
    for name in names:
        content, start = whole.get(name, b""), place if name in whole else END
        kind = 5 if name == "Root Entry" else 2 if name in whole else 1
        entries += _entry(name, kind, start, len(content))
        count = -(-len(content) // SECTOR)
        chains += _chain(place, count)
        body += content.ljust(count * SECTOR, b"\0")
        place += count
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(SECTOR, b"\xff")
    return _head() + table + entries.ljust(listed * SECTOR, b"\0") + body


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), END] if count else []


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    return said.ljust(64, b"\0") + struct.pack("<HBB3I36xIII", len(said), kind, 1, *NONE, start, size, 0)


def _head() -> bytes:
    numbers = struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return (MAGIC + b"\0" * 16 + numbers).ljust(SECTOR, b"\xff")


def record(kind: int, body: bytes) -> bytes:
    """A record of an Excel file."""
    return struct.pack("<HH", kind, len(body)) + body
