"""Word (docx) and OFD files: ZIPs of XML. They are stored as they came, so every part is looked at first.

Refused: bombs, passwords, macros, foreign programs, DTDs, and whatever fetches something from elsewhere.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.finding import Finding
from yudu_flow.intake.sniff import BROKEN_ZIP

LIMIT_MEMBERS = 2000
LIMIT_UNPACKED = 100 * 2**20

_BOMB = "文件解开后过大，请另存为 PDF 后再传"
_MACRO = "Word 文件含有宏，请另存为 PDF 后再传"
_EMBEDDED = "文件里嵌有其他程序或附件，请删去，或另存为 PDF 后再传"
_EXTERNAL = "Word 文件链接了外部内容，请断开链接，或另存为 PDF 后再传"
_IRREGULAR = "文件内部结构不合规范，请另存为 PDF 后再传"
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")
_MACRO_MEMBER = re.compile(r"vba(project|data)|macro", re.IGNORECASE)
_EMBEDDED_MEMBER = re.compile(
    r"activex|/embeddings/(?!.*\.xlsx$)|\.(exe|dll|js|jse|vbs|vbe|bat|cmd|ps1|hta|lnk|scr|jar|msi|com|html?|svgz)$",
    re.IGNORECASE,
)
_XML = (".xml", ".rels", ".vml", ".svg")
_HARMLESS_LINK = "/hyperlink"
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CHUNK = 2**16


def examine(data: bytes) -> Finding:
    """The file as it came. Raises BadRequest where it holds what a stamped report never does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_members(archive.infolist())
            for name, content in _unpacked(archive):
                _refuse_content(name, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError) as fault:
        raise BadRequest(BROKEN_ZIP) from fault
    return Finding(data)


def _refuse_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) > LIMIT_MEMBERS or sum(member.file_size for member in members) > LIMIT_UNPACKED:
        raise BadRequest(_BOMB)
    if len({name.casefold() for name in names}) < len(names):  # readers differ in which of two they open
        raise BadRequest(BROKEN_ZIP)
    if any(member.compress_type not in _METHODS for member in members):
        raise BadRequest(_IRREGULAR)
    if any(member.flag_bits & 1 for member in members):
        raise BadRequest("文件有打开密码，请去掉密码后再传")
    if any(_MACRO_MEMBER.search(name) for name in names):
        raise BadRequest(_MACRO)
    if any(_EMBEDDED_MEMBER.search(name) for name in names):
        raise BadRequest(_EMBEDDED)


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every member, with its check sum verified, and never more of it than the directory claims.

    In pieces: read as a whole, a member that claims nine bytes is unpacked to its true size first.
    """
    for member in archive.infolist():
        content = bytearray()
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                content += chunk
        yield member.filename, bytes(content)


def _refuse_content(name: str, content: bytes) -> None:
    if content.startswith(_PROGRAMS):
        raise BadRequest(_EMBEDDED)
    if name.lower().endswith(_XML):
        _Reader(name).read(content)


class _Reader:
    """Reads one XML part; expat and not a search of the bytes, because XML may be in UTF-16."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._field: list[str] | None = None
        self._fields: list[str] = []

    def read(self, content: bytes) -> None:
        """Raises BadRequest where the part is not XML or asks for something from elsewhere."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as fault:  # LookupError: an unknown encoding
            raise BadRequest(_IRREGULAR) from fault
        if _DDE.search("".join(self._fields)):  # a field may be cut into many runs
            raise BadRequest(_EXTERNAL)

    def _doctype(self, *_: object) -> None:
        raise BadRequest(_IRREGULAR)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(":")[2]
        if tag == "Relationship" and attributes.get("TargetMode", "").strip().lower() == "external":
            _refuse_link(attributes.get("Type", ""))
        if tag == "script":
            raise BadRequest(_EMBEDDED)
        if "macroEnabled" in attributes.get("ContentType", ""):
            raise BadRequest(_MACRO)
        if tag == "instrText":
            self._field = self._fields
        self._fields += [value for key, value in attributes.items() if key.rpartition(":")[2] == "instr"]

    def _end(self, element: str) -> None:
        if element.rpartition(":")[2] == "instrText":
            self._field = None

    def _text(self, text: str) -> None:
        if self._field is not None:
            self._field.append(text)


def _refuse_link(kind: str) -> None:
    if not kind.endswith(_HARMLESS_LINK):
        raise BadRequest(_EXTERNAL)
