"""A Word document as the bytes of its file, and how it is let go of."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_TURN = threading.Lock()


def as_bytes(document: Document) -> bytes:
    """The file of a document: the same for the same document, whenever it is made."""
    saved, out = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return out.getvalue()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Around the making of a document, which is freed behind it: each refers to itself, and is 4 MB of which the
    collector sees little, so that hundreds lay in memory before it came by. Made side by side they outlive one
    another's collection: ten archives at once held a gigabyte.
    """
    with _TURN:
        yield
        gc.collect(0)
