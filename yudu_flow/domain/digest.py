"""What one person is told in one message, as values in words ready to print; templates only arrange them.

Source: 2-semantics "Who is told, and how little" and "Digest to leaders and the office's list".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a person is told about one obligation. `kind` is the folder in notifications/ that says it.

    `days` are working days: left until the deadline, or late since it. `due` sorts, `deadline` is printed in full.
    `note` is the reason, decision or question that belongs to the kind; `reason` says why this person gets it. `stands`
    is what the obligation is now, in the words that pages use too; `form_in`: its form came, its page did not. `by` is
    您 where the recipient decides himself. `helps`: the reader's unit bears it beside its owner. `case` is
    what a case says of it, `appeal` until when it may appeal; `back` until when what is not its business goes back to
    the office. `verb` is what its owner is to do about it, 报送, `free` that it need not, 免报.
    """

    kind: str
    title: str
    unit: str
    owner: str
    period: str
    deadline: str
    short_deadline: str
    due: datetime
    days: int
    basis: str
    reason: str
    measures: tuple[str, ...] = ()
    catch_up: bool = False
    provisional: bool = False
    note: str = ""
    by: str = ""
    limit: str = ""
    quota: int = 0
    visited: int = 0
    firms: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    link: str = ""
    stands: str = ""
    form_in: bool = False
    helps: bool = False
    this: str = "本月"
    case: str = ""
    appeal: str = ""
    back: str = ""
    verb: str = "报送"
    free: str = "免报"


SHOWN = 50
"""Lines of a section that a message prints: nobody reads thousands, and the page behind its link has them all."""


class Lines(Sequence[Line]):
    """Lines put into words when somebody first prints them: a subject only counts them.

    It counts all, `total` where not all are given, and gives out the first ones.
    """

    def __init__(self, writing: Iterable[Callable[[], Line]], total: int | None = None) -> None:
        given = [*writing]
        self._writing, self._total = given[:SHOWN], len(given) if total is None else total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, place: Any) -> Any:
        return self._written[place]

    @cached_property
    def _written(self) -> tuple[Line, ...]:
        return tuple(write() for write in self._writing)


@dataclass(frozen=True, slots=True)
class Tallies:
    """A period in numbers; the outcomes and what is `overdue` add up to `expected`; `open` is in time still.

    `unsealed` came without its stamped page, which may come in time still, `unpaged` without it in its time.
    `previous` is the same for the period before, `others` what is told on the same day of shorter periods.
    """

    period: str
    expected: int
    on_time: int
    late: int
    extended: int
    excused: int
    missing: int
    open: int
    overdue: int = 0
    unsealed: int = 0
    unpaged: int = 0
    previous: "Tallies | None" = None
    others: "tuple[Tallies, ...]" = ()


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of the call sheet: somebody whom no message can reach, and what they should be told."""

    unit: str
    person: str
    phone: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeList:
    """The office's list: what is late, what waits for a decision (longest first), whom to call, and the books.

    `unsure` are people of whom nobody can say whether their SMS arrived.
    `yearly` asks which duties are still needed, until that is answered. `refused` says what is wrong with changed
    content that was not taken over. `link` leads to the board, behind the sign-in; empty where pages have no address.
    """

    late: Sequence[Line] = ()
    waiting: Sequence[Line] = ()
    calls: tuple[CallLine, ...] = ()
    unsure: tuple[CallLine, ...] = ()
    cases: Sequence[Line] = ()
    provisional: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    books: str = ""
    numbers: Tallies | None = None
    refused: tuple[str, ...] = ()
    link: str = ""


class UnreadOfficeList(OfficeList):
    """One whose parts are read when somebody first prints them, each once: a subject counts two of eleven."""

    __slots__ = ("_parts",)
    _parts: dict[str, Callable[[], Any]]

    def __init__(self, **parts: Callable[[], Any]) -> None:
        object.__setattr__(self, "_parts", parts)

    def __getattr__(self, name: str) -> Any:
        """A part that nobody has asked for: its place is empty until then."""
        if name not in self._parts:
            raise AttributeError(name)
        object.__setattr__(self, name, part := self._parts[name]())
        return part


@dataclass(frozen=True, slots=True)
class LeaderDigest:
    """Exceptions under one leader's charge, new since the last digest.

    `undecided` says which requests the office has not answered for days, `dark` which targets nobody has known twice in
    a row; `link` leads to where to decide.
    """

    overdue: Sequence[Line] = ()
    second_slip: Sequence[Line] = ()
    broken: Sequence[Line] = ()
    proposed: Sequence[Line] = ()
    awaiting: Sequence[Line] = ()
    unmended: Sequence[Line] = ()
    undecided: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()
    numbers: Tallies | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sign-in link on its way to whom it lets in. `until` is printed in full; `asked` from the sign-in page, else
    sent by an administrator. `again`: it signs nobody in, but leads to a unit's items as one did that ran out."""

    link: str
    until: str
    asked: bool = True
    again: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """What the office announces to units: about nothing that they owe, and nothing has to be done or confirmed."""

    title: str
    paragraphs: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person on one day: own lines (soonest first), then the office's list or leader's digest, then
    what is announced.

    A sign-in link travels by itself, in `entry`.
    """

    to: str
    bureau: str
    day: date
    lines: tuple[Line, ...] = ()
    office: OfficeList | None = None
    digest: LeaderDigest | None = None
    link: str = ""
    reasons: tuple[str, ...] = field(default=())
    entry: Ticket | None = None
    announced: tuple[Announced, ...] = ()
