"""Somebody leaves: their firms go to whoever comes after them, in the same transaction as the roster."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.firm_book import Pen, found, pair, part
from yudu_flow.content.roster.changes import LeavePerson
from yudu_flow.domain.roster import Who
from yudu_flow.storage import bureaus, firms

A_DAY = timedelta(days=1)


def hand_over(bureau: Bureau, db: Connection, actor: Who, now: datetime, change: LeavePerson) -> None:
    """From the day after their last one the successor visits what they visited; nobody where there is none."""
    held = [one for one in firms.pairings(db, bureau.key) if one.owner == change.person and one.until is None]
    if not held:
        return
    bureaus.lock(db, bureau.key, now)
    pen, day = Pen(bureau, db, actor, now), change.last_day + A_DAY
    for one in held:
        firm = found(bureau, db, one.firm_id)
        part(pen, firm, one, day, "离开")
        theirs = [other for other in firms.pairings_of(db, bureau.key, one.firm_id) if other.owner == change.successor]
        if change.successor and not firm.ended and not any(other.until is None for other in theirs):
            pair(pen, firm, change.successor, day)
