"""What tells kinds of duty apart. Source: 6-duties "The mould"."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from yudu_flow.domain.rules import CaseKind, Counts, Ladder, Rules, Rung


class Due(Enum):
    """Which day of its period a duty is due on in the document."""

    DAY_OF_MONTH = auto()
    LAST_WORKING_DAY = auto()


class Owing(Enum):
    """Who owes: every unit that bears an assignment, one item for all; or whom the duty names, for its assignment."""

    BEARERS = auto()
    NAMED = auto()


@dataclass(frozen=True, slots=True)
class Says:
    """The folders in notifications/ that say its rungs to whoever owes: before, on the day, and after the deadline."""

    before: str
    today: str
    overdue: str
    again: str
    first: str = ""
    seal: str = ""
    proposal: str = "case-proposed"


@dataclass(frozen=True, slots=True)
class Marks:
    """How its rungs are named: some with their days behind, `first` and `last` as they stand; empty for none."""

    before: str
    after: str
    first: str = ""
    last: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """How it is called, and what is said of it where a report's words would be wrong."""

    name: str
    done: str
    made_up: str
    instead: tuple[tuple[str, str], ...] = ()
    """(standing or outcome, its word) pairs."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of duty.

    `written`: it is reported in words, and the office reads and accepts them; `counted`: it is complete when so many
    firms were visited. `proposes` is the case that its last slip puts forward, None where slips only urge.
    """

    id: str
    words: Words
    due: Due
    owing: Owing
    says: Says
    marks: Marks
    month: Ladder
    counts_from: Counts = Counts.REMIND_BY
    proposes: CaseKind | None = None
    written: bool = False
    counted: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "month", self.spoken(self.month))

    def ladder(self, rules: Rules) -> Ladder:
        """What it climbs: as the office wrote it in rules.yaml, else its own."""
        return rules.ladders.get(self.id, self.month)

    def spoken(self, ladder: Ladder) -> Ladder:
        """The ladder, each of its rungs with the notification that says it and the case that it proposes."""
        says = self.says
        return replace(
            ladder,
            before=tuple(self._before(rung) for rung in ladder.before),
            after=self._after(ladder.after),
            first=ladder.first and replace(ladder.first, says=says.first),
            last=ladder.last and self._before(ladder.last),
            seal=tuple(replace(rung, says=says.seal) for rung in ladder.seal),
        )

    def _before(self, rung: Rung) -> Rung:
        says = self.says.before if rung.days else self.says.today
        return replace(rung, says=says, counts_from=self.counts_from)

    def _after(self, rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
        first, *rest = (replace(rung, says=self.says.again) for rung in rungs)
        slips = (replace(first, says=self.says.overdue), *rest)
        if self.proposes is None:
            return slips
        return (*slips[:-1], replace(slips[-1], says=self.says.proposal, proposes=self.proposes))
