"""Papers that the office edits, one a plan and month: the summary (汇总), the bulletin (通报).

`paragraphs` holds, under each paragraph's key, its `text` in place of what reports or records say, and `of`, the digest
of the source that it was written over. Each paper has a version: the second of two who save is told.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, update

from yudu_flow.storage.access_rows import SummaryRow
from yudu_flow.storage.access_tables import SUMMARY
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import S, all_rows, first_row
from yudu_flow.storage.yearly_tables import BULLETIN, BulletinRow


def summary(db: Connection, bureau: str, plan: str, period: str) -> SummaryRow | None:
    """The summary of a plan's month, None where nobody has edited it."""
    return _edited(db, SUMMARY, SummaryRow, bureau, plan, period)


def bulletin(db: Connection, bureau: str, plan: str, period: str) -> BulletinRow | None:
    """The bulletin of a plan's month, likewise."""
    return _edited(db, BULLETIN, BulletinRow, bureau, plan, period)


def summaries(db: Connection, bureau: str, plan: str) -> Sequence[SummaryRow]:
    """The summaries of a plan that somebody has edited, by period."""
    here = (SUMMARY.c.bureau == bureau) & (SUMMARY.c.plan == plan)
    return all_rows(SummaryRow, db.execute(select(SUMMARY).where(here).order_by(SUMMARY.c.period)))


def final_summaries(db: Connection, bureau: str) -> Sequence[SummaryRow]:
    """Those that are final, the newest period first."""
    here = (SUMMARY.c.bureau == bureau) & (SUMMARY.c.state == "final")
    return all_rows(SummaryRow, db.execute(select(SUMMARY).where(here).order_by(SUMMARY.c.period.desc(), SUMMARY.c.id)))


def save_summary(db: Connection, bureau: str, plan: str, period: str, seen: int, values: Mapping[str, Any]) -> bool:
    """Put it in place of version `seen`, 0 where there was none; False where somebody saved another in between."""
    return _put_over(db, SUMMARY, bureau, plan, period, seen, values)


def save_bulletin(db: Connection, bureau: str, plan: str, period: str, seen: int, values: Mapping[str, Any]) -> bool:
    """Likewise."""
    return _put_over(db, BULLETIN, bureau, plan, period, seen, values)


def _edited(db: Connection, table: Table, shape: type[S], bureau: str, plan: str, period: str) -> S | None:
    here = (table.c.bureau == bureau) & (table.c.plan == plan) & (table.c.period == period)
    return first_row(shape, db.execute(select(table).where(here)))


def _put_over(
    db: Connection, table: Table, bureau: str, plan: str, period: str, seen: int, values: Mapping[str, Any]
) -> bool:
    place = {"bureau": bureau, "plan": plan, "period": period}
    if seen == 0:
        row = {**place, "version": 1, **values}
        # By what comes back: with RETURNING, PostgreSQL's driver counts -1 rows, and every first save was refused.
        return db.execute(insert_new(db, table).returning(table.c.id), row).first() is not None
    here = [table.c[name] == value for name, value in place.items()]
    taken = update(table).where(*here, table.c.version == seen).values(version=seen + 1, **values)
    return db.execute(taken).rowcount == 1
