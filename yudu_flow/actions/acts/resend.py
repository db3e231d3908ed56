"""The office sends a message again (重发): the same words under a new key, to where the person is reached now.

What a message that did not arrive had to say goes along with the new one, so that the books and "who was told" follow
it. One that did go out keeps what it said: only its reader missed it.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.roster import is_placeholder
from yudu_flow.storage import audit, messages, notices, wakeups
from yudu_flow.storage.messages import MessageInShort
from yudu_flow.storage.new_rows import NewMessage
from yudu_flow.storage.rows import MessageRow
from yudu_flow.wording.names import CHANNELS

RESENT = "message_resent"
AGAIN = "again:"
MISSING = "没有这条消息"
RESENDABLE = ("failed", "unconfirmed", "sent")


def resend(bureau: Bureau, id: str, by: str, now: datetime, reason: str) -> datetime:
    """Queue it once more; returns when it is due, never in quiet hours. Raises NotFound, NotAllowed, BadRequest."""
    actor = of_office(bureau, by, now, "重发消息")
    why = words_said(reason, "reason", "原因")
    with bureau.writing(now) as db:
        row = found(db, bureau, id)
        so_far = copies(db, row)
        _may_resend(row, so_far[-1].id, why)
        due = next_allowed(now, bureau.rules, bureau.calendar)
        fresh = _again(bureau, row, len(so_far), now, due)
        if not messages.put(db, [fresh]):
            raise Conflict("这条消息刚刚有人重发过，请刷新后查看")
        if row.state in ("failed", "unconfirmed"):
            notices.move(db, bureau.key, row.id, fresh.id, now)
        detail = {"message": row.id, "again": fresh.id, "subject": row.subject, "reason": why}
        audit.record(db, bureau.key, now, actor, RESENT, about(row), detail)
        wakeups.tell(db, bureau.key, wakeups.DELIVER)
    return due


def found(db: Connection, bureau: Bureau, id: str) -> MessageRow:
    """The bureau's message of that id. Raises NotFound."""
    row = messages.by_id(db, bureau.key, [id]).get(id)
    if row is None:
        raise NotFound(MISSING)
    return row


def copies(db: Connection, row: MessageRow) -> list[MessageInShort]:
    """The message as it was first sent and every time after, by their numbers: the clock may have been set back."""
    first = origin(row)
    again = messages.with_keys(db, row.bureau, row.recipient, row.channel, f"{AGAIN}{first}:")
    return [
        *map(messages.in_short, messages.by_id(db, row.bureau, [first]).values()),
        *sorted(again, key=lambda one: int(one.key.rpartition(":")[2])),
    ]


def origin(row: MessageRow) -> str:
    """The id of the message that this one repeats; its own where it repeats none."""
    return row.key.split(":")[1] if row.key.startswith(AGAIN) else row.id


def about(row: MessageRow) -> str:
    """How the audit calls a message."""
    return f"发给{row.name}的{CHANNELS[row.channel]}"


def reachable(bureau: Bureau, person: str, channel: Channel) -> str:
    """Where somebody is reached today. Raises NotAllowed, which says what is missing in the roster."""
    known = bureau.roster.people.get(person)
    if known is None:
        raise NotAllowed("名册里已经没有这个人，不能发送")
    address = known.address(channel)
    what = WAYS[channel].address
    if not address:
        raise NotAllowed(f"{known.name}没有登记{what}，请先在名册登记")
    if is_placeholder(address) and channel not in bureau.spooled:
        raise NotAllowed(f"{known.name}登记的{what}是占位的，不能发送，请先在名册换成真实的")
    return address


def _may_resend(row: MessageRow, last: str, reason: str) -> None:
    if row.id != last:
        raise NotAllowed("这条消息已经重发过，请打开最近一次重发的那条再办")
    if row.state not in RESENDABLE:
        raise NotAllowed("只有未送达、待确认或已送出的消息可以重发")
    if row.state != "failed" and not reason:
        raise BadRequest("这条消息已经送出，重发请写明原因，例如“本人说没有收到”")


def _again(bureau: Bureau, row: MessageRow, number: int, now: datetime, due: datetime) -> NewMessage:
    key = f"{AGAIN}{origin(row)}:{number}"
    address = reachable(bureau, row.recipient, Channel(row.channel))
    id = messages.identity(bureau.key, row.recipient, row.channel, key)
    return NewMessage(
        id=id,
        bureau=row.bureau,
        recipient=row.recipient,
        name=bureau.roster.people[row.recipient].name,
        address=address,
        channel=row.channel,
        key=key,
        kind=row.kind,
        message_id=f"{id}@{bureau.mail_domain}",
        subject=row.subject,
        text=row.text,
        html=row.html,
        calendar=row.calendar,
        due_at=due,
        queued_at=now,
    )
