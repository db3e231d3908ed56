"""Targets: `target list`, and the acts that are about a figure."""

from pathlib import Path
from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import made
from yudu_flow.cli.imported import importing
from yudu_flow.cli.options import AsJson, At, OptionalPeriod, ToExcel, Unit, period_id
from yudu_flow.cli.output import print_json, print_table, put
from yudu_flow.cli.usage import Commands, group_of

app = Commands(group_of(made, "target "), help="指标：查看进度，补报、更正数字。")
COLUMNS = [
    ("assignment", "分工"),
    ("target", "指标"),
    ("owner", "填报单位"),
    ("goal", "目标"),
    ("value", "数字"),
    ("unit", "单位"),
    ("says", "进度"),
    ("outlook", "展望"),
]


@app.command("list")
def listed(
    period: OptionalPeriod = None,
    unit: Unit = None,
    out: Annotated[Path | None, typer.Option("--out", help="另存为 .xlsx 文件")] = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """列出各项指标：数字、序时进度、滞后多少、按此进度的结果。"""
    from yudu_flow.actions.running_period import running_period
    from yudu_flow.actions.views.targets_view import records, target_book, targets_of

    bureau, now = office.bureau_at(at)
    owner = office.owner_in(bureau, unit)
    with bureau.reading() as db:
        month = period_id(period) if period else running_period(bureau, db, now)
        found = targets_of(bureau, db, now, month) if month else ()
    mine = tuple(one for one in found if not owner or one.owner == owner)
    if out and month:
        put(out, target_book(bureau, mine, month, now))
    elif as_json:
        print_json(records(mine))
    else:
        print_table(f"{month}指标", COLUMNS, records(mine), "没有指标。")


@importing(app, "个", "已存入数字。")
def take_in(bureau: Any, by: str, now: Any, data: bytes, save: bool) -> Any:
    """从 Excel 补报、更正指标数字：有一行不对，整张表都不存。模板：yudu-flow target template 文件。"""
    from yudu_flow.actions.acts.import_figures import import_figures
    from yudu_flow.actions.papers.figure_table import figure_rows

    return import_figures(bureau, by, now, figure_rows(data), save=save)


@app.command("template")
def template(file: ToExcel, unit: Unit = None, at: At = None) -> None:
    """写一张空表，已列出报告漏填的数字。"""
    from yudu_flow.actions.views.figure_workbook import figures_template

    bureau, now = office.bureau_at(at)
    owner = office.owner_in(bureau, unit)
    with bureau.reading() as db:
        put(file, figures_template(bureau, db, now, lambda owed: owner in ("", owed.owner)))
