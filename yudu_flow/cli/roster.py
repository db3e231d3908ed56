"""`roster`, `units`, `posts`, `groups`: the roster (名册) shown, changed, and as a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.imported import importing
from yudu_flow.cli.options import AsJson, At, ToExcel, instant
from yudu_flow.cli.output import print_json, print_table, put, say
from yudu_flow.cli.roster_acts import made, moved_lines
from yudu_flow.cli.usage import Commands, group_of
from yudu_flow.domain.channels import WAYS

app = Commands(group_of(made, "roster "), help="名册：列出、导入导出、本局全称。")
units = Commands(group_of(made, "units "), help="名册里的单位：新增、修改、更名、撤并。")
posts = Commands(group_of(made, "posts "), help="名册里的岗位：换人任职、领导岗位。")
groups = Commands(group_of(made, "groups "), help="名册里的集合名称，如“各责任股室”。")
COLUMNS = {
    "units": [("name", "单位"), ("kind", "类别"), ("liaison", "联络员"), ("head", "负责人"), ("in_charge", "分管领导")],
    "posts": [("id", "编号"), ("title", "领导岗位"), ("holder", "任职")],
    "people": [
        ("id", "编号"),
        ("name", "姓名"),
        ("home", "所在单位"),
        ("posts", "岗位"),
        *((way.field, way.label) for way in WAYS.values()),
    ],
}
TITLES = {"units": "\n单位", "posts": "\n局领导", "people": "\n人员"}


@app.command("show")
def show(as_json: AsJson = False, at: At = None) -> None:
    """列出单位、局领导、人员和集合，今天由谁任职。"""
    from yudu_flow.actions.bureau import local_day
    from yudu_flow.actions.views.roster_listed import listed

    now = instant(at)
    whole = listed(office.bureau(now), local_day(now))
    if as_json:
        print_json([whole])
        return
    for name, columns in COLUMNS.items():
        print_table(TITLES[name], columns, whole[name], "没有登记。")
    for group in whole["groups"]:
        say(f"{group['name']}：{'、'.join(group['members']) or '方案点到名的各股室'}")


@app.command("export")
def export(
    file: ToExcel, template: Annotated[bool, typer.Option("--template", help="只要空白模板")] = False, at: At = None
) -> None:
    """导出到 Excel；改好的表可以再导入。"""
    from yudu_flow.actions.views.roster_workbook import roster_template, roster_workbook

    bureau, now = office.bureau_at(at)
    put(file, roster_template(bureau, now) if template else roster_workbook(bureau, now))


@importing(app, "行", "已写入名册。")
def take_in(bureau: Any, by: str, now: Any, data: bytes, save: bool) -> Any:
    """从 Excel 导入：有一行不对，整张表都不存。模板：yudu-flow roster export --template 文件。"""
    from yudu_flow.actions.acts.import_roster import keep_import, try_import
    from yudu_flow.actions.papers.roster_table import roster_sheets

    home = office.settings().home
    done = try_import(home, bureau, by, now, roster_sheets(data))
    # Before it is kept: the firms of a unit that ends have changed hands afterwards.
    moved = moved_lines(bureau, done.tried, now) if done.tried else []
    done = keep_import(bureau, now, done) if save else done
    return replace(done, moved=tuple(moved))
