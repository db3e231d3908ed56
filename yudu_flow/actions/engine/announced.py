"""What the office announced on its way into messages: beside what a person is told that day, else by itself.

An SMS says one thing, so an urgent announcement has one of its own.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.channels import way_of
from yudu_flow.domain.digest import Announced
from yudu_flow.storage import announcements
from yudu_flow.storage.announcement_tables import AnnouncementRow
from yudu_flow.storage.notices import Place
from yudu_flow.storage.rows import NoticeRow

KIND = "announcement"
ALONE = "notice:"
"""How the key of a message begins that says nothing else."""
REASON = "局办公室发通知，您负责接收"


class Announcements:
    """Those that a batch of notices speaks of, held until its messages are written."""

    def __init__(self, bureau: Bureau, db: Connection, rows: Iterable[NoticeRow]) -> None:
        wanted = {number for row in rows if (number := announcements.number_of(row.about))}
        self._rows = announcements.hold(db, bureau.key, wanted) if wanted else {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def said(self, notices: Iterable[NoticeRow]) -> tuple[Announced, ...]:
        """What those notices announce, in their order."""
        return tuple(_in_words(row) for row in self._of(notices))

    def reasons(self, notices: Iterable[NoticeRow], recipient: str) -> list[str]:
        """Why this person hears of it: for which units."""
        told = (one for row in self._of(notices) for one in row.told if one["person"] == recipient)
        units = [*dict.fromkeys(one["unit"] for one in told)]
        return [f"{REASON}（{'、'.join(units)}）"] if units else []

    def _of(self, notices: Iterable[NoticeRow]) -> list[AnnouncementRow]:
        if not self._rows:
            return []
        numbers = (announcements.number_of(row.about) for row in notices)
        return [self._rows[number] for number in numbers if number in self._rows]


def keys(rows: Sequence[NoticeRow], daily: str, full: frozenset[Place]) -> dict[int, str]:
    """Under which key each announcing notice goes: the day's, where this person's mail of the day is due as well and
    not written yet (`full`: where it is), else that of the first of them. By the ids of the notices.
    """
    joined = {(row.recipient, row.channel) for row in rows if row.kind != KIND and not row.event_id} - full
    first: dict[Place, str] = {}
    found: dict[int, str] = {}
    for row in rows:
        if row.kind == KIND:
            place = row.recipient, row.channel
            own = first.setdefault(place, f"{ALONE}{announcements.number_of(row.about)}")
            found[row.id] = daily if place in joined and way_of(row.channel).whole else own
    return found


def _in_words(row: AnnouncementRow) -> Announced:
    lines = (line.strip() for line in row.text.splitlines())
    return Announced(row.title, tuple(line for line in lines if line), row.by)
