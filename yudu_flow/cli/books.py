"""Looking things up: `status`, `why`, `reconcile`, `messages`."""

from typing import Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At, OptionalPeriod, PeriodOption, Person, Unit, instant, month, owner
from yudu_flow.cli.output import print_json, print_table

STANDINGS = {
    "scheduled": "未开始",
    "open": "进行中",
    "due_soon": "即将到期",
    "due_today": "今日到期",
    "overdue": "逾期",
    "filed_unsealed": "已报待补章",
    "filed": "已完成",
    "returned": "已退回",
    "accepted": "已接收",
    "waived": "免报",
}
OUTCOMES = {
    "open": "进行中",
    "on_time": "按时",
    "late": "逾期补报",
    "extended": "延期内",
    "excused": "免报",
    "missing": "未报",
}
FLAGS = {
    "extension_pending": "申请延期待决定",
    "explanation_pending": "原因说明待审核",
    "extended": "已延期",
    "case_proposed": "拟认定",
    "case_confirmed": "已认定",
    "closed": "本期已结束",
}
LAMPS = {"green": "绿", "yellow": "黄", "red": "红"}
NOTICES = {
    "sent": "已送出",
    "held": "暂存",
    "queued": "待发",
    "withdrawn": "撤回",
    "suppressed": "不再发",
    "failed": "失败",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("status")(status)
    app.command("why")(why)
    app.command("reconcile")(reconcile)
    app.command("messages")(messages)


def status(at: At = None, unit: Unit = None, period: OptionalPeriod = None, as_json: AsJson = False) -> None:
    """列出各单位的事项：期限、进展、结果。"""
    from yudu_flow.actions.report import statuses

    now = instant(at)
    rows = statuses(office.bureau(now), now, unit=unit, period=month(period) if period else None)
    if as_json:
        return print_json(rows)
    shown = [
        {
            **row,
            "standing": f"{LAMPS[row['lamp']]}　{STANDINGS[row['standing']]}",
            "flags": [FLAGS.get(flag, flag) for flag in row["flags"]],
            "outcome": OUTCOMES[row["outcome"]],
        }
        for row in rows
    ]
    columns = [
        ("period", "月份"),
        ("duty", "事项"),
        ("owner", "责任单位（人）"),
        ("late_after", "按时截止"),
        ("standing", "状态"),
        ("flags", "说明"),
        ("filed_at", "报送时间"),
        ("outcome", "结果"),
    ]
    return print_table("", columns, shown)


def why(period: PeriodOption, unit: Unit = None, person: Person = None, at: At = None, as_json: AsJson = False) -> None:
    """说明一个单位的每次提醒：何时、给谁、送到没有，为什么没有发。"""
    from yudu_flow.actions.report import traces

    now = instant(at)
    rows = traces(office.bureau(now), now, owner(unit, person), month(period))
    if as_json:
        print_json(rows)
    elif rows:
        for row in rows:
            _print_trace(row)
    else:
        typer.echo("没有找到事项，请核对单位和月份。")


def _print_trace(row: dict[str, Any]) -> None:
    from yudu_flow.cli.reasons import spell_reason

    rungs = [
        {
            "rung": rung["rung"],
            "at": rung["at"],
            "verdict": {"fired": "已触发", "skipped": "没有发", "pending": "未到时候"}[rung["verdict"]],
            "reason": spell_reason(rung["reason"]),
            "notices": [
                f"{n['recipient']}（{n['channel']}）{NOTICES.get(n['state'], n['state'])}" for n in rung["notices"]
            ],
        }
        for rung in row["rungs"]
    ]
    title = f"{row['obligation']}　{STANDINGS[row['standing']]}"
    columns = [("rung", "阶段"), ("at", "时间"), ("verdict", "结果"), ("reason", "原因"), ("notices", "通知")]
    print_table(title, columns, rungs)
    acts = [{**act, "act": spell_reason(act["act"]), "detail": _said(act["detail"])} for act in row["acts"]]
    headings = [("at", "时间"), ("by", "经办人"), ("act", "事情"), ("detail", "说明")]
    print_table("经过", headings, acts, "　还没有办理记录。")


def _said(detail: dict[str, Any]) -> str:
    return "；".join(str(value) for value in detail.values() if value)


def reconcile(period: PeriodOption, at: At = None, as_json: AsJson = False) -> None:
    """对账：应发的消息是否都有着落。对不上时退出码为 1。"""
    from dataclasses import asdict

    from yudu_flow.actions.reconcile import reconcile as balance

    now = instant(at)
    accounts = balance(office.bureau(now), now, month(period))
    rows = [{**asdict(account), "balanced": account.balanced} for account in accounts]
    if as_json:
        print_json(rows)
    else:
        words = {
            "obligation": "事项",
            "rung": "阶段",
            "expected": "应发",
            "sent": "已发",
            "held": "待发",
            "suppressed": "不发",
            "failed": "失败",
            "balanced": "相符",
        }
        print_table("", [*words.items()], rows)
        wrong = sum(1 for row in rows if not row["balanced"])
        typer.echo(f"共{len(rows)}项，" + (f"{wrong}项对不上。" if wrong else "全部相符。"))
    if not all(row["balanced"] for row in rows):
        raise typer.Exit(1)


def messages(
    limit: Annotated[int | None, typer.Option("--limit", help="最多几条")] = None, as_json: AsJson = False
) -> None:
    """列出发给每个人的消息原文和送达情况。"""
    from yudu_flow.actions.report import sent_messages
    from yudu_flow.clock import wall_clock

    rows = sent_messages(office.bureau(wall_clock()), limit)
    if as_json:
        return print_json(rows)
    words = {
        "queued_at": "写好时间",
        "recipient": "收件人",
        "address": "地址",
        "channel": "渠道",
        "subject": "主题",
        "state": "状态",
        "sent_at": "送出时间",
        "reply": "服务器答复",
    }
    return print_table("", [*words.items()], rows, "还没有消息。")
