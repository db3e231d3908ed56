"""Changing the roster's text: the change reads back as meant, and no other character moves."""

import difflib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.content.copies import SHIPPED
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.read_source import source_of
from yudu_flow.content.roster.changes import (
    AddPerson,
    Change,
    ChangeHolder,
    ChangePerson,
    ChangeUnit,
    RemoveAway,
    RenameUnit,
    SetAway,
    SetFirms,
)
from yudu_flow.content.roster.edit import FILE, edited
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.yaml_text import YamlText, difference
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.roster import Roster, Tenure

ROSTER = (SHIPPED / "config" / "roster.yaml").read_text(encoding="utf-8")
APRIL = date(2021, 4, 1)
ODD = """\
bureau:   { id: odd,  name: '某局' }   # 一行写完
units:
    办公室:
        kind: office
        liaison:
            holders:
            # 先后任职
            - person: a   # 老联络员
              to: 2020-12-31

            -   person: b
                from: 2021-1-1   # 新联络员
        head: {holders: [{person: a,}]}
        firms:
            - 甲公司  # 第一家
            - 乙公司

# 下一节的说明
people:
    a: {name: 甲, email: , mobile: '13900000001'}   # 甲的备注
    b:
        name: 乙
        email: >-
            b@test.local

        mobile: 13900000002   # 没有引号
        away:
            - {from: 2020-10-12, to: 2020-10-16, deputy: a}   # 国庆后
            - {from: 2020-11-12, to: 2020-11-16, deputy: a}

# 文件末尾的说明"""


def read(text: str) -> Roster:
    source = source_of(text, "roster.yaml")
    roster = roster_in(source)
    assert roster is not None, source.findings
    return roster


def lines_of(text: str, change: Change) -> list[str]:
    """What a line diff shows."""
    after = edited(text, change)
    read(after)
    shown = difflib.unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in shown if not line.startswith(("---", "+++", "@@"))]


def test_a_contact_changes_its_own_line_alone() -> None:
    assert lines_of(ROSTER, ChangePerson("li-ming", email="liming@yudu.gov.cn", mobile="13800000001")) == [
        '-  li-ming: {name: 李明, email: li-ming@yudu.example, mobile: "00000000002"}',
        '+  li-ming: {name: 李明, email: liming@yudu.gov.cn, mobile: "13800000001"}',
    ]


def test_a_contact_that_is_empty_is_taken_out() -> None:
    after = edited(ROSTER, ChangePerson("li-zijian", email="", mobile="00000000004"))
    assert after == ROSTER.replace("    email: li-zijian@yudu.example\n", "")


def test_what_does_not_change_is_not_written() -> None:
    assert edited(ROSTER, ChangePerson("li-bin", email="li-bin@yudu.example", mobile="00000000003")) == ROSTER
    assert edited(ODD, SetFirms("办公室", ("乙公司", "甲公司"))) == ODD
    assert edited(ODD, ChangeUnit("办公室", in_charge="")) == ODD


def test_a_new_person_stands_behind_the_others() -> None:
    added = '  zhang-san: {name: 张三, email: z@yudu.gov.cn, mobile: "13800000009", home: 就业局}\n'
    assert (
        edited(ROSTER, AddPerson("张三", email="z@yudu.gov.cn", mobile="13800000009", home="就业局")) == ROSTER + added
    )


def test_a_name_changes_its_own_line_alone() -> None:
    assert lines_of(ROSTER, ChangePerson("li-zijian", name="李子建")) == ["-    name: 李子健", "+    name: 李子建"]


def test_a_successor_begins_the_day_after_the_last_one_ends() -> None:
    assert lines_of(ROSTER, ChangeHolder("就业局.liaison", "li-zijian", APRIL)) == [
        "-    liaison: {holders: [{person: jiuye-liaison}]}",
        "+    liaison: {holders: [{person: jiuye-liaison, to: 2021-03-31}, {person: li-zijian, from: 2021-04-01}]}",
    ]


def test_a_post_of_leadership_has_successors_too() -> None:
    after = read(edited(ROSTER, ChangeHolder("leader-li-bin", "duan-xianhui", APRIL)))
    assert after.posts["leader-li-bin"].holders == (
        Tenure("li-bin", None, date(2021, 3, 31)),
        Tenure("duan-xianhui", APRIL, None),
    )


def test_a_holder_put_in_by_mistake_is_replaced_from_the_same_day() -> None:
    first = edited(ROSTER, ChangeHolder("就业局.head", "li-zijian", APRIL))
    second = edited(first, ChangeHolder("就业局.head", "shebao-head", APRIL))
    assert second == first.replace("person: li-zijian, from", "person: shebao-head, from")


