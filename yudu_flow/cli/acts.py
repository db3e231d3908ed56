"""The acts, for the office: what units and the office do, recorded with who did it. `--at` dates an act for trials."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import (
    At,
    By,
    Day,
    DutyOption,
    PeriodOption,
    Person,
    Reason,
    Unit,
    day,
    existing,
    instant,
    month,
    optional_day,
    owner,
)
from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from yudu_flow.actions.acts.act import Done, Target
    from yudu_flow.domain.facts import CaseChoice, Correction, ExtensionChoice, ReasonChoice

Decision = TypeVar("Decision", "ExtensionChoice", "ReasonChoice", "CaseChoice", "Correction")
Correct = Annotated[
    str, typer.Option("--to", help="on_time 按时，late 补报，extended 延期内，excused 免报，missing 未报")
]
Attach = Annotated[list[Path] | None, typer.Option("--attach", help="附件，可写多次")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for name, command in COMMANDS.items():
        app.command(name)(command)


def target(unit: str | None, person: str | None, period: str, duty: str | None, *, visit: bool = False) -> Target:
    """Which obligation a command means; a person's is their visits."""
    from yudu_flow.actions.acts.act import Target
    from yudu_flow.domain.duties.registry import COUNTED

    return Target(owner(unit, person), month(period), duty, COUNTED if visit or person else ())


def tell(done: Done) -> None:
    """Say what was recorded, and what whoever filed it should look at again."""
    from yudu_flow.wording.reasons import ASKED, spell_reason

    owed, at = done.sight.owed, done.fact.at
    say(f"已记录：{owed.owner} {owed.period} {spell_reason(done.fact.kind)}，{at:%Y-%m-%d %H:%M}")
    [recorded] = [row for row in done.sight.events if row.id == done.event_id]
    for question in recorded.detail.get("questions", []):
        say(f"请核对：{ASKED[question]}；有误的，请办公室退回后重报。")


def file(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    at: At = None,
    duty: DutyOption = None,
    unsealed: Annotated[bool, typer.Option("--unsealed", help="盖章页待补")] = False,
    received: Annotated[str | None, typer.Option("--received", help="代为登记时，纸质报告实际收到的时刻")] = None,
    reason: Annotated[str, typer.Option("--reason", help="为什么代为登记")] = "",
    progress: Annotated[str, typer.Option("--progress", help="贯彻落实情况")] = "",
    difficulties: Annotated[str, typer.Option("--difficulties", help="困难问题")] = "",
    suggestions: Annotated[str, typer.Option("--suggestions", help="改进建议")] = "",
    nothing_new: Annotated[str, typer.Option("--nothing-new", help="本月无新进展的原因")] = "",
    figure: Annotated[list[str] | None, typer.Option("--figure", help="指标累计数，如 城镇新增就业=3200")] = None,
    attach: Attach = None,
    page_stands: Annotated[bool, typer.Option("--page-stands", help="退回前交过的盖章页仍然适用")] = False,
) -> None:
    """报送：登记一个单位的月报（默认已盖章）。"""
    from yudu_flow.actions.acts.file_report import Report, file_report

    now = instant(at)
    figures = dict(_figure(text) for text in figure or [])
    report = Report(progress, difficulties, suggestions, nothing_new, figures=figures, files=existing(attach))
    bureau = office.bureau(now)
    tell(
        file_report(
            bureau,
            target(unit, None, period, duty),
            by,
            now,
            report,
            sealed=not unsealed,
            received=instant(received) if received else None,
            store=office.store(bureau),
            reason=reason,
            page_stands=page_stands,
        )
    )


def _figure(text: str) -> tuple[str, float]:
    from yudu_flow.domain.amount import parse_amount

    name, _, value = text.rpartition("=")
    amount = parse_amount(value)
    if not name or amount is None:
        raise typer.BadParameter(f"“{text}”应写成 指标名称=数字", param_hint="--figure")
    return name.strip(), amount


def seal(
    period: PeriodOption, by: By, unit: Unit = None, at: At = None, duty: DutyOption = None, attach: Attach = None
) -> None:
    """补章：已报待补章的报告，盖章页到了。"""
    from yudu_flow.actions.acts.file_report import seal_report

    now, files = instant(at), existing(attach)
    bureau = office.bureau(now)
    tell(seal_report(bureau, target(unit, None, period, duty), by, now, files, office.store(bureau)))


def return_(
    period: PeriodOption,
    by: By,
    reason: Reason,
    unit: Unit = None,
    at: At = None,
    duty: DutyOption = None,
    until: Day = None,
) -> None:
    """退回：写明原因，限期重报（默认第二个工作日24:00前）。"""
    from yudu_flow.actions.acts.review_report import return_report

    now = instant(at)
    where = target(unit, None, period, duty)
    tell(return_report(office.bureau(now), where, by, now, reason, optional_day(until)))


def accept(period: PeriodOption, by: By, unit: Unit = None, at: At = None, duty: DutyOption = None) -> None:
    """接收：报告合格。报送人不能自己接收。"""
    from yudu_flow.actions.acts.review_report import accept_report

    now = instant(at)
    tell(accept_report(office.bureau(now), target(unit, None, period, duty), by, now))


