"""Firms of a unit that ends or of somebody who leaves: with the duty they go to whoever comes after them.

They change hands on the day after the last one; what ends for good leaves its firms to nobody, which is said before.
The roster says who ends and when, whichever way it was changed; an end that is taken back brings the firms back.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import BY_ROSTER, PAIRED, PARTED, Pen, found, owner_words, pair, part
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import bureaus, firms
from yudu_flow.storage.firm_tables import FirmRow, PairingRow

A_DAY = timedelta(days=1)
UNIT_ENDED, PERSON_LEFT = "单位撤并或更名", "离开"
TAKEN_BACK = "撤销了撤并或离开"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A firm, whose it was, whose it is from that day on: names, the last one empty where nobody comes after them."""

    firm: str
    owner: str
    successor: str
    since: date


def handed_over(bureau: Bureau, db: Connection, after: Roster, now: datetime) -> list[HandedOver]:
    """What would change hands with that roster: what comes back where an end is taken back, and what goes."""
    names = {firm.id: firm.name for firm in firms.listed(db, bureau.key)}
    pen, before = Pen(bureau, db, BY_ROSTER, now), bureau.roster
    back = [one for one in firms.pairings(db, bureau.key) if _comes_back(pen, one, before, after)]
    returned = [
        HandedOver(
            names[one.firm_id],
            owner_words(before, heir_of(before, one.owner, one.until)),
            owner_words(after, one.owner),
            max(local_day(now), one.until),
        )
        for one in back
        if one.until and last_day(after, one.owner) is None
    ]
    gone = [
        HandedOver(names[one.firm_id], owner_words(after, one.owner), owner_words(after, heir), day)
        for one, heir, day in _due(bureau, db, after, {one.id for one in back})
    ]
    return [*returned, *gone]


def _comes_back(pen: Pen, one: PairingRow, before: Roster, after: Roster) -> bool:
    """Whether it went with an end that is another one by now, or none."""
    last, coming = last_day(before, one.owner), last_day(after, one.owner)
    if last is None or one.until != max(last + A_DAY, one.since) or not _went(pen, one, before):
        return False
    return last != coming or heir_of(before, one.owner, one.until) != heir_of(after, one.owner, one.until)


def hand_over(pen: Pen) -> None:
    """Do so by the roster of the pen's bureau, in the transaction that is under way."""
    if not is_due(pen.bureau, pen.db):
        return
    bureaus.lock(pen.db, pen.bureau.key, pen.at)
    for held, heir, day in [*_due(pen.bureau, pen.db, pen.bureau.roster)]:  # another may have done so until now
        firm = found(pen.bureau, pen.db, held.firm_id)
        part(pen, firm, held, day, UNIT_ENDED if held.owner in pen.bureau.roster.units else PERSON_LEFT)
        if heir and not firm.ended and not _has_it(pen, firm, heir, day):
            pair(pen, firm, heir, day)


def is_due(bureau: Bureau, db: Connection) -> bool:
    """Whether anything is to change hands."""
    return next(_due(bureau, db, bureau.roster), None) is not None


def _due(
    bureau: Bureau, db: Connection, roster: Roster, back: Container[int] = ()
) -> Iterator[tuple[PairingRow, str, date]]:
    """What somebody holds who ends or has ended, or holds again as it comes `back`; who comes after them, from when."""
    for one in firms.pairings(db, bureau.key):
        last = last_day(roster, one.owner)
        if last and (one.until is None or one.id in back):
            # One that was to begin after the end goes on the day on which it would have begun.
            day = max(last + A_DAY, one.since)
            yield one, heir_of(roster, one.owner, day), day


def last_day(roster: Roster, owner: str) -> date | None:
    """The last day of a unit by its name, or of a person by id; None where there is none, or no day comes after it."""
    unit, person = roster.units.get(owner), roster.people.get(owner)
    last = (unit.until if unit else None) or (person.left if person else None)
    # 9999-12-31, as people write who mean no end: the day after it is none, and every pass broke off there.
    return None if last == date.max else last


def heir_of(roster: Roster, owner: str, day: date) -> str:
    """Who has on that day what was theirs: the unit's name, the person's id, empty for nobody."""
    if owner in roster.units:
        unit = roster.unit_on(owner, day)
        return unit.name if unit else ""
    person = roster.person_on(owner, day)
    return person.id if person else ""


def _has_it(pen: Pen, firm: FirmRow, owner: str, day: date) -> bool:
    theirs = [one for one in firms.pairings_of(pen.db, pen.bureau.key, firm.id) if one.owner == owner]
    return any(one.until is None or day < one.until for one in theirs)


def take_back(pen: Pen, owner: str, before: Roster) -> None:
    """What went away with the end that `before` had of them is theirs again, and no more their successor's."""
    last, today = last_day(before, owner), local_day(pen.at)
    if last is None:
        return
    bureaus.lock(pen.db, pen.bureau.key, pen.at)
    for one in firms.pairings(pen.db, pen.bureau.key):
        if one.owner == owner and one.until == max(last + A_DAY, one.since) and _went(pen, one, before):
            firm = found(pen.bureau, pen.db, one.firm_id)
            _end_heirs(pen, firm, one, heir_of(before, owner, one.until), max(today, one.until))
            firms.change_pairing(pen.db, pen.bureau.key, one.id, {"until": None})
            pen.note(firm, PAIRED, {"owner": owner_words(pen.bureau.roster, owner), "reason": TAKEN_BACK})


def _went(pen: Pen, one: PairingRow, before: Roster) -> bool:
    """Whether it ended with its owner, and not because the office said so."""
    said = {"owner": owner_words(before, one.owner), "day": str(one.until)}
    ends = [deed.detail for deed in firms.deeds(pen.db, pen.bureau.key, one.firm_id) if deed.kind == PARTED]
    return any(end.get("reason") in (UNIT_ENDED, PERSON_LEFT) and said.items() <= end.items() for end in ends)


def _end_heirs(pen: Pen, firm: FirmRow, one: PairingRow, heir: str, day: date) -> None:
    """Theirs that began that day; one that had not begun yet never held."""
    for theirs in firms.pairings_of(pen.db, pen.bureau.key, firm.id):
        if theirs.owner == heir and theirs.since == one.until and theirs.until is None:
            part(pen, firm, theirs, day, TAKEN_BACK)
