"""The roster as a workbook, which can be filled in and taken in again; and the empty one to begin with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.roster_table import GROUPS, PEOPLE, POSTS, SHEETS, UNITS
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.content.roster.changes import KINDS
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.roster import Roster

WIDTHS: Mapping[str, Sequence[int]] = {
    UNITS: (16, 10, 28, 24, 22, 12, 12, 12, 14),
    POSTS: (28, 12, 22),
    PEOPLE: (12, 16, *(way.width for way in WAYS.values()), 12, 12, 22),
    GROUPS: (18, 50),
}
HINTS: Mapping[str, Sequence[str]] = {
    UNITS: (
        "一行一个单位或股室，“单位名称”必填，与文件里的写法一致；类别写局办公室、股室或局属单位，不写为股室。",
        "联络员、负责人写姓名，“人员”表里要有；换了人的，从导入之日起任职。分管领导写“局领导”表里的岗位名称。",
        "撤并日期是作为这个单位的最后一天；空着的格子不改动已登记的内容。",
    ),
    POSTS: ("一行一个局领导的岗位，第一个是主要领导；任职人写姓名，“人员”表里要有。新增的不填编号。",),
    PEOPLE: (
        "一行一个人，“姓名”必填；重名的在姓名后加以区分，如 张三（某某股）。",
        "编号由程序编：新增的不填；改姓名的，用导出的表，编号不要改。手机写11位数字。",
        "离开日期是在本局的最后一天；接手人写姓名。",
    ),
    GROUPS: ("方案里的集合名称；包括单位可写几个，用顿号隔开，不写的指方案点名的各股室。",),
}


def roster_workbook(bureau: Bureau, now: datetime) -> bytes:
    """As it stands today; who held a post before, absences and firms have no column."""
    rows = rows_of(bureau.roster, local_day(now))
    return workbook("名册", bureau.roster.bureau_name, now, [_sheet(name, rows[name]) for name in SHEETS])


def roster_template(bureau: Bureau, now: datetime) -> bytes:
    """The headings, the office, and how they are filled in."""
    office = bureau.roster.office
    first: Mapping[str, list[list[Cell]]] = {UNITS: [[office.name, KINDS[office.kind], *[None] * 7]]}
    sheets = [_sheet(name, first.get(name, [])) for name in SHEETS]
    lines = [[name, line] for name, hints in HINTS.items() for line in hints]
    return workbook(
        "名册模板", bureau.roster.bureau_name, now, [*sheets, Sheet("填写说明", {"表": 10, "怎么填": 100}, lines)]
    )


def _sheet(name: str, rows: Sequence[Sequence[Cell]]) -> Sheet:
    return Sheet(name, dict(zip(SHEETS[name].headings.values(), WIDTHS[name], strict=True)), rows)


def rows_of(roster: Roster, day: date) -> Mapping[str, list[list[Cell]]]:
    """By sheet what stands in its cells on `day`."""
    units: list[list[Cell]] = [
        [
            unit.name,
            KINDS[unit.kind],
            unit.full_name,
            "、".join(unit.aliases),
            roster.posts[unit.in_charge].title if unit.in_charge else None,
            _holder(roster, unit.liaison, day),
            _holder(roster, unit.head, day),
            unit.until,
            unit.into,
        ]
        for unit in roster.units.values()
    ]
    people: list[list[Cell]] = [
        [one.name, one.home, *map(one.address, WAYS), one.left, _name(roster, one.successor), one.id]
        for one in roster.people.values()
    ]
    posts: list[list[Cell]] = [
        [roster.posts[post].title, _holder(roster, post, day), post] for post in roster.leadership
    ]
    groups: list[list[Cell]] = [[name, "、".join(members or ())] for name, members in roster.groups.items()]
    return {UNITS: units, POSTS: posts, PEOPLE: people, GROUPS: groups}


def _holder(roster: Roster, post: str, day: date) -> str | None:
    return _name(roster, roster.posts[post].holder(day))


def _name(roster: Roster, person: str | None) -> str | None:
    return roster.people[person].name if person else None
