"""Files of content read as the program reads them: a source, what it holds, and what was found in it."""

from collections.abc import Iterable
from pathlib import Path

from yudu_flow.content.calendar.reading import calendar_in
from yudu_flow.content.findings import Finding
from yudu_flow.content.plan.reading import plan_sources, plans_in
from yudu_flow.content.read_source import read_source
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.content.rules.reading import rules_in
from yudu_flow.domain.plan import Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar


def rules_at(path: Path) -> tuple[Rules | None, list[Finding]]:
    source = read_source(path)
    return rules_in(source), source.findings


def roster_at(path: Path) -> tuple[Roster | None, list[Finding]]:
    source = read_source(path)
    return roster_in(source), source.findings


def calendar_at(path: Path, years: Iterable[int]) -> tuple[Calendar | None, list[Finding]]:
    source = read_source(path)
    return calendar_in(source, years), source.findings


def plans_at(folder: Path, roster: Roster | None) -> tuple[tuple[Plan, ...], list[Finding]]:
    sources = plan_sources(folder, folder.as_posix())
    plans = plans_in(sources, roster)
    return plans, [finding for source in sources for finding in source.findings]
