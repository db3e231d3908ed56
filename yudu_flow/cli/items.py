"""What is owed once: given to units (`instruct`), reported as `done`, closed (`close`) or returned (`return`)."""

from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.acts import tell
from yudu_flow.cli.options import (
    Again,
    At,
    Attach,
    By,
    Day,
    DutyOption,
    OneUnit,
    OptionalPeriod,
    Reason,
    Subject,
    Unit,
    existing,
    instant,
    optional_day,
    owner,
    period_id,
)

To = Annotated[list[str], typer.Option("--to", help="交给哪个单位，可写多次")]


def instruct(
    to: To,
    by: By,
    text: Annotated[str, typer.Option("--text", help="批示交办的内容")],
    due: Annotated[str | None, typer.Option("--due", help="办理期限，工作日，如 2020-09-30")] = None,
    urgency: Annotated[str, typer.Option("--urgency", help="缓急：特急、急、普通；不写期限的按缓急")] = "",
    about: Annotated[str, typer.Option("--about", help="关于哪项分工，如 5.1，或哪项事项")] = "",
    reason: Annotated[str, typer.Option("--reason", help="期限不足5个工作日的，为什么这样急")] = "",
    again: Again = False,
    at: At = None,
) -> None:
    """批示交办：领导或办公室交单位限期办理，各单位各办一项。"""
    from yudu_flow.actions.acts.instruct import Errand
    from yudu_flow.actions.acts.instruct import instruct as give
    from yudu_flow.cli.output import say
    from yudu_flow.domain.period import spell_deadline

    now = instant(at)
    words = Errand(text, optional_day(due, "--due"), urgency, about, reason)
    for one in give(office.bureau(now), to, by, now, words, again=again):
        owed = one.sight.owed
        say(f"已交{owed.owner}办理：{owed.subject} {owed.title}，期限{spell_deadline(owed.late_from)}")
        if one.unreached:
            say(f"{owed.owner}没有可用的邮箱，请电话告知")


def done(
    unit: OneUnit,
    by: By,
    text: Annotated[str, typer.Option("--text", help="办理情况")],
    subject: Subject = "",
    period: OptionalPeriod = None,
    duty: DutyOption = None,
    attach: Attach = None,
    at: At = None,
) -> None:
    """报办结：单位报告限期事项、批示交办的办理情况。"""
    from yudu_flow.actions.acts.report_done import report_done, the_one

    (bureau, now), files = office.bureau_at(at), existing(attach)
    meant = the_one(bureau, unit, subject, done=False, period=_written(period), duty=duty)
    tell(report_done(bureau, meant, by, now, text, files, office.store(bureau)))


def close(
    unit: OneUnit,
    by: By,
    subject: Subject = "",
    period: OptionalPeriod = None,
    duty: DutyOption = None,
    reason: Annotated[str, typer.Option("--reason", help="意见")] = "",
    at: At = None,
) -> None:
    """确认办结：限期事项由办公室确认，批示交办由作出的人或其代办人确认。"""
    from yudu_flow.actions.acts.report_done import close_item, the_one

    bureau, now = office.bureau_at(at)
    meant = the_one(bureau, unit, subject, done=True, period=_written(period), duty=duty)
    tell(close_item(bureau, meant, by, now, reason))


def return_(
    by: By,
    reason: Reason,
    period: OptionalPeriod = None,
    subject: Subject = "",
    unit: Unit = None,
    at: At = None,
    duty: DutyOption = None,
    until: Day = None,
) -> None:
    """退回：写明原因，限期重报（不写 --until 的，按 config/rules.yaml 的 return_days）。

    报告写 --period，限期事项、批示交办写 --subject。
    """
    from yudu_flow.actions.acts.report_done import the_one
    from yudu_flow.actions.acts.review_report import return_report

    bureau, now = office.bureau_at(at)
    where = the_one(bureau, owner(unit, None), subject, done=True, period=_written(period), duty=duty)
    tell(return_report(bureau, where, by, now, reason, optional_day(until, "--until")))


def _written(period: str | None) -> str:
    """A period, checked; empty where none is written."""
    return period_id(period) if period else ""
