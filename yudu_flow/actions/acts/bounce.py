"""The office records that a message came back (退信): it was handed over, and nobody was told by it after all.

What counted as told by this message alone does not any longer: the slip waits to be told, and a case that rests on it
cannot be confirmed until it is. The second one in a row ends the address, as an answer that nobody is there does.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.access.links import without_codes_of
from yudu_flow.actions.acts.resend import MISSING, about
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see, tellings
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import audit, events, notices, obligations, undelivered, wakeups
from yudu_flow.storage.rows import MessageRow, NoticeRow

BOUNCED = "message_bounced"


def bounce(bureau: Bureau, which: str, by: str, now: datetime, reason: str) -> MessageRow:
    """Mark a message that was sent as come back; returns it as it was sent. Raises NotFound, NotAllowed, BadRequest.

    `which` is its id or Message-ID, or the address to which it was the last.
    """
    actor = of_office(bureau, by, now, "退信登记")  # a unit does not take back that it was told
    said = words_said(reason, "reason", "说明", missing="请写明退信的说明，例如“对方服务器退回：邮箱已满”")
    with bureau.writing(now) as db:
        row = undelivered.meant(db, bureau.key, which.strip())
        if row is None:
            raise NotFound(MISSING)
        reason = without_codes_of(bureau, row, said)
        if not undelivered.bounce(db, row, f"退信：{reason}"):  # or another has just done so
            raise NotAllowed("只有已送出的消息可以登记退信；这一条没有送出，或已经登记过退信")
        _untell(bureau, db, row, now)
        detail = {"message": row.id, "subject": row.subject, "reason": reason}
        audit.record(db, bureau.key, now, actor, BOUNCED, about(row), detail)
        wakeups.tell(db, bureau.key, wakeups.DECIDE)
    return row


def _untell(bureau: Bureau, db: Connection, row: MessageRow, now: datetime) -> None:
    """Every obligation of which it spoke is looked at again; its case learns what nobody is known to have been told."""
    told_of = notices.in_messages(db, bureau.key, [row.id])
    about = {notice.obligation_id for notice in told_of if notice.obligation_id}
    sights = see(db, [*obligations.by_id(db, bureau.key, about).values()])
    told = tellings(bureau, db, sights)
    for sight in sights:
        lost = [n for n in told_of if n.obligation_id == sight.owed.id and n.rung not in told[sight.owed.id]]
        at = max(now, sight.state.latest or now)
        if sight.state.case and not sight.state.case.decision:
            events.append_all(db, bureau.key, [(sight.owed.id, fact, {}) for fact in _facts(lost, at)])
    open_ones = {sight.owed.id: now for sight in sights if not sight.state.closed_at or sight.state.case}
    obligations.set_wake(db, open_ones)


def _facts(lost: list[NoticeRow], now: datetime) -> list[Fact]:
    slips = {row.rung for row in lost if row.family == Family.SLIP}
    proposal = [Fact(FactKind.CASE_UNTOLD, now)] if any(row.family == Family.CASE for row in lost) else []
    return [*(Fact(FactKind.CASE_UNTOLD, now, subject=rung) for rung in sorted(slips)), *proposal]
