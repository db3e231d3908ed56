"""PDF: looked through object by object, then kept as it came, because a stamp may be a signature over its bytes.

A stamped page needs no scripts, forms that act, or files inside; whatever has them is refused. People view drawn pages.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import picture, seal
from yudu_flow.intake.finding import Finding
from yudu_flow.intake.limits import LIMIT_PAGES

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image

LIMIT_VALUES = 2_000_000
LOOKED_AT_FIRST = 5
LOOKED_AT_EDGE = 1403  # pixels of A4 at 120 dpi
VIEWED_EDGE = 2000

_PASSWORD = "PDF 有打开密码，请去掉密码后再传"
_PROTECTED = "PDF 设有权限密码，请去掉密码后再传"
_ACTIVE = "PDF 含有脚本或附件，请打印后重新扫描上传"
_BROKEN = "PDF 已损坏，请重新导出或重新扫描后再传"
_EMPTY = "PDF 没有内容，请重新导出或重新扫描后再传"
_NO_PAGE = "没有这一页，请刷新后再看"
_NOT_DRAWN = "这一页显示不出来，请下载后查看"

_FORBIDDEN = {
    *("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/RichMedia", "/XFA"),
    *("/Rendition", "/Movie", "/Sound"),
}


def examine(data: bytes) -> Finding:
    """The PDF as it came, found harmless. Raises BadRequest where it is not, or has more than 50 pages."""
    pages = _harmless_pages(data)
    drawn = _drawn(data, sorted({*range(min(LOOKED_AT_FIRST, pages)), pages - 1}), LOOKED_AT_EDGE)
    first = drawn[0]
    return Finding(data, picture.thumbnail(first) if first else b"", pages, seal.verdict(drawn))


def page_jpeg(data: bytes, page: int) -> bytes:
    """Page `page`, the first is 1. Raises BadRequest where there is none, or it cannot be drawn."""
    if page < 1:
        raise BadRequest(_NO_PAGE)
    drawn = _drawn(data, [page - 1], VIEWED_EDGE)[0]
    if drawn is None:
        raise BadRequest(_NOT_DRAWN)
    return picture.jpeg(drawn)


def _harmless_pages(data: bytes) -> int:
    import pikepdf

    if zipfile.is_zipfile(io.BytesIO(data)):
        raise BadRequest(_BROKEN)
    try:
        # No recovery: what one reader mends, another reads differently, and we would have looked at the wrong objects.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as document:
            return _looked_through(document)
    except pikepdf.PasswordError as fault:
        raise BadRequest(_PASSWORD) from fault
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError) as fault:
        raise BadRequest(_BROKEN) from fault


def _looked_through(document: "pikepdf.Pdf") -> int:
    if document.is_encrypted:
        raise BadRequest(_PROTECTED)
    pages = len(document.pages)
    if not pages:
        raise BadRequest(_EMPTY)
    if pages > LIMIT_PAGES:
        raise BadRequest(f"PDF 超过{LIMIT_PAGES}页，请只上传需要的页")
    if not _FORBIDDEN.isdisjoint(_names(document)) or _acts_on_opening(document):
        raise BadRequest(_ACTIVE)
    if document.get_warnings():
        raise BadRequest(_BROKEN)
    return pages


def _names(document: "pikepdf.Pdf") -> Iterator[str]:
    """Every name in every object, key or value; also of objects that no page leads to, for another reader may."""
    import pikepdf

    left: list[Any] = [*document.objects, document.trailer]
    for _ in range(LIMIT_VALUES):
        if not left:
            return
        value = left.pop()
        if isinstance(value, pikepdf.Stream):
            value = value.stream_dict
        if isinstance(value, pikepdf.Name):
            yield str(value)
        elif isinstance(value, pikepdf.Array):
            left += _direct(value)
        elif isinstance(value, pikepdf.Dictionary):
            yield from value.keys()
            left += _direct(value.as_dict().values())
    raise BadRequest(_BROKEN)


def _acts_on_opening(document: "pikepdf.Pdf") -> bool:
    """Going to a page is allowed, by name of the action or as a bare place."""
    import pikepdf

    action = document.Root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo


def _direct(values: Any) -> list[Any]:
    """Those that are neither plain numbers and strings nor listed as objects of their own."""
    import pikepdf

    return [value for value in values if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _drawn(data: bytes, pages: list[int], edge: int) -> list["Image | None"]:
    """Each page (from 0) as RGB, at most `edge` pixels long; None for one that pdfium cannot draw."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return [None for _ in pages]
    try:
        return [_drawn_page(document, page, edge) for page in pages]
    finally:
        document.close()


def _drawn_page(document: Any, page: int, edge: int) -> "Image | None":
    import pypdfium2

    if page >= len(document):
        return None
    try:
        sheet = document[page]
        scale = edge / max(1.0, *sheet.get_size())
        drawn: Image = sheet.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return None
    return drawn
