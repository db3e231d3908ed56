"""OLE files, the folders in a file of older Word and Excel, of WPS too: what they hold by name, and a stream's bytes.

Read without trust: every chain of sectors is followed for no longer than the file has sectors.
Source: [MS-CFB] sections 2.2 to 2.6.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.sniff import BROKEN_ZIP as BROKEN

HEAD, ENTRY, IN_HEAD = 512, 128, 109
STREAM, ROOT = 2, 5
LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors: ends of chains, free ones."""
LIMIT_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class OleEntry:
    """A stream (`is_stream`) or a folder: its name, and where a stream begins and how long it is."""

    name: str
    is_stream: bool
    start: int
    size: int


class Compound:
    """One such file. Raises BadRequest where it is broken."""

    def __init__(self, data: bytes) -> None:
        try:
            self._read(data)
        except (struct.error, IndexError, ValueError, OverflowError) as fault:
            raise BadRequest(BROKEN) from fault

    def _read(self, data: bytes) -> None:
        version, _, shift, small = struct.unpack_from("<HHHH", data, 26)
        if (version, shift) not in ((3, 9), (4, 12)) or small != 6:
            raise BadRequest(BROKEN)
        self._data, self._size = data, 1 << shift
        first, self._least, table, _, more = struct.unpack_from("<I4xIIII", data, 48)
        self._next = self._table([*struct.unpack_from(f"<{IN_HEAD}I", data, 76)], more)
        entries = [*self._entries(b"".join(self._sector(one) for one in self._chain(first, self._next)))]
        self.entries = entries[1:]
        self._root, self._small_next = entries[0], self._numbers(self._chain(table, self._next))

    def stream(self, name: str) -> bytes:
        """The bytes of the first stream of that name, b"" where there is none. Raises BadRequest."""
        found = next((one for one in self.entries if one.is_stream and one.name == name), None)
        try:
            return b"" if found is None else self._bytes(found)
        except IndexError as fault:
            raise BadRequest(BROKEN) from fault

    def _bytes(self, one: OleEntry) -> bytes:
        if one.size >= self._least:
            whole = b"".join(self._sector(number) for number in self._chain(one.start, self._next))
        else:
            inside = b"".join(self._sector(number) for number in self._chain(self._root.start, self._next))
            places = self._chain(one.start, self._small_next)
            whole = b"".join(inside[place << 6 : (place + 1) << 6] for place in places)
        return whole[: one.size]

    def _table(self, listed: list[int], more: int) -> list[int]:
        """Which sector follows which; where the list of its parts goes on beyond the head, the chain of that too."""
        for _ in range(len(self._data) // self._size):
            if more >= LAST:
                break
            *part, more = self._numbers([more])
            listed += part
        return self._numbers(one for one in listed if one < LAST)

    def _numbers(self, sectors: Iterable[int]) -> list[int]:
        whole = b"".join(self._sector(one) for one in sectors)
        return [*struct.unpack(f"<{len(whole) // 4}I", whole)]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise BadRequest(BROKEN)
        return found.ljust(self._size, b"\0")

    @staticmethod
    def _chain(start: int, following: list[int]) -> Iterator[int]:
        number = start
        for _ in range(len(following) + 1):
            if number >= LAST:
                return
            yield number
            number = following[number]
        raise BadRequest(BROKEN)

    @staticmethod
    def _entries(folder: bytes) -> Iterator[OleEntry]:
        if len(folder) > LIMIT_ENTRIES * ENTRY:
            raise BadRequest(BROKEN)
        for place in range(0, len(folder), ENTRY):
            length, sort = struct.unpack_from("<HB", folder, place + 64)
            name = folder[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<II", folder, place + 116)
            if sort or place == 0:
                yield OleEntry(name, sort == STREAM, start, size)
