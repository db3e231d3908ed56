"""An office lays its papers out itself: it …"""

import gc
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.parts.document import DocumentPart
from sqlalchemy import event

from tests.bureau import CLERK, Desk, own_words
from yudu_flow.actions.acts.paper_layouts import layout_of, restore_layout, use_layout
from yudu_flow.actions.papers.finished import finished, shipped
from yudu_flow.actions.papers.fonts import BODY
from yudu_flow.actions.papers.forms import FORMS
from yudu_flow.actions.papers.official import Annex, Block, OfficialPaper, PaperTable
from yudu_flow.actions.papers.official_docx import official_docx
from yudu_flow.content.notifications.problems import problems
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, NotYours

TABLE = PaperTable(("指标", "数"), (1, 1), (("参保", "30000"),))
PAPER = OfficialPaper(
    "关于某事的通报",
    (Block("情况", ("一切正常。",), table=TABLE),),
    "清溪县人社局办公室",
    date(2020, 9, 30),
    "各单位",
    (Annex("名单", PaperTable(("单位",), (1,), (("社保中心",),))),),
    form="bulletin",
)


def file_of(document: Opened) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(home: Path, change: Callable[[Opened], object]) -> bytes:
    """The layout in use, after an office's clerk has worked on it."""
    document = Document(BytesIO(layout_of(home, "bulletin")))
    change(document)
    return file_of(document)


def said(data: bytes) -> list[str]:
    return [one.text for one in Document(BytesIO(data)).paragraphs if one.text]


def test_the_shipped_layout_gives_the_shipped_paper(desk: Desk, home: Path) -> None:
    shipped = official_docx(PAPER)
    use_layout(own_words(home), desk.bureau, "bulletin", layout_of(home, "bulletin"), CLERK, desk.clock())
    assert said(finished(home, PAPER)) == said(shipped)
    [ours, theirs] = [Document(BytesIO(data)) for data in (finished(home, PAPER), shipped)]
    assert [one.paragraph_format.right_indent for one in ours.paragraphs] == [
        one.paragraph_format.right_indent for one in theirs.paragraphs
    ]
    assert [[cell.text for cell in table._cells] for table in ours.tables] == [
        [cell.text for cell in table._cells] for table in theirs.tables
    ]


def letterhead(document: Opened) -> None:
    """A line above, a header, and a field that Word has parted into pieces."""
    title = document.paragraphs[0]
    title.insert_paragraph_before("清溪县人力资源和社会保障局文件")
    title.runs[0].text = "{{标"
    title.add_run("题").bold = True
    title.add_run("}}（内部）")
    document.sections[0].header.paragraphs[0].text = "{{编号}}　{{署名}}"


def test_a_changed_layout_is_used_until_it_is_given_up(desk: Desk, home: Path) -> None:
    own_words(home)
    use_layout(home, desk.bureau, "bulletin", changed(home, letterhead), CLERK, desk.clock())
    made = Document(BytesIO(finished(home, PAPER)))
    texts = [one.text for one in made.paragraphs if one.text]
    assert texts[:4] == ["清溪县人力资源和社会保障局文件", "关于某事的通报（内部）", "各单位：", "一、情况"]
    assert texts[4:6] == ["一切正常。", "附件：名单"]
    assert made.sections[0].header.paragraphs[0].text == "　清溪县人社局办公室"
    assert [table.cell(1, 0).text for table in made.tables] == ["参保", "社保中心"]
    restore_layout(home, desk.bureau, "bulletin", CLERK, desk.clock())
    assert finished(home, PAPER) == official_docx(PAPER)
    with pytest.raises(NotAllowed, match="程序自带"):
        restore_layout(home, desk.bureau, "bulletin", CLERK, desk.clock())


def renamed(document: Opened) -> None:
    document.paragraphs[0].runs[0].text = "{{题目}}"


def unclosed(document: Opened) -> None:
    document.paragraphs[0].runs[0].text = "关于{{标题的通报"


def unopened(document: Opened) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 1).text = "日期}}"


def full_width(document: Opened) -> None:
    document.paragraphs[0].runs[0].text = "｛｛标题｝｝"


def single(document: Opened) -> None:
    document.paragraphs[0].runs[0].text = "关于{ 标题 }"


def bodyless(document: Opened) -> None:
    next(one for one in document.paragraphs if "正文" in one.text).text = ""


