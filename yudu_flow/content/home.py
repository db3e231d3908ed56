"""All the content of a home folder at once: everything that is wrong in any file, or the values to run on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yudu_flow.content.calendar.reading import calendar_in
from yudu_flow.content.findings import BrokenContent, Finding, has_errors
from yudu_flow.content.plan.reading import plan_sources, plans_in
from yudu_flow.content.read_source import read_source, source_of
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.rules.reading import rules_in
from yudu_flow.content.source import Source
from yudu_flow.content.unsettled import Known, note_dues, note_roster, note_visits, note_years
from yudu_flow.domain.plan import Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar

YEARS_AHEAD = 3
ROSTER, RULES, CALENDAR = (f"config/{name}.yaml" for name in ("roster", "rules", "calendar"))
PLANS = "workflows"


@dataclass(frozen=True)
class Content:
    """What is owed, who we are, what we decided, and which days are worked."""

    plans: tuple[Plan, ...]
    roster: Roster
    rules: Rules
    calendar: Calendar


@dataclass(frozen=True)
class _Files:
    """The files that `read_content` reads."""

    roster: Source
    rules: Source
    calendar: Source
    workflows: list[Source]

    def findings(self) -> list[Finding]:
        sources = (self.roster, self.rules, self.calendar, *self.workflows)
        return [finding for source in sources for finding in sorted(source.findings, key=_place)]


def load(home: Path, today: date, until_year: int | None = None) -> Content:
    """The content of `home`. Raises BrokenContent with every finding where anything is wrong."""
    content, findings = read_content(home, today, until_year)
    if content is None:
        raise BrokenContent(findings)
    return content


def read_content(
    home: Path,
    today: date,
    until_year: int | None = None,
    *,
    tried: Mapping[str, str] | None = None,
    known: Callable[[str], Known] = lambda _: Known(),
) -> tuple[Content | None, list[Finding]]:
    """The content of `home`, None where it has errors; and all findings by file and line.

    The calendar covers from the earliest plan to `until_year` (default: three years after `today`); years that
    nobody has announced are projected, which takes time: to check only, pass `today.year`, since the findings are the
    same. Warnings about unsettled things are those of `today`.
    `tried` has texts by the files in whose place they are tried, a plan's also beside the others.
    `known` is what the records of a bureau answer, asked by its key where nothing is wrong.
    """
    files = _read(home, tried or {})
    roster, rules = roster_in(files.roster), rules_in(files.rules)
    # Before the calendar, whose first year is that of the earliest plan.
    plans = plans_in(files.workflows, roster, rules)
    calendar = calendar_in(files.calendar, _years(plans, today, until_year))
    if roster is None or rules is None or calendar is None or has_errors(files.findings()):
        return None, files.findings()
    note_roster(roster, files.roster, today)
    answers = known(roster.bureau)
    note_visits(plans, roster, rules, files.workflows, answers.paired, today)
    note_dues(plans, files.workflows, today, answers.opened)
    note_years(calendar, files.calendar, today)
    return Content(plans, roster, rules, calendar), files.findings()


def _read(home: Path, tried: Mapping[str, str]) -> _Files:
    roster, rules, calendar = (
        source_of(tried[file], file) if file in tried else read_source(home / file, file)
        for file in (ROSTER, RULES, CALENDAR)
    )
    workflows = plan_sources(home / PLANS, PLANS)
    beside = {file: text for file, text in tried.items() if file.startswith(f"{PLANS}/")}
    if beside:
        # Where there is no plan yet, one source stands for the folder and says so: the tried one ends that.
        others = [one for one in workflows if one.file not in (*beside, PLANS)]
        fresh = [source_of(text, file) for file, text in beside.items()]
        workflows = sorted([*others, *fresh], key=lambda one: one.file)
    return _Files(roster, rules, calendar, workflows)


def _years(plans: Iterable[Plan], today: date, until_year: int | None) -> range:
    first = min((plan.dated.year for plan in plans), default=today.year)
    return range(min(first, today.year), (until_year or today.year + YEARS_AHEAD) + 1)


def _place(finding: Finding) -> tuple[int, int]:
    return finding.line, finding.column
