"""Older Word and Excel files (.doc, .xls) and those of WPS (.wps, .et): kept as they came when nothing in them acts.

They are never opened here, only looked through for what makes a reader's program act: macros, Excel's sheets of
macros, files and programs inside, fields and links that fetch. Source: [MS-DOC] 2.5.2; [MS-XLS] 2.4.28, .117, .271.
"""

import re
import struct
from collections.abc import Iterator

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.compound import Compound
from yudu_flow.intake.finding import Examined
from yudu_flow.intake.office_xml import EMBEDDED, EXTERNAL, FETCHING, MACRO
from yudu_flow.intake.sniff import ACCEPTED, BROKEN_ZIP, LOCKED, OTHER_OFFICE

WRITTEN, BOOKS, SLIDES = "WordDocument", ("Workbook", "Book"), "PowerPoint Document"
_MACROS = {"vba", "macros", "_vba_project", "_vba_project_cur"}
_PARCELS = {"\x01ole10native", "package"}
_INSERTED = re.compile(r"_\d{6,}|MBD[0-9A-F]{8}", re.IGNORECASE)
_LOCKED = {"encryptedpackage", "encryptioninfo"}
_LOCKED_BIT = 0x0100
_FETCHING = re.compile(rf"\x13{FETCHING}", re.IGNORECASE)
_FILE_LINK = re.compile(r'\x13\s*HYPERLINK\s+"?(?:file:|javascript:|ms-|\\\\)', re.IGNORECASE)
FILEPASS, BOUNDSHEET, SUPBOOK, END, QUERY = 0x2F, 0x85, 0x1AE, 0x0A, 0x1AD
OWN_BOOK, ADD_IN = 0x0401, 0x3A01
SHEETS_OF_MACROS = (1, 6)


def examine(data: bytes) -> Examined:
    """The file as it came. Raises BadRequest where it holds what a report never does."""
    whole = Compound(data)
    names = {one.name.casefold() for one in whole.entries}
    folders = {one.name for one in whole.entries if not one.is_stream}
    if names & _LOCKED:
        raise BadRequest(LOCKED)
    if names & _MACROS:
        raise BadRequest(MACRO)
    if names & _PARCELS or any(_INSERTED.fullmatch(name) for name in folders):
        raise BadRequest(EMBEDDED)
    return Examined(data, _kind(whole))


def _kind(whole: Compound) -> str:
    streams = {one.name for one in whole.entries if one.is_stream}
    if WRITTEN in streams:
        _look_at_words(whole.stream(WRITTEN))
        return "doc"
    if book := next((name for name in BOOKS if name in streams), ""):
        _look_at_book(whole.stream(book))
        return "xls"
    raise BadRequest(OTHER_OFFICE if SLIDES in streams else f"不收这种旧文件，{ACCEPTED}")


def _look_at_words(stream: bytes) -> None:
    if len(stream) < 12:
        raise BadRequest(BROKEN_ZIP)
    if struct.unpack_from("<H", stream, 10)[0] & _LOCKED_BIT:
        raise BadRequest(LOCKED)
    # A document keeps its text in pieces of one byte or two a letter, on even and on odd places.
    for text in (stream.decode("latin-1"), *(stream[odd:].decode("utf-16-le", "replace") for odd in (0, 1))):
        if _FETCHING.search(text) or _FILE_LINK.search(text):
            raise BadRequest(EXTERNAL)


def _look_at_book(stream: bytes) -> None:
    for kind, body in _records(stream):
        if kind == FILEPASS:
            raise BadRequest(LOCKED)
        if kind == BOUNDSHEET and len(body) > 5 and body[5] in SHEETS_OF_MACROS:
            raise BadRequest(MACRO)
        if kind == QUERY or (kind == SUPBOOK and _is_elsewhere(body)):
            raise BadRequest(EXTERNAL)


def _is_elsewhere(body: bytes) -> bool:
    """A book that is neither this one nor the functions of an add-in."""
    return len(body) < 4 or struct.unpack_from("<H", body, 2)[0] not in (OWN_BOOK, ADD_IN)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """All of them: each has its kind and its length before it."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