def extend(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
    until: Day = None,
    reason: Reason = "",
    decide: Annotated[str | None, typer.Option("--decide", help="approve 同意，refuse 不同意；不写为申请")] = None,
    again: Annotated[bool, typer.Option("--again", help="办公室允许再次申请")] = False,
) -> None:
    """延期：申请（--until --reason），或决定（--decide approve|refuse）。"""
    from yudu_flow.actions.acts.extension import ask_extension, decide_extension
    from yudu_flow.domain.facts import ExtensionChoice

    now = instant(at)
    where, bureau = target(unit, person, period, duty), office.bureau(now)
    if decide:
        choice = chosen(decide, *ExtensionChoice)
        return tell(decide_extension(bureau, where, by, now, choice, optional_day(until), reason))
    if not until:
        raise typer.BadParameter("申请延期请写延到哪天（--until）")
    return tell(ask_extension(bureau, where, by, now, day(until), reason, again=again))


def explain(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
    reason: Reason = "",
    decide: Annotated[str | None, typer.Option("--decide", help="accept 采纳，reject 不采纳；不写为说明")] = None,
    until: Day = None,
    waive: Annotated[bool, typer.Option("--waive", help="采纳并免予报送")] = False,
) -> None:
    """说明原因：逾期单位说明（--reason），或审核（--decide accept --until 日期 | --waive，或 reject）。"""
    from yudu_flow.actions.acts.explanation import decide_explanation
    from yudu_flow.actions.acts.explanation import explain as give
    from yudu_flow.domain.facts import ReasonChoice

    now = instant(at)
    where, bureau = target(unit, person, period, duty), office.bureau(now)
    if decide is None:
        return tell(give(bureau, where, by, now, reason))
    choice = chosen(decide, ReasonChoice.ACCEPT, ReasonChoice.REJECT)
    choice = ReasonChoice.WAIVE if choice is ReasonChoice.ACCEPT and waive else choice
    return tell(decide_explanation(bureau, where, by, now, choice, optional_day(until), reason))


def withdraw(
    period: PeriodOption, by: By, unit: Unit = None, person: Person = None, at: At = None, duty: DutyOption = None
) -> None:
    """撤回：单位撤回还没有决定的延期申请或原因说明。"""
    from yudu_flow.actions.acts.withdraw_request import withdraw_request

    now = instant(at)
    tell(withdraw_request(office.bureau(now), target(unit, person, period, duty), by, now))


def waive(
    period: PeriodOption,
    by: By,
    reason: Reason,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """免报：写明原因，本期不再要求。"""
    from yudu_flow.actions.acts.excuse import waive as excuse

    now = instant(at)
    tell(excuse(office.bureau(now), target(unit, person, period, duty), by, now, reason))


def correct(
    period: PeriodOption,
    by: By,
    reason: Reason,
    to: Correct,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """更正：已结束的一期记录有误的，写明应是什么结果和原因；原记录保留，更正写在旁边。"""
    from yudu_flow.actions.acts.correct_record import correct_record
    from yudu_flow.domain.facts import Correction

    now = instant(at)
    where = target(unit, person, period, duty)
    tell(correct_record(office.bureau(now), where, by, now, chosen(to, *Correction, option="--to"), reason))


def visit(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
    firm: Annotated[str, typer.Option("--firm", help="企业名称")] = "",
    note: Annotated[str, typer.Option("--note", help="了解到的情况")] = "",
) -> None:
    """走访：登记走访了一家企业。"""
    from yudu_flow.actions.acts.record_visit import record_visit

    now = instant(at)
    where = target(unit, person, period, duty, visit=True)
    tell(record_visit(office.bureau(now), where, by, now, firm, note))


def strike(
    period: PeriodOption,
    by: By,
    reason: Reason,
    firm: Annotated[str, typer.Option("--firm", help="企业名称；划去最近登记的一次")],
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """划去走访：登记错的不再计数，原记录仍可查。"""
    from yudu_flow.actions.acts.strike_visit import strike_visit

    where = target(unit, person, period, duty, visit=True)
    now = instant(at)
    tell(strike_visit(office.bureau(now), where, by, now, reason, firm=firm))


def call(
    period: PeriodOption,
    by: By,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
    note: Annotated[str, typer.Option("--note", help="谁接的电话、怎么答复")] = "",
    slip: Annotated[str, typer.Option("--slip", help="告知的是哪一次催办，如 E+1；不写为还没有告知到的那一次")] = "",
) -> None:
    """电话告知：消息送不到的人，打过电话后登记；告知了哪一次催办，只算那一次。"""
    from yudu_flow.actions.acts.excuse import log_call

    now = instant(at)
    tell(log_call(office.bureau(now), target(unit, person, period, duty), by, now, note, slip))


def release(
    period: PeriodOption,
    by: By,
    reason: Reason,
    unit: Unit = None,
    person: Person = None,
    at: At = None,
    duty: DutyOption = None,
) -> None:
    """免扰放行：因免打扰等待发出的消息当天提前发出，写明原因；由办公室决定。"""
    from yudu_flow.actions.acts.release_held import release_held

    now = instant(at)
    tell(release_held(office.bureau(now), target(unit, person, period, duty), by, now, reason))


def chosen(text: str, *allowed: Decision, option: str = "--decide") -> Decision:
    """A decision, one of `allowed`."""
    for one in allowed:
        if one == text:
            return one
    raise typer.BadParameter(f"“{text}”应为 {' 或 '.join(allowed)}", param_hint=option)


COMMANDS: dict[str, Callable[..., None]] = {
    "file": file,
    "seal": seal,
    "return": return_,
    "accept": accept,
    "extend": extend,
    "explain": explain,
    "withdraw": withdraw,
    "waive": waive,
    "correct": correct,
    "visit": visit,
    "strike": strike,
    "call": call,
    "release": release,
}
