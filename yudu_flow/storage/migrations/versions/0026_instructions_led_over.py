"""What leaders had given to units hung on a report, with one mail and no reminder: each is an item of its own now.

What was given and what was reported as done stays where it was, and stands in the new item as the rules' own record,
with who said it. What was done is closed: nobody was to confirm it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

revision = "0026"
down_revision = "0025"

ZONE = ZoneInfo("Asia/Shanghai")
TITLE = 24
DAYS = ("nominal", "remind_by", "last_day")
INSTANTS = ("late_from", "opened_at", "closes_at", "created_at", "wake_at")
WORDS = (
    "bureau",
    "plan",
    "duty",
    "kind",
    "title",
    "basis",
    "owner",
    "unit",
    "period",
    "month",
    "ladder",
    "decider",
    "subject",
)
OBLIGATION = sa.table(
    "obligation",
    sa.column("id", sa.Integer()),
    *(sa.column(name, sa.String()) for name in WORDS),
    *(sa.column(name, sa.Date()) for name in DAYS),
    *(sa.column(name, Instant()) for name in INSTANTS),
    *(sa.column(name, Json()) for name in ("firms", "assignments", "leaders")),
    sa.column("quota", sa.Integer()),
    *(sa.column(name, sa.Boolean()) for name in ("sealed", "provisional")),
)
EVENT = sa.table(
    "event",
    *(sa.column(name, sa.Integer()) for name in ("id", "obligation_id")),
    *(sa.column(name, sa.String()) for name in ("bureau", "kind", "by", "by_id")),
    sa.column("at", Instant()),
    sa.column("day", sa.Date()),
    sa.column("detail", Json()),
)


def upgrade() -> None:
    db = op.get_bind()
    given = db.execute(sa.select(EVENT).where(EVENT.c.kind == "instructed").order_by(EVENT.c.bureau, EVENT.c.id)).all()
    finished = db.execute(sa.select(EVENT).where(EVENT.c.kind == "instruction_done").order_by(EVENT.c.id)).all()
    done = {row.detail.get("instruction"): row for row in finished}
    numbers: dict[str, int] = {}
    for row in given:
        if row.day and not row.detail.get("postpones"):
            numbers[row.bureau] = numbers.get(row.bureau, 0) + 1
            _lead_over(db, row, done.get(row.id), numbers[row.bureau])


def downgrade() -> None:
    """The old record is still there."""
    mine = sa.select(OBLIGATION.c.id).where(OBLIGATION.c.kind == "instruction")
    for table in ("notice", "rung", "event"):
        of = sa.table(table, sa.column("obligation_id", sa.Integer()))
        op.get_bind().execute(sa.delete(of).where(of.c.obligation_id.in_(mine)))
    op.get_bind().execute(sa.delete(OBLIGATION).where(OBLIGATION.c.kind == "instruction"))


def _lead_over(db: sa.Connection, row: Any, done: Any, number: int) -> None:
    about = db.execute(sa.select(OBLIGATION).where(OBLIGATION.c.id == row.obligation_id)).one()
    item = _item(row, about, number)
    db.execute(sa.insert(OBLIGATION), {**item, "wake_at": None if done else row.at})
    mine = sa.and_(OBLIGATION.c.bureau == row.bureau, OBLIGATION.c.subject == item["subject"])
    id = db.execute(sa.select(OBLIGATION.c.id).where(mine)).scalar_one()
    db.execute(
        sa.insert(EVENT), [{"bureau": row.bureau, "obligation_id": id, **one} for one in _facts(row, about, done)]
    )


def _item(row: Any, about: Any, number: int) -> dict[str, Any]:
    line, subject = " ".join(str(row.detail.get("text", "")).split()), f"instruction:{number}"
    closes = _midnight_after(_month_end(_month_end(row.day) + timedelta(days=1)))
    same = {name: getattr(about, name) for name in ("bureau", "plan", "unit", "decider", "assignments", "leaders")}
    return {
        **same,
        **dict.fromkeys(DAYS, row.day),
        "owner": about.unit,
        "duty": subject,
        "subject": subject,
        "kind": "instruction",
        "title": f"批示：{line if len(line) <= TITLE else line[:TITLE] + '…'}",
        "basis": f"{row.by}批示",
        "period": f"{row.day:%Y-%m}",
        "month": f"{row.day:%Y-%m}",
        "ladder": "",
        "late_from": _midnight_after(row.day),
        "opened_at": row.at,
        "created_at": row.at,
        "closes_at": closes,
        "firms": [],
        "quota": 0,
        "sealed": False,
        "provisional": False,
    }


def _facts(row: Any, about: Any, done: Any) -> Iterator[dict[str, Any]]:
    told = {"text": row.detail.get("text", ""), "about": f"{about.period}/{about.duty}/{about.owner}"}
    by = {"by_name": row.by, "by_id": row.by_id}
    yield _fact("instructed", row.at, row.day, {**told, **{name: who for name, who in by.items() if who}})
    if done:
        yield _fact("filed", done.at, None, {"reason": done.detail.get("reason", ""), "by_name": done.by})
        yield _fact("accepted", done.at, None, {})


def _fact(kind: str, at: datetime, day: date | None, detail: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "at": at, "day": day, "by": "", "by_id": "", "detail": detail}


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), ZONE)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
