"""Addresses at which nobody is, in the relay's words, and how one is taken up again (恢复).

An address ends with the answer that there is no such user or number, or with the second mail in a row that came back.
It lives again once the office says so, once a message arrives there all the same, or once the roster names another one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.roster import Person
from yudu_flow.storage import audit, messages

REVIVED = "address_revived"
ALIVE = "这个地址没有停用，或名册已换了地址"


@dataclass(frozen=True, slots=True)
class DeadAddress:
    """One, with whose it is by the roster, what the relay said, and when the first message failed for it."""

    person: Person
    channel: Channel
    address: str
    reply: str
    since: datetime


def dead_addresses(bureau: Bureau, db: Connection) -> list[DeadAddress]:
    """Those that the roster still names, the newest first."""
    dead = messages.dead_with_words(db, bureau.key)
    found = []
    for person in bureau.roster.people.values():
        for channel in WAYS:
            address = person.address(channel) or ""
            if (str(channel), address) in dead:
                reply, since = dead[str(channel), address]
                found.append(DeadAddress(person, channel, address, reply, since))
    return sorted(found, key=lambda one: one.since, reverse=True)


def revive(bureau: Bureau, person: str, channel: str, by: str, now: datetime) -> DeadAddress:
    """Take an address up again: the next message to that person goes there. Raises NotFound, NotAllowed."""
    actor = of_office(bureau, by, now, "恢复停用的地址")
    known = bureau.roster.named(person)
    if known is None:
        raise NotFound("名册中没有这个人")
    with bureau.writing(now) as db:
        mine = (one for one in dead_addresses(bureau, db) if (one.person.id, one.channel) == (known.id, channel))
        one = next(mine, None)
        if one is None or not messages.revive(db, bureau.key, channel, one.address):  # or another has just done so
            raise NotAllowed(ALIVE)
        detail = {"channel": channel, "reason": one.reply}
        audit.record(db, bureau.key, now, actor, REVIVED, f"名册：{known.name}", detail)
    return one
