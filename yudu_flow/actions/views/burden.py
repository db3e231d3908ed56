"""The burden of units (减负), month by month, from what was sent, asked and done. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.verb import PAGES
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.reconcile import EARLIEST, LATEST, became
from yudu_flow.actions.paces import asked
from yudu_flow.domain.burden import Burden, minutes_between
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.duties.registry import COUNTED, WRITTEN
from yudu_flow.domain.period import Period, at
from yudu_flow.storage import announcements, obligations
from yudu_flow.storage import burden as found
from yudu_flow.storage.burden import ToldOf
from yudu_flow.storage.notice_rows import NoticeOfAnnouncement
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.contents import asked_of

Place = tuple[str, str]
"""Unit and month."""
Heard = ToldOf | NoticeOfAnnouncement
MAILS = {channel for channel, way in WAYS.items() if way.whole}


@dataclass
class _Month:
    """What is counted of one unit's month."""

    keys: set[str] = field(default_factory=set)
    mails: set[tuple[str, str]] = field(default_factory=set)
    sms: set[tuple[str, str]] = field(default_factory=set)
    fields: int = 0
    returns: int = 0
    minutes: list[int] = field(default_factory=list)

    def burden(self, unit: str, month: str) -> Burden:
        told = len(self.keys), len(self.mails), len(self.sms)
        return Burden(unit, month, *told, self.fields, self.returns, tuple(self.minutes))


def burden(bureau: Bureau, db: Connection, first: str, last: str, duty: tuple[str, str] | None = None) -> list[Burden]:
    """By unit as the roster has them, then by month, for the months `first` to `last`; of one `duty` (plan, id) alone.

    A message that speaks of two months is the earlier one's, and counted once.
    """
    months: dict[Place, _Month] = defaultdict(_Month)
    owed = [row for row in obligations.between(db, bureau.key, first, last) if duty in (None, (row.plan, row.duty))]
    for row in owed:
        months[row.unit, row.month].fields += len([*fields_of(bureau, row)])
    announced = [] if duty else _announced(bureau, db, first, last)
    _count_told(months, chain(_of_units(bureau, db, owed), announced))
    for back in found.returned(db, bureau.key, first, last):
        if duty in (None, (back.plan, back.duty)):
            months[back.unit, back.month].returns += 1
    for one in found.until_filing(db, bureau.key, first, last):
        if duty in (None, (one.plan, one.duty)):
            months[one.unit, one.month].minutes.append(minutes_between(one.opened_at, one.filed_at))
    in_order = sorted(months, key=lambda place: (bureau.roster.place(place[0]), place))
    return [months[place].burden(*place) for place in in_order]


def _of_units(bureau: Bureau, db: Connection, owed: Iterable[Owed]) -> Iterator[tuple[Place, ToldOf]]:
    """What was told, with whose it was: a unit that helps was told of another's item."""
    items = {row.id: row for row in owed}
    for told in found.told(db, bureau.key, [*items], files=bureau.files_tell):
        row = items[told.obligation]
        helper = bureau.roster.people.get(told.recipient) if told.role == "helper" else None
        yield ((helper and helper.home) or row.unit, row.month), told


def _announced(bureau: Bureau, db: Connection, first: str, last: str) -> Iterator[tuple[Place, Heard]]:
    """What the office announced, as each unit heard it: whoever answers for two was told for both."""
    since, before = at(Period.parse(max(first, EARLIEST)).first), at(Period.parse(min(last, LATEST)).shift(1).first)
    rows = announcements.between(db, bureau.key, since, before)
    heard = announcements.said(db, bureau.key, [row.number for row in rows])
    for row in rows:
        came = [one for one in heard[row.number] if became(one, bureau) == "sent" or one.message_state == "unconfirmed"]
        for told in row.told:
            place = told["unit"], str(local_day(row.at))[:7]
            yield from ((place, one) for one in came if one.recipient == told["person"])


def _count_told(months: dict[Place, _Month], rows: Iterable[tuple[Place, Heard]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for (unit, month), row in sorted(rows, key=lambda one: one[0][1]):
        if row.key is None:
            continue
        mine = months[unit, seen.setdefault((unit, row.key), month)]
        mine.keys.add(row.key)
        (mine.mails if row.channel in MAILS else mine.sms).add((row.key, row.recipient))


def fields_of(bureau: Bureau, owed: Owed) -> Iterator[str]:
    """What the forms of an item ask of its owner, each once, in the words of its form."""
    if owed.kind in WRITTEN:
        mine = bureau.assignments(owed.plan, owed.assignments)
        yield from (one.summary for one in mine)
        if any(one.targets for one in mine):  # most have none, and a year asks of every item
            yield from (target.name for target in asked(bureau, owed))
        yield from asked_of(bureau.duty(owed.plan, owed.duty)).values()
        yield from ["盖章页"] if owed.sealed else []
    elif owed.kind in COUNTED:
        on_page = [one.asked.says for one in record_visit.fields if PAGES & one.asked.by]
        yield from (says for _ in range(owed.quota) for says in on_page)
    else:
        yield "办理情况"
