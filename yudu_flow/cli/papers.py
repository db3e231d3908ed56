"""`paper`: an obligation's papers, the month's summary, and layouts; `bulletin` and `ledger`: 通报, the year's 台账."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import sought
from yudu_flow.cli.options import (
    AsJson,
    At,
    By,
    DutyOption,
    OptionalPeriod,
    PeriodOption,
    Person,
    Plan,
    Unit,
    Year,
    instant,
    period_id,
)
from yudu_flow.cli.output import print_json, print_rows, put, put_pieces, say
from yudu_flow.cli.usage import Commands

if TYPE_CHECKING:
    from yudu_flow.actions.papers.official import OfficialPaper

app = Commands(help="文书：催办通知单、督办单、延期答复、约谈提纲、卷宗、汇总，和各种文书的版式。")
PaperOut = Annotated[
    Path | None, typer.Option("--out", help="写到哪个 .docx 或 .pdf 文件（PDF 要装有 LibreOffice）；不写为当前文件夹")
]
BookOut = Annotated[Path | None, typer.Option("--out", help="写到哪个 .xlsx 文件；不写为当前文件夹")]
NAME = "urge 催办通知单，slip 三色督办单，extension 延期答复，talk 约谈提纲，case 卷宗"
Form = Annotated[str, typer.Argument(help="哪一种文书，paper forms 列出全部")]


def write(paper: OfficialPaper, out: Path | None, name: str = "") -> None:
    """Into `out`, else here under its `name` or title; says where it is."""
    from yudu_flow.actions.papers.finished import finished
    from yudu_flow.actions.papers.pdf import as_pdf

    file = out or Path(name or f"{paper.title}.docx")
    data = finished(office.settings().home, paper)
    put(file, as_pdf(data) if file.suffix.lower() == ".pdf" else data)


@app.command("item")
def item(
    name: Annotated[str, typer.Argument(help=NAME)],
    unit: Unit = None,
    period: OptionalPeriod = None,
    person: Person = None,
    duty: DutyOption = None,
    out: PaperOut = None,
    at: At = None,
) -> None:
    """把一个事项的催办通知单、督办单、延期答复、约谈提纲或卷宗写成 Word 或 PDF 文件。"""
    from yudu_flow.actions.acts.act import find
    from yudu_flow.actions.papers.item_papers import PAPERS, paper_name

    if name not in PAPERS:
        raise typer.BadParameter(f"“{name}”应为 {'、'.join(PAPERS)}", param_hint="NAME")
    with office.reading(at) as (bureau, db, now):
        sight = find(bureau, db, sought(unit, person, period, duty), lock=False)
        made = PAPERS[name][1](bureau, db, sight, now)
    write(made, out, paper_name(sight, name))


@app.command("summary")
def summary(period: PeriodOption, plan: Plan = "", out: PaperOut = None, at: At = None) -> None:
    """把一期的汇总写成 Word 或 PDF 文件，局办公室在网页上改过的段落照改过的写。"""
    from yudu_flow.actions.papers.summary import plan_to_compile
    from yudu_flow.actions.papers.summary import summary as compiled
    from yudu_flow.actions.papers.summary_paper import summary_paper

    (bureau, now), month = office.bureau_at(at), period_id(period)
    with bureau.reading() as db:
        shown = compiled(bureau, db, now, plan or plan_to_compile(bureau, db, month) or "", month)
    write(summary_paper(bureau, shown, now), out)


@app.command("attachments")
def attachments(
    period: PeriodOption,
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .zip 文件；不写为当前文件夹")] = None,
    at: At = None,
) -> None:
    """把一期报来的附件打成一个 .zip，文件名写明单位和月份。"""
    from yudu_flow.actions.papers.attachment_bundle import attachment_bundle
    from yudu_flow.wording.periods import spell_period

    month = period_id(period)
    with office.reading(at) as (bureau, db, _):
        data = attachment_bundle(bureau, db, office.store(bureau), month)
    file = out or Path(f"{spell_period(month)}附件.zip")
    put_pieces(file, data)
    say(f"已写入 {file}")


@app.command("forms")
def forms(as_json: AsJson = False) -> None:
    """列出各种文书，用的是本局自己的版式还是程序自带的。"""
    from yudu_flow.actions.papers.forms import FORMS, own

    home = office.settings().home
    rows = [{"form": form, "title": title, "own": own(home, form) is not None} for form, title in FORMS.items()]
    said = {True: "本局的版式", False: "程序自带"}
    words = {"form": "编号", "title": "文书", "own": "版式"}
    print_rows(as_json, rows, words, shown=lambda row: {**row, "own": said[row["own"]]})


@app.command("layout")
def layout(
    form: Form, out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .docx 文件；不写为当前文件夹")] = None
) -> None:
    """取出一种文书现在的版式，用 Word 或 WPS 修改。"""
    from yudu_flow.actions.acts.paper_layouts import layout_of
    from yudu_flow.actions.papers.forms import FORMS

    data = layout_of(office.settings().home, form)
    file = out or Path(f"{FORMS[form]}版式.docx")
    put(file, data)


@app.command("use")
def use(
    form: Form,
    file: Annotated[Path, typer.Argument(help="改好的 .docx 文件", exists=True, dir_okay=False)],
    by: By,
    at: At = None,
) -> None:
    """换上本局自己的版式：字段不对、缺少正文的不换，并说明错在哪里。"""
    from yudu_flow.actions.acts.paper_layouts import use_layout
    from yudu_flow.actions.papers.forms import FORMS

    now = instant(at)
    use_layout(office.settings().home, office.bureau(now), form, file.read_bytes(), by, now)
    say(f"{FORMS[form]}已换上本局的版式。")


@app.command("restore")
def restore(form: Form, by: By, at: At = None) -> None:
    """改回程序自带的版式。"""
    from yudu_flow.actions.acts.paper_layouts import restore_layout
    from yudu_flow.actions.papers.forms import FORMS

    now = instant(at)
    restore_layout(office.settings().home, office.bureau(now), form, by, now)
    say(f"{FORMS[form]}已改回程序自带的版式。")


def bulletin(
    period: PeriodOption, plan: Plan = "", out: PaperOut = None, at: At = None, as_json: AsJson = False
) -> None:
    """生成一个月的通报（草稿）：核对办法、总体情况、存在的问题、下一步要求，附慢序时、按序时事项表。

    局办公室在网页上改过的段落照改过的写；--json 只输出数字和各段文字，不写文件。
    """
    from yudu_flow.actions.papers.bulletin import bulletin as made
    from yudu_flow.actions.papers.bulletin import paper_of, record
    from yudu_flow.actions.papers.summary import plan_to_compile

    (bureau, now), month = office.bureau_at(at), period_id(period)
    with bureau.reading() as db:
        shown = made(bureau, db, now, plan or plan_to_compile(bureau, db, month) or "", month)
    if as_json:
        return print_json([record(shown)])
    return write(paper_of(bureau, shown, now), out)


def ledger(year: Year, out: BookOut = None, at: At = None) -> None:
    """生成一年的台账：每一项的结果、逾期、催办、认定，指标的最后数字，各项决定，和对得上的合计。"""
    from yudu_flow.actions.views.year_ledger import year_ledger

    with office.reading(at) as (bureau, db, now):
        data = year_ledger(bureau, db, year, now)
    file = out or Path(f"{year}年台账.xlsx")
    put(file, data)
