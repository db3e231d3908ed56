"""A table that a page of a PDF cuts is one table; it …"""

from datetime import date

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.paper import Writing
from yudu_flow.documents.reading import read_paper

HEAD = ["序号", "任务", "包抓领导", "责任单位", "完成时限"]
UPPER = [["1", "查矿山", "周敏", "县应急局", "3月底"], ["2", "查道路", "", "县公安局、县工业和信息化", "6月底"]]


def read(*pages: list[list[str]]) -> Draft:
    """A page's table; ^ is a cell that a merged one covers."""
    writing = Writing()
    writing.line("2026年任务表")
    for rows in pages:
        writing.table([[(words.strip("^"), words == "^") for words in row] for row in rows])
    return read_paper(writing.paper(broken=True))


def who(draft: Draft) -> list[tuple[int, tuple[str, ...], tuple[str, ...], date | None]]:
    return [(one.measure, one.leaders, one.units, one.due) for one in draft.assignments]


def test_it_puts_a_row_together_that_the_page_has_cut() -> None:
    draft = read([HEAD, *UPPER], [["", "", "", "局", ""], ["3", "查消防", "吴江", "县消防队", "9月底"]])
    assert who(draft) == [
        (1, ("周敏",), ("县应急局",), date(2026, 3, 31)),
        (2, (), ("县公安局", "县工业和信息化局"), date(2026, 6, 30)),
        (3, ("吴江",), ("县消防队",), date(2026, 9, 30)),
    ]


def test_it_carries_a_merged_cell_over_the_page_and_leaves_out_the_head() -> None:
    first = [HEAD, ["1", "查矿山", "周敏", "县应急局", "3月底"], ["2", "查道路", "^", "县公安局", "6月底"]]
    draft = read(first, [HEAD, ["3", "查消防", "", "县消防队", "9月底"], ["4", "查危化", "^", "县应急局", ""]])
    assert [(one.measure, one.leaders, one.due) for one in draft.assignments] == [
        (1, ("周敏",), date(2026, 3, 31)),
        (2, ("周敏",), date(2026, 6, 30)),
        (3, ("周敏",), date(2026, 9, 30)),
        (4, ("周敏",), None),
    ]


def test_it_puts_a_cut_row_together_below_a_head_of_two_rows() -> None:
    head = [["序号", "任务", "责任分工", "", "时限"], ["^", "^", "牵头领导", "责任单位", "^"]]
    draft = read(
        [*head, ["1", "查矿山", "周敏", "县应急局", "3月底"], ["2", "查农村", "吴江", "县公安", "6月底"]],
        [["", "道路", "", "局", ""], ["3", "查消防", "吴江", "县消防队", "9月底"]],
    )
    assert [one.title for one in draft.assignments] == ["查矿山", "查农村道路", "查消防"]
    assert who(draft)[1] == (2, ("吴江",), ("县公安局",), date(2026, 6, 30))


def test_it_puts_a_cut_row_together_in_a_table_without_numbers() -> None:
    head = ["反馈问题", "整改措施", "牵头领导", "责任股室", "整改时限"]
    draft = read(
        [
            head,
            ["账目不清", "清账", "周敏", "财务股", "3月底"],
            ["药品配备", "督促卫生院", "吴江", "药政股、基层健", "6月底"],
        ],
        [["不足", "补齐药物", "", "康股", ""], ["招聘滞后", "招聘", "吴江", "人事股", "9月底"]],
    )
    assert [one.units for one in draft.assignments] == [("财务股",), ("药政股", "基层健康股"), ("人事股",)]


MEASURES = """问题一：个别矿山边生产边隐患，隐患排查走形式，整改不彻底。
整改时限：2026年6月底前
牵头单位：县应急管理局
责任单位：县自然资源局、县公安局、县市场监督管理局
整改措施：1.逐一排查，建立台账。2.落实领导包片，严肃查处。
问题二：农村道路隐患多，警示标志缺失，平交路口没有减速带。
整改时限：2026年9月底前
牵头单位：县公安局
责任单位：县交通运输局、县农业农村局、县住房和城乡建设
局、城关镇人民政府、河东镇人民政府
治理办法：县委常委会会议每季度研究一次。"""


def test_a_label_on_a_line_of_its_own_begins_something_new() -> None:
    """A PDF does not say where its paragraphs end; a line of names is often nearly full."""
    writing = Writing()
    for line in ["2026年整改方案", *MEASURES.split("\n")]:
        writing.line(line)
    assert who(read_paper(writing.paper(broken=True))) == [
        (1, (), ("县应急管理局", "县自然资源局", "县公安局", "县市场监督管理局"), date(2026, 6, 30)),
        (
            2,
            (),
            (
                "县公安局",
                "县交通运输局",
                "县农业农村局",
                "县住房和城乡建设局",
                "城关镇人民政府",
                "河东镇人民政府",
            ),
            date(2026, 9, 30),
        ),
    ]
