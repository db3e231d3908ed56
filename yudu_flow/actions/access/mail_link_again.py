"""A new link to a unit's items by mail, for whoever holds one that ran out or was ended.

It goes only to the address in the roster of the person for whom the old one was made, while they still answer for that
unit: who merely found an old link gets nothing, and learns nothing. Like a sign-in link it is stored nowhere.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.links import LIST, VALID_AFTER_DEADLINE, marks_for
from yudu_flow.actions.access.mail_sign_in import Mailer, reached_by_mail, unstored
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.digest import Letter, Ticket
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.roster import Person, Who
from yudu_flow.storage import audit, links
from yudu_flow.storage.access_rows import LinkRow
from yudu_flow.storage.database import writing
from yudu_flow.storage.link_codes import code_of, hash_of

ASKER = Who("", "链接页")
MAILED, NOT_MAILED = "link_mailed_again", "link_not_mailed_again"
WHY = "有人打开了发给您的旧链接，索取新链接"


def mail_link_again(bureau: Bureau, code: str, may: Callable[[str], bool], post: Mailer, now: datetime) -> None:
    """Whoever the old link was for gets a new one; `may` says whether it is not too often. It says nothing."""
    with writing(bureau.engine) as db:
        row = links.known(db, bureau.key, hash_of(bureau.link_key, code))
        person = row and _reached(bureau, db, row, now)
        if not row or not person or not may(person.id):
            return
        until = now + VALID_AFTER_DEADLINE
        mark = marks_for(bureau, db, {links.key_of(row): until}, now)[links.key_of(row)]
    fresh = code_of(bureau.link_key, bureau.key, row.recipient, mark)
    # Between two transactions: a relay may take its time, and nobody is to wait for rows meanwhile.
    receipt = post(unstored(bureau, person, _letter(bureau, person, fresh, until, now), now))
    detail = {} if receipt.sent else {"reason": receipt.reply.replace(fresh, "…")}
    with writing(bureau.engine) as db:
        audit.record(db, bureau.key, now, ASKER, MAILED if receipt.sent else NOT_MAILED, person.id, detail)


def _reached(bureau: Bureau, db: Connection, row: LinkRow, now: datetime) -> Person | None:
    """Whose the old link was, if a new one would open something for them and arrive."""
    roster, day, person = bureau.roster, local_day(now), bureau.roster.people.get(row.recipient)
    if person is None or person.gone(day) or not bureau.base_url or person.id not in reached_by_mail(bureau, db, now):
        return None
    answers = row.unit in roster.units and roster.answers_for(person.id, row.unit, day)
    return person if answers or person.home == row.unit else None


def _letter(bureau: Bureau, person: Person, code: str, until: datetime, now: datetime) -> Letter:
    last = spell_deadline(until.replace(second=0, microsecond=0))
    entry = Ticket(f"{bureau.base_url.rstrip('/')}/s/{code}/{LIST}", last, again=True)
    return Letter(person.name, bureau.roster.bureau_name, local_day(now), reasons=(WHY,), entry=entry)
