"""Tables that are no grid under a head, made into one: cards, small tables of labels and values, a measure each; and
tables that lie on their side, a row a field (事项, 分管领导, 承办单位), a column a measure.
"""

from collections.abc import Iterator
from itertools import groupby

from yudu_flow.documents.columns import compact_key, is_known
from yudu_flow.documents.labels import head_role, says_who
from yudu_flow.documents.lexicon import NUMBERS, WORK
from yudu_flow.documents.paper import Cell, Row, Table

Pair = tuple[Cell, Cell]
LEAST = 2
"""Labels below each other from which on a table may be a card."""


def as_grids(text: str, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables, cards that follow each other as one with a head; a card that a page cuts in two is one again."""
    made: list[Table] = []
    pairs: list[Pair] = []
    for table in tables:
        found = _pairs(text, table)
        if not found:
            made += [*_grids(text, pairs), table]
            pairs = []
        pairs += found
    return (*made, *_grids(text, pairs))


def _pairs(text: str, table: Table) -> list[Pair]:
    """Label and value side by side, row by row; none where the table is no card."""
    rows = [[cell for cell in row if not cell.carried and compact_key(text, cell)] for row in table.rows]
    found = [(row[at], row[at + 1]) for row in rows for at in range(0, len(row) - 1, 2)]
    labels = [compact_key(text, label) for label, _ in found]
    values = [compact_key(text, value) for _, value in found]
    if sum(len(row) % 2 for row in rows if len(row) > 2) * 2 > len(rows):  # a value would be left over in each
        return []
    plain = len(table.rows) >= LEAST and sum(map(is_known, labels)) * 2 > len(labels) >= LEAST
    return found if plain and sum(map(_is_label, values)) * 4 < len(values) else []


def _is_label(words: str) -> bool:
    return bool(NUMBERS.match(words) or WORK.match(words) or head_role(words))


def _grids(text: str, pairs: list[Pair]) -> Iterator[Table]:
    """One for all cards that have the same labels; what gives nobody work stays out."""
    records = [*_records(text, pairs)]
    for labels, same in groupby(records, key=lambda one: tuple(compact_key(text, label) for label, _ in one)):
        rows = [*same]
        if any(map(says_who, labels)):
            yield Table((_row(rows[0], 0), *(_row(one, 1) for one in rows)))


def _row(pairs: list[Pair], side: int) -> Row:
    return tuple(pair[side] for pair in pairs)


def _records(text: str, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """A new one begins where the first label stands once more."""
    record: list[Pair] = []
    for pair in pairs:
        if record and compact_key(text, pair[0]) == compact_key(text, record[0][0]):
            yield record
            record = []
        record.append(pair)
    if record:
        yield record


LEAST_MEASURES = 3
"""Columns of such a table: of two, the second is the value of the one measure of a card."""


def as_rows(text: str, table: Table) -> Table:
    """The same table, its columns as rows where its first column and no row of it is the head."""
    if not _lies(text, table.rows):
        return table
    return Table(tuple(zip(*table.rows, strict=True)))


def _lies(text: str, rows: tuple[Row, ...]) -> bool:
    """Its first column names who has work, and holds little else than heads; beside it stands none, and each column
    says what is to be done.
    """
    if len({len(row) for row in rows}) != 1 or len(rows[0]) < LEAST_MEASURES:
        return False
    said = [[compact_key(text, cell) for cell in row] for row in rows]
    heads = [head for head, *_ in said if head]
    charges = any(map(says_who, heads))
    told = any(WORK.match(head) and all(values) for head, *values in said)
    plain = charges and told and sum(map(is_known, heads)) * 4 > len(heads) * 3
    return plain and not any(_is_label(words) for _, *values in said for words in values)
