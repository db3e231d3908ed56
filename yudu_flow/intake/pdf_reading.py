"""A PDF read twice where it must be mended: as it came, then as we wrote it anew; only what was looked at is kept.

A sound file is kept byte for byte, because a stamp may be a signature over its bytes. One that only a forgiving reader
opens (a scanner's table of objects counted from 1 or off by some bytes, words before the head or behind the end, a cut
tail) is written anew: what one reader mends another reads differently, and we would have looked at the wrong objects.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.limits import LIMIT_PAGES
from yudu_flow.intake.pdf_acts import refuse_what_acts

BROKEN = "PDF 已损坏，请重新导出、用“打印→另存为 PDF”另存，或重新扫描后再传"
_PASSWORD = "PDF 有打开密码，请输入密码打开后用“打印→另存为 PDF”另存一份（另存的没有密码），再上传"
_EMPTY = "PDF 没有内容，请重新导出或重新扫描后再传"
_FAULTS = (
    *(pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError),
    *(IndexError, RuntimeError, NotImplementedError),
)
"""What pikepdf raises over broken files, by its documentation and by trial."""
_HEAD = b"%PDF-"
_POINTER = re.compile(rb"startxref(?=\s)")


class _Unsound(Exception):
    """A strict reader does not open it, or has something to say about it."""


def sound(data: bytes) -> tuple[bytes, int]:
    """The bytes to keep and the number of pages. Raises BadRequest where the PDF is locked, acts, or cannot be read."""
    try:
        return data, _strictly(data)
    except _Unsound:
        mended = _mended(data[max(0, data.find(_HEAD)) :])
    try:
        return mended, _strictly(mended)
    except _Unsound as fault:
        raise BadRequest(BROKEN) from fault


def _strictly(data: bytes) -> int:
    # One that is a ZIP as well holds, for whoever opens it as such, what nobody looked at.
    if not data.startswith(_HEAD) or zipfile.is_zipfile(io.BytesIO(data)):
        raise _Unsound
    with _opened(data, attempt_recovery=False) as document:
        pages = _looked_through(document)
        if document.get_warnings():
            raise _Unsound
        return pages


def _mended(data: bytes) -> bytes:
    """The same pages written anew: by the file's own table of objects, else by the objects that are found in it."""
    try:
        return _rewritten(data)
    except _Unsound:
        pass
    try:
        # Where nothing points at a table of objects, the reader looks for the objects themselves.
        return _rewritten(_POINTER.sub(b"startxxxx", data) + b"\n%%EOF\n")
    except _Unsound as fault:
        raise BadRequest(BROKEN) from fault


def _rewritten(data: bytes) -> bytes:
    with _opened(data, attempt_recovery=True) as document:
        _looked_through(document)
        out = io.BytesIO()
        document.save(out, encryption=False)
        return out.getvalue()


@contextmanager
def _opened(data: bytes, *, attempt_recovery: bool) -> Iterator[pikepdf.Pdf]:
    """Raises BadRequest where it is locked, _Unsound for whatever goes wrong while it is open."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=attempt_recovery, suppress_warnings=True) as document:
            yield document
    except pikepdf.PasswordError as fault:
        raise BadRequest(_PASSWORD) from fault
    except _FAULTS as fault:
        raise _Unsound from fault


def _looked_through(document: pikepdf.Pdf) -> int:
    """The number of pages, one at least, of a document in which nothing acts."""
    pages = len(document.pages)
    if pages > LIMIT_PAGES:
        raise BadRequest(f"PDF 超过{LIMIT_PAGES}页，请用“打印→另存为 PDF”只留需要的页，再上传")
    refuse_what_acts(document)
    if not pages:
        raise BadRequest(_EMPTY)
    return pages
