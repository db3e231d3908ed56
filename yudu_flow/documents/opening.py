"""Which reader a file takes, by its bytes and not by its name."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from yudu_flow.documents import libre_office
from yudu_flow.documents.paper import Paper
from yudu_flow.documents.plain import read_list, read_plain
from yudu_flow.documents.portable import read_pdf
from yudu_flow.documents.sheets import read_sheets
from yudu_flow.documents.sorts_of_files import OFD, OLE, OTHER, PICTURE, PICTURES, RICH, WEB, WEB_PAGE
from yudu_flow.documents.word import read_word
from yudu_flow.domain.errors import BadRequest

LIMIT = 30 * 2**20
MISSING = "旧格式（.doc、.wps、.xls）要先转一下：用 Word 或 WPS 打开，“另存为” .docx 或 .xlsx，再导入"
BROKEN = "这个旧格式的文件转不了；请用 Word 或 WPS 打开，“另存为” .docx 或 .xlsx，再导入"
_WORKBOOK = "Workbook".encode("utf-16-le")


def read_file(data: bytes, name: str = "") -> Paper:
    """The paper of a file's bytes; `name` only helps to say what went wrong.

    Raises BadRequest where it is empty, too large, of another kind, broken, or has no text.
    """
    if not data:
        raise BadRequest("文件是空的")
    if len(data) > LIMIT:
        raise BadRequest(f"文件超过{LIMIT // 2**20}MB；请去掉图片后另存一份再导入")
    paper = _reader(data, name)(data)
    return replace(paper, text=paper.text.translate(_CONTROLS))


_CONTROLS = dict.fromkeys({*range(32), *range(127, 160), 0xFFFE, 0xFFFF} - {*b"\t\n\r"}, " ")
"""What fonts of PDFs and old programs leave in a text: no plan's file may hold it, and the page could not be saved."""


def _reader(data: bytes, name: str) -> Callable[[bytes], Paper]:
    if b"%PDF-" in data[:1024]:  # junk may stand before it: viewers look that far
        return read_pdf
    if data.startswith((OLE, RICH)):
        return lambda data: _read_old_office(data, name)
    if data.startswith(PICTURES):
        raise BadRequest(PICTURE)
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(WEB):
        raise BadRequest(WEB_PAGE)
    if data.startswith(b"PK"):
        return _zipped(data)
    # Nothing in a .csv tells it from prose with commas, so here the name counts.
    return read_list if name.lower().endswith(".csv") else read_plain


def _zipped(data: bytes) -> Callable[[bytes], Paper]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {one.lower() for one in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise BadRequest("文件已损坏，打不开；请重新另存一份再试") from fault
    if any(one.startswith("word/") for one in names):
        return read_word
    if any(one.startswith("xl/") for one in names):
        return read_sheets
    raise BadRequest(OFD if "ofd.xml" in names else OTHER)


def _read_old_office(data: bytes, name: str) -> Paper:
    """The paper of an old Word, Excel or WPS file (.doc, .xls, .wps): LibreOffice leads it over where it is installed.

    Raises BadRequest where it is locked, cannot be led over, or nothing leads it over.
    """
    sheets = _WORKBOOK in data or name.lower().endswith((".xls", ".et"))
    if libre_office.program() is None:
        raise BadRequest(MISSING)
    try:
        led = libre_office.led(data, *(("old.xls", "xlsx") if sheets else ("old.doc", "docx")))
    except libre_office.Unled as fault:
        raise BadRequest(BROKEN) from fault
    return read_sheets(led) if sheets else read_word(led)
