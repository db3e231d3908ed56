"""The named fields of a paper's layout: `{{标题}}`, found wherever Word put them, and what is wrong with a layout.

They are names and no program: nothing in a layout is run. Word parts a line into pieces as it likes, so a field is
looked for in the whole paragraph and put into its first piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.office_file import examine

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

TITLE, NUMBER, TO, BODY, SIGNED, DATED = "标题", "编号", "主送", "正文", "署名", "日期"
FIELDS = {
    TITLE: "文书的标题，草稿后面有“（草稿）”",
    NUMBER: "编号，没有编号的文书这一段不出现",
    TO: "主送单位，没有主送的这一段不出现",
    BODY: "全文和附件说明，要单独成一段，只用一次",
    SIGNED: "署名的机关",
    DATED: "成文日期",
}
"""Each field of a layout, and what comes in its place."""
MARKED = re.compile(r"\{\{\s*(.*?)\s*\}\}")
NOT_WORD = "这不是 Word 文件（.docx）；请下载现在的版式，在 Word 或 WPS 里改好，另存为 .docx 再传"
MOST = 5 * 2**20
"""Bytes of a layout: a letterhead with a picture has a tenth of it."""
Placed = tuple[str, "Paragraph"]


def opened(data: bytes) -> Document:
    """The layout as a document. Raises BadRequest, which says where it is broken."""
    from docx import Document  # loaded with the first paper

    if len(data) > MOST:
        raise BadRequest(f"版式文件超过{MOST // 2**20}MB，请换成小一些的图片")
    if not data.startswith(b"PK") or examine(data).kind not in ("docx", "dotx"):
        raise BadRequest(NOT_WORD)
    try:
        document = Document(BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as fault:  # lxml's errors are syntax errors
        raise BadRequest(NOT_WORD) from fault
    if found := [*problems(document)]:
        raise BadRequest("版式没有换上：" + "；".join(found[:5]) + (f"；等{len(found)}处" if found[5:] else ""))
    return document


def problems(document: Document) -> Iterator[str]:
    """What is wrong with a layout, and where."""
    bodies = 0
    for place, paragraph in placed(document):
        text = paragraph.text
        yield from (f"{place}：{why}" for why in _broken(text))
        if BODY in MARKED.findall(text):
            bodies += MARKED.findall(text).count(BODY)
            if MARKED.sub("", text).strip() or len(MARKED.findall(text)) > 1 or not place.startswith("第"):
                yield f"{place}：“{{{{{BODY}}}}}”要在文件的正文里单独成一段"
    if bodies != 1:
        yield (
            f"缺少“{{{{{BODY}}}}}”，不知道全文写在哪里" if not bodies else f"“{{{{{BODY}}}}}”用了{bodies}次，只能用一次"
        )


def _broken(text: str) -> Iterator[str]:
    """What is wrong with the fields of one paragraph."""
    for name in MARKED.findall(text):
        if name not in FIELDS:
            yield f"没有“{{{{{name}}}}}”这个字段，可以用的有{'、'.join(FIELDS)}"
    rest = MARKED.sub("", text)
    if "{{" in rest:
        yield f"“{_around(rest, '{{')}”缺少“}}}}”"
    elif "}}" in rest:
        yield f"“{_around(rest, '}}')}”缺少“{{{{”"


def _around(text: str, mark: str) -> str:
    at = text.index(mark)
    return text[max(at - 6, 0) : at + 8]


def placed(document: Document) -> Iterator[Placed]:
    """Every paragraph with its place in words: 第3段, 表格1第2行第1格, 页眉."""
    yield from ((f"第{place}段", one) for place, one in enumerate(document.paragraphs, 1))
    for number, table in enumerate(document.tables, 1):
        for row, cells in enumerate(table.rows, 1):
            for column, cell in enumerate(cells.cells, 1):
                yield from ((f"表格{number}第{row}行第{column}格", one) for one in cell.paragraphs)
    for section in document.sections:
        heads = (section.header, section.first_page_header, section.even_page_header)
        feet = (section.footer, section.first_page_footer, section.even_page_footer)
        for words, parts in (("页眉", heads), ("页脚", feet)):
            yield from ((words, one) for part in parts if not part.is_linked_to_previous for one in part.paragraphs)


def put_in(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Each field of the paragraph in the place of its name, in the looks of its first piece."""
    while found := MARKED.search("".join(run.text for run in paragraph.runs)):
        start, end, at, value = *found.span(), 0, values.get(found[1], "")
        for run in paragraph.runs:
            text = run.text
            low, high = max(start - at, 0), min(end - at, len(text))
            if low < high:
                run.text, value = text[:low] + value + text[high:], ""
            at += len(text)
