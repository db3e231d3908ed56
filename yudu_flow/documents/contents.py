"""Columns told by what stands in them, where their heads do not say it: days, signs, labels, names of units."""

import re
from collections import Counter

from yudu_flow.documents.bare_names import bare_name
from yudu_flow.documents.columns import Columns, compact_column, compact_key
from yudu_flow.documents.days import due_in, is_lasting
from yudu_flow.documents.labels import BEGUN, LIKELY_HELPS, LIKELY_LEADS, LIKELY_PERSON, Role, label_at
from yudu_flow.documents.lexicon import BESIDE_WORK, OWES_NOTHING
from yudu_flow.documents.matrices import is_sign
from yudu_flow.documents.paper import Row
from yudu_flow.documents.sorts import Sort, sort_of

ANY_YEAR = 2000
"""In which days are looked for where only whether there are any counts."""


def signed_columns(text: str, rows: tuple[Row, ...]) -> set[int]:
    """Those in which nothing but signs stands; two at least."""
    width = max((len(row) for row in rows), default=0)
    said = {place: [one for one in compact_column(text, rows, place) if one] for place in range(width)}
    found = {place for place, words in said.items() if words and all(map(is_sign, words))}
    return found if len(found) > 1 else set()


def is_value(words: str) -> bool:
    """Whether words that are no head are what a row says: a unit, a person, a day, a label with names, a number."""
    plain = words.isdecimal() or due_in(words, ANY_YEAR) is not None or label_at(words, 0, len(words)) is not None
    return plain or sort_of(_first_name(words)) is not Sort.UNKNOWN


def find_labelled(text: str, rows: tuple[Row, ...], columns: Columns) -> None:
    """A column whose cells say themselves who leads and who helps: 主责：规财股 协同：办公室."""
    for place in columns.heads:
        said = [words for words in compact_column(text, rows, place) if words]
        if (
            not columns.is_read(place)
            and said
            and sum(label_at(w, 0, len(w)) is not None for w in said) * 2 > len(said)
        ):
            columns.roles[place] = Role.UNIT


def find_second(text: str, rows: tuple[Row, ...], columns: Columns) -> None:
    """Under B角 stand persons; where units stand there they help those under A角."""
    for place, head in columns.heads.items():
        said = [sort_of(_first_name(words)) for words in compact_column(text, rows, place) if words]
        if head.startswith("B角") and said.count(Sort.UNIT) * 2 > len(said):
            columns.roles[place], columns.guessed[place] = Role.CO_UNIT, head


_LEADS = re.compile(r"[主牵责首承]")


def strange_columns(text: str, rows: tuple[Row, ...], columns: Columns) -> dict[int, str]:
    """The columns that nothing is read from and in most of whose cells a unit or a person stands."""
    found = {}
    for place, head in columns.heads.items():
        if columns.is_read(place) or BESIDE_WORK.search(head) or OWES_NOTHING.search(head):
            continue
        sorts = Counter(
            sort_of(said) for row in rows if place < len(row) and (said := _first_name(compact_key(text, row[place])))
        )
        if sorts[Sort.UNKNOWN] * 2 < sorts.total():
            found[place] = head
            if sorts[Sort.PERSON] * 5 > sorts.total() * 4:
                columns.persons.add(place)
    return found


def find_days(text: str, rows: tuple[Row, ...], columns: Columns) -> None:
    """Where no head says by when, a column of days does; one whose head is no limit (报送时限) is asked about."""
    for place, head in columns.heads.items():
        if columns.is_read(place) or BESIDE_WORK.search(head) or (BEGUN.search(head) and not head.endswith("限")):
            continue
        said = [words for row in rows if place < len(row) and (words := compact_key(text, row[place]))]
        if said and sum(due_in(words, ANY_YEAR) is not None or is_lasting(words) for words in said) * 2 > len(said):
            columns.roles[place] = Role.DUE
            if not head.endswith("限"):
                columns.guessed[place] = head
            return


def guess_roles(columns: Columns) -> None:
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
