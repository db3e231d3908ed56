"""A Word document as the bytes of its file, and how it is let go of."""

from __future__ import annotations

import gc
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document


def as_bytes(document: Document) -> bytes:
    """The file of a document: the same for the same document, whenever it is made."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return out.getvalue()


def let_go() -> None:
    """Free the documents that were finished: each refers to itself, and is 4 MB of which the collector sees little, so
    that hundreds lay in memory before it came by.
    """
    gc.collect(0)
