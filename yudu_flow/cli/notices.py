"""`notice`: what the office announces to units: sent, listed, withdrawn."""

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import LARGEST, AsJson, At, By, instant
from yudu_flow.cli.output import print_json, print_table, say
from yudu_flow.cli.usage import Commands

app = Commands(help="给各单位发通知：每人一封邮件，不用回复。")
Title = Annotated[str, typer.Option("--title", help="标题")]
Text = Annotated[str, typer.Option("--text", help="内容，一段话")]
To = Annotated[list[str] | None, typer.Option("--unit", help="发给哪个单位，可以写几次；不写为全部单位")]
Urgent = Annotated[bool, typer.Option("--urgent", help="急件，另发短信")]
Preview = Annotated[bool, typer.Option("--preview", help="只看发给谁、什么时候发，不发")]
Number = Annotated[int, typer.Argument(help="通知的编号", min=1, max=LARGEST)]


@app.command("send")
def send(
    title: Title, text: Text, by: By, to: To = None, urgent: Urgent = False, preview: Preview = False, at: At = None
) -> None:
    """发通知：全部单位，或用 --unit 选定的。当天另有提醒的合在一起，免打扰时段顺延。"""
    from yudu_flow.actions.acts import announce

    now = instant(at)
    bureau, words = office.bureau(now), announce.Wording(title, text, urgent)
    if preview:
        return say("\n".join(announce.preview(bureau, by, now, words, to or ()).said))
    number, found = announce.announce(bureau, by, now, words, to or ())
    return say("\n".join((f"第{number}号通知已安排发出", *found.said)))


@app.command("list")
def listed(at: At = None, as_json: AsJson = False) -> None:
    """列出一年内的通知：谁收到、谁没有收到。"""
    from yudu_flow.actions.views.announcements_view import announced, record

    with office.reading(at) as (bureau, db, now):
        rows = [record(one) for one in announced(bureau, db, now)]
    if as_json:
        return print_json(rows)
    columns = {"number": "编号", "at": "时间", "title": "标题", "unit": "单位", "person": "收件人", "says": "结果"}
    readers = [{**row, **reader} for row in rows for reader in row["readers"]]
    return print_table("", [*columns.items()], readers, "还没有通知。")


@app.command("withdraw")
def withdraw(number: Number, by: By, at: At = None) -> None:
    """撤回通知：还没有发出的不再发；已经发出的收不回来。"""
    from yudu_flow.actions.acts.announce import withdraw_announcement

    now = instant(at)
    say(withdraw_announcement(office.bureau(now), number, by, now))
