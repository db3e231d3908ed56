"""Whatever is changed, and in whatever order: comments and the order of things stay, and only what was meant moves."""

import re
from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from yudu_flow.actions.acts.roster_rows import Sheets
from yudu_flow.actions.papers.filled_table import Rows, SheetRow, words
from yudu_flow.actions.papers.roster_table import SHEETS
from yudu_flow.actions.papers.sheet import Cell
from yudu_flow.actions.views.roster_workbook import rows_of
from yudu_flow.content.read_source import source_of
from yudu_flow.content.roster.changes import (
    AddGroup,
    AddPerson,
    AddPost,
    AddUnit,
    Change,
    ChangeHolder,
    ChangePerson,
    ChangeUnit,
    EndUnit,
    LeavePerson,
    RenameUnit,
    StayPerson,
)
from yudu_flow.content.roster.edit import FILE, edited
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.yaml_text import YamlText, difference, end_of, entries_of
from yudu_flow.domain.errors import Refusal
from yudu_flow.domain.roster import Roster

ROSTER = """\
bureau: {id: small, name: 某局}   # 一行写完
# 单位
units:
  办公室:
    kind: office   # 收报告
    liaison: {holders: [{person: a}]}
    head: {holders: [{person: b}]}
  就业股: {kind: section, liaison: {holders: []}, head: {holders: [{person: c, to: 2020-12-31}]}}

  # 局属
  社保站:
    kind: unit
    aliases:
      - 社保所  # 老名称
    liaison:
      holders:
        - person: c   # 兼
    head: {holders: [{person: d}]}
groups:
  - name: 各股室   # 不写成员

leadership:   # 第一个是主要领导
  one: {title: 局长, holders: [{person: e}]}

people:
  a: {name: 甲, mobile: "13900000001", home: 办公室}
  b: {name: 乙, home: 办公室}   # 没有手机

  c:
    name: 丙
    home: 社保站
    email: c@test.local   # 新邮箱
  d: {name: 丁, home: 社保站}
  e: {name: 戊}
# 文件末尾
"""
COMMENT = re.compile(r"#.*")
TODAY = date(2020, 9, 21)


def read(text: str) -> Roster | None:
    return roster_in(source_of(text, "roster.yaml"))


KNOWN = read(ROSTER)
assert KNOWN is not None
PEOPLE, UNITS = some.sampled_from([*KNOWN.people]), some.sampled_from([*KNOWN.units])
POSTS = some.sampled_from([*KNOWN.posts])
DAYS = some.dates(date(2020, 9, 1), date(2022, 12, 31))
NAMES = some.text(some.sampled_from("东南西北明华林秋"), min_size=2, max_size=4)
CHANGES: some.SearchStrategy[Change] = some.one_of(
    some.builds(AddPerson, NAMES, home=UNITS),
    some.builds(ChangePerson, PEOPLE, mobile=some.sampled_from(["13800000001", ""])),
    some.builds(LeavePerson, PEOPLE, DAYS, some.one_of(PEOPLE, some.just(""))),
    some.builds(StayPerson, PEOPLE),
    some.builds(AddUnit, NAMES.map(lambda name: f"{name}股")),
    some.builds(ChangeUnit, UNITS, aliases=some.lists(NAMES, max_size=3).map(tuple)),
    some.builds(RenameUnit, UNITS, NAMES.map(lambda name: f"{name}局"), some.one_of(DAYS, some.none())),
    some.builds(EndUnit, UNITS, DAYS, some.one_of(UNITS, some.just(""))),
    some.builds(ChangeHolder, POSTS, PEOPLE, DAYS),
    some.builds(AddPost, NAMES, PEOPLE),
    some.builds(AddGroup, NAMES.map(lambda name: f"各{name}"), some.lists(UNITS, max_size=3, unique=True).map(tuple)),
)


def made(changes: list[Change]) -> tuple[str, str]:
    """The last two texts that hold: a change that does not go then, or would break the roster, is left out."""
    before = text = ROSTER
    for change in changes:
        try:
            after = edited(text, change)
        except Refusal:
            continue
        if read(after) is not None:
            before, text = text, after
    return before, text


def untouched(text: str, touched: set[tuple[str, str]]) -> list[str]:
    """The lines of the file without those of the entries that were touched, like people.a."""
    roster, lines = YamlText(text), {*range(text.count("\n") + 1)}
    for section, _, node in entries_of(roster.find(())):
        for name, start, value in entries_of(node):
            if (str(section), str(name)) in touched:
                lines -= {*range(text.count("\n", 0, start), text.count("\n", 0, end_of(value, text)) + 1)}
    return [line for at, line in enumerate(text.splitlines()) if at in lines]


@given(some.lists(CHANGES, min_size=1, max_size=3))
def test_comments_stay_and_nothing_else_moves(changes: list[Change]) -> None:
    before, after = made(changes)
    if not any(isinstance(change, ChangeUnit) for change in changes):  # an alias goes with its comment
        assert COMMENT.findall(after) == COMMENT.findall(ROSTER)
    old, new = difference(before, after, FILE)
    touched = {(section, name) for place in {**old, **new} for section, name, *_ in [place.split(".")]}
    assert untouched(after, touched) == untouched(before, touched)


def read_back(sheet: str, row: Sequence[Cell]) -> dict[str, str]:
    """The cells of a row as they are typed, by the fields of their columns."""
    return dict(zip(SHEETS[sheet].headings, map(words, row), strict=True))


@given(some.lists(CHANGES, max_size=3))
def test_what_goes_out_as_a_workbook_comes_in_as_it_is(changes: list[Change]) -> None:
    roster = read(made(changes)[1])
    assert roster is not None
    sheets = {
        name: Rows(SheetRow(at, read_back(name, row)) for at, row in enumerate(rows, 2))
        for name, rows in rows_of(roster, TODAY).items()
    }
    rows = Sheets(roster, TODAY).meant(sheets)
    assert [(row.name, row.changes, row.wrong) for row in rows if row.changes or row.wrong] == []


@given(some.lists(CHANGES, max_size=2))
def test_the_same_said_twice_changes_nothing(changes: list[Change]) -> None:
    text = made(changes)[1]
    roster = read(text)
    assert roster is not None
    again = [
        ChangePerson(one.id, one.name, email=one.email or "", mobile=one.mobile or "", home=one.home or "")
        for one in roster.people.values()
        if not one.home_is_placeholder
    ]
    units = [
        ChangeUnit(unit.name, str(unit.kind), unit.full_name or "", unit.aliases, unit.in_charge or "")
        for unit in roster.units.values()
    ]
    assert edited(text, *again, *units) == text
