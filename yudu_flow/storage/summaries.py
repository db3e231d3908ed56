"""The month's summary (汇总): what the office wrote in place of what the reports said, and whether it is final.

`paragraphs` holds, under each paragraph's key, its `text` and `of`, the digest of the source that it was written over.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from yudu_flow.storage.access_rows import SummaryRow
from yudu_flow.storage.access_tables import SUMMARY
from yudu_flow.storage.rows import all_rows
from yudu_flow.storage.versions import edited, put_over


def find(db: Connection, bureau: str, plan: str, period: str) -> SummaryRow | None:
    """The summary of a plan's month, None where nobody has edited it."""
    return edited(db, SUMMARY, SummaryRow, bureau, plan, period)


def of_plan(db: Connection, bureau: str, plan: str) -> Sequence[SummaryRow]:
    """The summaries of a plan that somebody has edited, by period."""
    here = (SUMMARY.c.bureau == bureau) & (SUMMARY.c.plan == plan)
    return all_rows(SummaryRow, db.execute(select(SUMMARY).where(here).order_by(SUMMARY.c.period)))


def final(db: Connection, bureau: str) -> Sequence[SummaryRow]:
    """Those that are final, the newest period first."""
    here = (SUMMARY.c.bureau == bureau) & (SUMMARY.c.state == "final")
    return all_rows(SummaryRow, db.execute(select(SUMMARY).where(here).order_by(SUMMARY.c.period.desc(), SUMMARY.c.id)))


def save(
    db: Connection,
    bureau: str,
    plan: str,
    period: str,
    seen: int,
    paragraphs: Mapping[str, Any],
    state: str,
    by: str,
    now: datetime,
) -> bool:
    """Put it in place of version `seen`, 0 where there was none; False where somebody saved another in between."""
    values = {"paragraphs": dict(paragraphs), "state": state, "changed_by": by, "changed_at": now}
    return put_over(db, SUMMARY, bureau, plan, period, seen, values)
