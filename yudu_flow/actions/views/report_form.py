"""The report form of a unit: its assignments, with the draft, what was filed, or the report before as a start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.doubt_figures import doubts_about
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked, figures_before
from yudu_flow.domain.amount import Amount, parse_amount
from yudu_flow.domain.obligation import Round
from yudu_flow.domain.plan import Assignment
from yudu_flow.domain.target import Target
from yudu_flow.storage import attachments, drafts, submissions
from yudu_flow.storage.rows import AttachmentRow, Owed, SubmissionRow
from yudu_flow.wording.contents import SECTIONS as ALL
from yudu_flow.wording.contents import asked_of
from yudu_flow.wording.periods import OF_CYCLES, nothing_new, this_period

PART, FIGURE = "part-", "figure-"
NO_NEWS = "no_news"
OTHER = "other"
"""The choice of 本月无新进展 whose reason is written out."""
REASONS = ("正按计划推进，尚无阶段性结果", "等待上级文件或批复")
NO_BUSINESS = "没有相关业务"
SECTIONS = (*ALL, "nothing_new")


@dataclass(frozen=True, slots=True)
class AssignmentField:
    """One assignment: `text` to start from, `before` what the period before said. `stale` text is still that."""

    assignment: Assignment
    text: str
    before: str
    stale: bool


@dataclass(frozen=True, slots=True)
class FigureField:
    """One target of the unit: the number in the form, and the last one that was reported."""

    target: Target
    text: str
    before: Amount | None


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The form as it opens. `source` is draft, returned, filed, before or empty.

    `undivided` is the text that it should start from where that came as one, not by assignment. `no_news` is the chosen
    one of REASONS, OTHER where the reason is written out, empty where there is news.
    """

    source: str
    saved_at: datetime | None
    saved_by: str
    before_period: str
    undivided: str
    fields: tuple[AssignmentField, ...]
    figures: tuple[FigureField, ...]
    sections: Mapping[str, str]
    asked: Mapping[str, str]
    no_news: str
    papers: tuple[AttachmentRow, ...]
    period: str
    jump_factor: int


def form_of(bureau: Bureau, db: Connection, sight: Sight, words: Mapping[str, str] | None = None) -> ReportForm:
    """What was just written (`words`), else the draft, else what was filed, else the report before as a start."""
    owed = sight.owed
    draft, filed = drafts.find(db, bureau.key, owed.id), submissions.of(db, bureau.key, owed.id)
    before_period, last = submissions.latest(db, bureau.key, owed) or ("", None)
    before = figures_before(bureau, db, owed)
    mine = bureau.assignments(owed.plan, owed.assignments)
    written = words if words is not None else draft.words if draft else None
    start, source = _start(sight, written, filed[-1] if filed else None, last, mine)
    readings = {row.target: row.value for row in submissions.readings(db, bureau.key, owed.id)} or before
    earlier = _parts(last, mine)
    return ReportForm(
        source,
        draft.saved_at if draft else None,
        draft.saved_by if draft else "",
        before_period,
        _undivided(filed[-1] if filed else last, mine),
        tuple(_field(one, start, earlier, source) for one in mine),
        tuple(_figure(target, start, readings, before) for target in asked(bureau, owed)),
        sections := {name: str(start.get(name, "")) for name in SECTIONS},
        _asked(bureau, owed, sections),
        _no_news(start),
        tuple(row for row in attachments.of(db, bureau.key, owed.id) if row.event_id is None),
        owed.period,
        bureau.rules.jump_factor,
    )


def _asked(bureau: Bureau, owed: Owed, words: Mapping[str, str]) -> dict[str, str]:
    """The sections that the form has: what the plan asks for, and what was written where it no longer does."""
    asked = asked_of(bureau.duty(owed.plan, owed.duty))
    return {name: heading for name, heading in ALL.items() if name in asked or words[name].strip()}


def _start(
    sight: Sight,
    written: Mapping[str, Any] | None,
    filed: SubmissionRow | None,
    last: SubmissionRow | None,
    mine: Sequence[Assignment],
) -> tuple[Mapping[str, Any], str]:
    if written is not None:
        return written, "draft"
    row = filed or last
    start = {f"{PART}{key}": text for key, text in _parts(row, mine).items()}
    if filed is None:
        return start, "before" if last else "empty"
    sections = {name: getattr(filed, name) for name in SECTIONS}
    returned = sight.state.round_kind is Round.RETURNED
    return {**start, **sections, NO_NEWS: filed.nothing_new}, "returned" if returned else "filed"


def _no_news(words: Mapping[str, Any]) -> str:
    chosen = str(words.get(NO_NEWS, ""))
    return chosen if not chosen or _is_listed(chosen) else OTHER


def reasons(period: str) -> tuple[str, ...]:
    """The reasons that offices give, each one press."""
    return (*REASONS, f"{this_period(period)}{NO_BUSINESS}")


def _is_listed(reason: str) -> bool:
    return reason in REASONS or reason in {f"{one.this}{NO_BUSINESS}" for one in OF_CYCLES.values()}


