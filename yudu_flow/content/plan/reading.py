"""Reads workflows/*.yaml: each file one plan (方案), every name in it checked against the roster."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import has_errors
from yudu_flow.content.plan.checks import check_ids, check_plan
from yudu_flow.content.plan.duties import check_ladders_named
from yudu_flow.content.plan.names import check_names, group_spelled, person_spelled, spelled
from yudu_flow.content.plan.reporters import with_reporters
from yudu_flow.content.plan.shape import AssignmentShape, DutyShape, MeasureShape, PlanShape, StopShape, TargetShape
from yudu_flow.content.read_source import is_read, read_source
from yudu_flow.content.source import Source
from yudu_flow.domain.duties.registry import DATED, KINDS
from yudu_flow.domain.plan import Assignment, Duty, Measure, Plan, Policy, Stop
from yudu_flow.domain.printable import legible
from yudu_flow.domain.roster import Roster
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.target import Target


def plan_sources(folder: Path, shown: str) -> list[Source]:
    """The plan files by name; one that says so where there is none. `shown` is the folder as findings name it."""
    # Of the folder itself: what lies below, in drafts, is in force nowhere.
    paths = sorted(path for path in folder.glob("*.y*ml") if is_read(path.name))
    if paths:
        return [_source(path, f"{shown}/{legible(path.name)}") for path in paths]
    empty = Source(shown)
    if folder.is_dir():  # a new bureau has none yet; a folder that is gone is another thing
        empty.warn((), "还没有方案", "在网页“方案”里导入文件，或在 workflows 里放一个 .yaml 文件")
    else:
        empty.error((), "没有方案文件", "至少放一个 .yaml 文件")
    return [empty]


def _source(path: Path, shown: str) -> Source:
    if shown.endswith(path.name):
        return read_source(path, shown)
    unnamed = Source(shown)  # pages and records could not name it
    unnamed.error((), "文件名不是 UTF-8 编码", "给文件改名，如 plan.yaml")
    return unnamed


def plans_in(sources: Sequence[Source], roster: Roster | None, rules: Rules | None = None) -> tuple[Plan, ...]:
    """The plans that `sources` hold, those with errors left out; errors are noted in the sources.

    Without a roster or rules (they are broken themselves) nothing is checked against them, and without a roster there
    is no plan.
    """
    read = [(source, shaped(source, PlanShape)) for source in sources]
    whole = [(source, shape) for source, shape in read if shape is not None]
    for source, shape in whole:
        check_plan(shape, source)
        if roster:
            check_names(shape, roster, source)
        if rules:
            check_ladders_named(shape, rules, source)
    check_ids(whole)
    if roster is None:
        return ()
    sound = [(source, shape) for source, shape in whole if not has_errors(source.findings)]
    # Looked at twice: who reports a target of a group is known once the plan is read, and may be asked for it already.
    found = [(source, with_reporters(_plan(shape, roster), shape, roster, source)) for source, shape in sound]
    return tuple(plan for source, plan in found if not has_errors(source.findings))


def _plan(shape: PlanShape, roster: Roster) -> Plan:
    measures = [_measure(measure, part.title, roster) for part in shape.parts for measure in part.measures]
    return Plan(
        id=shape.id,
        number=shape.number,
        title=shape.title,
        dated=shape.dated,
        measures=tuple(measures),
        duties=(*(_duty(duty, roster) for duty in shape.duties), *_dated(shape, measures)),
        last_period=shape.last_period,
        paused=_stop(shape.paused),
        ended=_stop(shape.ended),
    )


def _stop(shape: StopShape | None) -> Stop | None:
    return Stop(shape.day, shape.why) if shape else None


def _measure(shape: MeasureShape, part: str, roster: Roster) -> Measure:
    assignments = tuple(_assignment(assignment, roster) for assignment in shape.assignments)
    return Measure(shape.number, shape.title, part, assignments)


def _assignment(shape: AssignmentShape, roster: Roster) -> Assignment:
    return Assignment(
        id=shape.id,
        summary=shape.summary,
        leaders=tuple(person_spelled(name, roster) for name in shape.leaders),
        units=_units(shape.units, roster),
        groups=tuple(group_spelled(name, roster) for name in shape.groups),
        people=tuple(person_spelled(name, roster) for name in shape.people),
        targets=tuple(_target(target, roster) for target in shape.targets),
        policies=tuple(Policy(policy.what, policy.until) for policy in shape.until),
        due=shape.due,
        lead=spelled(shape.lead, roster) if shape.lead else "",
        co_units=_units((group_spelled(name, roster) for name in shape.co_units), roster),
    )


def _units(names: Iterable[str], roster: Roster) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelled(name, roster) for name in names))


def _target(shape: TargetShape, roster: Roster) -> Target:
    reports = spelled(shape.reports, roster) if shape.reports else ""
    return Target(shape.name, shape.value, shape.unit, shape.by, reports, shape.since, shape.direction, shape.state)


def _dated(shape: PlanShape, measures: Iterable[Measure]) -> Iterator[Duty]:
    """What assignments are to have done by a day: each is a duty by itself."""
    for id in DATED:
        for assignment in (one for measure in measures for one in measure.assignments if one.due):
            yield Duty(
                f"{id}:{assignment.id}",
                KINDS[id],
                assignment.summary,
                shape.number,
                sealed=False,
                assignment=assignment.id,
                by=assignment.due,
            )


def _duty(shape: DutyShape, roster: Roster) -> Duty:
    """Only what is written has a day and a seal."""
    kind = KINDS[shape.kind]
    return Duty(
        id=shape.id,
        kind=kind,
        title=shape.title,
        basis=shape.basis,
        # Asked of what has a named day alone, and there it must be written (plan/duties).
        day=shape.day or 27,
        every=shape.every,
        month=shape.month or 0,
        ladder=shape.ladder or "",
        last_period=shape.last_period,
        sealed=kind.written and shape.sealed is not False,
        contents=tuple(shape.contents),
        assignment=shape.assignment,
        owner_units=_units(shape.units, roster),
        owner_people=tuple(person_spelled(name, roster) for name in shape.people),
        firms=shape.firms or 0,
        regular=bool(shape.regular),
    )
