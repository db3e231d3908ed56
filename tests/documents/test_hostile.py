"""Files that hold no plan, and words that could be read for ever: each is refused in words, or read to its end."""

import io
import zipfile

import pytest

from tests.documents.drafts import draft_of
from yudu_flow.documents.opening import read_file
from yudu_flow.domain.errors import BadRequest


def _zip(names: list[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return out.getvalue()


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "空的"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
    "binary": (bytes(range(256)) * 4, "认不出"),
    "half a zip": (b"PK\x03\x04 and no more", "损坏"),
    "another zip": (_zip(["a.txt"]), "认不出"),
    "word without words": (_zip(["word/document.xml", "[Content_Types].xml"]), "Word"),
    "excel without sheets": (_zip(["xl/workbook.xml"]), "Excel"),
    "half a pdf": (b"%PDF-1.7\n1 0 obj <<", "PDF"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
    "blank": (b" \n\n\t\n", "没有文字"),
    "too long": (("责任单位：甲局。\n" * 60_000).encode(), "过长"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.long] if one == "old word" else []) for one in HOSTILE]
)
def test_it_says_what_to_do_with_a_file_that_holds_no_plan(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(BadRequest, match=words):
        draft_of(data)


ENDLESS = {
    "brackets": "（" * 40_000,
    "nested": "1.甲。（责任单位：" + "（甲局、" * 8_000,
    "unclosed": "1.甲。（责任单位：甲局",
    "numbers": "一、" * 20_000,
    "labels": "责任单位：\n" * 8_000,
    "marks": "、，；。" * 20_000,
    "one word": "甲" * 80_000,
    "labels alone": "责任单位：" * 8_000 + "甲局",
    "no marks": "牵头单位：县财政局" * 2_000,
    "及": "牵头单位：" + "县财政局及" * 500,
    "a list without end": "牵头单位：" + "县财政局及" * 8_000,
    "days": "6月底前" * 20_000,
    "monthly": "每月27日前报送，" * 8_000,
    "blanks": "责任单位：" + " " * 50_000 + "甲局",
    "units over items": "县财政局\n1.修路\n" * 5_000,
    "charged within brackets": "（甲）由县财政局牵头。\n" * 5_000,
    "spoken": "县财政局牵头，县审计局配合。" * 1_000,
    "a wide table": "| 序号 | 任务 | 责任单位 |" + "|" * 20_000 + "\n" + "| 1 | 修路 | 县交通局 |\n" * 1_000,
    "a long table": "| 序号 | 任务 | 责任单位 |\n" + "| 1 | 甲 | 乙局 |\n" * 1_500,
}
SLOWEST = (
    "units over items",
    "charged within brackets",
    "a list without end",
    "monthly",
    "labels",
    "marks",
    "one word",
    "no marks",
    "numbers",
    "spoken",
    "a long table",
)
"""Those that take the better part of what all of them take, for the same fact."""


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.long] if one in SLOWEST else []) for one in ENDLESS]
)
def test_it_ends_whatever_the_words_are(name: str) -> None:
    """Linear in the length: open brackets took 22 s where a search for each one's end began anew."""
    text = ENDLESS[name]
    draft = draft_of(text.encode())
    assert all(not a.sure for a in draft.assignments if "（" in text)


def test_a_list_with_a_cell_without_end_is_refused_in_words() -> None:
    with pytest.raises(BadRequest, match="引号不成对"):
        read_file(('任务,责任单位\n"' + "甲" * 140_000).encode(), "台账.csv")
