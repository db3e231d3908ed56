"""The report form of a unit: its assignments, with this month's draft, what was returned, or last month as a start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.file_report import Report
from yudu_flow.actions.look import Sight
from yudu_flow.domain.plan import Assignment, Target
from yudu_flow.storage import attachments, drafts, submissions

PART, FIGURE = "part-", "figure-"
SECTIONS = ("difficulties", "suggestions", "next_steps", "nothing_new")


@dataclass(frozen=True, slots=True)
class Field:
    """One assignment: `text` to start from, `before` what last month said. `stale` text is still last month's."""

    assignment: Assignment
    text: str
    before: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One target of the unit: the number in the form, and the last one that was reported."""

    target: Target
    text: str
    before: int | None


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it opens. `source` is draft, returned, last_month or empty."""

    source: str
    saved_at: datetime | None
    before_period: str
    fields: tuple[Field, ...]
    figures: tuple[Figure, ...]
    sections: Mapping[str, str]
    papers: tuple[Row[Any], ...]


def form_of(bureau: Bureau, db: Connection, sight: Sight) -> Form:
    """The draft where there is one, else what was returned this month, else last month's text as a start."""
    owed = sight.owed
    draft, filed = drafts.find(db, bureau.key, owed.id), submissions.of(db, owed.id)
    last = submissions.latest(db, bureau.key, owed.owner, owed.period)
    before = submissions.latest_figures(db, bureau.key, owed.owner, owed.period)
    start, source = _start(draft, filed, last)
    mine = bureau.assignments(owed.plan, owed.assignments)
    papers = [row for row in attachments.of(db, owed.id) if row.event_id is None]
    readings = {row.target: row.value for row in submissions.readings(db, owed.id)}
    return Form(
        source,
        draft.saved_at if draft else None,
        last.period if last else "",
        tuple(_field(one, start, last, source) for one in mine),
        tuple(_figure(target, start, readings, before) for one in mine for target in one.targets),
        {name: str(start.get(name, "")) for name in SECTIONS},
        tuple(papers),
    )


def _start(draft: Row[Any] | None, filed: Sequence[Row[Any]], last: Row[Any] | None) -> tuple[dict[str, Any], str]:
    if draft:
        return dict(draft.words), "draft"
    if filed:
        return _as_words(filed[-1]) | {name: getattr(filed[-1], name) for name in SECTIONS}, "returned"
    if last:
        return _as_words(last), "last_month"
    return {}, "empty"


def _as_words(row: Row[Any]) -> dict[str, Any]:
    parts = row.parts or {}
    return {f"{PART}{key}": text for key, text in parts.items()} or {"whole": row.progress}


def _field(one: Assignment, start: Mapping[str, Any], last: Row[Any] | None, source: str) -> Field:
    before = str((last.parts or {}).get(one.id, "")) if last else ""
    text = str(start.get(f"{PART}{one.id}", ""))
    return Field(one, text, before, stale=source == "last_month" and bool(text))


def _figure(target: Target, start: Mapping[str, Any], filed: Mapping[str, int], before: Mapping[str, int]) -> Figure:
    text = str(start.get(f"{FIGURE}{target.name}", filed.get(target.name, "")))
    return Figure(target, text, before.get(target.name))


def report_from(words: Mapping[str, str], form: Form) -> Report:
    """What was written as a report: the whole is the parts, each under its number and summary."""
    parts = {f.assignment.id: words.get(f"{PART}{f.assignment.id}", "").strip() for f in form.fields}
    said = {key: text for key, text in parts.items() if text}
    whole = "\n".join(f"{f.assignment.id} {said[f.assignment.id]}" for f in form.fields if f.assignment.id in said)
    figures = {f.target.name: words.get(f"{FIGURE}{f.target.name}", "").strip() for f in form.figures}
    return Report(
        progress=whole,
        parts=said,
        figures={name: int(text) for name, text in figures.items() if text},
        difficulties=words.get("difficulties", "").strip(),
        suggestions=words.get("suggestions", "").strip(),
        next_steps=words.get("next_steps", "").strip(),
        nothing_new=words.get("nothing_new", "").strip(),
    )


def doubts(words: Mapping[str, str], form: Form) -> list[tuple[str, str]]:
    """What is asked before filing, as (code, question): empty, unchanged, a figure that fell, a page without seal."""
    report = report_from(words, form)
    found: list[tuple[str, str]] = []
    if report.silent:
        found.append(("empty", "各项都没有填写内容，也没有写“本月无新进展”的原因"))
    same = [f for f in form.fields if f.before and report.parts.get(f.assignment.id) == f.before.strip()]
    if same and len(same) == len(report.parts) and not report.nothing_new:
        found.append(("alike", "各项内容与上次完全相同，也没有写原因"))
    for figure in form.figures:
        value = report.figures.get(figure.target.name)
        if value is not None and figure.before is not None and value < figure.before:
            said = f"{value:,}{figure.target.unit}，比上次的{figure.before:,}{figure.target.unit}少"
            found.append(("fell", f"{figure.target.name}累计数{said}"))
    return found
