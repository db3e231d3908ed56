"""Each target with the figures that were reported for it, against the share of its span that had passed. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import takewhile

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import states
from yudu_flow.actions.reporters import is_gone, reporter_on
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import ZONE, Period, expected_before
from yudu_flow.domain.plan import Assignment, Plan
from yudu_flow.domain.progress import Pace, done_share, due_share, forecast, lag, needed, pace
from yudu_flow.domain.slowness import LATE, figures_at
from yudu_flow.domain.target import Target
from yudu_flow.storage import events, obligations, submissions
from yudu_flow.storage.rows import EventRow
from yudu_flow.storage.submissions import GivenFigure

Place = tuple[str, str, str]
"""Plan, assignment, name of the target."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What each owner reported for each target, oldest first; of one obligation its last word.

    `first` are the words before a correction, by event of the correction. `judged` are the last periods whose figures
    had come or should have, newest first, by plan and owner.
    """

    given: Mapping[Place, Mapping[str, Sequence[GivenFigure]]]
    corrections: Mapping[int, EventRow]
    judged: Mapping[tuple[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with the figure that `owner` reported for `period`; `value` is None where nobody reported one.

    `done` and `due` are percentages of the goal: what is reached, and what was due by the end of `period`; `points` is
    how far it lags. `lamp` is the pace: `unknown` where the periods in `silent`, newest first, brought no figure.
    `comes_to` is what this pace leads to by the end, `each_month` what each month left must bring. `first` is what was
    reported before the `corrected` words. `final`: nothing more is asked for.
    """

    assignment: str
    owner: str
    name: str
    unit: str
    goal: Amount
    value: Amount | None
    period: str
    done: float
    due: float
    behind: bool
    lamp: str = Pace.IN_TIME
    points: float = 0.0
    comes_to: Amount | None = None
    each_month: Amount | None = None
    silent: Sequence[str] = field(default=())
    first: Amount | None = None
    corrected: str = ""
    direction: str = "up"
    state: bool = False
    final: bool = False
    plan: str = ""
    by: str = ""
    since: str = ""
    course: Sequence[tuple[str, float, float, Amount]] = field(default=())
    """Each figure of the span: its period, what was done and what was due by then in percent, and the figure."""

    @property
    def pace(self) -> Pace:
        """The lamp, also of what was frozen as JSON."""
        return Pace(self.lamp)

    @property
    def alarms(self) -> bool:
        """Whether it is far behind, or nobody has known it twice in a row: red; behind or unknown once is yellow."""
        return self.pace is Pace.RED or self.dark

    @property
    def unknown(self) -> bool:
        """Whether the last figure that was asked for did not come."""
        return bool(self.silent)

    @property
    def dark(self) -> bool:
        """Whether nobody has known it twice in a row."""
        return len(self.silent) > 1


def latest_figures(bureau: Bureau, db: Connection, period: str, now: datetime) -> Figures:
    """All figures of the spans that reach into `period`, up to it."""
    month = Period.parse(period)
    spans = [target.begins for _, _, target in running(bureau.content.plans, month)]
    if not spans:
        return Figures({}, {}, {})
    rows = submissions.given(db, bureau.key, f"{min(spans):%Y-%m}", month.last)
    return Figures(_by_target(rows), _corrections(db, rows), _judged(bureau, db, month, now))


def running(plans: Iterable[Plan], period: Period) -> Iterator[tuple[Plan, Assignment, Target]]:
    """The targets that run in that period, or ended earlier in its year."""
    for plan in plans:
        for _, assignment in plan.assignments():
            yield from (
                (plan, assignment, target)
                for target in assignment.targets
                if target.runs_in(period) or _ended_lately(target, period)
            )


def _by_target(rows: Iterable[GivenFigure]) -> dict[Place, dict[str, list[GivenFigure]]]:
    last = {(row.obligation, row.assignment, row.target): row for row in rows}
    found: dict[Place, dict[str, list[GivenFigure]]] = defaultdict(lambda: defaultdict(list))
    for row in last.values():
        found[row.plan, row.assignment, row.target][row.owner].append(row)
    return found


def _corrections(db: Connection, rows: Sequence[GivenFigure]) -> dict[int, EventRow]:
    """The events of the figures that take an earlier one's place, where that is what they are."""
    times: dict[tuple[int, str], int] = defaultdict(int)
    for row in rows:
        times[row.obligation, row.target] += 1
    again = {row.event for row in rows if times[row.obligation, row.target] > 1}
    found = events.by_id(db, again) if again else {}
    return {key: row for key, row in found.items() if row.kind == FactKind.FIGURE_CORRECTED}


