"""Cases: `case list` and `show`, and the acts that are about one."""

from collections.abc import Iterator

from yudu_flow.cli import office
from yudu_flow.cli.acts import made, sought
from yudu_flow.cli.options import AsJson, At, DutyOption, OptionalPeriod, Person, Unit
from yudu_flow.cli.output import print_json, print_table, say, spell
from yudu_flow.cli.papers import item
from yudu_flow.cli.usage import Commands, group_of
from yudu_flow.domain.printable import shown
from yudu_flow.wording.cases import KINDS
from yudu_flow.wording.names import CHANNELS, Names
from yudu_flow.wording.record import Record

SAID = {"理由": "decision_reason", "申诉": "appeal", "复核": "appeal_reason", "整改": "measures", "核查": "check"}


WORDS = f"认定事项（{'、'.join(KINDS.values())}）：查看、异议、决定、申诉、整改、核查、销号。"
app = Commands(group_of(made, "case "), help=WORDS)


@app.command("list")
def listed(at: At = None, as_json: AsJson = False) -> None:
    """列出全部事项、事实和决定人。"""
    from yudu_flow.actions.acts.settle_case import list_cases

    bureau, now = office.bureau_at(at)
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
    about, kind = names.obligation(row["obligation"]), KINDS[row["kind"]]
    yield f"{about}　{kind}：{row['says']}（{spell(row['proposed_at'])}提请）"
    yield f"　事实　{row['facts']}"
    if row["objection"]:
        yield f"　异议　{row['objection']}"
    for word, name in SAID.items():
        if row[name]:
            yield f"　{word}　{row[name]}"


@app.command("show")
def show(
    unit: Unit = None,
    period: OptionalPeriod = None,
    person: Person = None,
    duty: DutyOption = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """看一个事项的事实和凭证：每次催办什么时候、怎样、告知了谁，对方怎样答复。"""
    from yudu_flow.actions.acts.settle_case import case_of

    bureau, now = office.bureau_at(at)
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


app.command("paper")(item)
