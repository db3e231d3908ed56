"""Tells the office in the next pass that changed content was refused, even where its list has nothing else to say."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.quiet import next_pass
from yudu_flow.domain.verdict import Family, Reason
from yudu_flow.storage import notices
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewNotice

NAME = "K-"


def tell_office(bureau: Bureau, now: datetime, change: str) -> None:
    """Once a change, named by `change`: news of the bureau, about nothing that anybody owes."""
    with writing(bureau.engine) as db:
        notices.put(db, _notices(bureau, db, now, f"{NAME}{change}"))


def tell_office_no_more(bureau: Bureau, now: datetime) -> None:
    """Withdraw what was not told yet: the files are right again."""
    with writing(bureau.engine) as db:
        notices.withdraw_named(db, bureau.key, NAME, "content_mended", now)


def _notices(bureau: Bureau, db: Connection, now: datetime, rung: str) -> list[NewNotice]:
    return [
        NewNotice(
            bureau=bureau.key,
            obligation_id=None,
            about=notices.BUREAU_NEWS,
            round=1,
            rung=rung,
            family=str(Family.NEWS),
            recipient=one.person,
            role=one.role,
            channel=str(one.channel),
            kind="office-list",
            due_at=next_pass(now, bureau.rules, bureau.calendar),
            state="queued",
            reason=str(Reason.DUE),
            created_at=now,
            changed_at=now,
        )
        for one in Recipients.on(bureau, db, local_day(now)).office()
    ]
