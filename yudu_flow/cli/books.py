"""Looking things up: `status`, `reconcile`, `messages`; `why` has its own file."""

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import LARGEST, AsJson, At, OptionalPeriod, PeriodOption, Unit, period_id
from yudu_flow.cli.output import print_json, print_rows, print_table, say, spell_late_after
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.wording.names import CHANNELS, Names
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.record import Record
from yudu_flow.wording.standings import FLAGS, LAMPS, MESSAGES
from yudu_flow.wording.trace import spell_rung


def status(
    at: At = None,
    unit: Unit = None,
    period: OptionalPeriod = None,
    kind: Annotated[str | None, typer.Option("--kind", help=f"只列一类：{'、'.join(KINDS)}")] = None,
    as_json: AsJson = False,
) -> None:
    """列出各单位的事项：期限、进展、结果。"""
    from yudu_flow.actions.views.report import statuses

    bureau, now = office.bureau_at(at)
    rows = statuses(
        bureau, now, unit=unit, period=period_id(period) if period else None, kind=_known(kind), then=at is not None
    )
    names = Names(bureau.roster, bureau.content.plans)
    print_rows(as_json, rows, OF_STATUS, shown=lambda row: _standing(row, names))


OF_STATUS = {
    "period": "周期",
    "duty": "事项",
    "owner": "单位（人）",
    "late_after": "按时截止",
    "standing": "状态",
    "notes": "说明",
}


def _standing(row: Record, names: Names) -> Record:
    return {
        **row,
        "duty": names.duty(row["duty"]),
        "late_after": spell_late_after(row["late_after"]),
        "standing": f"{LAMPS[row['lamp']]}　{row['says']}",
        "notes": _notes(row),
    }


def _known(kind: str | None) -> str | None:
    """The kind of duty that was named."""
    from yudu_flow.domain.duties.registry import KINDS

    if kind is None or kind in KINDS:
        return kind
    raise typer.BadParameter(f"“{kind}”应为 {'、'.join(KINDS)}", param_hint="--kind")


def _notes(row: Record) -> str:
    return " ".join(FLAGS[flag] for flag in row["flags"])


def reconcile(period: PeriodOption, at: At = None, as_json: AsJson = False) -> None:
    """对账：应发的消息是否都有着落。

    对不上时退出码为 1。
    """
    from dataclasses import asdict

    from yudu_flow.actions.engine.reconcile import reconcile as balance
    from yudu_flow.actions.views.books_view import weeks_off

    bureau, now = office.bureau_at(at)
    accounts = balance(bureau, now, period_id(period))
    rows = [{**asdict(account), "balanced": account.balanced} for account in accounts]
    if as_json:
        print_json(rows)
    else:
        _print_balances(rows, Names(bureau.roster, bureau.content.plans))
        for of, title in weeks_off(bureau, now, period_id(period)):
            say(f"{spell_period(of)}没有工作日，{title}不作要求。")
    if not all(row["balanced"] for row in rows):
        raise typer.Exit(1)


OF_BALANCES = {
    "obligation": "事项",
    "rung": "阶段",
    "expected": "应发",
    "sent": "已发",
    "held": "待发",
    "suppressed": "不发",
    "failed": "失败",
    "balanced": "相符",
}


def _print_balances(rows: list[Record], names: Names) -> None:
    print_table("", [*OF_BALANCES.items()], [_named(row, names) for row in rows])
    wrong = sum(1 for row in rows if not row["balanced"])
    say(f"共{len(rows)}项，" + (f"{wrong}项对不上。" if wrong else "全部相符。"))


def _named(row: Record, names: Names) -> Record:
    return {**row, "obligation": names.obligation(row["obligation"]), "rung": spell_rung(row["rung"])}


def messages(
    limit: Annotated[int | None, typer.Option("--limit", help="最多几条", min=0, max=LARGEST)] = None,
    as_json: AsJson = False,
) -> None:
    """列出发给每个人的消息原文和送达情况。"""
    from yudu_flow.actions.views.report import sent_messages
    from yudu_flow.clock import wall_clock

    bureau = office.bureau(wall_clock())
    rows = sent_messages(bureau, limit)
    words = {"at": "时间", "to": "收件人", "channel": "渠道", "words": "内容", "state": "状态"}
    names = Names(bureau.roster, bureau.content.plans)
    print_rows(as_json, rows, words, "还没有消息。", shown=lambda row: _message(row, names))


def _message(row: Record, names: Names) -> Record:
    """A mail by its subject, an SMS by its whole text; address and reply only where it has not surely arrived."""
    doubtful = row["state"] in ("failed", "unconfirmed") or (row["state"] == "queued" and row["reply"])
    trouble = f"：{row['address']} {row['reply'] or ''}".rstrip() if doubtful else ""
    return {
        "at": row["sent_at"] or row["queued_at"],
        "to": names.person(row["recipient"]),
        "channel": CHANNELS[row["channel"]],
        "words": row["subject"] or row["text"],
        "state": f"{MESSAGES[row['state']]}{trouble}",
    }
