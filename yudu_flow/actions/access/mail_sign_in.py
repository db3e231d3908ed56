"""Sign-in links by mail: asked for on the sign-in page, or sent by an administrator.

The link is handed to the mail channel at once and stored nowhere: what waits in the outbox can be read there. Nor does
it wait for the end of quiet hours, since somebody waits for it. It always carries the bureau's own address, never the
one that the request came to, which a stranger may choose.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.access.sign_in import ASKED_LASTS, ENTRY_LASTS, invite
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.recipients import Recipients
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.digest import Letter, Ticket
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.roster import Person
from yudu_flow.storage import accounts, audit
from yudu_flow.storage.access_rows import AccountRow
from yudu_flow.storage.database import writing

Mailer = Callable[[Outgoing], Receipt]
VISITOR = "登录页"
MAILED, NOT_MAILED = "sign_in_link_mailed", "sign_in_link_not_mailed"


@dataclass(frozen=True, slots=True, repr=False)
class Invited:
    """A link that was just made. It is never printed: its code is the secret."""

    code: str
    by: str
    at: datetime
    asked: bool

    @property
    def until(self) -> str:
        """Until when it works, to the minute and never later than it does."""
        lasts = ASKED_LASTS if self.asked else ENTRY_LASTS
        return spell_deadline((self.at + lasts).replace(second=0, microsecond=0))


@dataclass(frozen=True, slots=True)
class Mailed:
    """An administrator's link that is on its way: to whom, and until when it works."""

    name: str
    until: str


def mail_asked_link(bureau: Bureau, who: str, may: Callable[[str], bool], post: Mailer, now: datetime) -> None:
    """Whoever has an open account and is reached by mail gets a link; `may` says whether it is not too often.

    Nobody is told which it was, so this says nothing either. Links asked for before stay good: else anybody who knows
    a name could spoil the link that somebody is about to use, and two mails in the wrong order would spoil the newer.
    """
    known = bureau.roster.named(who)
    with bureau.reading() as db:
        row = accounts.of(db, bureau.key, known.id) if known else None
        person = _reached(bureau, db, row, now)
    if row and person and may(person.id):
        _mail(bureau, person, Invited(invite(bureau, row.id, VISITOR, now, asked=True), VISITOR, now, True), post)


def mail_link(bureau: Bureau, account: int, by: str, post: Mailer, now: datetime) -> Mailed:
    """An administrator's link, sent now. Raises NotFound, and NotAllowed where it cannot be sent or was not taken."""
    with bureau.reading() as db:
        row = accounts.by_id(db, bureau.key, account)
        person = _reached(bureau, db, row, now)
    if row is None:
        raise NotFound("没有这个账号")
    if person is None:
        raise NotAllowed(f"{row.name}没有可用的邮箱，或账号已停用；请改为生成登录链接，当面交给本人")
    invited = Invited(invite(bureau, account, by, now), by, now, False)
    receipt = _mail(bureau, person, invited, post)
    if not receipt.sent:
        raise NotAllowed(f"邮件没有发出（{receipt.reply}）。请稍后再发，或生成登录链接，当面交给本人")
    return Mailed(person.name, invited.until)


def reached_by_mail(bureau: Bureau, db: Connection, now: datetime) -> set[str]:
    """The ids of everybody in the roster whom a mail would reach, as far as is known."""
    found = Recipients.on(bureau, db, local_day(now))
    return {one.id for one in bureau.roster.people.values() if found.reaches(one, Channel.EMAIL)}


def _reached(bureau: Bureau, db: Connection, row: AccountRow | None, now: datetime) -> Person | None:
    """Whose the open account is, if a link can be mailed to them."""
    if row is None or row.disabled_at or not bureau.base_url:
        return None
    return bureau.roster.people.get(row.person) if row.person in reached_by_mail(bureau, db, now) else None


def _mail(bureau: Bureau, person: Person, invited: Invited, post: Mailer) -> Receipt:
    """Send it, and record whether it went. A relay may repeat in its refusal the link that it did not like."""
    receipt = post(unstored(bureau, person, _letter(bureau, person, invited), invited.at))
    receipt = replace(receipt, reply=receipt.reply.replace(invited.code, "…"))
    act, detail = (MAILED, {}) if receipt.sent else (NOT_MAILED, {"reason": receipt.reply})
    with writing(bureau.engine) as db:
        audit.record(db, bureau.key, invited.at, acting(bureau, invited.by), act, person.id, detail)
    return receipt


def unstored(bureau: Bureau, person: Person, letter: Letter, at: datetime) -> Outgoing:
    """A mail that goes out at once and is kept nowhere."""
    written, id = bureau.words.answer(letter), secrets.token_hex(16)
    return Outgoing(
        id=id,
        message_id=f"{id}@{bureau.mail_domain}",
        channel=str(Channel.EMAIL),
        recipient=person.id,
        name=person.name,
        address=person.email or "",
        subject=written.subject,
        text=written.text,
        html=written.html,
        queued_at=at,
    )


def _letter(bureau: Bureau, person: Person, invited: Invited) -> Letter:
    sent, asked = (
        f"管理员{acting(bureau, invited.by).name}给您发了登录链接",
        "有人在登录页填写您的姓名或账号，索取登录链接",
    )
    entry = Ticket(f"{bureau.base_url.rstrip('/')}/enter/{invited.code}", invited.until, invited.asked)
    why = (asked if invited.asked else sent,)
    return Letter(person.name, bureau.roster.bureau_name, local_day(invited.at), reasons=why, entry=entry)
