"""What a PDF's pages, old files and unreckoned formulas say."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from tests.documents.drafts import draft_of
from tests.documents.test_files import saved, who
from yudu_flow.documents import libre_office
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper


def test_it_joins_lines_that_a_page_of_a_pdf_breaks(pdf_of: Callable[[list[list[str]]], bytes]) -> None:
    first = [
        "云溪县人力资源和社会保障局文件",
        "云人社发〔2026〕18号",
        "关于进一步加强欠薪治理工作的实施方案",
        "一、工作任务",
        "1.畅通渠道。公开举报电话，设立专门窗口，对农民工反映的欠薪问题做到有访",
        "必接、有案必查。〔责任领导：周敏；责任单位：监察大",
        "- 1 -",
    ]
    second = [
        "队、仲裁院〕",
        "2.源头治理。全面落实工资专用账户、实名制管理等制度。〔责任领导：周敏；",
        "责任单位：工资股；完成时限：2026年11月底〕",
        "各责任单位每周五前将进展情况报局办公室。",
        "2026年3月2日",
    ]
    draft = draft_of(pdf_of([first, second]))
    assert who(draft) == [
        (1, ("周敏",), ("监察大队", "仲裁院"), (), None),
        (2, ("周敏",), ("工资股",), (), date(2026, 11, 30)),
    ]
    assert [(d.every, d.day, d.to) for d in draft.duties] == [("week", "周五", "局办公室")]
    assert draft.dated == date(2026, 3, 2)


@pytest.mark.long
@pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["方案.doc", "方案.wps", "方案.rtf"])
def test_libre_office_leads_old_words_over(name: str, tmp_path: Path) -> None:
    """A .wps of those years is a .doc by another name."""
    document = Document()
    for line in ("一、工作任务", "1.畅通渠道。〔责任领导：周敏；责任单位：监察大队、仲裁院〕", "2026年3月2日"):
        document.add_paragraph(line)
    table = document.add_table(2, 3)
    for row, said in zip(
        table.rows, (("任务", "责任单位", "完成时限"), ("核查", "财务股", "2026年6月底")), strict=True
    ):
        for cell, words in zip(row.cells, said, strict=True):
            cell.text = words
    document.add_paragraph("附件：无")  # as every paper of Word's ends; without it LibreOffice writes no table
    source = tmp_path / "new.docx"
    document.save(str(source))
    kind = "rtf" if name.endswith("rtf") else "doc"
    libre_office.led_over([source], kind, tmp_path)
    draft = read_paper(read_file((tmp_path / f"new.{kind}").read_bytes(), name))
    assert who(draft) == [
        (1, ("周敏",), ("监察大队", "仲裁院"), (), None),
        (2, (), ("财务股",), (), date(2026, 6, 30)),
    ]


def _with_formulas() -> bytes:

    book = Workbook()
    for row in (
        ["2026年任务清单"],
        ["序号", "任务", "责任单位", "完成时限"],
        [1, "修路", "县交通局", "6月底"],
        [2, '="建"&"桥"', "=C3", "7月底"],
        [3, "挖渠", "县水利局", '=TEXT(DATE(2026,8,31),"yyyy-m-d")'],
    ):
        book.worksheets[0].append(row)
    return saved(book)


@pytest.mark.long
@pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")
def test_it_reads_formulas_that_only_libre_office_has_reckoned() -> None:
    assert who(draft_of(_with_formulas())) == [
        (1, (), ("县交通局",), (), date(2026, 6, 30)),
        (2, (), ("县交通局",), (), date(2026, 7, 31)),
        (3, (), ("县水利局",), (), date(2026, 8, 31)),
    ]


def test_it_marks_formulas_that_nobody_has_reckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_office, "program", lambda: None)
    draft = draft_of(_with_formulas())
    assert who(draft) == [
        (1, (), ("县交通局",), (), date(2026, 6, 30)),
        (3, (), ("县水利局",), (), None),
    ]
    assert any("这一行没有读出责任单位" in question for question in draft.questions)
    assert "公式没有算出结果" in draft.assignments[1].doubts[0]


def test_the_head_of_a_table_in_a_pdf_that_touches_its_frame_is_read_once(pdf_of: Callable[..., bytes]) -> None:
    ruled = "\n".join(f"60 {y} m 250 {y} l S" for y in (767, 753, 733, 713))
    ruled += "".join(f"\n{x} 713 m {x} 767 l S" for x in (60, 132, 250))
    lines = ["2026年安澜整改清单", "任务　　　　责任单位", "疏浚河道　　县水利局", "加固山塘　　县应急局", "县防汛办"]
    draft = draft_of(pdf_of([lines], ruled))
    assert draft.title == "2026年安澜整改清单"
    assert [(one.title, one.units) for one in draft.assignments] == [
        ("疏浚河道", ("县水利局",)),
        ("加固山塘", ("县应急局",)),
    ]
    assert draft.text.count("责任单位") == 1


@pytest.mark.long
@pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")
def test_a_section_over_the_whole_width_of_a_table_in_a_pdf_is_nobodys_work(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2026年重点任务分解表，请各责任单位抓好落实。")
    table = document.add_table(4, 4, style="Table Grid")
    said = (
        *(("序号", "任务", "责任单位", "完成时限"), ("1", "修路", "县交通局", "6月底")),
        *(("二、民生", "", "", ""), ("2", "建校", "县教育局", "8月底")),
    )
    for row, line in zip(table.rows, said, strict=True):
        for cell, words in zip(row.cells, line, strict=True):
            cell.text = words
    table.cell(2, 0).merge(table.cell(2, 3))
    source = tmp_path / "plan.docx"
    document.save(str(source))
    libre_office.led_over([source], "pdf", tmp_path)
    draft = read_paper(read_file((tmp_path / "plan.pdf").read_bytes()))
    assert [(one.title, one.units) for one in draft.assignments] == [("修路", ("县交通局",)), ("建校", ("县教育局",))]
