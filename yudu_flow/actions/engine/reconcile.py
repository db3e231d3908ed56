"""Reconcile: the books, from the ladder and not from the rows. What should have been told, and what became of it.

Per obligation and rung: expected = sent + held + suppressed + failed. A rung that the rules say is due and that nobody
decided, or a notice that was lost, is a remainder: an alarm on the office's list.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.announced import KIND as ANNOUNCED
from yudu_flow.actions.engine.rulings import Rulings
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.paces import known_of
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import Period
from yudu_flow.domain.period import at as at_midnight
from yudu_flow.storage import announcements, bureaus, notices, obligations
from yudu_flow.storage.announcement_tables import AnnouncementRow
from yudu_flow.storage.database import asking, writing
from yudu_flow.storage.notice_rows import NoticeInFull, NoticeOfAnnouncement
from yudu_flow.storage.rows import Owed, RungRow

AT_ONCE = 1000
"""Obligations; all of a province's would fill the memory."""
EARLIEST, LATEST = "2000-01", "2998-12"
"""Of all months that can be asked for, those that have a day before and behind them."""
ANNOUNCED_FOR = timedelta(days=30)
"""How long what was announced stands in the books of what is open."""
SUPPRESSED = {"withdrawn", "suppressed", "superseded"}
MESSAGES = {"sent": "sent", "queued": "held", "failed": "failed", "unconfirmed": "failed", "withdrawn": "suppressed"}


@dataclass(frozen=True, slots=True)
class Balance:
    """One line of the books, counted in notices; a rung that was skipped counts as one suppressed."""

    obligation: str
    rung: str
    expected: int
    sent: int
    held: int
    suppressed: int
    failed: int

    @property
    def balanced(self) -> bool:
        """Whether everything expected is accounted for."""
        return self.expected == self.sent + self.held + self.suppressed + self.failed


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line with the obligation it is about and when its rule took effect; `decided` is false where nobody did."""

    owed: Owed
    at: datetime
    decided: bool
    account: Balance


def reconcile(bureau: Bureau, now: datetime, period: str | None = None) -> list[Balance]:
    """The books of one period, or of every period that is still open; with what was announced meanwhile."""
    with bureau.reading() as db:
        announced = [account for _, account in announced_lines(bureau, db, now, period)]
        return [*(line.account for line in lines(bureau, db, now, period)), *announced]


def announced_lines(
    bureau: Bureau, db: Connection, now: datetime, period: str | None = None
) -> Iterator[tuple[AnnouncementRow, Balance]]:
    """What was announced in that month, or of late, oldest first: it says itself how many it was meant for."""
    since, before = _announced_in(now, period)
    rows = announcements.between(db, bureau.key, since, before)
    told = announcements.said(db, bureau.key, [row.number for row in rows])
    for row in reversed(rows):
        count = Counter(became(notice, bureau) for notice in told[row.number])
        name = f"{str(local_day(row.at))[:7]}/{ANNOUNCED}/{row.number}"
        counts = count["sent"], count["held"], count["suppressed"], count["failed"]
        yield row, Balance(name, ANNOUNCED, expected_of(row), *counts)


def expected_of(row: AnnouncementRow) -> int:
    """How many notices it should have: one a person and channel, also for whom the call sheet has."""
    return len({(one["person"], channel) for one in row.told for channel in one["channels"]})


def _announced_in(now: datetime, period: str | None) -> tuple[datetime, datetime]:
    """Of a week or quarter nothing: what was announced is its month's."""
    if period is None:
        return now - ANNOUNCED_FOR, now + timedelta(days=1)
    month = Period.parse(period)
    if month.cycle is not Cycle.MONTH or not EARLIEST <= str(month) <= LATEST:
        return now, now
    return at_midnight(month.first), at_midnight(month.shift(1).first)


def lines(bureau: Bureau, db: Connection, now: datetime, period: str | None = None) -> Iterator[BookLine]:
    """The same, line by line."""
    ids = obligations.ids(db, bureau.key, period)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = obligations.by_id(db, bureau.key, some)
        yield from _lines(bureau, db, see(db, [rows[key] for key in some]), now)


def reconcile_daily(bureau: Bureau, now: datetime, may: Callable[[], bool] = lambda: True) -> None:
    """Once a day, after the pass: keep how many rungs do not balance, for the office's list.

    Only who has decided all that was due `may`: to anybody else it looks like missing.
    """
    if now.time() < bureau.rules.pass_at:
        return
    with asking(bureau.engine) as db:
        row = bureaus.find(db, bureau.key)
    today = local_day(now)
    if row is None or row.reconciled_on == today:
        return
    # Last: to ask it takes the bureau's shift, which an idle pass leaves alone.
    if not may():
        return
    with bureau.reading() as db:
        announced = (account for _, account in announced_lines(bureau, db, now))
        found = chain((line.account for line in lines(bureau, db, now)), announced)
        imbalance = sum(1 for account in found if not account.balanced)
    with writing(bureau.engine) as db:
        bureaus.note_books(db, bureau.key, today, imbalance)


def _lines(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> Iterator[BookLine]:
    known = known_of(bureau, db, sights, now)
    told, rulings = notices.of(db, bureau.key, [sight.owed.id for sight in sights]), Rulings(bureau, now)
    for sight in sights:
        by_rung = _by_rung(told.get(sight.owed.id, []))
        for row in sight.rungs:
            account = _decided(bureau, sight, row, by_rung.get((row.round, row.rung), []))
            yield BookLine(sight.owed, row.at, True, account)
        for verdict in rulings.on(sight, known[sight.owed.id]).verdicts:
            account = Balance(obligations.name(sight.owed), verdict.rung.name, 1, 0, 0, 0, 0)
            yield BookLine(sight.owed, verdict.at, False, account)


def _by_rung(rows: list[NoticeInFull]) -> dict[tuple[int, str], list[NoticeInFull]]:
    found: dict[tuple[int, str], list[NoticeInFull]] = {}
    for row in rows:
        found.setdefault((row.round, row.rung), []).append(row)
    return found


def _decided(bureau: Bureau, sight: Sight, row: RungRow, told: list[NoticeInFull]) -> Balance:
    name = obligations.name(sight.owed)
    if row.verdict == "skipped":
        return Balance(name, row.rung, 1, 0, 0, 1, 0)
    count = Counter(became(notice, bureau) for notice in told)
    return Balance(name, row.rung, row.notices, count["sent"], count["held"], count["suppressed"], count["failed"])


def became(notice: NoticeInFull | NoticeOfAnnouncement, bureau: Bureau) -> str:
    """What became of a notice: sent, held, suppressed or failed; `lost` where its message is gone.

    One whose message nobody can say of whether it arrived has told nobody, and so has one that went into a file: they
    count as failed.
    """
    if notice.state in SUPPRESSED:
        return "suppressed"
    if notice.state == "unreachable":
        return "failed"
    if notice.state == "queued":
        return "held"
    return "failed" if only_in_file(notice, bureau) else MESSAGES.get(notice.message_state or "", "lost")


def only_in_file(notice: NoticeInFull | NoticeOfAnnouncement, bureau: Bureau) -> bool:
    """Whether its message is a file, where files tell nobody."""
    return bool(notice.message_state == "sent" and notice.spooled and not bureau.files_tell)
