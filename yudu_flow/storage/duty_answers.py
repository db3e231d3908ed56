"""What the office answered when it was asked whether a duty goes on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from yudu_flow.domain.roster import Who
from yudu_flow.storage.database import insert_new
from yudu_flow.storage.rows import all_rows
from yudu_flow.storage.tables import HERE
from yudu_flow.storage.yearly_tables import DUTY_ANSWER, DutyAnswerRow

ALL = select(DUTY_ANSWER).where(DUTY_ANSWER.c.bureau == HERE).order_by(DUTY_ANSWER.c.id)


def listed(db: Connection, bureau: str) -> Sequence[DutyAnswerRow]:
    """All answers, oldest first."""
    return all_rows(DutyAnswerRow, db.execute(ALL, {"here": bureau}))


def put(
    db: Connection, bureau: str, plan: str, duty: str, year: int, choice: str, reason: str, by: Who, now: datetime
) -> bool:
    """Keep the year's answer; False where there is one already."""
    row = {"bureau": bureau, "plan": plan, "duty": duty, "year": year, "choice": choice, "reason": reason}
    row |= {"by": by.name, "by_id": by.id, "at": now}
    return db.execute(insert_new(db, DUTY_ANSWER).returning(DUTY_ANSWER.c.id), row).first() is not None
