"""Lays an official paper out as .docx by the figures of GB/T 9704-2012.

A4 with margins of 37, 35, 28 and 26 mm; 22 lines of 28 characters, 28.95 pt each; title 2号小标宋, text 3号仿宋, first
headings 黑体, second ones 楷体; page numbers of 4号宋体 between dashes, odd ones right, even ones left. Fonts are
named, not embedded, each with one that a machine without it has.
"""

from datetime import datetime, time
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from yudu_flow.actions.papers.document_file import as_bytes, one_at_a_time
from yudu_flow.actions.papers.fonts import ALIKE, BODY, HEADING, NUMBERS, SECOND, TITLE
from yudu_flow.actions.papers.official import Annex, Block, OfficialPaper, PaperTable, annex_words, titled
from yudu_flow.actions.papers.title_lines import width_of
from yudu_flow.domain.period import spell_date
from yudu_flow.domain.printable import without_controls
from yudu_flow.wording.numerals import numeral

TWO, THREE, FOUR, SMALL_FOUR = 22.0, 16.0, 14.0, 12.0
"""Sizes 2号, 3号, 4号 and 小四, in points."""
LINE, ACROSS = 28.95, 28
"""Points of a line, and characters in it."""
CLOSER = 0.25
"""Points by which characters of 三号 stand closer: 28 of them are else 6 wider than the line."""
CELL = 20.0
"""Points of a line in a table."""
TOP, BOTTOM, BINDING, OUTER = 37, 35, 28, 26
FOOT = 28
"""Millimetres from the edge to the page number: 7 below the text, which ends at BOTTOM."""
INDENT = 2
RIGHT = 4
"""Characters."""
ROOM_FOR_SEAL = 3
"""Lines above the signature: a seal of 42 mm is set over it and the date."""


def official_docx(paper: OfficialPaper) -> bytes:
    with one_at_a_time():
        return as_bytes(official_document(paper))


def official_document(paper: OfficialPaper) -> Document:
    """The document, not yet a file."""
    document = new_document()
    _page(document)
    _fonts(document)
    _head(document, paper)
    text_of(document, paper)
    _signature(document, paper)
    annexes(document, paper)
    describe(document, paper)
    return document


def describe(document: Document, paper: OfficialPaper) -> None:
    """What the file says of itself."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = paper.title, paper.signed, ""
    # The paper's day and not today's, so that the same facts are the same bytes in an archive.
    properties.created = properties.modified = datetime.combine(paper.dated, time())


def _page(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(BINDING), Mm(OUTER)
    section.footer_distance = Mm(FOOT)
    _grid(section)
    _number(section.footer.paragraphs[0], right=True)
    _number(section.even_page_footer.paragraphs[0], right=False)


def _grid(section: Any) -> None:
    """22 lines of the page. Its 28 characters are no grid: one of 15.8 points is too narrow for a letter of 16, which
    LibreOffice then sets over two places.
    """
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in {"type": "lines", "linePitch": str(round(LINE * 20))}.items():
        grid.set(qn(f"w:{name}"), value)


def _number(paragraph: Paragraph, *, right: bool) -> None:
    """— 1 —, a character in from the outer edge."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    space = Pt(FOUR)
    paragraph.paragraph_format.right_indent = space if right else None
    paragraph.paragraph_format.left_indent = None if right else space
    _run(paragraph, "— ", NUMBERS, FOUR)
    _field(paragraph, "PAGE")
    _run(paragraph, " —", NUMBERS, FOUR)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "", "end"):
        run = _run(paragraph, "", NUMBERS, FOUR)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)


def _fonts(document: Document) -> None:
    """What is named in the styles, and in the table of fonts what stands in for each."""
    style = document.styles["Normal"]
    style.font.size = Pt(THREE)
    properties = style.element.get_or_add_rPr()
    _named(properties, BODY)
    _closer(properties)
    found = (part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    for part in found:
        part._blob = _table_of_fonts(part.blob)


def _closer(properties: Any) -> None:
    """28 characters in a line; and the text is Chinese, which some fonts draw otherwise than Japanese."""
    spacing, language = OxmlElement("w:spacing"), properties.find(qn("w:lang"))
    spacing.set(qn("w:val"), str(round(-CLOSER * 20)))
    properties.find(qn("w:sz")).addprevious(spacing)
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:eastAsia"), "zh-CN")


def _table_of_fonts(blob: bytes) -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ALIKE.items()
    )
    return blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _named(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), font)


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(without_controls(text))  # a word in an old report would else end the whole paper
    run.font.size = Pt(size)
    _named(run._r.get_or_add_rPr(), font)
    return run


