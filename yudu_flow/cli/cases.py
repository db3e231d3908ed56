"""Cases of 落实不力: `case list` and `show`, and the acts that are about one."""

from collections.abc import Iterator

from yudu_flow.cli import office
from yudu_flow.cli.acts import Acts, sought
from yudu_flow.cli.options import AsJson, At, DutyOption, PeriodOption, Person, Unit, instant
from yudu_flow.cli.output import print_json, print_table, say, spell
from yudu_flow.cli.usage import Commands
from yudu_flow.domain.printable import shown
from yudu_flow.wording.names import CHANNELS, Names
from yudu_flow.wording.record import Record


class CaseActs(Acts):
    """With those of the table that are about a case."""

    prefix = "case "


app = Commands(CaseActs, help="落实不力事项：查看、提出异议、决定、销号。")


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


def _lines(row: Record, names: Names) -> Iterator[str]:
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
    row = case_of(bureau, sought(unit, person, period, duty), now)
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
