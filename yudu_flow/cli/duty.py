"""`duty`: whether duties are still needed: what is asked, and the answer."""

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, By, instant
from yudu_flow.cli.output import print_rows, say
from yudu_flow.cli.usage import Commands
from yudu_flow.wording.record import Record

app = Commands(help="各类事项是否还需要：每年十一月和到期前问一次。")
Named = Annotated[str, typer.Argument(help="事项编号，如 report，或名称")]
Choice = Annotated[str, typer.Option("--choice", help="keep 保留，thin 改为每季度一次，stop 停止")]
Why = Annotated[str, typer.Option("--reason", help="说明，可以不写")]


@app.command("review")
def review(at: At = None, as_json: AsJson = False) -> None:
    """列出每一类事项的依据、谁报了多少、无新进展占多少、告知多少次、用时多少，和可以怎么选。"""
    from yudu_flow.actions.views.duty_review import record, reviews

    with office.reading(at) as (bureau, db, now):
        found = [record(one) for one in reviews(bureau, db, now)]
    words = {
        **{
            "duty": "编号",
            "title": "事项",
            "basis": "依据",
            "ends": "截止",
            "filed": "已报",
            "idle_share": "无新进展%",
        },
        **{"messages": "告知次数", "minutes": "用时（分钟）", "asked": "现在要答复"},
    }
    print_rows(as_json, found, words, "还没有反复要求的事项。", shown=_with_choices)


def _with_choices(row: Record) -> Record:
    return {**row, "asked": [one["says"] for one in row["choices"]]}


@app.command("answer")
def answer(duty: Named, choice: Choice, by: By, reason: Why = "", at: At = None) -> None:
    """答复是否还需要。每年一次：保留、改为每季度一次，或停止；从下一期起生效，已经开始的各期不变。"""
    from yudu_flow.actions.acts.answer_duty import answer_duty

    now = instant(at)
    say(answer_duty(office.settings().home, office.bureau(now), duty, choice, by, now, reason))
