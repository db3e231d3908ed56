"""The named fields of a paper's layout: `{{标题}}`, found wherever Word put them, and what is wrong with a layout.

They are names and no program: nothing in a layout is run. Word parts a line into pieces as it likes, so a field is
looked for in the whole paragraph and put into its first piece.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import accumulate

from docx import Document as new_document
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docx.types import ProvidesStoryPart

from yudu_flow.actions.papers.forms import BODY, FIELDS, MOST
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.printable import without_controls
from yudu_flow.intake.office_file import examine

MARKED = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}")
ALMOST = re.compile(rf"[{{｛]{{1,2}}\s*({'|'.join(FIELDS)})\s*[}}｝]{{1,2}}")
"""With the brackets of a Chinese keyboard, or one instead of two."""
NOT_WORD = "这不是 Word 文件（.docx）；请下载现在的版式，在 Word 或 WPS 里改好，另存为 .docx 再传"
MOST_FIELDS, MOST_PARAGRAPHS = 50, 1000
TOO_LONG = f"版式超过{MOST_PARAGRAPHS}段，请只留版头、版记和字段"
FAULTS = (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
"""What the library says of a file that is not as it should be: it finds out where it looks, in whatever way."""
Placed = tuple[str, Paragraph]


def opened(data: bytes) -> Document:
    """The layout as a document. Raises BadRequest, which says where it is broken."""
    if len(data) > MOST:
        raise BadRequest(f"版式文件超过{MOST // 2**20}MB，请换成小一些的图片")
    if not data.startswith(b"PK") or examine(data).kind not in ("docx", "dotx"):
        raise BadRequest(NOT_WORD)
    try:
        document = new_document(BytesIO(data))
        found = [*problems(document)]
    except FAULTS as fault:
        raise BadRequest(NOT_WORD) from fault
    if found:
        raise BadRequest("版式没有换上：" + "；".join(found[:5]) + (f"；等{len(found)}处" if found[5:] else ""))
    return document


def problems(document: Document) -> Iterator[str]:
    """What is wrong with a layout, and where."""
    bodies = fields = 0
    for place, paragraph in placed(document):
        text = text_of(paragraph)
        named = names_in(text)
        yield from (f"{place}：{why}" for why in _broken(text))
        fields, bodies = fields + len(named), bodies + named.count(BODY)
        if BODY in named and (MARKED.sub("", text).strip() or len(named) > 1 or not place.startswith("第")):
            yield f"{place}：“{{{{{BODY}}}}}”要在文件的正文里单独成一段"
    if bodies != 1:
        yield (
            f"缺少“{{{{{BODY}}}}}”，不知道全文写在哪里" if not bodies else f"“{{{{{BODY}}}}}”用了{bodies}次，只能用一次"
        )
    if fields > MOST_FIELDS:
        yield f"字段用了{fields}处，最多{MOST_FIELDS}处"


def names_in(text: str) -> list[str]:
    """The fields that a paragraph names."""
    return [name.strip() for name in MARKED.findall(text)]


def _broken(text: str) -> Iterator[str]:
    """What is wrong with the fields of one paragraph."""
    for name in names_in(text):
        if name not in FIELDS:
            yield f"没有“{{{{{name}}}}}”这个字段，可以用的有{'、'.join(FIELDS)}"
    rest = MARKED.sub("", text)
    if "{{" in rest:
        yield f"“{_around(rest, '{{')}”缺少“}}}}”"
    elif "}}" in rest:
        yield f"“{_around(rest, '}}')}”缺少“{{{{”"
    elif found := ALMOST.search(rest):
        yield f"“{found[0]}”应写成“{{{{{found[1]}}}}}”，用英文的括号，一边两个"


def _around(text: str, mark: str) -> str:
    at = text.index(mark)
    return text[max(at - 6, 0) : at + 8]


def placed(document: Document) -> Iterator[Placed]:
    """Every paragraph with its place in words: 第3段, 表格1第2行第1格, 页眉."""
    yield from _paragraphs(document.element.body, document)
    for section in document.sections:
        heads = (section.header, section.first_page_header, section.even_page_header)
        feet = (section.footer, section.first_page_footer, section.even_page_footer)
        for words, parts in (("页眉", heads), ("页脚", feet)):
            own = (part for part in parts if not part.is_linked_to_previous)
            yield from ((words, one) for part in own for _, one in _paragraphs(part._element, part))


def _paragraphs(root: BaseOxmlElement, parent: ProvidesStoryPart) -> Iterator[Placed]:
    """Those in tables, frames and controls too; a cell counts once, over however many columns it says it reaches."""
    found = [*root.iter(qn("w:p"))]
    if len(found) > MOST_PARAGRAPHS:
        raise BadRequest(TOO_LONG)
    own = {one: place for place, one in enumerate((one for one in found if one.getparent() is root), 1)}
    tables = {one: place for place, one in enumerate(root.iter(qn("w:tbl")), 1)}
    for one in found:
        cell = next(one.iterancestors(qn("w:tc")), None)
        inside = "文本框或控件里" if cell is None else _in_table(cell, tables)
        yield f"第{own[one]}段" if one in own else inside, Paragraph(one, parent)


def _in_table(cell: BaseOxmlElement, tables: Mapping[BaseOxmlElement, int]) -> str:
    row = next(cell.iterancestors(qn("w:tr")))
    table = next(row.iterancestors(qn("w:tbl")))
    before = (len([*one.itersiblings(one.tag, preceding=True)]) for one in (row, cell))
    return "表格{}第{}行第{}格".format(tables[table], *(place + 1 for place in before))


def runs_of(paragraph: Paragraph) -> list[Run]:
    """Its pieces, those too that stand in a link, a control or a tracked change."""
    pieces = (one for one in paragraph._p.iter(qn("w:r")) if next(one.iterancestors(qn("w:p")), None) is paragraph._p)
    return [Run(one, paragraph) for one in pieces]


def text_of(paragraph: Paragraph) -> str:
    """What its pieces say together."""
    return "".join(run.text for run in runs_of(paragraph))


def put_in(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Each field of the paragraph in the place of its name, in the looks of its first piece.

    From the last to the first, so that a value which looks like a field stays what it is.
    """
    runs = runs_of(paragraph)
    texts = [run.text for run in runs]
    starts = [0, *accumulate(map(len, texts))]
    for found in reversed([*MARKED.finditer("".join(texts))]):
        value, (begin, end) = without_controls(values.get(found[1].strip(), "")), found.span()
        for run, start, after in zip(runs, starts, starts[1:], strict=False):
            low, high = max(begin, start) - start, min(end, after) - start
            if low < high:
                text = run.text
                run.text, value = text[:low] + value + text[high:], ""
