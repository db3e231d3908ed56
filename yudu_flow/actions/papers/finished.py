"""A paper as its Word file: in the office's own layout of its form where there is one, else in the shipped one."""

from copy import deepcopy
from datetime import date
from pathlib import Path

from docx import Document as new_document
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from yudu_flow.actions.papers import fields, official_docx
from yudu_flow.actions.papers.document_file import as_bytes, one_at_a_time
from yudu_flow.actions.papers.forms import BODY, DATED, FIELDS, NUMBER, SIGNED, TITLE, TO, own
from yudu_flow.actions.papers.official import Annex, Block, OfficialPaper, PaperTable, titled
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import spell_date

GRID = "Table Grid"
RIGHT = ("right", "end")
"""How programs write that a paragraph stands on the right."""
ODD = "这个版式的写法特殊，文书排不进去；请下载现在的版式，在 Word 或 WPS 里改好再传"
SOME_DAY = date(2020, 9, 27)
TRIAL = OfficialPaper(
    TITLE,
    (Block("甲", ("乙",), (Block("丙", ("丁",)),), table=PaperTable(("戊",), (1,), (("己",),))),),
    SIGNED,
    SOME_DAY,
    annexes=(Annex("庚", PaperTable(("辛",), (1,), (("壬",),))),),
)
"""With everything that a paper can have: what a new layout is tried with."""


def finished(home: Path, paper: OfficialPaper) -> bytes:
    """The file. Raises BadRequest where the office's own layout was broken by hand, which says where."""
    layout = own(home, paper.form)
    if layout is None:
        return official_docx.official_docx(paper)
    with one_at_a_time():
        return laid_out(layout, paper)


def shipped(form: str) -> bytes:
    """The shipped layout, with the fields in their places, for the office to change."""
    marks = {name: f"{{{{{name}}}}}" for name in FIELDS}
    sections, to = (Block("", (marks[BODY],)),), marks[TO]
    number = marks[NUMBER]
    paper = OfficialPaper(marks[TITLE], sections, marks[SIGNED], SOME_DAY, to, form=form, number=number)
    document = official_docx.official_document(paper)
    dated = next(one for one in document.paragraphs if one.text == spell_date(SOME_DAY))
    dated.runs[0].text = marks[DATED]
    return as_bytes(document)


def laid_out(layout: bytes, paper: OfficialPaper) -> bytes:
    """A paper in a layout. Raises BadRequest, which says where the layout is broken."""
    document = fields.opened(layout)
    try:
        return _filled(document, paper)
    except fields.FAULTS as fault:
        raise BadRequest(ODD) from fault


def _filled(document: Document, paper: OfficialPaper) -> bytes:
    _with_grid(document)
    values = _values(paper)
    # All of them before the first is filled: a title that looks like a field was filled again and again.
    for _, paragraph in [*fields.placed(document)]:
        named = fields.names_in(fields.text_of(paragraph))
        if BODY in named:
            _body(document, paragraph, paper)
        elif named and not any(values[name] for name in named) and _says_no_more(paragraph):
            _take_away(paragraph)
        elif named:
            _signature(paragraph, named, paper)
            fields.put_in(paragraph, values)
    official_docx.annexes(document, paper)
    official_docx.describe(document, paper)
    return as_bytes(document)


def _values(paper: OfficialPaper) -> dict[str, str]:
    return {
        TITLE: titled(paper),
        NUMBER: paper.number,
        TO: paper.to,
        SIGNED: paper.signed,
        DATED: spell_date(paper.dated),
    }


def _says_no_more(paragraph: Paragraph) -> bool:
    """Whether nothing is left of it without its fields but a mark."""
    return not fields.MARKED.sub("", fields.text_of(paragraph)).strip(" 　:：")


def _take_away(paragraph: Paragraph) -> None:
    """The last paragraph of a cell stays, empty: Word cannot open a cell without any."""
    parent = paragraph._p.getparent()
    if parent is not None and len(parent.findall(paragraph._p.tag)) > 1:
        parent.remove(paragraph._p)
    else:
        fields.put_in(paragraph, {})


def _signature(paragraph: Paragraph, named: list[str], paper: OfficialPaper) -> None:
    """Name and date on the right stand as the standard has them, whoever signs."""
    side = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    right = side is not None and side.get(qn("w:val")) in RIGHT
    if right and named in ([SIGNED], [DATED]):
        by_name, by_date = official_docx.right_indents(paper)
        official_docx.set_right(paragraph, by_name if named == [SIGNED] else by_date)


def _body(document: Document, paragraph: Paragraph, paper: OfficialPaper) -> None:
    """The text in the place of its field: it is written at the end, and moved there."""
    before = len(document.element.body)
    official_docx.text_of(document, paper)
    written = list(document.element.body)[before - 1 : -1]
    for element in written:
        paragraph._p.addprevious(element)
    paragraph._p.getparent().remove(paragraph._p)


def _with_grid(document: Document) -> None:
    """The style of our tables, which a layout that began elsewhere may lack."""
    if GRID not in (style.name for style in document.styles):
        document.styles.element.append(deepcopy(new_document().styles[GRID].element))
