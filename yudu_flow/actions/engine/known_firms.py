"""What the month's list of visits says of each firm beside its name, so that nobody asks what is known."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.firm_contacts import LOOKED_BACK, Contacted, contacts_since, last_of
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import under_way
from yudu_flow.domain.names import name_key
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmRow


def known_firms(bureau: Bureau, db: Connection, sights: Iterable[Sight], now: datetime) -> dict[str, str]:
    """By name, in words: whom to ask for, who was there last and what for, how much of what it asked is under way.

    Firms of which nothing is known are left out.
    """
    names = {name_key(name): name for sight in sights for name in sight.owed.firms}
    if not names:
        return {}
    rows = [row for row in firms.listed(db, bureau.key) if row.name_key in names and not row.ended]
    last = last_of(contacts_since(bureau, db, now - LOOKED_BACK), rows)
    asked = under_way(bureau, db, rows, now)
    said = {names[row.name_key]: _words(row, last.get(row.id), asked[row.id]) for row in rows}
    return {name: words for name, words in said.items() if words}


def _words(firm: FirmRow, last: Contacted | None, asked: int) -> str:
    contact = " ".join(filter(None, (firm.contact, firm.mobile)))
    seen = f"上次{last.word}{last.day.month}月{last.day.day}日，{last.owner}" if last else ""
    said = f"当时的诉求：{last.requests}" if last and last.requests else ""
    running = f"未办结诉求{asked}件" if asked else ""
    return "；".join(filter(None, (contact and f"联系人{contact}", firm.address, seen, said, running)))
