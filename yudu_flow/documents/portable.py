"""PDF files: the words of each page, its tables apart. A scan has none, and says so."""

import io
import re
from collections.abc import Iterator
from typing import Any

from yudu_flow.documents.paper import Paper, Writing
from yudu_flow.domain.errors import BadRequest

MOST_PAGES = 300
MOST_DRAWN = 4 * 2**20
"""Bytes of drawing orders of one page, unpacked; a page full of text has 20,000."""
DRAWN = "PDF 里有一页画的东西太多，读不出来；请用“打印→另存为 PDF”另存一份，或改用 Word 文件"
SCANNED = "这份 PDF 里没有文字（多半是扫描件），读不出内容；请找印发前的 Word 文件，或先用识别软件转成文字再导入"
BROKEN = "PDF 已损坏或有打开密码，读不出来；请用“打印→另存为 PDF”另存一份，或改用 Word 文件"


def read_pdf(data: bytes) -> Paper:
    """The paper of a PDF. Raises BadRequest where it is locked, broken, too long, or holds no text."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    if _runs_round(data):
        raise BadRequest(BROKEN)
    writing = Writing()
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            written = sum(_page(page, writing) for page in _pages(document))
    except (PDFException, PdfminerException, ValueError, TypeError, KeyError, AttributeError, IndexError) as fault:
        raise BadRequest(BROKEN) from fault
    if written < 20:  # a scan may carry page numbers as text
        raise BadRequest(SCANNED)
    return writing.paper(broken=True)


_REFERS = re.compile(rb"(\d+)\s+\d+\s+obj\s*(\d+)\s+\d+\s+R\s*endobj")


def _runs_round(data: bytes) -> bool:
    """Whether an object is a mere reference that leads back to itself: the library would follow it for ever."""
    leads = dict(_REFERS.findall(data))
    for start in leads:
        seen, at = set(), start
        while at in leads and at not in seen:
            seen.add(at)
            at = leads[at]
        if at in seen:
            return True
    return False


def _pages(document: Any) -> Iterator[Any]:
    if len(document.pages) > MOST_PAGES:
        raise BadRequest(f"PDF 超过{MOST_PAGES}页；请只留方案本身的页再导入")
    for page in document.pages:
        yield page
        page.close()  # what pdfplumber keeps of every page is many times the page


def _page(page: Any, writing: Writing) -> int:
    """Its words from top to bottom, each table where it stands. The number of characters."""
    if sum(len(one.get_data()) for one in page.page_obj.contents) > MOST_DRAWN:
        raise BadRequest(DRAWN)
    written, top = 0, 0.0
    for table in sorted(page.find_tables(), key=lambda one: one.bbox[1]):
        rows = table.extract()
        if not rows or len(rows[0]) < 2:
            continue
        written += _prose(page, top, table.bbox[1], writing)
        beside = _reached_from_the_left(table)
        writing.table(
            [
                [(words or "", words is None and (at, place) not in beside) for place, words in enumerate(row)]
                for at, row in enumerate(rows)
            ]
        )
        written += sum(len(words or "") for row in rows for words in row)
        top = table.bbox[3]
    written += _prose(page, top, float(page.height), writing)
    return written


def _reached_from_the_left(table: Any) -> set[tuple[int, int]]:
    """The places by row and column that a cell further left covers: a section's title over the whole width."""
    rows = [row.cells for row in table.rows]
    left = {place: cell[0] for cells in rows for place, cell in enumerate(cells) if cell}
    found = set()
    for at, cells in enumerate(rows):
        reached = 0.0
        for place, cell in enumerate(cells):
            if cell:
                reached = cell[2]
            elif left.get(place, reached) < reached - 1:
                found.add((at, place))
    return found


def _prose(page: Any, top: float, bottom: float, writing: Writing) -> int:
    if bottom - top < 2:
        return 0
    part = page.filter(lambda one: one["object_type"] == "char" and top <= (one["top"] + one["bottom"]) / 2 < bottom)
    words = part.extract_text() or ""
    for line in words.split("\n"):
        writing.line(line)
    return len(words)