def test_a_holder_for_the_time_between_gives_way_to_the_one_named_already() -> None:
    first = edited(ROSTER, ChangeHolder("就业局.head", "li-zijian", date(2021, 7, 1)))
    holders = read(edited(first, ChangeHolder("就业局.head", "shebao-head", APRIL))).posts["就业局.head"].holders
    assert Tenure("jiuye-head", None, date(2021, 3, 31)) in holders
    assert Tenure("shebao-head", APRIL, date(2021, 6, 30)) in holders
    assert Tenure("li-zijian", date(2021, 7, 1), None) in holders


def test_whoever_holds_the_post_is_not_put_in_again() -> None:
    with pytest.raises(BadRequest, match="已经在这个岗位上"):
        edited(ROSTER, ChangeHolder("就业局.head", "jiuye-head", APRIL))


def test_a_vacant_post_is_filled() -> None:
    vacant = ROSTER.replace("{holders: [{person: nongbao-head}]}", "{holders: []} # 待定")
    assert lines_of(vacant, ChangeHolder("农保局.head", "li-zijian", APRIL))[1] == (
        "+    head: {holders: [{person: li-zijian, from: 2021-04-01}]} # 待定"
    )


def test_a_key_new_in_a_block_stays_above_the_next_section() -> None:
    """The comment of the next section is not part of this unit, as ruamel's own round trip would have it."""
    head = "    head: {holders: [{person: nongbao-head}]}\n"
    assert edited(ROSTER, ChangeUnit("农保局", in_charge="leader-duan")) == ROSTER.replace(
        head, f"{head}    in_charge: leader-duan\n"
    )
    assert edited(ROSTER, SetFirms("农保局", ("甲公司", "乙公司"))) == ROSTER.replace(
        head, f"{head}    firms: [甲公司, 乙公司]\n"
    )


def test_firms_keep_the_comment_behind_them() -> None:
    assert lines_of(ROSTER, SetFirms("li-zijian", ("甲公司", " 乙公司 ", ""))) == [
        "-    firms: [] # 第9项的4家企业",
        "+    firms: [甲公司, 乙公司] # 第9项的4家企业",
    ]


def test_only_firms_that_go_and_come_are_touched() -> None:
    assert lines_of(ODD, SetFirms("办公室", ("甲公司", "丙公司"))) == ["-            - 乙公司", "+            - 丙公司"]
    assert "firms:\n            []  # 第一家\n" in edited(ODD, SetFirms("办公室", ()))


def test_an_absence_comes_and_goes() -> None:
    away = SetAway("li-ming", date(2020, 10, 12), date(2020, 10, 16), "li-bin")
    gone = edited(ROSTER, away)
    assert '"00000000002", away: [{from: 2020-10-12, to: 2020-10-16, deputy: li-bin}]}' in gone
    longer = edited(gone, SetAway("li-ming", away.start, date(2020, 10, 18), "duan-xianhui"))
    assert read(longer).people["li-ming"].away == (Tenure("duan-xianhui", away.start, date(2020, 10, 18)),)
    assert edited(longer, RemoveAway("li-ming", away.start)) == ROSTER


def test_one_absence_of_several_goes() -> None:
    first = lines_of(ODD, RemoveAway("b", date(2020, 10, 12)))
    assert first == ["-            - {from: 2020-10-12, to: 2020-10-16, deputy: a}   # 国庆后"]
    flow = edited(ROSTER, SetAway("li-bin", date(2020, 10, 12), date(2020, 10, 16), "li-ming"))
    two = edited(flow, SetAway("li-bin", date(2020, 11, 12), date(2020, 11, 16), "li-ming"))
    assert edited(two, RemoveAway("li-bin", date(2020, 11, 12))) == flow
    assert read(edited(two, RemoveAway("li-bin", date(2020, 10, 12)))).people["li-bin"].away == (
        Tenure("li-ming", date(2020, 11, 12), date(2020, 11, 16)),
    )