def _judged(bureau: Bureau, db: Connection, period: Period, now: datetime) -> dict[tuple[str, str], list[str]]:
    """Of that period and the one before."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in (period, expected_before(period, bureau.calendar)):
        rows = obligations.listed(db, bureau.key, period=str(one), kinds=WRITTEN)
        asked = [row for row in rows if bureau.has_targets(row.plan, row.assignments)]
        stood = states(db, asked)
        for row in asked:
            at = figures_at(stood[row.id])
            if at is not None and at <= now:
                found[row.plan, row.owner].append(row.period)
    return found


@dataclass(frozen=True, slots=True)
class _Charge:
    """An assignment whose targets are looked at, by what was reported for them up to `period`."""

    bureau: Bureau
    figures: Figures
    plan: str
    assignment: Assignment
    owners: Sequence[str]
    period: Period


def progress_of(
    bureau: Bureau,
    figures: Figures,
    plan: str,
    assignment: Assignment,
    owners: Sequence[str],
    period: str,
    *,
    ended: bool = False,
) -> Iterator[Progress]:
    """Each target of an assignment that still runs, once: as its reporter says, else as whoever else once said.

    With those that `ended` earlier in the year.
    """
    charge = _Charge(bureau, figures, plan, assignment, owners, Period.parse(period))
    for target in assignment.targets:
        if target.runs_in(charge.period) or (ended and _ended_lately(target, charge.period)):
            yield _line(charge, target)


def _ended_lately(target: Target, period: Period) -> bool:
    return target.by < period.first and target.by.year == period.last.year


def _line(of: _Charge, target: Target) -> Progress:
    """One a target: units were once asked for each other's figures, and it stood there twice with two values."""
    reporter = reporter_on(of.bureau, of.plan, of.assignment, target, day=of.period.last)
    named = reporter if reporter in of.owners else of.assignment.reporter(target)
    said = _passed_on(of, _series(of, target), named)
    known = sorted((owner for owner in of.owners if said.get(owner)), key=lambda one: one != named)[:1]
    [owner] = known or [named if named in of.owners else "、".join(of.owners)]
    return _standing(of, target, owner, said.get(owner, ()))


def _passed_on(
    of: _Charge, said: Mapping[str, Sequence[GivenFigure]], reporter: str
) -> Mapping[str, Sequence[GivenFigure]]:
    """What a unit that has ended said goes on with whoever is asked after it."""
    left = [one for one in said if one not in of.owners and is_gone(of.bureau, one, of.period.last)]
    if not left or reporter not in of.owners:
        return said
    rows = [row for one in (*left, reporter) for row in said.get(one, ())]
    return {**said, reporter: sorted(rows, key=lambda row: row.month)}


def _series(of: _Charge, target: Target) -> dict[str, list[GivenFigure]]:
    """Each owner's figures within the target's span, oldest first."""
    found = of.figures.given.get((of.plan, of.assignment.id, target.name), {})
    return {owner: [row for row in rows if target.holds(row.month)] for owner, rows in found.items()}


def _standing(of: _Charge, target: Target, owner: str, rows: Sequence[GivenFigure]) -> Progress:
    """Where a target stands by the last of an owner's figures, and in which periods since nobody said."""
    one = Progress(
        assignment=of.assignment.id,
        owner=owner,
        name=target.name,
        unit=target.unit,
        goal=target.value,
        value=None,
        period=str(of.period),
        done=0.0,
        due=due_share(target, of.period),
        behind=False,
        lamp=Pace.UNKNOWN,
        silent=_silent(of, target, owner, rows),
        direction=target.direction,
        state=target.state,
        plan=of.plan,
        by=target.by.isoformat(),
        since=target.begins.isoformat(),
        course=tuple(_point(target, row) for row in rows),
    )
    return _with_figure(of, target, one, rows[-1]) if rows else one


def _silent(of: _Charge, target: Target, owner: str, rows: Sequence[GivenFigure]) -> tuple[str, ...]:
    """The last periods in a row without a figure; of what has ended, whether its end is one of them."""
    given, months = {row.period for row in rows}, {row.month for row in rows}
    if target.by < of.period.first:
        return () if f"{target.by:%Y-%m}" in months else (str(Period.of(target.by)),)
    judged = [one for one in of.figures.judged.get((of.plan, owner), ()) if target.runs_in(Period.parse(one))]
    return tuple(takewhile(lambda one: one not in given, judged))


def _point(target: Target, row: GivenFigure) -> tuple[str, float, float, Amount]:
    return row.period, done_share(target, row.value), due_share(target, Period.parse(row.period)), row.value


def _with_figure(of: _Charge, target: Target, one: Progress, row: GivenFigure) -> Progress:
    period, value = Period.parse(row.period), row.value
    lamp = pace(target, value, period, of.bureau.rules)
    corrected = of.figures.corrections.get(row.event)
    return replace(
        one,
        value=value,
        period=row.period,
        done=done_share(target, value),
        due=due_share(target, period),
        points=lag(target, value, period),
        behind=lamp in LATE,
        lamp=Pace.UNKNOWN if one.silent else lamp,
        comes_to=forecast(target, value, period),
        each_month=needed(target, value, period),
        first=corrected.detail["before"] if corrected else None,
        corrected=_said(corrected) if corrected else "",
        final=target.ends_in(period),
    )


def _said(row: EventRow) -> str:
    """Who corrected it when, and why."""
    return f"{row.at.astimezone(ZONE):%Y-%m-%d}{row.by}更正：{row.detail['reason']}"
