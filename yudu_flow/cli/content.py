"""What stands in the three content folders: `check`, `renew`, `plan`, `calendar`, `schema`, `init`."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from yudu_flow.cli.office import settings
from yudu_flow.cli.options import AsJson
from yudu_flow.cli.output import print_json, print_table, say, spell_late_after
from yudu_flow.clock import wall_clock
from yudu_flow.wording.record import Record


def register(app: typer.Typer) -> None:
    app.command("check")(check)
    app.command("renew")(renew)
    app.command("plan")(plan)
    app.command("calendar")(calendar)
    app.command("schema")(schema)
    app.command("init")(init)


def check(as_json: AsJson = False) -> None:
    """检查方案、名册、规则和模板：哪里写错了，哪些还没落实。"""
    rows = _findings()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            say(_line(row))
        errors = sum(1 for row in rows if row["level"] == "error")
        say(f"错误{errors}处，提示{len(rows) - errors}处。")
    if any(row["level"] == "error" for row in rows):
        raise typer.Exit(2)


def renew() -> None:
    """更新写法：把以前写法的 config/rules.yaml 改成现在的写法，注释和数值不变。"""
    from yudu_flow.content.rules.old_rules import renewed

    path = settings().home / "config" / "rules.yaml"
    before = path.read_bytes().decode("utf-8-sig")
    after = renewed(before)
    if after == before:
        return say("config/rules.yaml 已经是现在的写法，没有改动。")
    path.write_bytes(after.encode())
    return say("config/rules.yaml 已改成现在的写法：提醒和催办按事项分段，注释和数值不变。")


_WORDS = {"error": "错误", "warning": "提示"}


def _line(row: Record) -> str:
    """A finding on one line; `file:line:column` first, as editors and terminals link it."""
    advice = f" → {row['suggestion']}" if row["suggestion"] else ""
    return f"{row['file']}:{row['line']}:{row['column']} {_WORDS[row['level']]} {row['message']}{advice}"


def _findings() -> list[Record]:
    from yudu_flow.content.home import read_content
    from yudu_flow.domain.rules import Rules

    machine, today = settings(), wall_clock().date()
    content, findings = read_content(machine.home, today, until_year=today.year, known=_known(machine, today))
    rules = content.rules if content else Rules()
    example = f"{machine.base_url.rstrip('/')}/s/{'x' * 10}" if machine.base_url else ""
    problems = _template_problems(machine, rules.sms_signature, rules.sms_limit, example)
    return [*(_row(f) for f in findings), *(_problem(p, machine.home) for p in problems)]


def _known(machine: Any, today: date) -> Any:
    """What the records of a bureau answer; nothing where this machine keeps none in a file."""
    from yudu_flow.content.unsettled import Known
    from yudu_flow.storage import unloaded

    def ask(bureau: str) -> Known:
        file = unloaded.file_of(machine.database)
        if file is None:
            return Known()
        return Known(unloaded.firms_paired(file, bureau, today), unloaded.opened_once(file, bureau))

    return ask


def _template_problems(machine: Any, signature: str, limit: int, example: str) -> list[Any]:
    """What is wrong with the templates; where the same were found good before, that is remembered."""
    from yudu_flow.content.notifications.verdict import troubles

    return troubles(machine.home / "notifications", machine.var / "cache", signature, limit, example)


def _row(finding: Any) -> Record:
    names = ("file", "line", "column", "level", "message", "suggestion")
    return {name: _plain(getattr(finding, name)) for name in names}


def _problem(problem: Any, home: Path) -> Record:
    file = Path(problem.file)
    place = file.relative_to(home) if file.is_relative_to(home) else file
    row = {"file": str(place), "line": problem.line, "column": problem.column, "level": "error"}
    return {**row, "message": problem.message, "suggestion": problem.suggestion}


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str) and type(value) in (int, str) else str(value)


def plan(as_json: AsJson = False) -> None:
    """列出方案的每项分工：责任领导、责任单位、走访和指标。"""
    rows = [row for one in _content().plans for row in _assignments(one)]
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


def calendar(
    start: Annotated[str, typer.Option("--from", help="从哪一期起，如 2020-09、2026-W09、2026-Q1")],
    end: Annotated[str, typer.Option("--to", help="到哪一期（含）")],
    duty: Annotated[str | None, typer.Option("--duty", help="事项编号，不写为方案的第一个报送事项")] = None,
    as_json: AsJson = False,
) -> None:
    """列出一个事项每期的期限和每次提醒、催办的时刻。"""
    from yudu_flow.domain.period import Period
    from yudu_flow.wording.periods import period_label

    try:
        first, last = Period.parse(start), Period.parse(end)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--from/--to") from None
    rows = _periods(first, last, duty)
    if as_json:
        return print_json(rows)
    headings = [("nominal", "规定日"), ("remind_by", "提醒到"), ("late_after", "按时截止"), ("rungs", "提醒和催办")]
    label = period_label(row["period"] for row in rows)
    return print_table("", [("period", label), *headings], [_shown_period(row) for row in rows])


def _shown_period(row: Record) -> Record:
    from yudu_flow.domain.period import spell_day

    if not row.get("expected", True):
        return {"period": row["period"], "rungs": "没有工作日，不要求"}
    return {
        "period": f"{row['period']}{'（暂定）' if row['provisional'] else ''}",
        "nominal": f"{row['nominal']:%m-%d}（周{spell_day(row['nominal'])[-2]}）",
        "remind_by": f"{row['remind_by']:%m-%d}",
        "late_after": spell_late_after(row["late_after"]),
        "rungs": " ".join(f"{r['rung']}:{r['at']:%m-%d}" for r in row["rungs"]),
    }


def _periods(first: Any, last: Any, named: str | None) -> list[Record]:
    from yudu_flow.domain.opening import spans_between

    if last.last < first.first:
        raise typer.BadParameter(f"“{last}”在“{first}”之前，请把两者对调", param_hint="--to")
    content = _content(until_year=last.last.year + 1)
    duties = {duty.id: duty for plan in content.plans for duty in plan.duties}
    found = next((d for d in duties.values() if d.kind.written), None) if named is None else duties.get(named)
    if found is None:
        raise typer.BadParameter(f"没有事项“{named or ''}”，可以写：{'、'.join(duties)}", param_hint="--duty")
    spans = spans_between(found, first, last, content.rules, content.calendar)
    return [_period(found, one, content) for one in spans]


def _period(duty: Any, dates: Any, content: Any) -> Record:
    from yudu_flow.domain.ladder import nominal_steps, opening_steps

    if not dates.expected:
        return {"period": str(dates.period), "expected": False, "reason": "no_working_day", "rungs": []}
    deadline, ladder, how = dates.deadline, duty.climbs(content.rules), (content.rules, content.calendar)
    steps = opening_steps(ladder, deadline, dates.opens_at, *how, duty.every)
    steps += nominal_steps(ladder.after, deadline.last_day, *how)
    return {
        "period": str(dates.period),
        "nominal": deadline.nominal,
        "remind_by": deadline.remind_by,
        "late_after": deadline.late_after,
        "provisional": dates.provisional,
        "rungs": [{"rung": step.name, "at": step.at} for step in steps],
    }


def _content(until_year: int | None = None) -> Any:
    from yudu_flow.content.home import load

    today = wall_clock().date()
    return load(settings().home, today, until_year or today.year)


def schema(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹")] = Path("schema"),
) -> None:
    """生成各种 YAML 的 JSON Schema，编辑器可据此补全和检查。"""
    import json

    from yudu_flow.content.json_schema import schemas

    folder.mkdir(parents=True, exist_ok=True)
    for name, described in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        say(f"已写入 {file}")


def init(folder: Annotated[Path, typer.Argument(help="新文件夹")]) -> None:
    """复制一份初始内容（方案、模板、名册、规则），供本单位修改。"""
    from yudu_flow.content.starter import copy_to

    copy_to(folder)
    say(f"已在 {folder} 放好 workflows、notifications、config。")
    say(f"下一步：修改 config/roster.yaml，然后运行 YUDU_FLOW_HOME={folder} yudu-flow check")
