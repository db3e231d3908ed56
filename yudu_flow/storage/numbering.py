"""Numbers of rows. Those of a bureau that came from another database were raised, so as to be nobody else's here.

By how much, its own row says: the audit goes on speaking of the numbers as they would be without that.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.tables import BUREAU, HERE

RAISED = select(BUREAU.c.raised).where(BUREAU.c.bureau == HERE)
REFERENCES = ("obligation_id", "event_id", "account_id", "firm_id", "request_id")
IN_DETAIL = {
    FactKind.VISIT_STRUCK: "visit",
    FactKind.VISITED: "firm",
    FactKind.PHONED: "firm",
    FactKind.PHONE_STRUCK: "visit",
    FactKind.FIRM_LOST: "firm",
    FactKind.FIRM_LOST_DECIDED: "to",
    FactKind.INSTRUCTION_DONE: "instruction",
    FactKind.HAND_BACK_ANSWERED: "to",
}
"""Which fact's detail names another row, and where."""
NUMBERED = [table for table in METADATA.sorted_tables if table.autoincrement_column is not None]
MOST = 2**31 - 1
"""The largest number that an address of a page takes."""


def raised(db: Connection, bureau: str) -> int:
    """By how much a bureau's numbers were raised; nothing where it has no row."""
    return int(db.execute(RAISED, {"here": bureau}).scalar() or 0)


def shifted(row: Mapping[str, Any], by: int, own: str = "") -> dict[str, object]:
    """A row whose references are `by` higher, as is its `own` number where one is named."""
    changed = {name: row[name] + by for name in (*REFERENCES, own) if row.get(name) is not None}
    told = IN_DETAIL.get(row.get("kind", ""))
    if told and told in row["detail"]:
        changed["detail"] = {**row["detail"], told: row["detail"][told] + by}
    return {**row, **changed}


def span(db: Connection, bureau: str | None = None) -> tuple[int, int]:
    """The lowest and the highest number of rows of a bureau, or of all; zeros where there is none."""
    ends = [db.execute(_ends(table, bureau)).one() for table in NUMBERED]
    return min((low for low, _ in ends if low), default=0), max((high for _, high in ends if high), default=0)


def _ends(table: Table, bureau: str | None) -> Any:
    key = table.autoincrement_column
    query = select(func.min(key), func.max(key))
    return query if bureau is None else query.where(table.c.bureau == bureau)
