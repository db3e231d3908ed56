"""The office withdraws a message that has not gone out (撤回): nothing that it says is told, and the books say so."""

from datetime import datetime

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.resend import about, found
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.storage import audit, messages, notices

WITHDRAWN = "message_withdrawn"
WHY = "office_withdrew"


def withdraw(bureau: Bureau, id: str, by: str, now: datetime, reason: str) -> None:
    """Withdraw a queued message that nobody has begun to send. Raises NotFound, NotAllowed, BadRequest."""
    actor = of_office(bureau, by, now, "撤回消息")
    why = words_said(reason, "reason", "原因", missing="请写明撤回原因")
    with bureau.writing(now) as db:
        row = found(db, bureau, id)
        if not messages.withdraw(db, bureau.key, row.id):
            raise NotAllowed("这条消息已经发出、正在发送或已经撤回，不能撤回")
        notices.withdraw_in(db, bureau.key, row.id, WHY, now)
        detail = {"message": row.id, "subject": row.subject, "reason": why}
        audit.record(db, bureau.key, now, actor, WITHDRAWN, about(row), detail)
