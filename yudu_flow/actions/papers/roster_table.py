"""The roster in a workbook that somebody filled in: units, posts of leadership, people and groups, a sheet each."""

from collections.abc import Mapping
from typing import Any

from yudu_flow.actions.papers.filled_table import HEADING_WITHIN, Headers, Rows, head_of, opened, rows_on, words
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import name_key

MOST = 5000
UNITS, POSTS, PEOPLE, GROUPS = "单位", "局领导", "人员", "集合"
SHEETS: Mapping[str, Headers] = {
    UNITS: Headers(
        {
            "name": "单位名称",
            "kind": "类别",
            "full_name": "全称",
            "aliases": "其他叫法",
            "in_charge": "分管领导岗位",
            "liaison": "联络员",
            "head": "负责人",
            "until": "撤并日期",
            "into": "承接单位",
        },
        {
            "name": ("单位", "股室", "名称", "科室", "部门", "单位（股室）"),
            "kind": ("单位类别", "性质"),
            "aliases": ("简称", "别名", "别称"),
            "in_charge": ("分管领导", "分管岗位"),
            "head": ("单位负责人", "主要负责人"),
            "liaison": ("联系人", "信息员"),
        },
        "name",
    ),
    POSTS: Headers(
        {"title": "岗位名称", "holder": "任职人", "id": "编号"},
        {"title": ("岗位", "职务"), "holder": ("姓名", "任职")},
        "title",
    ),
    PEOPLE: Headers(
        {
            "name": "姓名",
            "home": "所在单位",
            **{way.field: way.label for way in WAYS.values()},
            "left": "离开日期",
            "successor": "接手人",
            "id": "编号",
        },
        {
            "name": ("名字", "人员"),
            "home": ("单位", "部门", "股室", "科室", "工作单位"),
            **{way.field: way.headings for way in WAYS.values()},
            "id": ("人员编号",),
        },
        "name",
    ),
    GROUPS: Headers(
        {"name": "集合名称", "members": "包括单位"}, {"name": ("集合",), "members": ("单位", "成员")}, "name"
    ),
}
"""The sheets in the order in which they are shown; the last day of whoever leaves and of a unit counts."""


def roster_sheets(data: bytes) -> dict[str, Rows]:
    """Every sheet of the roster that the workbook has: by its name, else by its headings. Raises BadRequest with what
    to do instead.
    """
    book, found = opened(data), dict[str, Rows]()
    for sheet in book.worksheets:
        kind = _kind(sheet)
        if kind in SHEETS and not _places(sheet, SHEETS[kind]) and _says(sheet):
            needed = SHEETS[kind].headings[SHEETS[kind].needs]
            raise BadRequest(f"“{sheet.title}”表的前{HEADING_WITHIN}行里没有“{needed}”一列，请照模板的列名填写")
        if kind in SHEETS and kind not in found:
            too_many = f"“{sheet.title}”表一次最多导入{MOST}行，请分几次导入"
            found[kind] = rows_on(data, sheet, SHEETS[kind], MOST, too_many)
    if not any(found.values()):
        names = "、".join(SHEETS)
        raise BadRequest(f"没有读到{names}的表，或者都没有填写；请下载模板，照着表名和列名填写", needs=("file",))
    return {name: found[name] for name in SHEETS if name in found}


def _kind(sheet: Any) -> str:
    """Which of the sheets it is, by its name, else by its headings; empty for another one."""
    title = name_key(sheet.title)
    fits = {name: len(_places(sheet, columns)) for name, columns in SHEETS.items()}
    best = max(fits, key=lambda name: fits[name])
    if title in map(name_key, SHEETS):
        return next(name for name in SHEETS if name_key(name) == title)
    # One known heading may stand in a table of anything: 姓名 in a list of who is on duty.
    return best if fits[best] > 1 else next((name for name in SHEETS if name_key(name) in title), "")


def _places(sheet: Any, columns: Headers) -> dict[str, int]:
    return next((places for cells in head_of(sheet) if (places := columns.places(cells))), {})


def _says(sheet: Any) -> bool:
    return any(words(cell) for cells in head_of(sheet) for cell in cells)
