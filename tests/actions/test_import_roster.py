"""The roster from a workbook and back: nothing lost, every bad row named, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.bureau import CLERK, Desk
from yudu_flow.actions.acts.edit_roster import fingerprint
from yudu_flow.actions.acts.import_roster import keep_import, try_import
from yudu_flow.actions.acts.imported import Imported
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.filled_table import Rows
from yudu_flow.actions.papers.roster_table import PEOPLE, SHEETS, UNITS, roster_sheets
from yudu_flow.actions.views.roster_workbook import roster_template, roster_workbook
from yudu_flow.content.home import load
from yudu_flow.content.read_source import read_source
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.domain.roster import Roster, Tenure

FILE = Path("config") / "roster.yaml"
Table = Sequence[Sequence[object]]


def filled(sheets: Mapping[str, Table], merged: str = "") -> bytes:
    """A workbook as somebody would fill it in; the first row of a sheet are its headings."""
    book, out = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
        if merged:
            sheet.merge_cells(merged)
    book.save(out)
    return out.getvalue()


def people(*rows: Sequence[object], headings: Sequence[str] = ("姓名", "所在单位", "手机", "邮箱")) -> bytes:
    return filled({PEOPLE: [headings, *rows]})


def take_in(desk: Desk, home: Path, data: bytes, *, save: bool = True) -> Imported:
    return taken_in(home, desk.bureau, desk.clock(), roster_sheets(data), save=save)


def taken_in(home: Path, bureau: Bureau, now: datetime, sheets: Mapping[str, Rows], *, save: bool = True) -> Imported:
    done = try_import(home, bureau, CLERK, now, sheets)
    return keep_import(bureau, now, done) if save else done


def read(home: Path) -> Roster:
    roster = roster_in(read_source(home / FILE))
    assert roster is not None
    return roster


def told(done: Imported) -> list[str]:
    return [f"{one.place} {one.kind} {one.name}：{one.words}" for one in done.outcomes if one.kind != "same"]


def test_what_went_out_and_comes_in_again_changes_nothing(desk: Desk, home: Path) -> None:
    before = (home / FILE).read_bytes()
    done = take_in(desk, home, roster_workbook(desk.bureau, desk.clock()))
    assert ({*done.counts}, done.counts["same"], done.saved) == ({"same"}, 19, False)
    assert (home / FILE).read_bytes() == before


def test_a_whole_bureau_comes_in_at_once(desk: Desk, home: Path) -> None:
    data = filled(
        {
            "单位": [
                ["单位名称", "类别", "其他叫法", "分管领导岗位", "联络员", "负责人"],
                ["档案股", "股室", "档案室、档案科", "纪检组长", "林小雨", "何川"],
                ["劳动监察局", "局属单位", "", "", "林小雨", "苏禾"],
            ],
            "局领导": [["岗位名称", "任职人"], ["纪检组长", "何川"]],
            "人员": [
                ["姓名", "单位", "手机号"],
                ["林小雨", "档案股", 13800000021],
                ["何川", "档案股", "１３８００００００２２"],
            ],
            "集合": [["集合名称", "包括单位"], ["各监察单位", "劳动监察局、档案股"]],
        }
    )
    done = take_in(desk, home, data)
    assert (done.saved, done.counts) == (True, {"added": 6})
    roster = read(home)
    assert roster.units["档案股"].aliases == ("档案室", "档案科")
    assert roster.units["档案股"].in_charge == "leader-ji-jian-zu-zhang"
    assert roster.posts["劳动监察局.head"].holders == (Tenure("su-he"),)
    assert roster.posts["leader-ji-jian-zu-zhang"].holders == (Tenure("he-chuan"),)
    assert (roster.people["lin-xiao-yu"].mobile, roster.people["lin-xiao-yu"].home) == ("13800000021", "档案股")
    assert roster.groups["各监察单位"] == ("劳动监察局", "档案股")
    again = roster_workbook(desk.bureau, desk.clock())
    assert take_in(desk, home, again).counts["refused"] == 0


def test_a_dry_run_says_what_would_change_and_writes_nothing(desk: Desk, home: Path) -> None:
    before = (home / FILE).read_bytes()
    data = people(["苏禾", "培训股", 13800000003.0, ""], ["张三", "", "", "z@new.local"])
    done = take_in(desk, home, data, save=False)
    assert told(done) == ["人员第2行 changed 苏禾：手机、所在单位", "人员第3行 added 张三："]
    assert ((home / FILE).read_bytes(), done.saved) == (before, False)


def test_an_id_that_was_exported_renames(desk: Desk, home: Path) -> None:
    done = take_in(desk, home, people(["苏和", "su-he"], headings=("姓名", "编号")))
    assert told(done) == ["人员第2行 changed 苏和：姓名"]
    assert read(home).people["su-he"].name == "苏和"


def test_a_new_holder_begins_today_and_the_old_one_ended_yesterday(desk: Desk, home: Path) -> None:
    take_in(desk, home, filled({UNITS: [["单位名称", "联络员"], ["培训股", "周远"]]}))
    days = [(one.person, str(one.start), str(one.end)) for one in read(home).posts["培训股.liaison"].holders]
    assert days == [("tang-ning", "None", "2020-09-17"), ("zhou-yuan", "2020-09-18", "None")]


def test_whoever_leaves_hands_over(desk: Desk, home: Path) -> None:
    rows = ["唐宁", datetime(2020, 9, 30), "周远"]  # noqa: DTZ001  # as a cell has it
    take_in(desk, home, people(rows, headings=("姓名", "离开日期", "接手人")))
    roster = read(home)
    assert (str(roster.people["tang-ning"].left), roster.people["tang-ning"].successor) == ("2020-09-30", "zhou-yuan")
    assert roster.posts["培训股.liaison"].holders[-1].person == "zhou-yuan"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["", "培训股", "13800000003", ""], "没有填名称"),
        (["张三", "培训科", "", ""], "没有单位“培训科”，是不是“培训股”"),
        (["张三", "", "1380000", ""], "手机号“1380000”写法不对"),
        (["张三", "", "", "z@"], "邮箱“z@”写法不对"),
        (["培训股", "", "", ""], "姓名“培训股”是“培训股”的名称"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(desk: Desk, home: Path, row: Sequence[str], why: str) -> None:
    before = (home / FILE).read_bytes()
    done = take_in(desk, home, people(["李四", "", "", ""], row))
    [refused] = [one for one in told(done) if "refused" in one]
    assert refused.startswith("人员第3行")
    assert why in refused
    assert ((home / FILE).read_bytes(), done.saved) == (before, False)


@pytest.mark.parametrize(
    ("sheets", "merged", "why"),
    [
        ({PEOPLE: [["姓名"], ["张三"], ["张　三"]]}, "", "人员第3行 refused 张　三：与第2行重复；确是两个人的"),
        ({PEOPLE: [["姓名", "编号"], ["张三", "zhang-san"]]}, "", "没有编号“zhang-san”；新增的请不要填编号"),
        ({PEOPLE: [["姓名", "所在单位"], ["张三", "培训股"], ["李四", ""]]}, "B2:B3", "合并的单元格里"),
        ({PEOPLE: [["姓名", "离开日期"], ["唐宁", "下月"]]}, "", "日期“下月”不对"),
        ({UNITS: [["单位名称", "类别"], ["档案股", "科室"]]}, "", "类别“科室”不对，可以写：局办公室、股室、局属单位"),
        ({UNITS: [["单位名称", "分管领导"], ["档案股", "顾明远"]]}, "", "这一列写岗位名称，不写姓名"),
        ({UNITS: [["单位名称", "联络员"], ["档案股", "苏和"]]}, "", "“人员”里没有“苏和”，是不是“苏禾”"),
        ({UNITS: [["单位名称", "类别"], ["档案股", "局办公室"]]}, "", "局办公室只能有一个"),
    ],
)
def test_whatever_else_is_wrong_is_said_in_words(
    desk: Desk, home: Path, sheets: Mapping[str, Table], merged: str, why: str
) -> None:
    done = take_in(desk, home, filled(sheets, merged))
    assert why in "\n".join(told(done))
    assert not done.saved


@pytest.mark.parametrize(
    ("sheets", "why"),
    [
        ({PEOPLE: [["姓 名 表"], ["张三"]]}, "“人员”表的前10行里没有“姓名”一列"),
        ({"Sheet1": [["日期", "天气"], ["9月", "晴"]]}, "没有读到单位、局领导、人员、集合的表"),
        ({PEOPLE: [["姓名"]]}, "没有读到"),
    ],
)
def test_a_workbook_of_something_else_is_refused(sheets: Mapping[str, Table], why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        roster_sheets(filled(sheets))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(BadRequest, match="文件已损坏"):
        roster_sheets(b"name,mobile")


def test_an_office_s_own_list_is_known_by_its_headings_and_what_nobody_reads_is_said(desk: Desk, home: Path) -> None:
    data = filled(
        {
            "通讯录": [
                ["2020年通讯录"],
                ["序号", "姓名", "科室", "联系电话", "备注"],
                [1, "张三", "培训股", "138-0000-0031", "新"],
            ]
        }
    )
    done = take_in(desk, home, data)
    assert (done.saved, done.unread) == (True, ("人员表的“序号”“备注”",))
    assert read(home).people["zhang-san"].mobile == "13800000031"


def test_the_template_says_how_and_can_be_taken_in_as_it_is(desk: Desk, home: Path) -> None:
    sheets = roster_sheets(roster_template(desk.bureau, desk.clock()))
    assert [*sheets] == [*SHEETS]
    assert take_in(desk, home, roster_template(desk.bureau, desk.clock())).counts == {"same": 1}


def test_two_posts_of_one_title_are_told_apart_by_their_ids(desk: Desk, home: Path) -> None:
    data = filled({"局领导": [["岗位名称", "编号"], ["副局长", "leader-gu"], ["副局长", "leader-shen"]]})
    done = take_in(desk, home, data)
    assert (done.saved, done.counts) == (True, {"changed": 2})
    twice = replace(desk.bureau, content=load(home, desk.clock().date()))
    sheets = roster_sheets(roster_workbook(twice, desk.clock()))
    assert taken_in(home, twice, desk.clock(), sheets).counts == {"same": 19}
    unit = roster_sheets(filled({UNITS: [["单位名称", "分管领导"], ["仲裁股", "副局长"]]}))
    refused = taken_in(home, twice, desk.clock(), unit)
    assert "有2个岗位叫“副局长”" in refused.outcomes[0].words


def test_the_second_of_two_is_told(desk: Desk, home: Path) -> None:
    seen = fingerprint(home)
    take_in(desk, home, people(["张三"]))
    with pytest.raises(Conflict, match="刚刚被别人改过"):
        try_import(home, desk.bureau, CLERK, desk.clock(), roster_sheets(people(["李四"])), was=seen)
