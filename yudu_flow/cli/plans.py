"""`plan`: the plans as they stand."""

from typing import Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson
from yudu_flow.cli.output import print_json, print_table
from yudu_flow.cli.usage import Commands
from yudu_flow.clock import wall_clock
from yudu_flow.wording.record import Record

app = Commands(no_args_is_help=False)


@app.callback(invoke_without_command=True)
def plan(context: typer.Context, as_json: AsJson = False) -> None:
    """列出方案的每项分工：责任领导、责任单位、走访和指标。"""
    if context.invoked_subcommand is None:
        _show(as_json)


def _show(as_json: bool) -> None:
    rows = [row for one in office.content(wall_clock().date()).plans for row in _assignments(one)]
    if as_json:
        return print_json(rows)
    columns = [
        ("assignment", "分工"),
        ("title", "措施"),
        ("leaders", "责任领导"),
        ("bearers", "责任单位（人）"),
        ("visits", "走访企业"),
    ]
    print_table("", columns, [{**row, "bearers": [*row["units"], *row["groups"], *row["people"]]} for row in rows])
    targets = [{**row, **target} for row in rows for target in row["targets"]]
    headings = [("assignment", "分工"), ("name", "指标"), ("value", "目标值"), ("unit", "单位")]
    return print_table("\n指标", headings, targets, "没有量化指标。")


def _assignments(one: Any) -> list[Record]:
    firms = {duty.assignment: duty.firms for duty in one.duties if duty.assignment and duty.kind.counted}
    return [
        {
            "measure": measure.number,
            "title": measure.title,
            "assignment": a.id,
            "leaders": a.leaders,
            "co_units": a.co_units,
            "units": a.units,
            "groups": a.groups,
            "people": a.people,
            "visits": firms.get(a.id),
            "until": [{"what": p.what, "until": p.until} for p in a.policies],
            "targets": [{"name": t.name, "value": t.value, "unit": t.unit} for t in a.targets],
        }
        for measure, a in one.assignments()
    ]
