"""`calendar`: the dates of a duty; a notice of holidays read into the calendar."""

from pathlib import Path
from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, check_year, instant
from yudu_flow.cli.output import as_json as as_json_text
from yudu_flow.cli.output import print_rows, print_table, say, spell_late_after
from yudu_flow.cli.usage import Commands
from yudu_flow.clock import wall_clock
from yudu_flow.wording.record import Record

app = Commands(no_args_is_help=False)
File = Annotated[Path, typer.Argument(help="放假通知的文件：.txt、.docx，或有文字的 .pdf", exists=True, dir_okay=False)]
Save = Annotated[bool, typer.Option("--save", help="写进 config/calendar.yaml，要写 --by")]
By = Annotated[str, typer.Option("--by", help="经办人，局办公室的人")]


@app.callback(invoke_without_command=True)
def calendar(
    context: typer.Context,
    start: Annotated[str | None, typer.Option("--from", help="从哪一期起，如 2020-09、2026-W09、2026-Q1")] = None,
    end: Annotated[str | None, typer.Option("--to", help="到哪一期（含）")] = None,
    duty: Annotated[str | None, typer.Option("--duty", help="事项编号，不写为方案的第一个报送事项")] = None,
    as_json: AsJson = False,
) -> None:
    """列出一个事项每期的期限和每次提醒、催办的时刻；或读入放假通知。"""
    if context.invoked_subcommand is not None:
        return
    for name, given in (("--from", start), ("--to", end)):
        if given is None:
            raise typer.BadParameter("没有填", param_hint=name)
    _show(start or "", end or "", duty, as_json)


@app.command("import")
def import_notice(file: File, save: Save = False, by: By = "", at: At = None, as_json: AsJson = False) -> None:
    """读放假通知：读出全年放假和调休上班的日期，核对后写进日历。"""
    from yudu_flow.content.calendar.notice import read_notice
    from yudu_flow.documents.opening import read_file

    now = instant(at)
    found = read_notice(read_file(file.read_bytes(), file.name).text, now.year + 1)
    rows: list[Record] = [{"name": one.name, "from": one.start, "to": one.end} for one in found.breaks]
    if as_json:
        read: Record = {"year": found.year, "breaks": rows, "worked": found.worked, "doubts": found.doubts}
        say(as_json_text(read))
    else:
        print_table(f"{found.year}年放假", [("name", "节日"), ("from", "第一天"), ("to", "最后一天")], rows)
        say(f"调休上班：{'、'.join(map(str, found.worked)) or '没有'}")
        for doubt in found.doubts:
            say(f"请核对：{doubt}")
    if save:
        _save(found, by, now)


def _save(found: Any, by: str, now: Any) -> None:
    """Only what raises no doubt: anything else is for the page, where it is corrected."""
    from yudu_flow.actions.acts.edit_contents import YEAR, propose_notice
    from yudu_flow.domain.errors import BadRequest

    if found.doubts:
        raise BadRequest(f"有{len(found.doubts)}处要核对，没有保存；请在网页“方案—放假调休”里核对后保存")
    bureau, proposal = office.bureau(now), propose_notice(office.settings().home, found, now)
    YEAR.keep(bureau, by, now, proposal, str(found.year))
    say("已写进 config/calendar.yaml。" if proposal.new else "日历里已经是这样，没有改动。", err=True)


def _show(start: str, end: str, duty: str | None, as_json: bool) -> None:
    from yudu_flow.domain.period import Period
    from yudu_flow.wording.periods import period_label

    try:
        first, last = Period.parse(start), Period.parse(end)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--from/--to") from None
    check_year(start, first.first.year, "--from")
    check_year(end, last.last.year, "--to")
    rows = _periods(first, last, duty)
    headings = {"nominal": "规定日", "remind_by": "提醒到", "late_after": "按时截止", "rungs": "提醒和催办"}
    label = period_label(row["period"] for row in rows)
    print_rows(as_json, rows, {"period": label, **headings}, shown=_shown_period)


def _shown_period(row: Record) -> Record:
    from yudu_flow.domain.period import spell_day
    from yudu_flow.wording.trace import spell_rung

    if not row.get("expected", True):
        return {"period": row["period"], "rungs": "没有工作日，不要求"}
    return {
        "period": f"{row['period']}{'（暂定）' if row['provisional'] else ''}",
        "nominal": f"{row['nominal']:%m-%d}（周{spell_day(row['nominal'])[-2]}）",
        "remind_by": f"{row['remind_by']:%m-%d}",
        "late_after": spell_late_after(row["late_after"]),
        "rungs": "； ".join(f"{r['at']:%m-%d}{spell_rung(r['rung'])}" for r in row["rungs"]),
    }


def _periods(first: Any, last: Any, named: str | None) -> list[Record]:
    from yudu_flow.domain.opening import spans_between

    if last.last < first.first:
        raise typer.BadParameter(f"“{last}”在“{first}”之前，请把两者对调", param_hint="--to")
    # A year more: what is late in December is chased in January.
    content = office.content(wall_clock().date(), last.last.year + 1)
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
