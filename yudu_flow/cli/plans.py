"""`plan`: the plans as they stand, paused, resumed, ended and revised."""

from typing import Annotated, Any

import typer

from yudu_flow.cli import office, revisions
from yudu_flow.cli.options import AsJson, At, By, Reason, ToExcel, instant, optional_day
from yudu_flow.cli.output import print_json, print_rows, print_table, put, say
from yudu_flow.cli.usage import Commands
from yudu_flow.clock import wall_clock
from yudu_flow.wording.record import Record

app = Commands(no_args_is_help=False)
app.take(revisions.compare, revisions.take_over)
Named = Annotated[str, typer.Argument(help="方案编号，如 liuwen-liubao-2020")]
Duty = Annotated[str, typer.Argument(help="事项编号，如 report，或名称")]
Since = Annotated[str | None, typer.Option("--from", help="从哪天起，如 2021-03-01；不写为今天")]


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


@app.command("list")
def states(at: At = None, as_json: AsJson = False) -> None:
    """列出各方案：执行中、已暂停、已结束，在办几项。"""
    from yudu_flow.actions.views.plan_states import plan_states

    now = instant(at)
    rows = [one.record() for one in plan_states(office.bureau(now), now)]
    words = {"plan": "编号", "number": "文号", "title": "标题", "word": "现在", "open": "在办", "note": ""}
    print_rows(as_json, rows, words)


@app.command("export")
def export(plan: Named, file: ToExcel, at: At = None) -> None:
    """导出任务分解表到 Excel：分工、指标、定期要办的事。"""
    from yudu_flow.actions.views.plan_workbook import plan_workbook
    from yudu_flow.domain.errors import NotFound

    bureau, now = office.bureau_at(at)
    found = next((one for one in bureau.content.plans if one.id == plan), None)
    if found is None:
        raise NotFound(f"没有方案“{plan}”")
    put(file, plan_workbook(found, bureau.roster.bureau_name, now))


@app.command("pause")
def pause(plan: Named, by: By, reason: Reason, day: Since = None, at: At = None) -> None:
    """暂停方案：从那天起不再开始新的一期，已经开始的照旧办理。"""
    from yudu_flow.actions.acts.stop_plan import pause_plan

    now = instant(at)
    since_day = optional_day(day, "--from")
    say(pause_plan(office.settings().home, office.bureau(now), plan, by, now, since_day, reason))


@app.command("resume")
def resume(plan: Named, by: By, reason: Reason, at: At = None) -> None:
    """恢复方案：从来得及提前通知的一期开始，停着的各期不补。"""
    from yudu_flow.actions.acts.stop_plan import resume_plan

    now = instant(at)
    say(resume_plan(office.settings().home, office.bureau(now), plan, by, now, reason))


@app.command("end")
def end(plan: Named, by: By, reason: Reason, day: Since = None, at: At = None) -> None:
    """结束方案：从那天起不再开始新的一期，已经开始的照旧办理。"""
    from yudu_flow.actions.acts.stop_plan import end_plan

    now = instant(at)
    since_day = optional_day(day, "--from")
    say(end_plan(office.settings().home, office.bureau(now), plan, by, now, since_day, reason))


@app.command("join")
def join(plan: Named, duty: Duty, by: By, reason: Reason, at: At = None) -> None:
    """补列入本期：这一期开始以后才加进方案的单位，本期就报；期限与其他单位相同。"""
    from yudu_flow.actions.acts.join_period import join_period

    now = instant(at)
    say(join_period(office.bureau(now), plan, duty, by, now, reason))
