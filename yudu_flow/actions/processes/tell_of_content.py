"""Tells the office in the next pass that changed content was refused, even where its list has nothing else to say."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.decision import Family, Reason
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.rules import Channel, Rung
from yudu_flow.storage import notices, obligations
from yudu_flow.storage.database import writing

NAME = "K-"
RUNG = Rung(NAME, 0, (Channel.EMAIL,), ())


def tell_office(bureau: Bureau, now: datetime, change: str) -> None:
    """Once a change, named by `change`. A notice needs an obligation to hang on: an open one, best the office's own."""
    with writing(bureau.engine) as db:
        rows = obligations.listed(db, bureau.key, awake=True)
        rows = sorted(rows, key=lambda row: row.owner != bureau.roster.office.name)
        if rows:
            notices.put(db, [*_notices(bureau, db, rows[0], now, f"{NAME}{change}")])


def tell_office_no_more(bureau: Bureau, now: datetime) -> None:
    """Withdraw what was not told yet: the files are right again."""
    with writing(bureau.engine) as db:
        notices.withdraw_named(db, bureau.key, NAME, "content_mended", now)


def _notices(bureau: Bureau, db: Connection, owed: Row[Any], now: datetime, rung: str) -> list[dict[str, Any]]:
    """Family TARGET, which no act of a unit makes moot."""
    found = Recipients.on(bureau, db, local_day(now)).of(owed, RUNG, Family.REQUEST)
    common = {
        "bureau": bureau.key,
        "obligation_id": owed.id,
        "round": 1,
        "rung": rung,
        "family": str(Family.TARGET),
        "kind": "office-list",
        "due_at": next_pass(now, bureau.rules, bureau.calendar),
        "state": "queued",
        "reason": str(Reason.DUE),
        "event_id": None,
        "created_at": now,
        "changed_at": now,
    }
    return [{**common, "recipient": one.person, "role": one.role, "channel": str(one.channel)} for one in found]
