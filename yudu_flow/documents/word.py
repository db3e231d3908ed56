"""Word files: paragraphs with the numbers that Word draws and does not store, and tables with their merged cells."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from yudu_flow.documents.paper import MOST_COLUMNS, Paper, Writing
from yudu_flow.documents.word_numbers import Numbers
from yudu_flow.domain.errors import BadRequest

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LIMIT_UNPACKED = 60 * 2**20
BROKEN = "Word 文件已损坏，打不开；请用 Word 或 WPS 打开后“另存为”一份 .docx 再试"
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}footnoteReference", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr"}


def read_word(data: bytes) -> Paper:
    """The paper of a .docx. Raises BadRequest where it cannot be read."""
    document = _opened(data)
    writing, numbers = Writing(), Numbers(document)
    for block in _blocks(document.element.body):
        if block.tag == f"{W}p":
            for words in _paragraphs(block, numbers):
                writing.line(words)
        else:
            writing.table(_rows(block, numbers))
    return writing.paper()


def _opened(data: bytes) -> "Document":
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LIMIT_UNPACKED:
                raise BadRequest("Word 文件解开后过大；请去掉图片后另存一份再试")
        return Document(io.BytesIO(data))
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        LxmlError,
        KeyError,
        ValueError,
        OSError,
        AttributeError,
    ) as fault:
        raise BadRequest(BROKEN) from fault


def _blocks(body: "_Element") -> Iterator["_Element"]:
    """Paragraphs and tables in their order, those inside content controls and tracked insertions too."""
    for child in body:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(child)


def _paragraphs(paragraph: "_Element", numbers: Numbers) -> Iterator[str]:
    """Its own words, then those of text boxes that hang on it."""
    words = "".join(_words(paragraph))
    number = numbers.of(paragraph) if words.strip() else ""
    yield from (number + words).split("\n")
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            for inner in box.iter(f"{W}p"):
                yield "".join(_words(inner))


def _words(element: "_Element") -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in (f"{W}br", f"{W}cr"):
            yield "" if child.get(f"{W}type") == "page" else "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        # Words in drawings are those of text boxes, which are read behind their paragraph, once.
        elif not tag.endswith(("}drawing", "}pict", "}AlternateContent", "}object")):
            yield from _words(child)


def _rows(table: "_Element", numbers: Numbers) -> list[list[tuple[str, bool]]]:
    rows = []
    for row in table.iter(f"{W}tr"):
        if next((parent for parent in row.iterancestors(f"{W}tbl")), None) is not table:
            continue
        before = [("", False)] * _number(row.find(f"{W}trPr/{W}gridBefore"), 0)  # columns that it leaves out
        rows.append([*islice((*before, *(cell for tc in _cells(row) for cell in _cell(tc, numbers))), MOST_COLUMNS)])
    return rows


def _cells(row: "_Element") -> Iterator["_Element"]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _cells(child)


def _cell(cell: "_Element", numbers: Numbers) -> Iterator[tuple[str, bool]]:
    """The cell, once for each column that it spans; `True` where it goes on with the one above."""
    properties = cell.find(f"{W}tcPr")
    merged = properties.find(f"{W}vMerge") if properties is not None else None
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    goes_on = merged is not None and merged.get(f"{W}val") in (None, "continue")
    words = "\n".join(line for block in _blocks(cell) for line in _lines(block, numbers))
    yield words, goes_on
    for _ in range(_number(span) - 1):
        yield "", goes_on


def _lines(block: "_Element", numbers: Numbers) -> Iterator[str]:
    if block.tag == f"{W}p":
        yield from _paragraphs(block, numbers)
    else:
        for paragraph in block.iter(f"{W}p"):
            yield "".join(_words(paragraph))


def _number(span: "_Element | None", otherwise: int = 1) -> int:
    level = span.get(f"{W}val") if span is not None else None
    return min(int(level), MOST_COLUMNS) if level and len(level) < 10 and level.isdecimal() else otherwise
