"""The same plan as offices send it: Word with drawn numbers and tables, PDF with broken lines, Excel ledgers."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from tests.documents.drafts import draft_of
from yudu_flow.content.read_source import source_of
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.documents.saving import plan_text


def who(draft: Draft) -> list[tuple[int, tuple[str, ...], tuple[str, ...], tuple[str, ...], date | None]]:
    return [(a.measure, a.leaders, a.units, a.co_units, a.due) for a in draft.assignments]


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _numbered(document: Any, words: str, number: int, level: int) -> None:
    """A paragraph whose number Word draws: it stands in no text."""
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    asked = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        asked.append(element)
    properties.append(asked)


def _list(document: Any, forms: list[tuple[str, str]]) -> int:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (form, text) in enumerate(forms):
        one = OxmlElement("w:lvl")
        one.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            element = OxmlElement(name)
            element.set(qn("w:val"), value)
            one.append(element)
        abstract.append(one)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    root.append(number)
    return 77


def test_it_counts_the_numbers_that_word_draws() -> None:
    document = Document()
    number = _list(document, [("chineseCounting", "%1、"), ("decimal", "%2.")])
    document.add_paragraph("云溪县民政局文件")
    document.add_paragraph("云民发〔2025〕8号")
    document.add_paragraph("关于做好养老服务工作的方案")
    _numbered(document, "服务供给", number, 0)
    _numbered(document, "建设助餐点。（责任单位：福利股、各乡镇）", number, 1)
    _numbered(document, "培训护理员。（责任领导：周敏；责任单位：人教股）", number, 1)
    _numbered(document, "资金保障", number, 0)
    _numbered(document, "拨付补助。（责任单位：财务股）", number, 1)
    draft = draft_of(saved(document))
    assert [(a.measure, a.part, a.units) for a in draft.assignments] == [
        (1, "服务供给", ("福利股",)),
        (2, "服务供给", ("人教股",)),
        (3, "资金保障", ("财务股",)),
    ]
    assert (draft.number, draft.title) == ("云民发〔2025〕8号", "关于做好养老服务工作的方案")


def test_it_reads_a_table_of_word_with_merged_cells() -> None:
    document = Document()
    document.add_paragraph("2026年重点工作任务清单")
    rows = [
        ("序号", "工作任务", "责任领导", "责任单位", "配合单位", "完成时限"),
        ("1", "开展普查", "周敏", "统计股", "办公室", "2026年6月底"),
        ("", "", "", "信息中心", "财务股", "2026年9月30日"),
        ("2", "编印手册", "吴江", "法规股", "", "长期坚持"),
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column))
    assert who(draft_of(saved(document))) == [
        (1, ("周敏",), ("统计股",), ("办公室",), date(2026, 6, 30)),
        (1, ("周敏",), ("信息中心",), ("财务股",), date(2026, 9, 30)),
        (2, ("吴江",), ("法规股",), (), None),
    ]


def test_it_reads_a_ledger_of_excel() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云溪县人社局2026年督办台账"])
    sheet.append(["序号", "督办事项", "分管领导", "承办股室", "协办股室", "完成时限"])
    sheet.append([1, "清退历史积案", "林涛", "仲裁院、监察大队", "法规股", date(2026, 5, 20)])
    sheet.append([2, "更新信息系统", "何静", "信息中心", None, "年底前"])
    assert who(draft_of(saved(book))) == [
        (1, ("林涛",), ("仲裁院", "监察大队"), ("法规股",), date(2026, 5, 20)),
        (2, ("何静",), ("信息中心",), (), date(2026, 12, 31)),
    ]


def test_a_row_of_word_that_leaves_out_its_first_columns_keeps_its_others_in_their_places() -> None:
    document = Document()
    table = document.add_table(3, 4)
    rows = [
        ("任务", "分管领导", "责任单位", "时限"),
        ("修路", "周敏", "县交通局", "6月底"),
        ("清欠", "", "县财政局", "9月底"),
    ]
    for row, words in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            cell.text = said
    last = table.rows[2]._tr
    for cell in last.tc_lst[:2]:
        last.remove(cell)
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "2")
    last.get_or_add_trPr().append(before)
    assert [one[2:4] for one in who(draft_of(saved(document)))] == [(("县交通局",), ()), (("县财政局",), ())]


def test_a_share_in_a_cell_of_excel_is_read_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["序号", "任务", "目标值", "责任单位"],
        [1, "污水处理率", 0.95, "县住建局"],
        [2, "满意率", 1, "县信访局"],
    ):
        sheet.append(row)
    sheet["C2"].number_format, sheet["C3"].number_format = "0%", "0.0%"
    assert [(one.name, one.as_written) for one in draft_of(saved(book)).targets] == [
        ("污水处理率", "95%"),
        ("满意率", "100%"),
    ]


def test_it_tells_the_day_that_work_was_given_from_the_day_that_it_is_due() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["芦花县县长办公会议定事项督办台账（2026年）"])
    sheet.append(["议定事项", "责任落实", None, "时限要求", None])
    sheet.append([None, "分管县领导", "主办单位", "立项日期", "办结时限"])
    sheet.append(["改造污水管网", "田 野", "县住建局", date(2026, 1, 12), date(2026, 8, 31)])
    for area in ("A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    assert who(draft_of(saved(book))) == [(1, ("田野",), ("县住建局",), (), date(2026, 8, 31))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_it_reads_a_ledger_saved_as_a_list_with_commas(encoding: str) -> None:
    rows = ["2026年督办台账,,", "序号,督办事项,承办股室,协办股室,完成时限"]
    words = "\r\n".join([*rows, '1,"清退积案,逐件办结","仲裁院、监察大队",法规股,5月20日前', ""])
    draft = read_paper(read_file(words.encode(encoding), "台账.CSV"))
    assert who(draft) == [(1, (), ("仲裁院", "监察大队"), ("法规股",), date(2026, 5, 20))]


def test_it_asks_for_the_year_where_a_ledger_names_none() -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["部门", "任务", "责任人", "完成时限"], ["县文旅局", "修建步道", "施展", "9月30日"]):
        book.worksheets[0].append(row)
    [made] = draft_of(saved(book)).assignments
    assert (made.units, made.people, made.due, made.sure) == (("县文旅局",), ("施展",), None, False)
    assert made.doubts == ("完成时限“9月30日”没有写年份，请补上",)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("1.甲。（县财政局负责把关，随到随办）", "这一处像是分工"),
        ("各科室每双月5日前向局办公室报送进展。", "没有读出日子"),
        ("各科室每月5日前报送进展，每双月10日前报送数据。", "没有读出日子"),
        ("1.划设车位。8月15日前城区主干道。（责任单位：交警大队）", "已当作完成时限，请核对"),
    ],
)
def test_it_asks_about_what_it_could_not_read(words: str, question: str) -> None:
    assert [one for one in draft_of(words.encode()).questions if question in one]


def test_it_reads_a_time_limit_and_a_goal_that_stand_outside_the_bracket() -> None:
    words = (
        "一、工作目标\n2026年新改建农村户厕1500座。\n二、任务\n"
        "1.整治农村户厕。完成时限为11月30日。（责任单位：县农业农村局）\n2.办学。（责任单位：县教育局）\n"
        "三、要求\n请各单位抓紧。联系人：周立新，电话0793-6220011。\n2026年1月5日"
    )
    draft = draft_of(words.encode())
    assert who(draft) == [(1, (), ("县农业农村局",), (), date(2026, 11, 30)), (2, (), ("县教育局",), (), None)]
    assert [(one.measure, one.as_written) for one in draft.targets] == [(1, "1500座")]


def test_days_counted_from_the_end_of_a_quarter_lie_in_the_next_one() -> None:
    duties = draft_of("各科室每季度结束后5日内报局办公室，每月最后一天前报送小结。".encode()).duties
    assert [(one.every, one.month, one.day) for one in duties] == [("quarter", 1, 5), ("month", 0, 31)]


@pytest.mark.parametrize("signed", [["县创城办"], [None, None, "县创城办", "2026年3月2日"]])
def test_a_sentence_above_whose_ledger_it_is_is_a_note(signed: list[str | None]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["2026年推进台账"],
        ["序号", "任务", "责任单位", "完成时限"],
        [1, "修路", "县交通局", "6月底"],
        [2, "办学", "县教育局", "9月底"],
        ["备注：各单位每周四前将推进情况报县创城办。"],
        signed,
    ):
        sheet.append(row)
    draft = draft_of(saved(book))
    assert [one.title for one in draft.assignments] == ["修路", "办学"]
    assert [(one.every, one.day, one.to) for one in draft.duties] == [("week", "周四", "县创城办")]


def test_signs_that_nobody_sees_stay_out_of_the_draft() -> None:
    """A plan's file may not hold them: the draft could be neither looked through nor started."""
    draft = draft_of("2026年要点\n1.办\x02学。（责任单位：县教\x0b育局\x7f）\n".encode())
    assert who(draft) == [(1, (), ("县教育局",), (), None)]
    assert source_of(plan_text(draft), "draft.yaml").findings == []
