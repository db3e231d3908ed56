"""`addresses`: the addresses at which nobody is, taking one up again, and messages that came back."""

from __future__ import annotations

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import made
from yudu_flow.cli.options import AsJson, At, By, Reason, instant
from yudu_flow.cli.output import print_rows, say
from yudu_flow.cli.usage import Commands, group_of
from yudu_flow.clock import ZONE
from yudu_flow.wording.names import CHANNELS

HELP = "停用的邮箱和手机号：哪些收不到，核对后恢复；退回的消息在这里登记，没送到的重发。"
app = Commands(group_of(made, "addresses "), help=HELP)
WORDS = {"name": "姓名", "channel": "渠道", "address": "地址", "since": "停用时间", "reply": "对方答复"}


@app.command("list")
def listed(as_json: AsJson = False) -> None:
    """列出停用的邮箱和手机号，以及对方是怎么答复的。"""
    from yudu_flow.actions.acts.dead_addresses import dead_addresses
    from yudu_flow.clock import wall_clock

    bureau = office.bureau(wall_clock())
    with bureau.reading() as db:
        found = dead_addresses(bureau, db)
    rows = [
        {
            "person": one.person.id,
            "name": one.person.name,
            "channel": str(one.channel),
            "address": one.address,
            "since": one.since,
            "reply": one.reply,
        }
        for one in found
    ]
    print_rows(as_json, rows, WORDS, "没有停用的地址。", shown=lambda row: {**row, "channel": CHANNELS[row["channel"]]})


@app.command("bounced")
def bounced(
    message: Annotated[str, typer.Argument(help="消息的编号、退信里的 Message-ID，或收件地址（最近发到那里的一条）")],
    by: By,
    reason: Reason,
    at: At = None,
) -> None:
    """登记退信：发出后又被退回的消息，不再算作告知。"""
    from yudu_flow.actions.acts.bounce import bounce

    now = instant(at)
    row = bounce(office.bureau(now), message, by, now, reason)
    sent = f"{(row.sent_at or now).astimezone(ZONE):%Y-%m-%d %H:%M}"
    say(f"已登记退信：{sent}发给{row.name}的{CHANNELS[row.channel]}，不再算作告知")
