"""The summary (汇总) of a period: reports put together by measure and by unit, with what the office wrote over them.

A paragraph is its source until the office edits it; it then keeps the digest of what it was written over, so that a
source that changed later shows. Once final, every paragraph stands as it was. Reads only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.summary_sources import (
    ReportAsIs,
    opening_words,
    plain,
    sources,
    texts_of,
    timeliness_words,
)
from yudu_flow.actions.papers.summary_visits import visit_words
from yudu_flow.actions.running_period import running_period
from yudu_flow.actions.target_figures import Progress, latest_figures, progress_of
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.period import Period, expected_before
from yudu_flow.domain.plan import Measure, Plan
from yudu_flow.storage import columns, edited_papers, openings, submissions
from yudu_flow.storage import obligations as owed_rows
from yudu_flow.storage.access_rows import SummaryRow
from yudu_flow.wording.contents import SECTIONS, asked_of
from yudu_flow.wording.periods import spell_period

DRAFT, FINAL = "draft", "final"
OPENING, VISITS, TIMELINESS, FIGURES, NUMBER = "opening", "visits", "timeliness", "#figures", "#number"
Kept = columns.Kept
"""What is stored of a summary, as JSON: paragraph key → `text` and `of`; the figures and the number beside them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of text under its `key`. `mark` is the digest of its source now, `over` of the one it was written over.

    `stale`: the source changed after the office edited; `left_out`: it came after the summary was made final.
    """

    key: str
    label: str
    text: str
    source: str
    mark: str
    over: str
    edited: bool
    stale: bool
    left_out: bool
    report: ReportAsIs | None = None

    @property
    def written(self) -> str:
        """The digest of what the office wrote; empty where it follows its source."""
        return mark_of(self.text) if self.edited else ""


@dataclass(frozen=True, slots=True)
class AssignmentPart:
    """An assignment with a paragraph for each unit that reported, and the units that did not."""

    id: str
    summary: str
    paragraphs: tuple[Paragraph, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """A measure under its part of the plan."""

    number: int
    title: str
    part: str
    assignments: tuple[AssignmentPart, ...]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Those of all its assignments."""
        return [one for assignment in self.assignments for one in assignment.paragraphs]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole. `version` is 0 while nobody has saved it; `gathered` is heading → paragraphs by unit.

    `number` (期号) is given when it first becomes final, by plan and year, and kept ever after; 0 before.
    """

    plan: str
    title: str
    period: str
    version: int
    state: str
    changed_by: str
    changed_at: datetime | None
    opening: Paragraph
    measures: tuple[MeasurePart, ...]
    figures: tuple[Progress, ...]
    gathered: dict[str, tuple[Paragraph, ...]]
    visits: Paragraph
    timeliness: Paragraph
    number: int
    places: frozenset[str]
    """Every key under which there can be a paragraph: its report may come, or be returned, while somebody writes."""

    @property
    def final(self) -> bool:
        """Whether it stands."""
        return self.state == FINAL

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, in the order of the paper."""
        yield self.opening
        for measure in self.measures:
            yield from measure.paragraphs
        for found in self.gathered.values():
            yield from found
        yield from (self.visits, self.timeliness)


def mark_of(text: str) -> str:
    """A short digest of a text, by which a changed source is known."""
    return sha256(plain(text).encode()).hexdigest()[:16]


def plans_with_reports(bureau: Bureau) -> list[Plan]:
    """The plans under which reports are owed."""
    return [plan for plan in bureau.content.plans if any(duty.kind.written for duty in plan.duties)]


def period_to_compile(bureau: Bureau, db: Connection, now: datetime) -> str | None:
    """The running period once somebody has filed in it, before that the period before."""
    running = running_period(bureau, db, now)
    known = openings.periods(db, bureau.key)
    before = str(expected_before(Period.parse(running), bureau.calendar)) if running else ""
    if running is None or before not in known:
        return running
    return running if submissions.came_in(db, bureau.key, running) else before


def plan_to_compile(bureau: Bureau, db: Connection, period: str) -> str | None:
    """The first plan under which reports were owed in a period, the first of all where none was."""
    plans = [plan.id for plan in plans_with_reports(bureau)]
    several = len(plans) > 1
    owed = {row.plan for row in owed_rows.listed(db, bureau.key, period=period, kinds=WRITTEN)} if several else ()
    return next((plan for plan in plans if plan in owed), plans[0] if plans else None)


def summary(bureau: Bureau, db: Connection, now: datetime, plan_id: str, period: str) -> Summary:
    """The summary of a plan's period. Raises NotFound for a plan that is none, or under which nothing was owed."""
    plan = next((one for one in plans_with_reports(bureau) if one.id == plan_id), None)
    found = sources(bureau, db, plan, period, now) if plan else []
    if plan is None or not found:
        raise NotFound("这一期没有应报送的报告，不能汇总")
    edited = edited_papers.summary(db, bureau.key, plan.id, period)
    return _Compiling(bureau, db, now, plan, period, found, edited).summary()


