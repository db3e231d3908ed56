"""The account of a document's tables: names in cells that nothing was read from, on their row or as a question."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from yudu_flow.documents.account import Account
from yudu_flow.documents.columns import Columns, compact_column, compact_key, compact_words
from yudu_flow.documents.contents import FILED
from yudu_flow.documents.goals import GOAL
from yudu_flow.documents.labels import BEGUN, Role
from yudu_flow.documents.lexicon import BESIDE_WORK, NOTHING, NUMBERS, OWES_NOTHING
from yudu_flow.documents.mentions import mentions
from yudu_flow.documents.paper import Cell, Row, Table
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.summary import LINE
from yudu_flow.documents.table_heads import head_of


def account_for_tables(
    made: Account, whole: Passage, tables: Sequence[Table], rows: Sequence[Span | None], taken: Set[int]
) -> list[str]:
    """Adds to the account, and asks about rows that gave no assignment. `rows` are the places in the file of those
    that gave one, None for assignments of the prose; `taken` the places where names were read.
    """
    asked: list[str] = []
    for table in tables:
        head, columns = head_of(whole.text, table)
        body = table.rows[head:]
        asked += _unread_columns(whole.text, body, columns)
        left = _left(whole, body, columns, taken)
        made.taken += sum(place in taken for row in body for cell in _own(row) for place, _ in _names(whole, cell))
        made.left += sum(len(names) for cells in left.values() for names in cells.values())
        read = columns.roles if columns else {}
        spread = {at for at, cells in left.items() if at in read or _are_names(whole.text, body, at, cells)}
        spread -= {at for at, role in read.items() if role is Role.DUE}
        for number, row in enumerate(body):
            told = {at: cells.get(number, [] if at in spread else None) for at, cells in left.items()}
            asked += _tell(made, whole.text, row, rows, columns, told)
    return asked


def _tell(
    made: Account,
    text: str,
    row: Row,
    rows: Sequence[Span | None],
    columns: Columns | None,
    left: dict[int, list[str] | None],
) -> Iterator[str]:
    """What is left of a row, on it; a column of names is doubtful in all that say something."""
    said = [
        (at, names)
        for at, names in left.items()
        if at < len(row) and names is not None and compact_key(text, row[at]) not in _EMPTY
    ]
    if not said:
        return
    start = row[said[0][0]].span[0]
    found = next((at for at, span in enumerate(rows) if span and span[0] <= start < span[1]), None)
    words = "、".join(f"“{name}”" for _, names in said for name in dict.fromkeys(names or ()))
    if found is not None:
        for at, _ in said:
            head = columns.heads.get(at, "") if columns else ""
            made.doubt(found, f"表里“{head}”一列没有读进分工，请看：{compact_words(text, row[at])[:LINE]}")
    elif words:
        line = "｜".join(filter(None, (compact_words(text, cell) for cell in _own(row))))
        yield f"表里这一行的{words}没有读出来，请看：{line[: 2 * LINE]}"


_EMPTY = {*NOTHING, ""}


def _are_names(text: str, rows: Sequence[Row], at: int, cells: dict[int, list[str]]) -> bool:
    """Whether in one of a column's cells little else than names stands: 反馈问题 are sentences, which name some."""
    said = ((compact_key(text, rows[number][at]), names) for number, names in cells.items())
    return any(sum(map(len, names)) * 2 >= len(words) for words, names in said)


def _own(row: Row) -> Iterable[Cell]:
    return (cell for cell in row if not cell.carried)


def _left(
    whole: Passage, rows: Sequence[Row], columns: Columns | None, taken: Set[int]
) -> dict[int, dict[int, list[str]]]:
    """By column and row the names that were not read, but in columns that are asked about as such, say what is to be
    done, or name those who owe nothing.
    """
    asked = {*columns.strange, *columns.guessed, *columns.work, *_without_part(columns)} if columns else set[int]()
    found: dict[int, dict[int, list[str]]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            names = [name for place, name in _names(whole, cell) if place not in taken]
            if names and at not in asked and not cell.carried:
                found[at][number] = names
    return found


def _without_part(columns: Columns) -> Iterator[int]:
    """Columns of those who owe nothing, and of where the work is."""
    heads = ((at, head) for at, head in columns.heads.items() if not columns.is_read(at))
    return (at for at, head in heads if OWES_NOTHING.search(head) or _WHERE.search(head))


_WHERE = re.compile("地点|地址|位置|所在地")


def _names(whole: Passage, cell: Cell) -> Iterator[tuple[int, str]]:
    for start, end in cell.spans:
        yield from ((one.place[0], one.name) for one in mentions(whole, start, end))


def _unread_columns(text: str, rows: tuple[Row, ...], columns: Columns | None) -> Iterator[str]:
    """Those that nothing was read from, though their heads do not say that they stand beside the work."""
    if columns is None:
        return
    known = {*columns.strange, *columns.guessed, columns.charged}
    heads = [
        head
        for at, head in columns.heads.items()
        if at not in known
        and not columns.is_read(at)
        and not any(one.search(head) for one in (BESIDE_WORK, OWES_NOTHING, BEGUN, NUMBERS, GOAL, FILED))
        and any(compact_column(text, rows, at))
    ]
    if heads:
        names = "、".join(f"“{head}”" for head in heads)
        yield f"表里{names}这{'几' if len(heads) > 1 else '一'}列没有读，请看里面有没有分工或时限"
