"""PDF: looked through object by object, and its pages drawn, electronic seals with them. People view drawn pages."""

from typing import Any

import pypdfium2
from PIL.Image import Image

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import picture
from yudu_flow.intake.finding import Examined

LOOKED_AT_FIRST = 5
LOOKED_AT_EDGE = 1403  # pixels of A4 at 120 dpi
VIEWED_EDGE = 2000

_NO_PAGE = "没有这一页，请刷新后再看"
_NOT_DRAWN = "这一页显示不出来，请下载后查看"


def examine(data: bytes) -> Examined:
    """The PDF to keep, found harmless. Raises BadRequest where it is not, or has more than 50 pages."""
    from yudu_flow.intake import seal  # both are loaded for nothing where a page is drawn
    from yudu_flow.intake.pdf_reading import sound

    kept, pages = sound(data)
    drawn = _drawn(kept, sorted({*range(min(LOOKED_AT_FIRST, pages)), pages - 1}), LOOKED_AT_EDGE)
    first = drawn[0]
    return Examined(kept, "pdf", picture.thumbnail(first) if first else b"", pages, seal.verdict(drawn))


def page_jpeg(data: bytes, page: int) -> bytes:
    """Page `page`, the first is 1. Raises BadRequest where there is none, or it cannot be drawn."""
    if page < 1:
        raise BadRequest(_NO_PAGE)
    drawn = _drawn(data, [page - 1], VIEWED_EDGE)[0]
    if drawn is None:
        raise BadRequest(_NOT_DRAWN)
    return picture.jpeg(drawn)


def _drawn(data: bytes, pages: list[int], edge: int) -> list[Image | None]:
    """Each page (from 0) as RGB, at most `edge` pixels long; None for one that pdfium cannot draw."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return [None for _ in pages]
    try:
        document.init_forms()  # an electronic seal is the look of a field, which is drawn with the form alone
        return [_drawn_page(document, page, edge) for page in pages]
    finally:
        document.close()


def _drawn_page(document: Any, page: int, edge: int) -> Image | None:
    if page >= len(document):
        return None
    try:
        sheet = document[page]
        scale = edge / max(1.0, *sheet.get_size())
        drawn: Image = sheet.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return None
    return drawn
