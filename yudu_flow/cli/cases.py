"""Cases of 落实不力: `case list`, `object`, `decide`, `close`."""

from typing import Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import chosen, target, tell
from yudu_flow.cli.options import AsJson, At, By, DutyOption, PeriodOption, Person, Reason, Unit, instant
from yudu_flow.cli.output import print_json, print_table

app = typer.Typer(help="落实不力事项：查看、提出异议、决定、销号。", no_args_is_help=True)
STAGES = {"proposed": "拟认定", "confirmed": "已认定", "dismissed": "不予认定", "closed": "已销号"}


@app.command("list")
def listed(at: At = None, as_json: AsJson = False) -> None:
    """列出全部事项、事实和决定人。"""
    from yudu_flow.actions.settle_case import list_cases

    now = instant(at)
    rows = list_cases(office.bureau(now), now)
    if as_json:
        return print_json(rows)
    shown: list[dict[str, Any]] = [{**row, "stage": STAGES[row["stage"]]} for row in rows]
    words = {
        "obligation": "事项",
        "stage": "阶段",
        "proposed_at": "提请时间",
        "facts": "事实",
        "objection": "异议",
        "decider": "决定人",
        "decidable_from": "可决定",
        "decision_reason": "理由",
    }
    return print_table("", [*words.items()], shown, "没有拟认定的事项。")


@app.command("object")
def object_(
    period: PeriodOption,
    by: By,
    reason: Reason,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """提出异议（三个工作日内）。"""
    from yudu_flow.actions.settle_case import object_to_case

    now = instant(at)
    tell(object_to_case(office.bureau(now), target(unit, person, period, duty), by, now, reason))


@app.command("decide")
def decide(
    decision: str,
    period: PeriodOption,
    by: By,
    reason: Reason,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """决定：confirm 认定，dismiss 不予认定；由分管领导作出，写明理由。"""
    from yudu_flow.actions.settle_case import decide_case

    now = instant(at)
    choice = chosen(decision, "confirm", "dismiss")
    tell(decide_case(office.bureau(now), target(unit, person, period, duty), by, now, choice, reason))


@app.command("close")
def close(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
    reason: Reason = "",
) -> None:
    """销号。"""
    from yudu_flow.actions.settle_case import close_case

    now = instant(at)
    tell(close_case(office.bureau(now), target(unit, person, period, duty), by, now, reason))
