"""What a document orders, as read: every value with the words that it came from, and what a person has to look at."""

from dataclasses import dataclass
from datetime import date

from yudu_flow.documents.passage import Span
from yudu_flow.domain.amount import Amount


@dataclass(frozen=True, slots=True)
class DraftAssignment:
    """One pairing of leaders and units. `sure` is False where a person has to look: `doubts` say why, in Chinese.

    `lead` is the one unit that leads where the document says so.
    """

    measure: int
    title: str
    summary: str
    leaders: tuple[str, ...]
    units: tuple[str, ...]
    co_units: tuple[str, ...]
    people: tuple[str, ...]
    groups: tuple[str, ...]
    lead: str
    due: date | None
    sure: bool
    place: Span
    part: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftDuty:
    """What recurs. `day` is one of the month, or a weekday's word; visits name their owner and number of firms."""

    kind: str
    every: str
    day: int | str | None
    sealed: bool
    to: str
    place: Span
    month: int = 0
    measure: int | None = None
    assignment: int | None = None
    """The place of the visits' assignment among the draft's."""
    owner: str = ""
    owner_is_person: bool = False
    firms: int = 0
    regular: bool = False


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A figure that is offered as a target of its measure; a goal of the whole plan has none until it is given one."""

    measure: int | None
    name: str
    value: Amount
    unit: str
    by: date | None
    place: Span
    as_written: str = ""
    assignment: int | None = None
    direction: str = "up"
    state: bool = False
    doubt: str = ""
    """Why a person has to look, in Chinese; empty where it is plain."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the roster does not have, and the nearest that it has."""

    name: str
    place: Span
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as a plan that nobody has looked at yet. `text` is what all places refer to.

    `title` is the document's own; `issues` is that of the plan, where the document is a notice that issues one.
    """

    text: str
    number: str
    title: str
    dated: date | None
    assignments: tuple[DraftAssignment, ...] = ()
    duties: tuple[DraftDuty, ...] = ()
    targets: tuple[DraftTarget, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    questions: tuple[str, ...] = ()
    caution: str = ""
    """What a reader must know before all else, in a sentence: that the document's manner is not known."""
    issues: str = ""

    @property
    def plan(self) -> str:
        """The title of the plan."""
        return self.issues or self.title
