"""The columns of a table by what they hold: what is to be done, who does it, by when, and those that nobody knows."""

import re
from dataclasses import dataclass, field

from yudu_flow.documents.labels import BEGUN, LIKELY_HELPS, Role, head_role
from yudu_flow.documents.lexicon import BESIDE_WORK, CHARGED, NUMBERS, WORK
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import key_of

LONGEST_HEAD = 20


@dataclass(slots=True)
class Columns:
    """The places of a table's columns by what they hold."""

    number: int | None = None
    named: bool = False
    """Whether the first column of work is one that names it."""
    work: list[int] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    charged: int | None = None
    """A column headed 部门 or 单位 and no more."""
    last: tuple[int, ...] = ()
    """The column that says by when, where it is known not to be a mere schedule."""
    begun: bool = False
    """Whether a column says when the work begins."""
    heads: dict[int, str] = field(default_factory=dict)
    """What stands above each column, the lowest words of a head of several rows."""
    strange: dict[int, str] = field(default_factory=dict)
    """Columns of names whose heads say nothing that is known."""
    persons: set[int] = field(default_factory=set)
    """Those in nearly all of whose cells a person stands."""
    signed: dict[int, Cell] = field(default_factory=dict)
    """The heads of columns in which signs say what part a unit has."""
    months: set[int] = field(default_factory=set)
    """Those of a schedule, a month or a quarter each."""
    guessed: dict[int, str] = field(default_factory=dict)
    """Columns whose role is the likely one: by what the head is of, not by its stem."""

    @property
    def says_who(self) -> bool:
        """Whether it gives work to anybody."""
        return bool(self.signed) or any(role is not Role.DUE for role in self.roles.values())

    @property
    def schedule(self) -> dict[int, str]:
        """The heads of the months."""
        return {place: self.heads[place] for place in self.months}

    def is_read(self, place: int) -> bool:
        """Whether something is read from the column."""
        return place in {*self.roles, *self.signed, *self.work, *self.months} or place == self.number


def as_wide(columns: Columns, table: Table) -> bool:
    """A table that goes on over the page has no head of its own."""
    return bool(table.rows) and max([*columns.roles, *columns.signed]) < len(table.rows[0])


def is_known(words: str) -> bool:
    """Whether the words are the head of a column, or the label of a card, that says what it holds."""
    if len(words) > LONGEST_HEAD:
        return False
    return bool(
        NUMBERS.match(words)
        or BEGUN.search(words)
        or CHARGED.match(words)
        or head_role(words)
        or WORK.match(words)
        or BESIDE_WORK.search(words)
        or (LIKELY_HELPS.search(words) and not _COLLECTED.match(words))
    )


_COLLECTED = re.compile(r"各|有关|相关|其[他它余]|所有|[省市县区局]直")


def compact_column(text: str, rows: tuple[Row, ...], place: int) -> list[str]:
    """What stands in a column, as it is matched; what is merged once."""
    cells = (row[place] for row in rows if place < len(row) and not row[place].carried)
    return [compact_key(text, cell) for cell in cells]


def compact_key(text: str, cell: Cell) -> str:
    """Its words without blanks, as they are matched."""
    return key_of(compact_words(text, cell))


def compact_words(text: str, cell: Cell) -> str:
    """Its words without blanks and line ends."""
    return re.sub(r"[\s　]+", "", "".join(text[slice(*span)] for span in cell.spans))
