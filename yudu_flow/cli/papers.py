"""`paper`: an obligation's papers, the month's summary, and the layouts that the office may replace."""

from pathlib import Path
from typing import Annotated

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
    Unit,
    instant,
    period_id,
)
from yudu_flow.cli.output import print_rows, put, put_pieces, say
from yudu_flow.cli.paper_files import PaperOut, write
from yudu_flow.cli.usage import Commands

app = Commands(help="文书：催办通知单、督办单、延期答复、约谈提纲、卷宗、汇总，和各种文书的版式。")
NAME = "urge 催办通知单，slip 三色督办单，extension 延期答复，talk 约谈提纲，case 卷宗"
Form = Annotated[str, typer.Argument(help="哪一种文书，paper forms 列出全部")]


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
def summary(
    period: PeriodOption,
    plan: Annotated[str, typer.Option("--plan", help="方案编号；只有一个方案的不用写")] = "",
    out: PaperOut = None,
    at: At = None,
) -> None:
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
    bureau = office.bureau(instant(at))
    with bureau.reading() as db:
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
