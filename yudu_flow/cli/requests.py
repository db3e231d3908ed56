"""What firms ask for (企业诉求): opened, answered, handed back, called back and closed by its number; list and show."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import Number, made, tell
from yudu_flow.cli.options import Again, AsJson, At, By, Person, ToExcel, Unit, instant
from yudu_flow.cli.output import print_json, print_rows, print_table, put, say, spell
from yudu_flow.cli.papers import PaperOut, write
from yudu_flow.cli.usage import Commands, group_of
from yudu_flow.wording.record import Record

if TYPE_CHECKING:
    from yudu_flow.actions.views.requests_view import RequestShown


app = Commands(
    group_of(made, "request ", after="open"), help="企业诉求：登记交办、答复、退请、回访、决定、结束，查看。"
)
COLUMNS = {
    **{"number": "编号", "firm": "企业", "need": "类别", "word": "进展", "turn": "轮到"},
    **{"late_after": "期限", "text": "诉求"},
}


@app.command("open")
def open_(
    firm: Annotated[str, typer.Option("--firm", help="企业名称")],
    need: Annotated[str, typer.Option("--need", help="类别：用工、融资、审批、社保、其他")],
    text: Annotated[str, typer.Option("--text", help="企业的诉求")],
    lead: Annotated[str, typer.Option("--lead", help="牵头单位")],
    by: By,
    helpers: Annotated[list[str] | None, typer.Option("--help-by", help="配合单位，可写多次")] = None,
    again: Again = False,
    at: At = None,
) -> None:
    """登记诉求并交办：走访单位、走访人或办公室办理；过了当日交办的时刻（request_until）的，从下一个工作日算起。"""
    from yudu_flow.actions.acts.open_request import Asking, open_request

    now = instant(at)
    for done in open_request(office.bureau(now), by, now, Asking(firm, need, text, lead, helpers or ()), again=again):
        tell(done)
        if done.unreached:
            say(f"{done.sight.owed.owner}没有可用的邮箱，请电话告知")


@app.command("list")
def listed(
    open_only: Annotated[bool, typer.Option("--open", help="只列没有办结的")] = False,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """列出诉求：进展、轮到谁、期限。"""
    from yudu_flow.actions.views.requests_view import all_requests, record_of

    with office.reading(at) as (bureau, db, now):
        found, owner = all_requests(bureau, db, now), office.owner_in(bureau, person or unit)
    records = [record_of(one) for one in found if not (open_only and one.over) and (not owner or _concerns(one, owner))]
    print_rows(as_json, records, COLUMNS, "没有企业诉求。", title="企业诉求")


def _concerns(shown: "RequestShown", owner: str) -> bool:
    return owner in (shown.visitor, *(step.owner for step in shown.steps))


@app.command("export")
def export(
    file: ToExcel, open_only: Annotated[bool, typer.Option("--open", help="只要没有办结的")] = False, at: At = None
) -> None:
    """导出诉求台账：一件一行，另附每一步。"""
    from yudu_flow.actions.views.request_papers import request_ledger
    from yudu_flow.actions.views.requests_view import all_requests

    with office.reading(at) as (bureau, db, now):
        found = [one for one in all_requests(bureau, db, now) if not (open_only and one.over)]
    put(file, request_ledger(found, bureau.roster.bureau_name, now))


@app.command("slip")
def slip(number: Number, out: PaperOut = None, at: At = None) -> None:
    """把一件诉求的交办单写成 Word 文件。"""
    from yudu_flow.actions.acts.which_step import the_request
    from yudu_flow.actions.views.request_papers import request_slip
    from yudu_flow.actions.views.requests_view import request_shown

    bureau, now = office.bureau_at(at)
    shown = request_shown(bureau, the_request(bureau, number, now))
    with bureau.reading() as db:
        paper = request_slip(bureau, db, shown, now)
    write(paper, out)


@app.command("show")
def show(number: Number, at: At = None, as_json: AsJson = False) -> None:
    """看一件诉求：每一步由谁办理、期限、答复和回访结果。"""
    from yudu_flow.actions.acts.which_step import the_request
    from yudu_flow.actions.views.requests_view import record_of, request_shown

    bureau, now = office.bureau_at(at)
    record = record_of(request_shown(bureau, the_request(bureau, number, now)))
    if as_json:
        return print_json([record])
    say("\n".join(_lines(record)))
    columns = [("part", "步骤"), ("round", "轮次"), ("owner", "由谁"), ("late_after", "期限")]
    return print_table("\n办理步骤", [*columns, ("says", "情况"), ("text", "内容")], record["steps"])


def _lines(record: Record) -> Iterator[str]:
    yield f"第{record['number']}号企业诉求　{record['firm']}（{record['need']}）　{record['word']}"
    yield f"　诉求　{record['text']}"
    yield f"　登记　{spell(record['opened_at'])}　{record['by']}"
    if record["turn"]:
        yield f"　轮到　{record['turn']}"
