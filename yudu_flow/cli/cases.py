"""Cases of 落实不力: `case list`, `object`, `decide`, `close`."""

from collections.abc import Iterator
from typing import Any

from yudu_flow.cli import office
from yudu_flow.cli.acts import chosen, target, tell
from yudu_flow.cli.options import AsJson, At, By, DutyOption, PeriodOption, Person, Reason, Unit, instant
from yudu_flow.cli.output import print_json, print_table, say, spell
from yudu_flow.cli.usage import Commands
from yudu_flow.domain.printable import shown
from yudu_flow.wording.names import CHANNELS, Names

app = Commands(help="落实不力事项：查看、提出异议、决定、销号。")


@app.command("list")
def listed(at: At = None, as_json: AsJson = False) -> None:
    """列出全部事项、事实和决定人。"""
    from yudu_flow.actions.acts.settle_case import list_cases

    now = instant(at)
    bureau = office.bureau(now)
    rows = list_cases(bureau, now)
    if as_json:
        return print_json(rows)
    for row in rows:
        say("\n".join(_lines(row, Names(bureau.roster, bureau.content.plans))))
    if not rows:
        say("没有拟认定的事项。")
    return None


def _lines(row: dict[str, Any], names: Names) -> Iterator[str]:
    """A case in a few lines: its texts are too long for a table."""
    yield f"{names.obligation(row['obligation'])}　{row['says']}（{spell(row['proposed_at'])}提请）"
    yield f"　事实　{row['facts']}"
    if row["objection"]:
        yield f"　异议　{row['objection']}"
    if row["decision_reason"]:
        yield f"　理由　{row['decision_reason']}"


@app.command("show")
def show(
    period: PeriodOption,
    unit: Unit = None,
    person: Person = None,
    duty: DutyOption = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """看一个事项的事实和凭证：每次催办什么时候、怎样、告知了谁，对方怎样答复。"""
    from yudu_flow.actions.acts.settle_case import case_of

    now = instant(at)
    bureau = office.bureau(now)
    row = case_of(bureau, target(unit, person, period, duty), now)
    if as_json:
        return print_json([row])
    say("\n".join(_lines(row, Names(bureau.roster, bureau.content.plans))))
    columns = [
        ("words", "催办"),
        ("channel", "方式"),
        ("to", "告知"),
        ("at", "时间"),
        ("told", "送到"),
        ("answer", "答复"),
    ]
    proof = [{**one, "channel": CHANNELS[one["channel"]], "answer": shown(one["answer"])} for one in row["proof"]]
    return print_table("\n告知凭证", columns, proof, "没有告知记录。")


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
    from yudu_flow.actions.acts.settle_case import object_to_case

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
    from yudu_flow.actions.acts.settle_case import decide_case
    from yudu_flow.domain.facts import CaseChoice

    now = instant(at)
    choice = chosen(decision, *CaseChoice)
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
    from yudu_flow.actions.acts.settle_case import close_case

    now = instant(at)
    tell(close_case(office.bureau(now), target(unit, person, period, duty), by, now, reason))
