"""What tells kinds of duty apart. Source: 6-duties "The mould"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.rules import CaseKind, Counts, Ladder, Rules, Rung


class Due(Enum):
    """Which day of its period a duty is due on in the document."""

    NAMED_DAY = auto()
    LAST_WORKING_DAY = auto()
    OWN_DAY = auto()
    """None of a period's: what it is about names its day, and it is owed once."""


class Owing(Enum):
    """Who owes: every unit that bears an assignment, one item for all; whom the duty names, for its assignment; the
    units that lead the assignment; those to whom an act gives it; or to whom a step of something longer falls.
    """

    BEARERS = auto()
    NAMED = auto()
    LEADS = auto()
    GIVEN = auto()
    HANDED = auto()


class Closing(Enum):
    """Who says that it is done after its owner has: nobody, the office, whoever gave it, or the firm that is called
    back; until then the office may return it.
    """

    NOBODY = auto()
    OFFICE = auto()
    GIVER = auto()
    FIRM = auto()


class RequestPart(Enum):
    """Which step of a firm's request a duty is: the lead's answer, a co-unit's, or the call back to the firm."""

    LEAD = auto()
    HELP = auto()
    CALL = auto()


@dataclass(frozen=True, slots=True)
class Says:
    """The folders in notifications/ that say its rungs to whoever owes: before, on the day, and after the deadline.

    `limit` says that of a return; `opened`, `receipt`, `returned` and `closed` answer its owner. `folders` are the
    kind's own, each with what it is called, in the order in which the office reads of them.
    """

    before: str
    today: str
    overdue: str
    again: str
    folders: tuple[tuple[str, str], ...]
    first: str = ""
    seal: str = ""
    proposal: str = "case-proposed"
    limit: str = "item-limit"
    receipt: str = "item-done"
    returned: str = "item-returned"
    closed: str = "item-closed"
    opened: str = "instructed"


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
    """How it is called, and what is said of it where a report's words would be wrong.

    `verb` is what its owner does about it, `again` the same after a return, `free` that it need not.
    """

    name: str
    done: str
    made_up: str
    instead: tuple[tuple[str, str], ...] = ()
    """(standing or outcome, its word) pairs."""
    acts: tuple[tuple[str, str], ...] = ()
    """The same for facts, choices and reasons."""
    verb: str = "办理"
    free: str = "免予办理"
    again: str = "补办"
    button: str = "报办理情况"
    """What its owner presses to have it done."""


@dataclass(frozen=True, slots=True)
class Haste:
    """How soon what is given is due: working days by how urgent it is, the `usual` one where nothing is said, and below
    how many a line of reason is asked for.
    """

    days: tuple[tuple[str, int], ...]
    usual: str
    ask_below: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of duty.

    `written`: it is reported in words, sealed where the plan asks for it; `counted`: it is complete when so many firms
    were visited; any other when its owner says that it is done. `closing` is who says so too. `proposes` is the case
    that its last slip puts forward, None where slips only urge. A reminder before the day itself goes out where it was
    opened `room` working days ahead. A `part` of a firm's request is complete when it is answered, and due as many
    working `days` after it was handed over as the rules allow.
    """

    id: str
    words: Words
    due: Due
    owing: Owing
    says: Says
    marks: Marks
    ladders: Mapping[Cycle, Ladder] = field(hash=False)
    counts_from: Counts = Counts.REMIND_BY
    proposes: CaseKind | None = None
    written: bool = False
    counted: bool = False
    closing: Closing = Closing.NOBODY
    room: int = 0
    haste: Haste | None = None
    part: RequestPart | None = None
    days: Callable[[Rules], int] | None = None

    @property
    def cyclic(self) -> bool:
        """Whether the calendar opens a period of it after the other; else each is about something of its own."""
        return self.due is not Due.OWN_DAY

    @property
    def reported(self) -> bool:
        """Whether it is complete when its owner says that it is done."""
        return not (self.written or self.counted or self.part)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ladders", {cycle: self.spoken(ladder) for cycle, ladder in self.ladders.items()})

    def block(self, cycle: Cycle) -> str:
        """The name of its block in rules.yaml for that cycle: `report` for the month, `report-week` for the week."""
        return self.id if cycle is Cycle.MONTH else f"{self.id}-{cycle}"

    def ladder(self, rules: Rules, cycle: Cycle = Cycle.MONTH, named: str = "") -> Ladder:
        """What it climbs in `cycle`: the block that a duty `named`, else its own as the office wrote it or as it is."""
        if not rules.ladders:  # asked at every look
            return self.ladders[cycle]
        own = rules.ladders.get(self.block(cycle), self.ladders[cycle])
        return rules.ladders.get(named, own) if named else own

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
            kind=self.id,
        )

    def _before(self, rung: Rung) -> Rung:
        says = self.says.before if rung.days else self.says.today
        return replace(rung, says=says, counts_from=self.counts_from, room=self.room if rung.days else 0)

    def _after(self, rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
        first, *rest = (replace(rung, says=self.says.again) for rung in rungs)
        slips = (replace(first, says=self.says.overdue), *rest)
        if self.proposes is None:
            return slips
        return (*slips[:-1], replace(slips[-1], says=self.says.proposal, proposes=self.proposes))
