"""The columns of a table by their heads: what is to be done, who does it, by when, and those that nobody knows."""

import re
from collections import Counter
from dataclasses import dataclass, field

from yudu_flow.documents.bare_names import bare_name
from yudu_flow.documents.days import due_in, is_lasting
from yudu_flow.documents.labels import BEGUN, DONE, LIKELY_HELPS, LIKELY_LEADS, LIKELY_PERSON, Role, head_role
from yudu_flow.documents.lexicon import BESIDE_WORK, CHARGED, NAMES_WORK, NUMBERS, WORK
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import key_of
from yudu_flow.documents.sorts import Sort, sort_of

HEADS = 4
"""Rows among which the head stands: up to three high, below a row with the table's title."""
LONGEST_HEAD = 20
ANY_YEAR = 2000
"""In which days are looked for where only whether there are any counts."""


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
    guessed: dict[int, str] = field(default_factory=dict)
    """Columns whose role is the likely one: by what the head is of, not by its stem."""

    @property
    def says_who(self) -> bool:
        """Whether it gives work to anybody."""
        return any(role is not Role.DUE for role in self.roles.values())


def as_wide(columns: Columns, table: Table) -> bool:
    """A table that goes on over the page has no head of its own."""
    return bool(table.rows) and max(columns.roles) < len(table.rows[0])


def head_of(text: str, table: Table) -> tuple[int, Columns | None]:
    """How many rows the head takes, and the columns; (0, None) for a table of another sort."""
    columns, height = Columns(), 0
    for count, row in enumerate(table.rows[:HEADS], 1):
        if _is_head(text, row) or (height and _is_head_below(text, row, columns.work)):
            height = count
            for place, cell in enumerate(row):
                _note_head(columns, place, compact_key(text, cell))
        elif height:
            break
    charged = columns.charged
    if charged is not None and columns.work and not {Role.UNIT, Role.LEAD} & {*columns.roles.values()}:
        columns.roles[charged] = Role.UNIT
    if Role.DUE not in columns.roles.values():
        _find_days(text, table.rows[height:], columns)
    if columns.says_who or columns.work:
        columns.strange = _strange(text, table.rows[height:], columns)
        _guess(columns)
    if not columns.says_who:
        return 0, None
    if not columns.work:
        taken = {*columns.roles, columns.number}
        columns.work = [place for place in range(len(table.rows[0])) if place not in taken][:1]
        columns.strange.pop(columns.work[0] if columns.work else -1, None)
    return height, columns


def _is_head(text: str, row: Row) -> bool:
    """At least half of what stands in it are heads, and none of it is the name of a unit."""
    words = [said for cell in row if not cell.carried and (said := compact_key(text, cell))]
    known = [said for said in words if _is_known(said)]
    return len(known) * 2 >= len(words) and bool(known)


def _is_head_below(text: str, row: Row, work: list[int]) -> bool:
    """What stands below 责任体系 in a head of two rows: the number's cell reaches down, or is empty."""
    first = row[0].carried or not compact_key(text, row[0])
    words = [said for cell in row if not cell.carried and (said := compact_key(text, cell))]
    tasks = [said for place in work if place < len(row) and (said := compact_key(text, row[place]))]
    return first and any(map(head_role, words)) and all(map(_is_known, tasks))


def _is_known(words: str) -> bool:
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
_LEADS = re.compile(r"[主牵责首承]")


def _strange(text: str, rows: tuple[Row, ...], columns: Columns) -> dict[int, str]:
    """The columns that nothing is read from and in most of whose cells a unit or a person stands."""
    found = {}
    for place, head in columns.heads.items():
        if place in columns.roles or place == columns.number or place in columns.work or BESIDE_WORK.search(head):
            continue
        sorts = Counter(
            sort_of(said) for row in rows if place < len(row) and (said := _first_name(compact_key(text, row[place])))
        )
        if sorts[Sort.UNKNOWN] * 2 < sorts.total():
            found[place] = head
            if sorts[Sort.PERSON] * 5 > sorts.total() * 4:
                columns.persons.add(place)
    return found


def _find_days(text: str, rows: tuple[Row, ...], columns: Columns) -> None:
    """Where no head says by when, a column of days does; one whose head is no limit (报送时限) is asked about."""
    for place, head in columns.heads.items():
        known = place in columns.roles or place == columns.number or place in columns.work or BESIDE_WORK.search(head)
        if known or (BEGUN.search(head) and not head.endswith("限")):
            continue
        said = [words for row in rows if place < len(row) and (words := compact_key(text, row[place]))]
        if said and sum(due_in(words, ANY_YEAR) is not None or is_lasting(words) for words in said) * 2 > len(said):
            columns.roles[place] = Role.DUE
            if not head.endswith("限"):
                columns.guessed[place] = head
            return


def _guess(columns: Columns) -> None:
    """Units under a head whose stem nobody knows (稳控单位, 涉及企业) help, unless nobody else has the work."""
    for place, head in sorted(columns.strange.items()):
        role = _likely(head, persons=place in columns.persons)
        charged = {Role.UNIT, Role.LEAD} & {*columns.roles.values()}
        if role is Role.CO_UNIT and not charged and _LEADS.search(head):
            role = Role.UNIT
        if role:
            columns.roles[place], columns.guessed[place] = role, columns.strange.pop(place)


def _likely(head: str, *, persons: bool) -> Role | None:
    likely = (Role.LEADER, LIKELY_LEADS), (Role.CO_UNIT, LIKELY_HELPS), (Role.PERSON, LIKELY_PERSON)
    role = next((role for role, heads in likely if heads.search(head)), None)
    return role or (Role.PERSON if persons else None)


def _first_name(words: str) -> str:
    return bare_name(re.split("[、,;/]", words)[0])


def compact_key(text: str, cell: Cell) -> str:
    """Its words without blanks, as they are matched."""
    return key_of(compact_words(text, cell))


def compact_words(text: str, cell: Cell) -> str:
    """Its words without blanks and line ends."""
    return re.sub(r"[\s　]+", "", "".join(text[slice(*span)] for span in cell.spans))


def _note_head(columns: Columns, place: int, words: str) -> None:
    if not words or len(words) > LONGEST_HEAD:
        return
    columns.heads[place] = words
    if NUMBERS.match(words):
        columns.number = place if columns.number is None else columns.number
    elif BEGUN.search(words):
        columns.roles.pop(place, None)
        columns.begun = True
    elif columns.begun and DONE.match(words):
        _note_role(columns, place, Role.DUE, words)
    elif CHARGED.match(words):
        columns.charged = place if columns.charged is None else columns.charged
    elif role := head_role(words):
        _note_role(columns, place, role, words)
    elif WORK.match(words) and place not in columns.work:
        columns.work.insert(0 if NAMES_WORK.search(words) and not columns.named else len(columns.work), place)
        columns.named = columns.named or bool(NAMES_WORK.search(words))


def _note_role(columns: Columns, place: int, role: Role, words: str) -> None:
    """Of two columns with times, the one that says by when comes before the one that says how it goes on."""
    if role is Role.DUE and "进度" in words and Role.DUE in columns.roles.values():
        return
    if role is Role.DUE:
        columns.roles = {at: one for at, one in columns.roles.items() if one is not Role.DUE or at in columns.last}
        columns.last = () if "进度" in words else (place,)
    columns.roles[place] = role
