"""A document's title, day and notes below its table, in the manners that offices have of setting them."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest

from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper

BODY = "1.修路。（责任单位：县交通局）\n"


def draft_of(words: str) -> Draft:
    return read_paper(read_file(words.encode()))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云溪县林业局文件\n关于印发《2026年全县油茶产业\n发展实施方案》的通知\n", "2026年全县油茶产业发展实施方案"),
        ("关于转发《云溪县古树名木\n保护工作计划》的通知\n各林场：\n", "云溪县古树名木保护工作计划"),
        ("云溪县水利局\n关于山塘水库除险加固的实施方案\n", "云溪县水利局关于山塘水库除险加固的实施方案"),
        ("云溪县水利局\n2026年山塘水库加固计划\n", "云溪县水利局2026年山塘水库加固计划"),
        (
            "云溪县卫健委\n关于进一步落实基层医疗卫生\n机构巡察整改方案\n",
            "云溪县卫健委关于进一步落实基层医疗卫生机构巡察整改方案",
        ),
        ("云溪县统计局\n现将《云溪县农业普查登记工作方案》印发给你们。\n登记工作方案\n", "云溪县农业普查登记工作方案"),
        ("关于印发《政府工作报告》任务分解的通知\n云溪县2026年重点任务分解表\n", "云溪县2026年重点任务分解表"),
        (
            "翠岭街道办事处\n专题会议纪要\n〔2026〕第15期\n\n关于老旧小区改造工作的专题会议纪要\n\n会议议定：\n",
            "关于老旧小区改造工作的专题会议纪要",
        ),
        ("云溪县粮食局文件\n云溪县粮食安全工作方案\n各粮库：\n", "云溪县粮食安全工作方案"),
    ],
)
def test_a_plans_title_is_read_whole(head: str, title: str) -> None:
    assert draft_of(head + BODY).plan == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "云溪县林业局文件\n云林发〔2026〕3号\n关于印发《2026年全县油茶产业\n发展实施方案》的通知\n各林场：\n",
            "关于印发《2026年全县油茶产业发展实施方案》的通知",
        ),
        (
            "云政办发〔2026〕7号\n云溪县人民政府办公室\n关于印发2026年重点任务分解表的\n通  知\n各乡镇人民政府：\n",
            "云溪县人民政府办公室关于印发2026年重点任务分解表的通知",
        ),
        (
            "云溪县水利局关于转发《防汛值守办法》的通知各乡镇水管站，局属各单位：\n",
            "云溪县水利局关于转发《防汛值守办法》的通知",
        ),
        ("云溪县人民政府\n关于山塘整治有关事项的批复\n", "云溪县人民政府关于山塘整治有关事项的批复"),
        ("云溪县人民政府\n专题会议纪要\n第3期\n云溪县人民政府办公室  2026年3月2日\n", "云溪县人民政府专题会议纪要"),
        ("云溪县政府常务会议纪要\n〔2026〕4号\n第三届县政府第8次常务会议纪要\n", "第三届县政府第8次常务会议纪要"),
        ("附件2\n云溪县山塘水库除险加固\n2026年重点任务分工表\n", "云溪县山塘水库除险加固2026年重点任务分工表"),
        ("云溪县政府督查室\n任务交办单\n云督〔2026〕3号\n", "任务交办单"),
    ],
)
def test_a_documents_title_is_its_notices_own(head: str, title: str) -> None:
    assert draft_of(head + BODY).title == title


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("云溪县治污方案\n（2026年8月18日县委常委会会议审定）\n" + BODY, date(2026, 8, 18)),
        ("云溪县数字政府计划\n（2026年3月9日领导小组第一次会议审议通过）\n" + BODY, date(2026, 3, 9)),
        ("云溪县公开要点\n" + BODY + "                云溪县办公室\n            2026年5\n月20日\n", date(2026, 5, 20)),
        ("云溪县公开要点\n" + BODY + "                云溪县办公室\n            2026年\n5月21日\n", date(2026, 5, 21)),
        ("云溪县督查清单\n填报单位：云溪县督查室   2026年7月15日\n" + BODY, date(2026, 7, 15)),
        (
            "专题会议纪要\n\n云溪县党政办公室          2026年8月13日\n\n关于治污工作的会议纪要\n" + BODY,
            date(2026, 8, 13),
        ),
        ("云溪县防汛清单\n（云溪县防汛指挥部 2026年4月12日）\n按照职责，明确如下：\n" + BODY, date(2026, 4, 12)),
        ("云溪县公开要点\n" + BODY + "（2025年1月2日县委文件已废止的除外）\n", None),
        ("云溪县整改清单\n1.修路\n责任单位：县交通局\n整改时限：2026年9月30日\n", None),
    ],
)
def test_a_day_below_the_title_or_broken_over_two_lines_is_the_documents(words: str, day: date | None) -> None:
    assert draft_of(words).dated == day


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("翠岭街道\n专题会议纪要\n〔2026〕第15期\n关于治污工作的会议纪要\n", "〔2026〕第15期"),
        ("云溪县人民政府\n专题会议纪要\n第32期\n", "第32期"),
        ("云政办发[2026]38号\n关于修路的通知\n", "云政办发[2026]38号"),
        (
            "云溪县人居环境整治方案\n（云府办发〔2026〕9号 2026年3月16日）\n为做好整治工作，制定本方案。\n",
            "云府办发〔2026〕9号",
        ),
        ("发布机构：云溪县政府办    文号：云府办发〔2026〕11号\n云溪县修路方案\n", "云府办发〔2026〕11号"),
        ("云溪县修路方案\n（云府办发〔2026〕9号文件已废止）\n", ""),
    ],
)
def test_a_number_is_given_as_it_is_written(words: str, number: str) -> None:
    assert draft_of(words + BODY).number == number


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("说明：指挥长每月调度；牵头部门每月28日前将统计表报县攻坚办。", 28),
        ("备注：各科室每月20日前更新进展，反馈至县攻坚办。", 20),
    ],
)
def test_notes_below_the_table_of_a_workbook_are_read(note: str, day: int) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["云溪县2026年攻坚台账"],
        ["填报单位：云溪县攻坚领导小组办公室（县工信局）"],
        ["序号", "任务", "责任单位", "完成时限"],
        [1, "清欠", "县工信局", "9月30日"],
        [note],
        ["云溪县攻坚办　2026年3月31日印发"],
    ):
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    draft = read_paper(read_file(out.getvalue(), "台账.xlsx"))
    assert [(one.every, one.day, one.to) for one in draft.duties] == [("month", day, "县攻坚办")]
    assert (draft.title, draft.dated) == ("云溪县2026年攻坚台账", date(2026, 3, 31))
    assert [one.title for one in draft.assignments] == ["清欠"]


FOOT = ["填表人：李娟", "", "单位负责人：", "填表日期：2026年4月18日"]


@pytest.mark.parametrize("above", [[], [["填报单位（盖章）：云溪县扶贫办", "", "联系人：王强", "电话：135"]]])
def test_who_drew_a_workbook_up_has_no_part_in_the_work(above: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    note = "备注：各单位于每月30日前将进展情况报县扶贫办。"
    for row in (
        ["云溪县帮扶台账"],
        *above,
        ["任务", "责任单位", "责任领导", "完成时间"],
        ["修路", "县交通局", "周敏", "6月底"],
    ):
        book.worksheets[0].append(row)
    for row in (["打井", "县水利局", "吴江", "9月底"], [note], FOOT):
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    draft = read_paper(read_file(out.getvalue(), "台账.xlsx"))
    assert [(one.title, one.leaders, one.sure) for one in draft.assignments] == [
        ("修路", ("周敏",), True),
        ("打井", ("吴江",), True),
    ]
    assert (draft.dated, [one.day for one in draft.duties]) == (date(2026, 4, 18), [30])


def test_rows_of_one_cell_stay_in_a_table_whose_notes_they_are_not() -> None:
    def rows(lines: Sequence[str]) -> bytes:
        return "\r\n".join(lines).encode()

    draft = read_paper(read_file(rows(["任务,责任单位", "清欠,县工信局", "修路,县交通局", "短注,"]), "台账.csv"))
    assert [one.units for one in draft.assignments][:2] == [("县工信局",), ("县交通局",)]
