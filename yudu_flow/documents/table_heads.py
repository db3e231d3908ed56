"""The head of a table: how many rows it takes, and what its columns hold."""

import re

from yudu_flow.documents.columns import LONGEST_HEAD, Columns, compact_key, is_known
from yudu_flow.documents.contents import (
    find_days,
    find_labelled,
    find_second,
    guess_roles,
    is_value,
    likely_work,
    signed_columns,
    strange_columns,
)
from yudu_flow.documents.labels import BEGUN, DONE, LIMIT, ODD_LIMIT, Role, head_role
from yudu_flow.documents.lexicon import CHARGED, NAMES_WORK, NUMBERS, WORK
from yudu_flow.documents.matrices import is_sign
from yudu_flow.documents.months import month_columns
from yudu_flow.documents.paper import Row, Table
from yudu_flow.documents.passage import key_of

HEADS = 4
"""Rows among which the head stands: up to three high, below a row with the table's title."""


def head_of(text: str, table: Table) -> tuple[int, Columns | None]:
    """How many rows the head takes, and the columns; (0, None) for a table of another sort."""
    columns, height = _by_words(text, table)
    if not columns.says_who and (said := _by_sentence(text, table)):
        columns, height = said, 0
    charged = columns.charged
    if charged is not None and columns.work and not {Role.UNIT, Role.LEAD} & {*columns.roles.values()}:
        columns.roles[charged] = Role.UNIT
    _by_contents(text, table.rows[height:], columns)
    if not columns.says_who:
        return 0, None
    if not columns.work:
        columns.work = likely_work(text, table.rows[height:], columns, len(table.rows[0]))
        for place in columns.work:
            columns.strange.pop(place, None)
            if place in columns.heads and not _OF_WORK.search(columns.heads[place]):
                columns.guessed[place] = columns.heads[place]
    return height, columns


_OF_WORK = re.compile("问题|事项|任务|项目|内容|工作|措施|诉求|怎么|名称|做什么|干什么")


def _by_words(text: str, table: Table) -> tuple[Columns, int]:
    columns, height = Columns(), 0
    for count, row in enumerate(table.rows[:HEADS], 1):
        if any(is_sign(compact_key(text, row[place])) for place in columns.signed if place < len(row)):
            break
        signed = signed_columns(text, table.rows[count:])
        if _is_head(text, row, signed) or (height and _is_head_below(text, row, columns)):
            height = count
            for place, cell in enumerate(row):
                _note_head(columns, place, compact_key(text, cell))
            columns.signed = {place: row[place] for place in signed if place < len(row)}
        elif height:
            break
    columns.months = month_columns(columns.heads)
    columns.signed = {place: cell for place, cell in columns.signed.items() if place not in columns.months}
    for place in (*columns.signed, *columns.months):
        columns.roles.pop(place, None)
    return columns, height


_ORDER = re.compile(r"(?:依次|顺序|分别|[自从由]左[到至向往]右)+,?(?:为|是|:)(?P<heads>[^。;\n]+)")


def _by_sentence(text: str, table: Table) -> Columns | None:
    """Of a table without a head whose columns a sentence names: 下表各列依次为序号、任务、责任单位."""
    width = len(table.rows[0])
    said = (re.split("[、,]", one["heads"])[:width] for one in _ORDER.finditer(key_of(text)))
    heads = next((one for one in said if len(one) == width and all(map(is_known, one))), None)
    if heads is None:
        return None
    columns = Columns()
    for place, words in enumerate(heads):
        _note_head(columns, place, words)
    return columns


def _by_contents(text: str, rows: tuple[Row, ...], columns: Columns) -> None:
    find_labelled(text, rows, columns)
    find_second(text, rows, columns)
    if Role.DUE not in columns.roles.values():
        find_days(text, rows, columns)
    if columns.says_who or columns.work:
        columns.strange = strange_columns(text, rows, columns)
        guess_roles(columns)


def _is_head(text: str, row: Row, signed: set[int]) -> bool:
    """At least half of what stands in it are heads; a third where nothing in it could be what a row says."""
    said = {place: words for place, cell in enumerate(row) if not cell.carried and (words := compact_key(text, cell))}
    months = month_columns(said)
    known = [place for place, words in said.items() if place in months or is_known(words)]
    beside = len([place for place in said if place in signed and place not in known])
    share = 2 if any(is_value(said[place]) for place in said if place not in known) else 3
    return bool(known) and (len(known) + beside) * share >= len(said)


def _is_head_below(text: str, row: Row, columns: Columns) -> bool:
    """What stands below 责任体系 in a head of two rows: the cells of number and work reach down, or are empty."""
    first = row[0].carried or not compact_key(text, row[0])
    above = [place for place in (columns.number, *columns.work) if place is not None and place < len(row)]
    words = [said for cell in row if not cell.carried and (said := compact_key(text, cell))]
    tasks = [said for place in columns.work if place < len(row) and (said := compact_key(text, row[place]))]
    return (
        first
        and bool(words)
        and (
            (bool(above) and all(row[place].carried for place in above))
            or (any(map(head_role, words)) and all(map(is_known, tasks)))
        )
    )


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


_BY_WHEN = re.compile("时限|期限|节点|完成|办结|整改|销号|截止|化解|竣工|完工|建成|投产|交付")
"""In the head of a column of times: by when it is to be done. A mere 时间 may be another."""


def _note_role(columns: Columns, place: int, role: Role, words: str) -> None:
    """Of two columns with times, the one that says by when comes before the one that says how it goes on."""
    if role is Role.DUE and Role.DUE in columns.roles.values():
        limits = [at for at, one in columns.roles.items() if one is Role.DUE and _BY_WHEN.search(columns.heads[at])]
        if "进度" in words or (limits and not _BY_WHEN.search(words)):
            return
        if not limits and _BY_WHEN.search(words):
            columns.roles = {at: one for at, one in columns.roles.items() if one is not Role.DUE}
    if role is Role.DUE:
        columns.roles = {at: one for at, one in columns.roles.items() if one is not Role.DUE or at in columns.last}
        columns.last = () if "进度" in words else (place,)
        columns.guessed = {at: head for at, head in columns.guessed.items() if at in columns.roles}
        if ODD_LIMIT.match(words) and not LIMIT.match(words):
            columns.guessed[place] = words
    columns.roles[place] = role