@dataclass(frozen=True)
class _Compiling:
    """One plan's period with what was saved of it."""

    bureau: Bureau
    db: Connection
    now: datetime
    plan: Plan
    period: str
    found: Sequence[ReportAsIs]
    saved: SummaryRow | None

    def summary(self) -> Summary:
        spelled = spell_period(self.period)
        return Summary(
            self.plan.id,
            f"《{self.plan.title}》{spelled}贯彻落实情况汇总",
            self.period,
            self.saved.version if self.saved else 0,
            self.saved.state if self.saved else DRAFT,
            self.saved.changed_by if self.saved else "",
            self.saved.changed_at if self.saved else None,
            self._paragraph(OPENING, "正文", opening_words(self.plan, spelled, self.found)),
            tuple(self._measures()),
            self._figures(),
            self._sections(),
            self._paragraph(VISITS, "正文", visit_words(self.bureau, self.db, self.plan, self.period, self.now)),
            self._paragraph(TIMELINESS, "正文", timeliness_words(self.found)),
            int(self._kept.get(NUMBER, 0)),
            frozenset(self._places()),
        )

    def _places(self) -> Iterator[str]:
        yield from (OPENING, VISITS, TIMELINESS)
        for source in self.found:
            yield from (f"{name}@{source.unit}" for name in (*source.sight.owed.assignments, *SECTIONS))

    @property
    def _kept(self) -> Mapping[str, Any]:
        return self.saved.paragraphs if self.saved else {}

    def _paragraph(self, key: str, label: str, source: str, report: ReportAsIs | None = None) -> Paragraph:
        kept, mark = self._kept.get(key), mark_of(source)
        text = kept["text"] if kept else source
        left_out = kept is None and self.saved is not None and self.saved.state == FINAL
        edited = kept is not None and mark_of(kept["text"]) != kept["of"]
        stale = kept is not None and kept["of"] != mark
        return Paragraph(key, label, text, source, mark, kept["of"] if kept else mark, edited, stale, left_out, report)

    def _measures(self) -> Iterator[MeasurePart]:
        texts = {source.unit: texts_of(source) for source in self.found}
        for measure in self.plan.measures:
            parts = tuple(self._assignments(measure, texts))
            if any(part.paragraphs or part.missing for part in parts):
                yield MeasurePart(measure.number, measure.title, measure.part, parts)

    def _assignments(self, measure: Measure, texts: Mapping[str, Mapping[str, str]]) -> Iterator[AssignmentPart]:
        for assignment in measure.assignments:
            bearers = [source for source in self.found if assignment.id in source.sight.owed.assignments]
            paragraphs = [
                self._paragraph(key, source.unit, text, source)
                for source in bearers
                for key, text in [(f"{assignment.id}@{source.unit}", texts[source.unit].get(assignment.id, ""))]
                if text or key in self._kept
            ]
            missing = tuple(f"{one.unit}（{one.now.sentence}）" for one in bearers if one.row is None)
            yield AssignmentPart(assignment.id, assignment.summary, tuple(paragraphs), missing)

    def _sections(self) -> dict[str, tuple[Paragraph, ...]]:
        """What the plan asks for, and whatever was said beyond it."""
        sections = {heading: tuple(self._gathered(name)) for name, heading in SECTIONS.items()}
        asked = {heading for duty in self.plan.duties for heading in asked_of(duty).values()}
        return {heading: found for heading, found in sections.items() if found or heading in asked}

    def _gathered(self, name: str) -> Iterator[Paragraph]:
        for source in self.found:
            key, text = f"{name}@{source.unit}", plain(getattr(source.row, name)) if source.row is not None else ""
            if text or key in self._kept:
                yield self._paragraph(key, source.unit, text, source)

    def _figures(self) -> tuple[Progress, ...]:
        """As reported up to the month; as they were when the summary was made final."""
        if FIGURES in self._kept:
            return tuple(Progress(**row) for row in self._kept[FIGURES])
        figures = latest_figures(self.bureau, self.db, self.period, self.now)
        return tuple(
            one
            for _, assignment in self.plan.assignments()
            for owners in [[s.unit for s in self.found if assignment.id in s.sight.owed.assignments]]
            for one in progress_of(self.bureau, figures, self.plan.id, assignment, owners, self.period)
        )


def frozen(shown: Summary) -> Kept:
    """What is kept of a summary that is made final: every paragraph as it stands, and the figures."""
    kept: Kept = {one.key: {"text": one.text, "of": one.over} for one in shown.paragraphs()}
    return kept | {FIGURES: [asdict(replace(row, course=())) for row in shown.figures]}


def next_number(db: Connection, bureau: Bureau, shown: Summary) -> int:
    """Its number where it has one, else the one after the last of its plan's year."""
    rows = edited_papers.summaries(db, bureau.key, shown.plan)
    given = [row.paragraphs.get(NUMBER, 0) for row in rows if row.period[:4] == shown.period[:4]]
    return shown.number or max(given, default=0) + 1


def numbered(number: int) -> str:
    """第3期; empty before there is one."""
    return f"第{number}期" if number else ""


@dataclass(frozen=True, slots=True)
class FinalSummary:
    """One that stands: which, its number, and who made it final when."""

    plan: str
    title: str
    period: str
    number: int
    by: str
    at: datetime


def final_summaries(bureau: Bureau, db: Connection) -> list[FinalSummary]:
    """Those of plans that there still are, the newest first."""
    titles = {plan.id: plan.title for plan in plans_with_reports(bureau)}
    return [
        FinalSummary(
            row.plan, titles[row.plan], row.period, row.paragraphs.get(NUMBER, 0), row.changed_by, row.changed_at
        )
        for row in edited_papers.final_summaries(db, bureau.key)
        if row.plan in titles
    ]