def reason_in(words: Mapping[str, Any]) -> str:
    """Why there is nothing new: the reason that was chosen, or written out."""
    chosen = _no_news(words)
    return chosen if _is_listed(chosen) else str(words.get("nothing_new", "")).strip()


def _parts(row: SubmissionRow | None, mine: Sequence[Assignment]) -> dict[str, str]:
    """By assignment; a text that came as one is that of the only assignment."""
    if row is None:
        return {}
    if row.parts or len(mine) != 1:
        return {key: str(text) for key, text in row.parts.items()}
    return {mine[0].id: row.progress}


def _undivided(row: SubmissionRow | None, mine: Sequence[Assignment]) -> str:
    return "" if row is None or row.parts or len(mine) == 1 else row.progress


def _field(one: Assignment, start: Mapping[str, Any], earlier: Mapping[str, str], source: str) -> AssignmentField:
    before, text = earlier.get(one.id, ""), str(start.get(f"{PART}{one.id}", ""))
    same = bool(text.strip()) and text.strip() == before.strip()
    return AssignmentField(one, text, before, stale=same and source not in ("returned", "filed"))


def _figure(
    target: Target, start: Mapping[str, Any], readings: Mapping[str, Amount], before: Mapping[str, Amount]
) -> FigureField:
    text = str(start.get(f"{FIGURE}{target.name}", readings.get(target.name, "")))
    return FigureField(target, text, before.get(target.name))


def figure_in(words: Mapping[str, str], target: Target) -> Amount | None:
    """What was written for a target; None where it is no figure."""
    return parse_amount(words.get(f"{FIGURE}{target.name}", ""), target.unit)


def report_from(words: Mapping[str, str], form: ReportForm) -> Report:
    """What was written as a report: the whole is the parts, each under its number.

    Where there is nothing new, what is still the text of before is left out. Numbers that are none are left out too.
    """
    parts = {f.assignment.id: words.get(f"{PART}{f.assignment.id}", "").strip() for f in form.fields}
    fresh = {f.assignment.id for f in form.fields if parts[f.assignment.id] not in ("", f.before.strip())}
    reason = reason_in(words)
    nothing_new = reason if words.get(NO_NEWS) or not fresh else ""
    kept = {key: text for key, text in parts.items() if text and (key in fresh or not nothing_new)}
    figures = {f.target.name: figure_in(words, f.target) for f in form.figures}
    sections = {name: words.get(name, "").strip() for name in ALL}
    return Report(
        progress="\n".join(f"{key} {text}" for key, text in kept.items()),
        parts=kept,
        figures={name: value for name, value in figures.items() if value is not None},
        nothing_new=nothing_new,
        sections=sections,
    )


def faults(words: Mapping[str, str], form: ReportForm) -> list[tuple[str, str]]:
    """What cannot be filed so, as (field, what to do)."""
    found = [
        (
            f"{FIGURE}{f.target.name}",
            f"{f.target.name}请填数字，如 7100、98.5、1.2万；单位是{f.target.unit}，不要写“约”",
        )
        for f in form.figures
        if words.get(f"{FIGURE}{f.target.name}", "").strip() and figure_in(words, f.target) is None
    ]
    if words.get(NO_NEWS) and not reason_in(words):
        found.append(("nothing_new", f"{nothing_new(form.period)}，请选一项原因，或写一句"))
    return found


def doubts(words: Mapping[str, str], form: ReportForm) -> list[tuple[str, str]]:
    """What is asked before filing, as (code, question): empty or unchanged text, a figure that is missing or odd."""
    report = report_from(words, form)
    silent = bool(words.get(NO_NEWS) or report.nothing_new)
    return [*([] if silent else _texts(report, form)), *_figures_doubted(report, words, form)]


def _texts(report: Report, form: ReportForm) -> list[tuple[str, str]]:
    if report.silent:
        return [("empty", f"各项都没有填写内容；确实没有进展的，请选“{nothing_new(form.period)}”")]
    blank = [f.assignment.id for f in form.fields if f.assignment.id not in report.parts]
    alike = [f.assignment.id for f in form.fields if report.parts.get(f.assignment.id, "") == f.before.strip() != ""]
    return [
        *([("blank", f"{'、'.join(blank)} 没有填写内容")] if blank else []),
        *([("alike", f"{'、'.join(alike)} 与上次的内容完全相同，没有更新")] if alike else []),
    ]


def _figures_doubted(report: Report, words: Mapping[str, str], form: ReportForm) -> Iterator[tuple[str, str]]:
    """One that is missing, fell or jumped: each is asked about once, and filed as it is where somebody says so."""
    read = ((figure, report.figures.get(figure.target.name)) for figure in form.figures)
    given = [
        (figure.target, value, figure.before)
        for figure, value in read
        if value is not None or not words.get(f"{FIGURE}{figure.target.name}", "").strip()
    ]
    return doubts_about(given, form.jump_factor)
