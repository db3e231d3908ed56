"""Tables that lie on their side: a row a field (事项, 分管领导, 承办单位), a column a measure. They are set upright."""

from yudu_flow.documents.columns import compact_key, is_known
from yudu_flow.documents.labels import Role, head_role
from yudu_flow.documents.lexicon import NUMBERS, WORK
from yudu_flow.documents.paper import Row, Table

LEAST = 3
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
    if len({len(row) for row in rows}) != 1 or len(rows[0]) < LEAST:
        return False
    said = [[compact_key(text, cell) for cell in row] for row in rows]
    heads = [head for head, *_ in said if head]
    charges = any(head_role(head) not in (None, Role.DUE) for head in heads)
    told = any(WORK.match(head) and all(values) for head, *values in said)
    plain = charges and told and sum(map(is_known, heads)) * 4 > len(heads) * 3
    return plain and not any(_is_label(words) for _, *values in said for words in values)


def _is_label(words: str) -> bool:
    return bool(NUMBERS.match(words) or WORK.match(words) or head_role(words))
