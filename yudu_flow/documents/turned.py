"""Tables whose heads stand in their first column, a measure a column: they are turned."""

from yudu_flow.documents.columns import compact_key, is_known
from yudu_flow.documents.labels import Role, head_role
from yudu_flow.documents.paper import Table

LEAST = 3
"""Rows, and columns, of a table that may be turned; of two columns a card has them."""


def as_rows(text: str, table: Table) -> Table:
    """The table, turned where only its first column says what stands beside it."""
    rows = table.rows
    if len(rows) < LEAST or len({len(row) for row in rows}) > 1 or len(rows[0]) < LEAST:
        return table
    heads = [compact_key(text, row[0]) for row in rows]
    above = [compact_key(text, cell) for cell in rows[0]]
    told = all(map(is_known, heads)) and any(head_role(one) not in (None, Role.DUE) for one in heads)
    return Table(tuple(zip(*rows, strict=True))) if told and not any(map(is_known, above[1:])) else table
