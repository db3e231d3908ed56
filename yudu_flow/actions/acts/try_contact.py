"""A test message to one contact (测试消息): whether the mailbox or the number in the roster is right.

It speaks of no obligation, so no notice stands behind it. Nobody is asked to answer: that it arrives says enough.
"""

from datetime import datetime

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.resend import reachable
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.notifications.short_message import opening
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.roster import Person
from yudu_flow.storage import audit, bureaus, messages, wakeups
from yudu_flow.storage.database import writing
from yudu_flow.storage.new_rows import NewMessage

TESTED, MAIL_TESTED = "contact_tested", "mail_tested"
"""Queued for a contact; sent at once from the page of settings, and taken."""
KIND = "contact-test"
SUBJECT = "测试消息"
MAIL = "{name}同志：\n\n这是{bureau}核对联系方式的测试邮件。收到即说明邮箱登记正确，不用回复。\n"
SHORT = "{opening}测试{way.name}：收到即说明{way.address}登记正确，不用回复。"


def try_contact(bureau: Bureau, person: str, channel: str, by: str, now: datetime) -> datetime:
    """Queue one test mail or SMS; returns when it is due, never in quiet hours. Raises NotFound, NotAllowed."""
    actor = of_office(bureau, by, now, "测试消息")
    known = bureau.roster.named(person)
    if known is None:
        raise NotFound("名册中没有这个人")
    if channel not in [*WAYS]:
        raise BadRequest(f"请选择发哪一种：{'、'.join(way.name for way in WAYS.values())}")
    with writing(bureau.engine) as db:
        before = messages.with_keys(db, bureau.key, known.id, channel, f"test:{known.id}:")
        if any(row.state == "queued" for row in before):
            raise NotAllowed(f"给{known.name}的上一条测试消息还没有发出，请等它发出再试")
        row = _message(bureau, known, Channel(channel), now)
        if messages.put(db, [row]):
            bureaus.start(db, bureau.key, now)
            detail = {"message": row.id, "channel": channel}
            audit.record(db, bureau.key, now, actor, TESTED, f"名册：{known.name}", detail)
            wakeups.tell(db, bureau.key, wakeups.DELIVER)
    return row.due_at


def _message(bureau: Bureau, person: Person, channel: Channel, now: datetime) -> NewMessage:
    key = f"test:{person.id}:{now.isoformat()}"
    id = messages.identity(bureau.key, person.id, channel, key)
    way = WAYS[channel]
    mail = MAIL.format(name=person.name, bureau=bureau.roster.bureau_name)
    short = SHORT.format(opening=opening(bureau.rules.sms_signature), way=way)
    return NewMessage(
        id=id,
        bureau=bureau.key,
        recipient=person.id,
        name=person.name,
        address=reachable(bureau, person.id, channel),
        channel=str(channel),
        key=key,
        kind=KIND,
        message_id=f"{id}@{bureau.mail_domain}",
        subject=SUBJECT if way.whole else "",
        text=mail if way.whole else short,
        html="",
        due_at=next_allowed(now, bureau.rules, bureau.calendar),
        queued_at=now,
    )
