"""Word, Excel and OFD files: ZIPs of XML. They are stored as they came, so every part is looked at first.

Which of them a file is, its own table of contents says and never the names of its parts: an online editor calls the
main part word/document2.xml. Refused: bombs, passwords, macros, foreign programs, DTDs, and whatever fetches something
from elsewhere.
"""

import io
import re
import zipfile
import zlib
from functools import partial

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import Examined
from yudu_flow.intake.office_xml import EMBEDDED, EXTERNAL, IRREGULAR, MACRO, XmlPart, read_part
from yudu_flow.intake.sniff import ARCHIVE, BROKEN_ZIP, OTHER_OFFICE

LIMIT_MEMBERS = 2000
LIMIT_UNPACKED = 100 * 2**20
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)
"""What reading a broken archive raises."""
CONTENTS = "[content_types].xml"

_BOMB = "文件解开后过大，请另存为 PDF 后再传"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
_MACRO_MEMBER = re.compile(r"vba(project|data)|macro", re.IGNORECASE)
_EMBEDDED_MEMBER = re.compile(
    r"activex|/embeddings/(?!.*\.xlsx$)|\.(exe|dll|js|jse|vbs|vbe|bat|cmd|ps1|hta|lnk|scr|jar|msi|com|html?|svgz)$",
    re.IGNORECASE,
)
_BEHIND_A_CHART = re.compile(r"/embeddings/.*\.xlsx$", re.IGNORECASE)
_FETCHING_MEMBER = re.compile(r"/(connections\.xml|externallinks/|querytables/)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml", ".svg")
_OPENS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<")
_CHUNK = 2**16
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    f"{_OPEN_XML}wordprocessingml.document.main+xml": "docx",
    f"{_OPEN_XML}wordprocessingml.template.main+xml": "dotx",
    f"{_OPEN_XML}spreadsheetml.sheet.main+xml": "xlsx",
}


def examine(data: bytes) -> Examined:
    """The file as it came. Raises BadRequest where it holds what a report never does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_members(archive.infolist())
            members = ((inner_name(member), unpacked(archive, member)) for member in archive.infolist())
            parts = {name: _looked_at(name, content) for name, content in members}
    except FAULTS as fault:
        raise BadRequest(BROKEN_ZIP) from fault
    stamped = any(part.stamped for part in parts.values())
    return Examined(data, _kind(parts), seal="seen" if stamped else "unknown")


def _kind(parts: dict[str, XmlPart]) -> str:
    if "ofd.xml" in parts:
        return "ofd"
    if CONTENTS not in parts:
        raise BadRequest(ARCHIVE)
    for type_, kind in _KINDS.items():
        if type_ in parts[CONTENTS].types:
            return kind
    if "word/document.xml" in parts:  # some programs leave out the type of the main part
        return "docx"
    raise BadRequest(OTHER_OFFICE)


def _refuse_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > LIMIT_MEMBERS or sum(member.file_size for member in members) > LIMIT_UNPACKED:
        raise BadRequest(_BOMB)
    names = [inner_name(member) for member in members]
    if len(set(names)) < len(names):  # readers differ in which of two they open
        raise BadRequest(BROKEN_ZIP)
    if any(member.compress_type not in METHODS for member in members):
        raise BadRequest(IRREGULAR)
    if any(member.flag_bits & 1 for member in members):
        raise BadRequest("文件有打开密码，请去掉密码后再传")
    if any(_MACRO_MEMBER.search(name) for name in names):
        raise BadRequest(MACRO)
    if any(_EMBEDDED_MEMBER.search(name) for name in names):
        raise BadRequest(EMBEDDED)
    if any(_FETCHING_MEMBER.search(f"/{name}") for name in names):
        raise BadRequest(EXTERNAL)


def inner_name(member: zipfile.ZipInfo) -> str:
    """As readers look it up: without case, and whichever slash the program wrote; never a path."""
    return member.filename.replace("\\", "/").removeprefix("./").lstrip("/").casefold()


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Its bytes, with their check sum verified, and never more of them than the directory claims.

    In pieces: read as a whole, a member that claims nine bytes is unpacked to its true size first.
    """
    with archive.open(member) as part:
        return b"".join(iter(partial(part.read, _CHUNK), b""))


def _looked_at(name: str, content: bytes) -> XmlPart:
    """XML by its name or by its first sign: the table of contents may call any part XML."""
    if content.startswith(_PROGRAMS):
        raise BadRequest(EMBEDDED)
    if _BEHIND_A_CHART.search(f"/{name}"):
        _refuse_macros_in(content)
    if name.endswith(_XML) or content[:64].lstrip().startswith(_OPENS):
        return read_part(content)
    return XmlPart()


def _refuse_macros_in(workbook: bytes) -> None:
    """The figures of a chart are a workbook of its own, which whoever edits the chart opens."""
    if not zipfile.is_zipfile(io.BytesIO(workbook)):
        return
    with zipfile.ZipFile(io.BytesIO(workbook)) as inside:
        if any(_MACRO_MEMBER.search(inner_name(member)) for member in inside.infolist()):
            raise BadRequest(MACRO)
