"""What the office announced: for the office with who was told and who was not, for a unit the last 30 days. Reads only.

Who is not told is rung up: the number stands beside the name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.reconcile import became
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import announcements
from yudu_flow.storage.announcement_tables import AnnouncementRow
from yudu_flow.storage.columns import Kept
from yudu_flow.storage.notice_rows import NoticeOfAnnouncement
from yudu_flow.wording.names import CHANNELS
from yudu_flow.wording.record import Record

KEPT, A_YEAR, A_DAY = timedelta(days=30), timedelta(days=366), timedelta(days=1)
"""How long a unit's desk shows it, and the office's page; a clock that was set back hides none."""
WORDS = {"sent": "已发", "held": "待发", "suppressed": "不发", "failed": "未送达"}


@dataclass(frozen=True, slots=True)
class ReaderTold:
    """A unit and who heard for it; `state` is sent, held, suppressed or failed, of the mail, in words with its instant
    or reason in `says`. `phone` is there where somebody has to ring up.
    """

    unit: str
    name: str
    state: str
    says: str
    phone: str


@dataclass(frozen=True, slots=True)
class AnnouncementShown:
    """One with its readers, those who were not told first."""

    row: AnnouncementRow
    readers: tuple[ReaderTold, ...]
    can_withdraw: bool

    def count(self, state: str) -> int:
        """How many units are in that state."""
        return sum(1 for one in self.readers if one.state == state)


def announced(bureau: Bureau, db: Connection, now: datetime) -> list[AnnouncementShown]:
    """Those of the last year, the newest first."""
    rows = announcements.between(db, bureau.key, now - A_YEAR, now + A_DAY)
    notices = announcements.said(db, bureau.key, [row.number for row in rows])
    return [_one(bureau, row, notices[row.number]) for row in rows]


def announced_to(bureau: Bureau, db: Connection, now: datetime, units: Iterable[str]) -> Sequence[AnnouncementRow]:
    """What those units were told in the last 30 days and was not taken back, the newest first."""
    mine = {*units}
    rows = announcements.between(db, bureau.key, now - KEPT, now + A_DAY) if mine else ()
    return [row for row in rows if not row.withdrawn_at and any(one["unit"] in mine for one in row.told)]


def record(one: AnnouncementShown) -> Record:
    """For programs and the command line."""
    row = one.row
    readers = [{"unit": r.unit, "person": r.name, "state": r.state, "says": r.says} for r in one.readers]
    said = {"number": row.number, "at": row.at, "by": row.by, "title": row.title, "text": row.text}
    return {**said, "urgent": row.urgent, "withdrawn": row.withdrawn_at, "readers": readers}


def _one(bureau: Bureau, row: AnnouncementRow, notices: Sequence[NoticeOfAnnouncement]) -> AnnouncementShown:
    by_person: dict[str, list[NoticeOfAnnouncement]] = {}
    for one in notices:
        by_person.setdefault(one.recipient, []).append(one)
    readers = sorted((_reader(bureau, told, by_person) for told in row.told), key=lambda one: one.state != "failed")
    waits = any(one.state == "held" for one in readers)
    return AnnouncementShown(row, tuple(readers), waits and not row.withdrawn_at)


def _reader(bureau: Bureau, told: Kept, notices: dict[str, list[NoticeOfAnnouncement]]) -> ReaderTold:
    """By the mail alone: it has the text, and an SMS only says that there is one."""
    mine = notices.get(told["person"], [])
    one = next((one for one in mine if one.channel == Channel.EMAIL), None)
    state = became(one, bureau) if one else "failed"
    person = bureau.roster.people.get(told["person"])
    phone = (person.address(Channel.SMS) or "没有登记电话") if person and state == "failed" else ""
    return ReaderTold(told["unit"], told["name"] or "没有联络员", state, _says(one, state), phone)


def _says(one: NoticeOfAnnouncement | None, state: str) -> str:
    if one is None or one.state == "unreachable":
        return "没有可用的邮箱，请电话告知"
    way = CHANNELS[one.channel]
    return f"{way}没有送到，请电话告知" if state == "failed" else f"{way}{WORDS[state]}"
