"""What config/roster.yaml says of firms, brought into their register.

A firm that it lists under its visitor comes into the register and is paired from then on; taken off there, it is paired
no more. Firms of whoever ends or leaves by it go to whoever comes after them. What the register says besides that
stays, whatever the file says.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import BY_ROSTER, Pen, enter, found, pair, part
from yudu_flow.actions.firms_handed_over import hand_over, is_due
from yudu_flow.domain.firm import FirmEntry, listed_now
from yudu_flow.domain.names import name_key
from yudu_flow.storage import bureaus, firms
from yudu_flow.storage.firm_tables import PairingRow


def follow_roster(bureau: Bureau, now: datetime) -> None:
    """Bring what the roster's file says into the register, where it is not there yet."""
    with bureau.reading() as db:
        if not (any(_listed(bureau, db)) or is_due(bureau, db)):
            return
    with bureau.writing(now) as db:
        _take_in(bureau, db, now)
        hand_over(Pen(bureau, db, BY_ROSTER, now))


def _take_in(bureau: Bureau, db: Connection, now: datetime) -> None:
    if not any(_listed(bureau, db)):
        return
    bureaus.lock(db, bureau.key, now)
    new, gone = _listed(bureau, db)  # once more: whoever came at the same time parted them a second time
    pen = Pen(bureau, db, BY_ROSTER, now)
    for owner, name in new:
        _take(pen, owner, name)
    for held in gone:
        firms.change_pairing(db, bureau.key, held.id, {"listed": ""})
        if held.until is None:
            part(pen, found(bureau, db, held.firm_id), held, local_day(now), "名册里已删去")


def _take(pen: Pen, owner: str, name: str) -> None:
    """A firm of that name that is there already is that one."""
    there = [one for one in firms.named(pen.db, pen.bureau.key, name_key(name)) if not one.ended]
    row = there[0] if there else enter(pen, FirmEntry(name))
    held = [one for one in firms.pairings_of(pen.db, pen.bureau.key, row.id) if one.owner == owner and not one.until]
    if held:
        firms.change_pairing(pen.db, pen.bureau.key, held[-1].id, {"listed": name})
    else:
        pair(pen, row, owner, local_day(pen.at), listed=name)


def _listed(bureau: Bureau, db: Connection) -> tuple[list[tuple[str, str]], list[PairingRow]]:
    """What the file lists and the register has not, and what it lists no more."""
    rows = {one.id: one for one in firms.pairings(db, bureau.key) if one.listed}
    known = [(one.owner, one.listed, one.id) for one in rows.values()]
    new, gone = listed_now(bureau.roster.firms, known)
    return new, [rows[id] for id in gone]
