"""Each target with the latest figure reported for it, against the share of the year that had passed. Reads only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.amount import Amount
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment, Target
from yudu_flow.domain.progress import done_share, due_share, is_behind
from yudu_flow.storage import submissions

Figures = Mapping[tuple[str, str, str], Mapping[str, tuple[Amount, str]]]
"""By plan, assignment and target: what each owner last reported, and for which period."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with the figure that `owner` reported for `period`; `value` is None where nobody reported one.

    `done` and `due` are percentages of the goal: what is reached, and what was due by the end of `period`.
    """

    assignment: str
    owner: str
    name: str
    unit: str
    goal: int
    value: Amount | None
    period: str
    done: float
    due: float
    behind: bool


def latest_figures(bureau: Bureau, db: Connection, period: str) -> Figures:
    """The last figure of the year up to `period`, by target and owner."""
    last = Period.parse(period).last
    found: dict[tuple[str, str, str], dict[str, tuple[Amount, str]]] = {}
    for row in submissions.figures_until(db, bureau.key, str(last.year), last):
        found.setdefault((row.plan, row.assignment, row.target), {})[row.owner] = (row.value, row.period)
    return found


def progress_of(
    bureau: Bureau, figures: Figures, plan: str, assignment: Assignment, owners: Sequence[str], period: str
) -> Iterator[Progress]:
    """Each target of an assignment that still runs, once: as its reporter says, else as whoever else once said.

    A group's target has a line for each owner that reported a figure.
    """
    for target in assignment.targets:
        if not target.runs_in(Period.parse(period)):
            continue
        values = figures.get((plan, assignment.id, target.name), {})
        reporter = assignment.reporter(target)
        known = [(owner, *values[owner]) for owner in owners if owner in values]
        if reporter:
            known = sorted(known, key=lambda one: one[0] != reporter)[:1]
        for owner, value, month in known:
            yield _progress(bureau, assignment, target, owner, value, month)
        if not known:
            due = due_share(target, Period.parse(period))
            owner = reporter if reporter in owners else "、".join(owners)
            yield Progress(
                assignment.id, owner, target.name, target.unit, target.value, None, period, 0.0, due, behind=False
            )


def _progress(
    bureau: Bureau, assignment: Assignment, target: Target, owner: str, value: Amount, month: str
) -> Progress:
    period = Period.parse(month)
    return Progress(
        assignment.id,
        owner,
        target.name,
        target.unit,
        target.value,
        value,
        month,
        done_share(target, value),
        due_share(target, period),
        behind=is_behind(target, value, period, bureau.rules.behind_points),
    )
