"""A plan (方案) as data: measures, assignments, targets and the duties that follow. Names are those of the document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.period import Period
from yudu_flow.domain.rules import Ladder, Rules
from yudu_flow.domain.target import Target


@dataclass(frozen=True, slots=True)
class Policy:
    """Something inside an assignment that runs out with a day; the rest of the assignment goes on."""

    what: str
    until: date


@dataclass(frozen=True, slots=True)
class Assignment:
    """One leader–unit pairing inside a measure (分工). `groups` are expanded when a period opens.

    It is to be done by `due`, under the `lead` of one of its units where one is named; without that day it goes on.
    `co_units` (配合单位), units and groups, help and owe nothing. Where no leader is named, whoever is in charge of the
    unit decides.
    """

    id: str
    summary: str
    leaders: tuple[str, ...]
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    policies: tuple[Policy, ...] = ()
    due: date | None = None
    lead: str = ""
    co_units: tuple[str, ...] = ()

    @property
    def leads(self) -> tuple[str, ...]:
        """The units that are to have it done by its day; those who do not lead it help."""
        return (self.lead,) if self.lead else self.units

    def reporter(self, target: Target) -> str:
        """The one unit that a figure is asked of; empty where nobody bears it."""
        # Asked of all who bear it, one figure came several times, with different values.
        return target.reports or next(iter(self.units), "")

    def asked_of(self, owner: str, period: Period, reporter: Callable[[Target], str] | None = None) -> Iterator[Target]:
        """The figures that an owner of it is asked for; `reporter` says who gives one where units have ended."""
        gives = reporter or self.reporter
        return (t for t in self.targets if gives(t) == owner and t.runs_in(period))


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered item of the plan (措施)."""

    number: int
    title: str
    part: str
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What its owners owe in each turn of a cycle: one report for all their assignments, or visits to a quota of firms.

    A report is owed by every unit that has an assignment, and names its `day` as `Period.day` has it: of the month, of
    the week, or of a longer cycle's `month` (0 is its last); `contents` are the headings that it is to have, all of
    them where none is named. Visits belong to one `assignment`, by its `units` and `people` alone; `firms` is the
    number of paired firms an owner. What comes once is due `by` its day. `ladder` names a block of the rules in place
    of the kind's own. After the month of its `last_period` it goes on no more.
    """

    id: str
    kind: Kind
    title: str
    basis: str
    day: int = 27
    sealed: bool = True
    contents: tuple[str, ...] = ()
    assignment: str | None = None
    owner_units: tuple[str, ...] = ()
    owner_people: tuple[str, ...] = ()
    firms: int = 0
    regular: bool = False
    by: date | None = None
    every: Cycle = Cycle.MONTH
    month: int = 0
    ladder: str = ""
    last_period: Period | None = None

    @property
    def subject(self) -> str:
        """What it is about where it comes once, by its own day; empty where each period brings one."""
        return "" if self.kind.cyclic else self.id

    def climbs(self, rules: Rules) -> Ladder:
        return self.kind.ladder(rules, self.every, self.ladder)


@dataclass(frozen=True, slots=True)
class Stop:
    """No period is opened from that day on, for a reason of the office's; what is open goes on."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A document as data. `number` is its 文号; `last_period` ends each duty that names no end of its own.

    While it is `paused` no period of it is opened, and once it is `ended` none any more.
    """

    id: str
    number: str
    title: str
    dated: date
    measures: tuple[Measure, ...]
    duties: tuple[Duty, ...]
    last_period: Period | None = None
    paused: Stop | None = None
    ended: Stop | None = None

    @property
    def stops_on(self) -> date | None:
        """The first day on which no period of it is opened."""
        return min((stop.day for stop in (self.paused, self.ended) if stop), default=None)

    def runs_on(self, day: date) -> bool:
        """Whether its periods are opened on that day."""
        return self.stops_on is None or day < self.stops_on

    def last_of(self, duty: Duty) -> Period | None:
        """The month after whose end that duty of it goes on no more; None where it has no end."""
        return duty.last_period or self.last_period

    def assignments(self) -> Iterator[tuple[Measure, Assignment]]:
        """Every assignment with its measure, in document order."""
        return ((measure, assignment) for measure in self.measures for assignment in measure.assignments)