def two_bodies(document: Opened) -> None:
    document.add_paragraph("{{正文}}")


def crowded(document: Opened) -> None:
    next(one for one in document.paragraphs if "正文" in one.text).add_run("完")


def body_in_a_cell(document: Opened) -> None:
    bodyless(document)
    document.add_table(1, 1).cell(0, 0).text = "{{正文}}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (renamed, "第1段：没有“{{题目}}”这个字段，可以用的有标题、编号、主送、正文、署名、日期"),
        (unclosed, "第1段：“关于{{标题的通报”缺少“}}”"),
        (unopened, "表格1第1行第2格：“日期}}”缺少“{{”"),
        (full_width, "第1段：“｛｛标题｝｝”应写成“{{标题}}”"),
        (single, "第1段：“{ 标题 }”应写成“{{标题}}”"),
        (bodyless, "缺少“{{正文}}”"),
        (two_bodies, "“{{正文}}”用了2次"),
        (crowded, "：“{{正文}}”要在文件的正文里单独成一段"),
        (body_in_a_cell, "表格1第1行第1格：“{{正文}}”要在文件的正文里单独成一段"),
    ],
)
def test_a_broken_layout_is_refused_with_its_place(
    desk: Desk, home: Path, change: Callable[[Opened], None], says: str
) -> None:
    before = finished(home, PAPER)
    with pytest.raises(BadRequest) as refusal:
        use_layout(own_words(home), desk.bureau, "bulletin", changed(home, change), CLERK, desk.clock())
    assert says in str(refusal.value)
    assert finished(home, PAPER) == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", "{{正文}}".encode()])
def test_what_is_no_word_file_is_refused(desk: Desk, home: Path, data: bytes) -> None:
    with pytest.raises(BadRequest, match=r"不是 Word 文件|已损坏"):
        use_layout(own_words(home), desk.bureau, "summary", data, CLERK, desk.clock())


def test_a_layout_is_no_fault_of_the_content(desk: Desk, home: Path) -> None:
    before = problems(own_words(home) / "notifications", "", 500, "")
    use_layout(home, desk.bureau, "summary", layout_of(home, "summary"), CLERK, desk.clock())
    assert problems(home / "notifications", "", 500, "") == before


def test_only_the_office_changes_a_layout_of_a_form_that_there_is(desk: Desk, home: Path) -> None:
    data = layout_of(home, "summary")
    with pytest.raises(NotYours):
        use_layout(own_words(home), desk.bureau, "summary", data, "白桦", desk.clock())
    with pytest.raises(NotFound):
        use_layout(home, desk.bureau, "../roster", data, CLERK, desk.clock())


def test_finished_papers_do_not_pile_up(home: Path) -> None:
    """A year's archive makes hundreds, and held two gigabytes of them; the collector alone sees too little of them."""
    gc.collect()
    gc.disable()
    try:
        for _ in range(5):
            finished(home, PAPER)
        left = sum(isinstance(one, DocumentPart) for one in gc.get_objects())
    finally:
        gc.enable()
    assert left == 0


def test_every_form_has_a_layout_to_take_away(home: Path) -> None:
    for form in FORMS:
        document = Document(BytesIO(layout_of(home, form)))
        assert "{{正文}}" in [one.text for one in document.paragraphs]
        body = next(one for one in document.paragraphs if one.text == "{{正文}}")
        assert BODY in body._p.xml


@pytest.mark.parametrize("restored", [False, True])
def test_what_is_not_noted_is_not_put_in_use_either(desk: Desk, home: Path, *, restored: bool) -> None:
    """The transaction fails once the file is there: neither the new layout stays, nor is the own one lost."""
    own_words(home)
    mine = changed(home, lambda document: document.add_paragraph("本局自己的一行"))
    use_layout(home, desk.bureau, "bulletin", mine, CLERK, desk.clock())

    def broken(_: object) -> None:
        raise RuntimeError("the database is gone")

    event.listen(desk.bureau.engine, "commit", broken)
    use = partial(use_layout, data=shipped("bulletin"))
    with pytest.raises(RuntimeError):
        (restore_layout if restored else use)(home, desk.bureau, "bulletin", by=CLERK, now=desk.clock())
    event.remove(desk.bureau.engine, "commit", broken)
    assert layout_of(home, "bulletin") == mine