def test_the_oddest_way_of_writing_is_kept() -> None:
    assert lines_of(ODD, ChangePerson("a", email="a@test.local", mobile="13900000003")) == [
        "-    a: {name: 甲, email: , mobile: '13900000001'}   # 甲的备注",
        "+    a: {name: 甲, email: a@test.local , mobile: '13900000003'}   # 甲的备注",
    ]
    assert lines_of(ODD, ChangePerson("b", email="c@test.local", mobile="13900000004")) == [
        "-        email: >-",
        "-            b@test.local",
        "+        email: c@test.local",
        "-        mobile: 13900000002   # 没有引号",
        '+        mobile: "13900000004"   # 没有引号',
    ]
    assert lines_of(ODD, ChangeHolder("办公室.liaison", "a", date(2021, 6, 1))) == [
        "+              to: 2021-05-31".replace("              ", "                "),
        "+            - {person: a, from: 2021-06-01}",
    ]
    assert lines_of(ODD, ChangeHolder("办公室.head", "b", date(2021, 6, 1)))[1] == (
        "+        head: {holders: [{person: a, to: 2021-05-31,}, {person: b, from: 2021-06-01}]}"
    )
    assert lines_of(ODD, AddPerson("丙", mobile="13900000005", home="办公室")) == [
        '+    bing: {name: 丙, mobile: "13900000005", home: 办公室}'
    ]


def test_line_ends_of_windows_are_kept() -> None:
    text = ODD.replace("\n", "\r\n")
    assert edited(text, SetFirms("办公室", ("甲公司", "丙公司"))) == edited(
        ODD, SetFirms("办公室", ("甲公司", "丙公司"))
    ).replace("\n", "\r\n")


@pytest.mark.parametrize(
    "change",
    [
        ChangePerson("nobody", email="a@b.cn", mobile=""),
        ChangePerson("nobody", name="无名"),
        ChangeHolder("没有局.head", "li-ming", APRIL),
        ChangeHolder("leader-nobody", "li-ming", APRIL),
        RemoveAway("li-ming", APRIL),
        SetFirms("没有局", ()),
        ChangeUnit("没有局", in_charge="leader-duan"),
    ],
)
def test_it_refuses_what_is_not_there(change: Change) -> None:
    with pytest.raises(NotFound, match="名册里没有"):
        edited(ROSTER, change)


def test_ids_are_made_of_the_sound_and_never_twice() -> None:
    after = read(edited(ROSTER, AddPerson("黎明"), AddPerson("厉鸣"), AddPerson("李明（就业局）")))
    assert [*after.people][-3:] == ["li-ming-2", "li-ming-3", "li-ming-4"]


def test_it_refuses_what_cannot_be_seen() -> None:
    for name in ("李明\n张三", "李\u200b明", "李\x00明"):
        with pytest.raises(BadRequest, match="看不见的字符"):
            edited(ROSTER, ChangePerson("li-ming", name=name))


@pytest.mark.parametrize(
    "change",
    [
        ChangeHolder("就业局.head", "li-zijian", date.min),
        ChangeHolder("就业局.head", "", date.min),
        RenameUnit("就业局", "就业中心", date.min),
        SetAway("li-ming", date(202, 4, 1), APRIL, "li-zijian"),
    ],
)
def test_it_refuses_a_day_of_no_year_that_anybody_means(change: Change) -> None:
    with pytest.raises(BadRequest, match="太早，请核对年份"):
        edited(ROSTER, change)


def test_an_absence_of_such_a_year_can_be_taken_out() -> None:
    assert "0202" not in edited(ODD.replace("from: 2020-10-12", "from: 0202-10-12"), RemoveAway("b", date(202, 10, 12)))


def test_it_does_not_touch_a_roster_that_has_errors_already() -> None:
    with pytest.raises(BrokenContent, match="没有单位"):
        edited(ROSTER.replace("home: 办公室", "home: 办公厅", 1), ChangePerson("li-ming", name="李明明"))


def test_the_difference_names_each_value_old_and_new() -> None:
    after = edited(ROSTER, ChangeHolder("就业局.head", "li-zijian", APRIL))
    assert difference(ROSTER, after, FILE) == (
        {},
        {
            "units.就业局.head.holders.0.to": "2021-03-31",
            "units.就业局.head.holders.1.person": "li-zijian",
            "units.就业局.head.holders.1.from": "2021-04-01",
        },
    )


@given(some.text(some.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8))
def test_any_word_that_can_be_seen_reads_back(word: str) -> None:
    """Brackets, quotes, colons, hashes, dashes: all are the office's to write."""
    after = read(
        edited(edited(ODD, SetFirms("b", (f"甲{word}", word + "-"))), ChangePerson("b", name=f"{word}: # {word}"))
    )
    assert after.firms["b"] == (f"甲{word}", word + "-")
    assert after.people["b"].name == f"{word}: # {word}"


def test_what_comes_to_an_empty_section_stands_below_its_name() -> None:
    text = YamlText("units: {}\ngroups: []\npeople: {}\n")
    text.put(("units", "a"), "x")
    text.append(("groups",), "y")
    assert text.text == "units:\n  a: x\ngroups:\n  - y\npeople: {}\n"
