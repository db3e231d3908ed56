"""Each measure under a leader's charge as its units' reports have it: where they stand, figures, and what was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked
from yudu_flow.actions.target_figures import Figures, Progress, progress_of
from yudu_flow.actions.views.board_lists import BoardItem, Lists
from yudu_flow.domain.expected import leading_posts
from yudu_flow.domain.period import Period, expected_before
from yudu_flow.domain.plan import Assignment, Plan
from yudu_flow.storage import submissions
from yudu_flow.storage.rows import SubmissionRow
from yudu_flow.wording.periods import nothing_new


@dataclass(frozen=True, slots=True)
class UnitStand:
    """A unit's report of the month, and what it last said on the assignment: `text_in` is the period of that."""

    item: BoardItem
    text: str
    text_in: str


@dataclass(frozen=True, slots=True)
class AssignmentStand:
    """One assignment: its units, and its targets with their figures."""

    id: str
    summary: str
    units: tuple[UnitStand, ...]
    targets: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class MeasureStand:
    """One measure with the assignments that are under the leader's charge."""

    number: int
    title: str
    assignments: tuple[AssignmentStand, ...]

    @property
    def behind(self) -> tuple[Progress, ...]:
        """Its targets that lag."""
        return tuple(one for one in self.targets if one.behind and not one.dark)

    @property
    def dark(self) -> tuple[Progress, ...]:
        """Those that nobody has known twice in a row."""
        return tuple(one for one in self.targets if one.dark)

    @property
    def targets(self) -> tuple[Progress, ...]:
        return tuple(one for assignment in self.assignments for one in assignment.targets)


def measures_of(
    bureau: Bureau,
    db: Connection,
    now: datetime,
    leads: frozenset[str],
    reports: Sequence[Sight],
    period: str,
    figures: Figures,
) -> Iterator[MeasureStand]:
    """The measures of every plan, in document order; `reports` are those under the charge of `leads`."""
    before = str(expected_before(Period.parse(period), bureau.calendar))
    near = [sight for sight in reports if sight.owed.period in (period, before)]
    latest = submissions.latest_of(db, bureau.key, [sight.owed.id for sight in near])
    voices = {(sight.owed.plan, sight.owed.owner, sight.owed.period): latest.get(sight.owed.id) for sight in near}
    month = [sight for sight in near if sight.owed.period == period]
    lists = Lists(bureau, now)
    items = {sight.owed.id: lists.item(sight) for sight in month}
    for plan in bureau.content.plans:
        yield from _PlanMonth(bureau, leads, plan, month, items, voices, figures, period, before).measures()


@dataclass(frozen=True, slots=True)
class _PlanMonth:
    """One plan's month before one leader."""

    bureau: Bureau
    leads: frozenset[str]
    plan: Plan
    month: Sequence[Sight]
    items: dict[int, BoardItem]
    voices: dict[tuple[str, str, str], SubmissionRow | None]
    figures: Figures
    period: str
    before: str

    def measures(self) -> Iterator[MeasureStand]:
        posts = leading_posts(self.plan, self.bureau.roster)
        for measure in self.plan.measures:
            found = [self._assignment(a, self._leads(a, posts)) for a in measure.assignments]
            mine = tuple(one for one in found if one.units)
            if mine:
                yield MeasureStand(measure.number, measure.title, mine)

    def _leads(self, assignment: Assignment, posts: dict[str, str]) -> bool:
        return bool(self.leads & {posts[name] for name in assignment.leaders})

    def _assignment(self, assignment: Assignment, leads_it: bool) -> AssignmentStand:
        """With those who report on it under a leader of the assignment, or of the unit as a whole."""
        sights = [
            sight
            for sight in self.month
            if sight.owed.plan == self.plan.id
            and assignment.id in sight.owed.assignments
            and (leads_it or sight.owed.decider in self.leads)
        ]
        owners = [sight.owed.owner for sight in sights]
        found = progress_of(self.bureau, self.figures, self.plan.id, assignment, owners, self.period) if owners else ()
        targets = tuple(found) if leads_it else self._asked_of(sights, tuple(found))
        units = tuple(self._unit(assignment, sight) for sight in sights)
        return AssignmentStand(assignment.id, assignment.summary, units, targets)

    def _asked_of(self, sights: Sequence[Sight], targets: tuple[Progress, ...]) -> tuple[Progress, ...]:
        """Whoever leads one unit alone has not the figures that are asked of another: they would seem missing."""
        if not targets:
            return ()
        theirs = {target.name for sight in sights for target in asked(self.bureau, sight.owed)}
        return tuple(one for one in targets if one.name in theirs)

    def _unit(self, assignment: Assignment, sight: Sight) -> UnitStand:
        item = self.items[sight.owed.id]
        for period in (self.period, self.before):
            row = self.voices.get((self.plan.id, sight.owed.owner, period))
            if row is not None:
                return UnitStand(item, words_on(row, assignment.id, period), period)
        return UnitStand(item, "", "")


def words_on(row: SubmissionRow, assignment: str, period: str) -> str:
    """What a report says on one assignment; the whole of it where the form did not take it apart."""
    part = str(row.parts.get(assignment, "")).strip() if row.parts else row.progress.strip()
    return part or (f"{nothing_new(period)}：{row.nothing_new.strip()}" if row.nothing_new.strip() else "")
