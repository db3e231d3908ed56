"""What a month's bulletin counts: every item of the plan with where it stands, every target with where it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.target_figures import Progress, latest_figures, progress_of
from yudu_flow.domain.bucket import Bucket, bucket
from yudu_flow.domain.duties.registry import KINDS, WRITTEN
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.domain.plan import Plan
from yudu_flow.domain.shares import shares
from yudu_flow.storage import obligations
from yudu_flow.wording.cases import KINDS as CASES
from yudu_flow.wording.standings import OUTCOMES, stand

LAGS = (Bucket.LATE, Bucket.UNPAGED, Bucket.MISSING, Bucket.OVERDUE)
"""What is slow, though it may have been made up: late stays late."""
TARGETS = "量化指标"
PACES = IN_PACE, BEHIND, UNKNOWN = "符合序时进度", "慢于序时进度", "尚未填报"


@dataclass(frozen=True, slots=True)
class Counted:
    """An item or a target: of which `unit`, in which `group` of alike ones, in which `state` of these, and its words.

    `place` is that of its state among those of its group. `confirmed`: the kind of case that a leader decided it was.
    """

    unit: str
    group: str
    title: str
    state: str
    says: str
    slow: bool
    place: int
    kind: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a group are in which state, with their shares in percent: both add up."""

    group: str
    whole: int
    states: tuple[tuple[str, int, float], ...]


def listed(bureau: Bureau, db: Connection, plan: Plan, period: str, now: datetime) -> list[Counted]:
    """What was owed of a plan in a month, units as the roster has them."""
    rows = [row for row in obligations.between(db, bureau.key, period, period) if row.plan == plan.id]
    rows.sort(key=lambda row: (row.kind not in WRITTEN, bureau.roster.place(row.unit), row.id))
    return [_listed(bureau, sight, now) for sight in see(db, rows, with_rungs=False)]


def _listed(bureau: Bureau, sight: Sight, now: datetime) -> Counted:
    owed, kind = sight.owed, KINDS[sight.owed.kind]
    counted = bucket(sight.state, now)
    stands = stand(sight.state, bureau.rules, bureau.calendar, now)
    words = dict(kind.words.instead).get(str(counted), OUTCOMES[counted])
    says = (
        stands.late if stands.late.startswith(stands.result) else "，".join(filter(None, (stands.result, stands.late)))
    )
    case = sight.state.case
    confirmed = CASES[case.kind] if case and case.decision is CaseChoice.CONFIRM else ""
    group = owed.title if kind.cyclic else kind.words.name
    return Counted(
        owed.unit, group, owed.title, words, says, counted in LAGS, [*Bucket].index(counted), kind.id, confirmed
    )


def targets(bureau: Bureau, db: Connection, plan: Plan, period: str, now: datetime) -> list[Counted]:
    """The plan's targets that run in that month, with the latest figures up to it."""
    rows = [row for row in obligations.between(db, bureau.key, period, period) if row.plan == plan.id]
    # By what is owed, and not by the plan's words: those of a group bear it too, and whoever a unit went into.
    borne = {(row.owner, one) for row in rows if row.kind in WRITTEN for one in row.assignments}
    figures = latest_figures(bureau, db, period, now)
    found = (
        one
        for _, assignment in plan.assignments()
        for owners in [[unit for unit in bureau.roster.units if (unit, assignment.id) in borne]]
        for one in progress_of(bureau, figures, plan.id, assignment, owners, period)
    )
    return [_of_target(one) for one in found]


def _of_target(one: Progress) -> Counted:
    state = UNKNOWN if one.value is None or one.unknown else BEHIND if one.behind else IN_PACE
    reached = "" if one.value is None else f"完成{one.done:.1f}%，"
    says = f"{reached}序时进度{one.due:.1f}%，{state}"
    return Counted(one.owner, TARGETS, one.name, state, says, state != IN_PACE, PACES.index(state))


def slow_first(found: Iterable[Counted]) -> tuple[list[Counted], list[Counted]]:
    """Those that are slow, and those on track; each in the order in which they came."""
    known = [*found]
    return [one for one in known if one.slow], [one for one in known if not one.slow]


def tallies(owed: Sequence[Counted], figures: Sequence[Counted]) -> list[Tally]:
    """A tally a group, in the order in which groups and states come."""
    groups: dict[str, list[Counted]] = defaultdict(list)
    for one in (*owed, *figures):
        groups[one.group].append(one)
    return [Tally(group, len(found), tuple(_states(found))) for group, found in groups.items()]


def _states(found: Sequence[Counted]) -> Iterator[tuple[str, int, float]]:
    counted = Counter(one.state for one in sorted(found, key=lambda one: one.place))
    return ((*pair, share) for pair, share in zip(counted.items(), shares([*counted.values()]), strict=True))
