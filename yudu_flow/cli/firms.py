"""`firm`: the register of firms (企业名录)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.imported import importing
from yudu_flow.cli.options import LARGEST, AsJson, At, By, OptionalPeriod, Reason, ToExcel, day, optional_day, period_id
from yudu_flow.cli.output import print_json, print_table, put, say
from yudu_flow.cli.papers import BookOut, PaperOut, write
from yudu_flow.cli.usage import Commands
from yudu_flow.wording.record import Record

app = Commands(help="企业名录：登记、对口、导入导出。")
Name = Annotated[str, typer.Option("--name", help="企业名称")]
Code = Annotated[str, typer.Option("--code", help="统一社会信用代码，18位")]
Address = Annotated[str, typer.Option("--address", help="地址")]
Contact = Annotated[str, typer.Option("--contact", help="联系人")]
Mobile = Annotated[str, typer.Option("--mobile", help="联系电话，手机或带区号的座机")]
Tags = Annotated[str, typer.Option("--tags", help="标签，几个用顿号隔开")]
Owner = Annotated[str, typer.Option("--owner", help="对口的单位或责任人")]
Firm = Annotated[str, typer.Argument(help="企业的编号或名称")]
Another = Annotated[bool, typer.Option("--another", help="确是同名的另一家")]
Whole = Annotated[bool, typer.Option("--mobiles", help="手机号码不隐去中间四位")]


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="企业名称")],
    by: By,
    credit_code: Code = "",
    address: Address = "",
    contact: Contact = "",
    mobile: Mobile = "",
    tags: Tags = "",
    owner: Owner = "",
    another: Another = False,
    at: At = None,
) -> None:
    """登记一家企业；写 --owner 的同时对口。"""
    from yudu_flow.actions.acts.firm_entries import add_firm
    from yudu_flow.actions.acts.firm_pairings import pair_firm, visitor_from
    from yudu_flow.actions.bureau import local_day
    from yudu_flow.domain.firm import FIELDS, written

    bureau, now = office.bureau_at(at)
    fields = dict(zip(FIELDS, (name, credit_code, address, contact, mobile, tags), strict=True))
    # Before the firm is entered: a name that nobody has would leave it there, and its command refused.
    if owner:
        visitor_from(bureau, owner, local_day(now))
    firm = add_firm(bureau, by, now, written(fields), another=another)
    say(f"已登记：{name}（编号{firm}）")
    if owner:
        say(f"{pair_firm(bureau, firm, owner, by, now)}对口{name}")


@app.command("change")
def change(
    firm: Firm,
    by: By,
    name: Name = "",
    credit_code: Code = "",
    address: Address = "",
    contact: Contact = "",
    mobile: Mobile = "",
    tags: Tags = "",
    another: Another = False,
    at: At = None,
) -> None:
    """修改登记的内容；不写的不变。"""
    from dataclasses import replace

    from yudu_flow.actions.acts.firm_entries import change_firm
    from yudu_flow.actions.firm_book import entry_of
    from yudu_flow.domain.firm import FIELDS, WORDS, written

    bureau, now = office.bureau_at(at)
    row = _row(bureau, firm)
    fields = dict(zip(FIELDS, (name, credit_code, address, contact, mobile, tags), strict=True))
    new = written(fields)
    entry = replace(entry_of(row), **{field: getattr(new, field) for field, words in fields.items() if words})
    changed = change_firm(bureau, row.id, by, now, entry, another=another)
    say(f"已修改{row.name}：{'、'.join(WORDS[one] for one in changed)}" if changed else "没有改动")


@app.command("pair")
def pair(
    firm: Firm,
    owner: Owner,
    by: By,
    since: Annotated[str | None, typer.Option("--from", help="从哪天起，如 2020-10-01；不写为今天")] = None,
    until: Annotated[str | None, typer.Option("--end", help="从哪天起不再对口")] = None,
    at: At = None,
) -> None:
    """对口：从某天起由谁走访；写 --end 的，从那天起不再对口。"""
    from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm

    bureau, now = office.bureau_at(at)
    row = _row(bureau, firm)
    if until:
        say(f"{end_pairing(bureau, row.id, owner, by, now, day(until, '--end'))}不再对口{row.name}")
    else:
        say(f"{pair_firm(bureau, row.id, owner, by, now, optional_day(since, '--from'))}对口{row.name}")


@app.command("retire")
def retire(
    firm: Firm,
    by: By,
    reason: Reason = "",
    back: Annotated[bool, typer.Option("--back", help="恢复到名录")] = False,
    at: At = None,
) -> None:
    """移出名录：注销、迁出的企业，写明原因；写 --back 的恢复。"""
    from yudu_flow.actions.acts.firm_entries import restore_firm, retire_firm

    bureau, now = office.bureau_at(at)
    row = _row(bureau, firm)
    if back:
        restore_firm(bureau, row.id, by, now)
        say(f"已恢复：{row.name}")
    else:
        retire_firm(bureau, row.id, by, now, reason)
        say(f"已移出名录：{row.name}")


@app.command("list")
def listed(
    text: Annotated[str, typer.Argument(help="名称、信用代码、联系人、标签里的字")] = "",
    owner: Annotated[str, typer.Option("--owner", help="只列这个单位或责任人对口的")] = "",
    gone: Annotated[bool, typer.Option("--gone", help="列已移出名录的")] = False,
    as_json: AsJson = False,
    at: At = None,
) -> None:
    """列出企业，和方案要求而还没有登记的。"""
    from yudu_flow.actions.views.firm_view import register_now

    bureau, now = office.bureau_at(at)
    shown = register_now(bureau, now, text=text, owner=office.owner_in(bureau, owner), gone=gone)
    rows = [_line(one) for one in shown.lines]
    if as_json:
        return print_json(rows)
    columns = [("id", "编号"), ("name", "企业"), ("credit_code", "信用代码"), ("contact", "联系人"), ("mobile", "电话")]
    print_table("", [*columns, ("visitors", "对口"), ("last", "最近走访")], rows, "没有登记的企业。")
    for one in shown.missing:
        say(f"尚未登记：{one.owner}应对口{one.wanted}家，已登记{one.there}家（{one.duty}）")
    return None


@app.command("show")
def show(firm: Firm, as_json: AsJson = False, at: At = None) -> None:
    """一家企业的全部情况：登记、对口、走访、修改。"""
    from yudu_flow.actions.views.firm_view import firm_page

    bureau, now = office.bureau_at(at)
    row = _row(bureau, firm)
    with bureau.reading() as db:
        page = firm_page(bureau, db, row.id, now)
    if as_json:
        return print_json([_whole(page)])
    for words in (f"{row.name}（编号{row.id}）", row.credit_code, row.address, f"{row.contact} {page.mobile}".strip()):
        if words:
            say(words)
    for one in page.held:
        say(f"对口：{one.owner}，{one.since}起{f'，{one.until}起不再对口' if one.until else ''}")
    for step in page.course:
        aside = "（已划去）" if step.struck else f"（记录{step.visit}）" if step.visit else ""
        say(f"{step.day} {step.what}{aside} {step.by} {step.words}".rstrip())
    return None


@importing(app, "家", "已存入名录。")
def import_(bureau: Any, by: str, now: Any, data: bytes, save: bool) -> Any:
    """从 Excel 导入：有一行不对，整张表都不存。模板：yudu-flow firm export --template 文件。"""
    from yudu_flow.actions.acts.import_firms import import_firms
    from yudu_flow.actions.papers.firm_table import firm_rows

    return import_firms(bureau, by, now, firm_rows(data), save=save)


@app.command("export")
def export(
    file: ToExcel,
    template: Annotated[bool, typer.Option("--template", help="只要空白模板")] = False,
    whole: Whole = False,
    at: At = None,
) -> None:
    """导出到 Excel；改好的表可以再导入。"""
    from yudu_flow.actions.views.firm_view import register_now
    from yudu_flow.actions.views.firm_workbook import firms_template, firms_workbook

    bureau, now = office.bureau_at(at)
    name = bureau.roster.bureau_name
    if template:
        data = firms_template(name, now)
    else:
        data = firms_workbook(register_now(bureau, now).lines, name, now, whole=whole)
    put(file, data)


@app.command("visits")
def visits(period: OptionalPeriod = None, out: BookOut = None, at: At = None) -> None:
    """导出一个月的走访台账：各单位的走访和电话联系；不写 --period 为本月。"""
    from yudu_flow.actions.bureau import local_day
    from yudu_flow.actions.papers.visit_papers import month_list
    from yudu_flow.wording.periods import spell_period

    bureau, now = office.bureau_at(at)
    month = period_id(period) if period else f"{local_day(now):%Y-%m}"
    file = out or Path(f"{spell_period(month)}走访企业台账.xlsx")
    with bureau.reading() as db:
        put(file, month_list(bureau, db, month, now))


@app.command("record")
def record(
    visit: Annotated[int, typer.Argument(help="走访记录的编号，firm show 里有", min=1, max=LARGEST)],
    out: PaperOut = None,
    at: At = None,
) -> None:
    """把一次走访的记录写成 Word 文件，供签字。"""
    from yudu_flow.actions.papers.visit_papers import visit_record

    with office.reading(at) as (bureau, db, now):
        paper = visit_record(bureau, db, visit, now)
    write(paper, out)


def _row(bureau: Any, which: str) -> Any:
    """The firm of that number or name. Raises NotFound, and BadRequest where several have the name."""
    from yudu_flow.actions.acts.firm_entries import firm_named

    with bureau.reading() as db:
        return firm_named(bureau, db, which)


def _line(one: Any) -> Record:
    firm, last = one.firm, one.last
    fields = {name: getattr(firm, name) for name in ("id", "name", "credit_code", "address", "contact", "tags")}
    seen = f"{last.day} {last.owner}" if last else None
    return {**fields, "mobile": one.mobile, "visitors": [*one.visitors], "last": seen, "ended": firm.ended}


def _whole(page: Any) -> Record:
    from dataclasses import asdict

    firm = page.firm
    fields = {
        name: getattr(firm, name) for name in ("id", "name", "credit_code", "address", "contact", "tags", "ended")
    }
    paired = [asdict(one) for one in page.held]
    return {**fields, "mobile": page.mobile, "pairings": paired, "course": [asdict(one) for one in page.course]}
