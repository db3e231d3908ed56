"""Old Word and WPS files (.doc, .wps, .xls): LibreOffice leads them over where it is installed."""

from yudu_flow.documents import libre_office
from yudu_flow.documents.paper import Paper
from yudu_flow.documents.sheets import read_sheets
from yudu_flow.documents.word import read_word
from yudu_flow.domain.errors import BadRequest

MISSING = "旧格式（.doc、.wps、.xls）要先转一下：用 Word 或 WPS 打开，“另存为” .docx 或 .xlsx，再导入"
BROKEN = "这个旧格式的文件转不了；请用 Word 或 WPS 打开，“另存为” .docx 或 .xlsx，再导入"
_WORKBOOK = "Workbook".encode("utf-16-le")


def read_old_office(data: bytes, name: str = "") -> Paper:
    """The paper of an OLE file. Raises BadRequest where it is locked, cannot be led over, or nothing leads it over."""
    sheets = _WORKBOOK in data or name.lower().endswith((".xls", ".et"))
    if libre_office.program() is None:
        raise BadRequest(MISSING)
    try:
        led = libre_office.led(data, *(("old.xls", "xlsx") if sheets else ("old.doc", "docx")))
    except libre_office.Unled as fault:
        raise BadRequest(BROKEN) from fault
    return read_sheets(led) if sheets else read_word(led)
