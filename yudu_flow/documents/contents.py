"""Columns told by what stands in them, where their heads do not say it: days, signs, labels, names of units, work."""

import re
from collections import Counter

from yudu_flow.documents.bare_names import bare_name
from yudu_flow.documents.columns import Columns, compact_column, compact_key
from yudu_flow.documents.days import due_in, is_lasting
from yudu_flow.documents.labels import BEGUN, LIKELY_HELPS, LIKELY_LEADS, LIKELY_PERSON, Role, label_at
from yudu_flow.documents.lexicon import BESIDE_WORK, NAMES_OF_WORK, OWES_NOTHING
from yudu_flow.documents.matrices import is_sign
from yudu_flow.documents.odd_titles import no_work
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


_BESIDE = re.compile(
    r"编号|文号|代码|编码|案号|号$|类别|类型|分类|^类$|领域|板块|来源|地点|地址|位置|所在|性质|形式|备注|电话|方式|投资|资金|金额|规模"
    r"|进展|状态|日期|时间|姓名|职务|人员?$|单位$|部门$|股室$|科室$|企业$"
)
"""In the heads of columns that say more of the work than what it is."""
FILED = re.compile(r"编号|文号|代码|编码|案号|^(?:建议|提案|议案|信访)?号$")
"""In the heads of columns of codes."""


def likely_work(text: str, rows: tuple[Row, ...], columns: Columns, width: int) -> list[int]:
    """The first column that nothing else is read from; where that one names a problem, the next is its cure."""
    free = [place for place in range(width) if not columns.is_read(place)]
    fit = [place for place in free if _may_be(text, rows, columns, place)] or free
    named = [place for place in fit if NAMES_OF_WORK.search(columns.heads.get(place, ""))]
    if named:
        return named[:1]
    names_a_problem = bool(fit) and "问题" in columns.heads.get(fit[0], "")
    return fit[: 2 if names_a_problem and fit[:2] == [fit[0], fit[0] + 1] else 1]


def _may_be(text: str, rows: tuple[Row, ...], columns: Columns, place: int) -> bool:
    head = columns.heads.get(place, "")
    if _BESIDE.search(head) or OWES_NOTHING.search(head):
        return False
    said = [words for words in compact_column(text, rows, place) if words]
    return sum(bool(no_work(words)) for words in said) * 2 <= len(said)