def _line(document: Document, text: str, font: str = BODY, size: float = THREE, indent: int = INDENT) -> Paragraph:
    """A paragraph of the text, its first line `indent` characters in."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(size * indent) if indent else None
    _run(paragraph, text, font, size)
    return paragraph


def _head(document: Document, paper: OfficialPaper) -> None:
    _centred(_line(document, titled(paper), TITLE, TWO, indent=0))
    if paper.number:
        _centred(_line(document, paper.number, indent=0))
    _line(document, "", indent=0)
    if paper.to:
        _line(document, f"{paper.to}：", indent=0)


def text_of(document: Document, paper: OfficialPaper) -> None:
    """The sections and the note of the annexes, at the document's end."""
    for heading, section in paper.headed:
        if heading:
            _line(document, heading, HEADING).paragraph_format.keep_with_next = True
        _paragraphs(document, section)
        for place, part in enumerate(section.parts, 1):
            _line(document, f"（{numeral(place)}）{part.heading}", SECOND).paragraph_format.keep_with_next = True
            _paragraphs(document, part)
        if section.table:
            _table(document, section.table)
    _annex_note(document, paper)


def _paragraphs(document: Document, section: Block) -> None:
    for line in (line.strip() for one in section.paragraphs for line in one.splitlines() if line.strip()):
        lead = next((f"{one}：" for one in section.leads if line.startswith(f"{one}：")), "")
        paragraph = _line(document, lead)
        paragraph.runs[0].bold = bool(lead) or None
        _run(paragraph, line.removeprefix(lead), BODY, THREE)


def _centred(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _annex_note(document: Document, paper: OfficialPaper) -> None:
    """A line below the text; the second one stands under the first one's number."""
    for place, words in enumerate(annex_words(paper.annexes)):
        if not place:
            _line(document, "", indent=0)
        _line(document, words, indent=INDENT if not place else INDENT + 3)


def _signature(document: Document, paper: OfficialPaper) -> None:
    """The date four characters in from the right, the signing body over its middle; never alone on a page."""
    above = document.paragraphs[-1:]
    above += [_line(document, "", indent=0) for _ in range(ROOM_FOR_SEAL if paper.sealed else 2)]
    by_name, by_date = right_indents(paper)
    above.append(_line(document, paper.signed, indent=0))
    set_right(above[-1], by_name)
    for one in above:
        one.paragraph_format.keep_with_next = True
    set_right(_line(document, spell_date(paper.dated), indent=0), by_date)


def right_indents(paper: OfficialPaper) -> tuple[float, float]:
    """How many characters the name and the date stand in from the right."""
    wider = (len(paper.signed) - width_of(spell_date(paper.dated))) / 2
    return max(RIGHT - wider, 0), RIGHT + max(wider - RIGHT, 0)


def set_right(paragraph: Paragraph, characters: float) -> None:
    """On the right, so many characters in."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.right_indent = Pt(THREE * characters)
    paragraph.paragraph_format.keep_together = True


def annexes(document: Document, paper: OfficialPaper) -> None:
    """Each on a page of its own, at the document's end."""
    for place, annex in enumerate(paper.annexes, 1):
        _annex(document, annex, f"附件{place if len(paper.annexes) > 1 else ''}")


def _annex(document: Document, annex: Annex, label: str) -> None:
    """On a page of its own: its label, its title, its table, whose heading comes again on each page."""
    first = _line(document, label, HEADING, indent=0)
    first.paragraph_format.page_break_before = True
    _centred(_line(document, annex.title, TITLE, TWO, indent=0))
    _table(document, annex.table)


def _table(document: Document, said: PaperTable) -> None:
    table = document.add_table(rows=1 + len(said.rows), cols=len(said.headings))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER  # else its border stands outside the text by the room in a cell
    for column, width in zip(table.columns, said.widths, strict=True):
        column.width = Mm((210 - BINDING - OUTER) * width / sum(said.widths))
    for row, cells in enumerate((said.headings, *said.rows)):
        _cells(table.rows[row], cells, said.widths, heading=not row)


def _off_the_grid(paragraph: Paragraph) -> None:
    """Its lines stand closer than those of the page."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().append(snap)


def _cells(row: Any, words: tuple[str, ...], widths: tuple[int, ...], *, heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(row.cells, words, widths, strict=True):
        cell.width = Mm((210 - BINDING - OUTER) * width / sum(widths))
        paragraph = cell.paragraphs[0]
        form = paragraph.paragraph_format
        _off_the_grid(paragraph)
        form.space_after, form.line_spacing_rule, form.line_spacing = Pt(0), WD_LINE_SPACING.EXACTLY, Pt(CELL)
        _run(paragraph, text, HEADING if heading else BODY, SMALL_FOUR)
        if heading:
            _centred(paragraph)
