"""Layouts that Word would not write, and papers whose words look like fields: laid out at once, or refused in words."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from yudu_flow.actions.papers.finished import TRIAL, laid_out, shipped
from yudu_flow.domain.errors import BadRequest

MAIN = "word/document.xml"
Change = Callable[[str], str]


def odd(change: Change, part: str = MAIN) -> bytes:
    """A shipped layout with one of its parts written otherwise."""
    out = BytesIO()
    with ZipFile(BytesIO(shipped("urge"))) as good, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in good.namelist():
            data = good.read(name)
            packed.writestr(name, change(data.decode()).encode() if name == part else data)
    return out.getvalue()


def more(xml: str) -> Change:
    """Something below all that there is."""
    return lambda text: text.replace("<w:sectPr", f"{xml}<w:p/><w:sectPr", 1)


def other(_: str) -> str:
    return "<other/>"


def words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def table(cell: str, of: str = "") -> str:
    row = f"<w:tr><w:tc><w:tcPr>{of}</w:tcPr>{cell}</w:tc></w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{row}</w:tbl>"


@pytest.mark.parametrize("title", ["关于{{标题}}的", "{{署名}}{{正文}}", "{{ 标题", "{{{{标题}}}}"])
def test_a_title_that_looks_like_a_field_stays_as_it_is(title: str) -> None:
    made = Document(BytesIO(laid_out(shipped("urge"), replace(TRIAL, title=title))))
    assert made.paragraphs[0].text == title


@pytest.mark.parametrize(
    "place",
    [
        '<w:p><w:hyperlink w:anchor="x">{}</w:hyperlink></w:p>',
        '<w:p><w:ins w:id="1" w:author="x">{}</w:ins></w:p>',
        "<w:sdt><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>",
        "<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        table(f"<w:p/>{table('<w:p>{}</w:p>')}<w:p/>"),
    ],
    ids=["link", "tracked", "control", "inside", "table"],
)
def test_a_field_is_found_wherever_it_stands(place: str) -> None:
    made = laid_out(odd(more(place.format(words("见{{标题}}")))), replace(TRIAL, title="丙事"))
    with ZipFile(BytesIO(made)) as parts:
        text = parts.read(MAIN).decode()
    assert (text.count("丙事"), "{{" in text) == (2, False)
    with pytest.raises(BadRequest, match=r"没有“{{题目}}”这个字段"):
        laid_out(odd(more(place.format(words("{{题目}}")))), TRIAL)


@pytest.mark.parametrize("of", ['<w:gridSpan w:val="2000000000"/>', '<w:gridSpan w:val="x"/>', "<w:vMerge/>"])
def test_a_cell_reaches_no_further_than_it_is(of: str) -> None:
    begun = process_time()
    assert laid_out(odd(more(table(f"<w:p>{words('格')}</w:p>", of))), TRIAL)
    assert process_time() - begun < 1


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (other, "word/styles.xml"),
        (other, "docProps/core.xml"),
        (other, "word/_rels/document.xml.rels"),
        (lambda text: re.sub("<w:body>.*</w:body>", "", text, flags=re.DOTALL), MAIN),
        (lambda text: re.sub("<w:sectPr.*?</w:sectPr>", "", text, flags=re.DOTALL), MAIN),
        (lambda text: re.sub("<w:pgSz[^>]*>", '<w:pgSz w:w="wide" w:h="1.5"/>', text), MAIN),
        (more(f"<w:p>{words('{{标题}}' * 2000)}</w:p>"), MAIN),
        (more(f"<w:p>{words('{{' * 100_000)}</w:p>"), MAIN),
        (more(f"<w:p>{words('{{' + ' ' * 100_000)}</w:p>"), MAIN),
        (more("<w:p/>" * 3000), MAIN),
    ],
    ids=["styles", "core", "rels", "body", "page", "size", "many", "open", "blanks", "long"],
)
def test_what_cannot_be_laid_out_is_refused_at_once(change: Change, part: str) -> None:
    data, begun = odd(change, part), process_time()
    with pytest.raises(BadRequest):
        laid_out(data, TRIAL)
    assert process_time() - begun < 1


def test_any_way_of_standing_on_the_right_is_known() -> None:
    ends = laid_out(odd(lambda text: text.replace('w:jc w:val="right"', 'w:jc w:val="end"')), TRIAL)
    known = laid_out(shipped("urge"), TRIAL)
    indents = [
        [one.paragraph_format.right_indent for one in Document(BytesIO(data)).paragraphs] for data in (ends, known)
    ]
    assert indents[0] == indents[1]
