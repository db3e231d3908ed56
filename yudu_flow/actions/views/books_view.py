"""The books (对账) as the office reads them: what does not balance first, then day by day. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.reconcile import Balance, BookLine, announced_lines, lines
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.ladder import closes_at
from yudu_flow.domain.period import Period
from yudu_flow.storage import bureaus, openings
from yudu_flow.wording.periods import spell_owed, spell_period

FIGURES = ("expected", "sent", "held", "suppressed", "failed")
UNDECIDED, LOST, EXTRA = "undecided", "lost", "extra"


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines added up, in notices; `wrong` is how many lines do not balance. `day` is None for the whole."""

    day: date | None
    expected: int
    sent: int
    held: int
    suppressed: int
    failed: int
    wrong: int


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line of the books; `where` is the page of what it is about. `fault` is undecided (nobody decided the rung),
    lost or extra (notices), or empty.
    """

    id: int
    owner: str
    title: str
    at: datetime
    account: Balance
    fault: str
    where: str = ""

    @property
    def missing(self) -> int:
        """How many notices are unaccounted for; negative where there are too many."""
        found = self.account
        return found.expected - found.sent - found.held - found.suppressed - found.failed


@dataclass(frozen=True, slots=True)
class Books:
    """A period's books, or those of all that is open. `reconciled_on` is when the program last did them by itself.

    `idle` are periods (with the duty's title) in which nothing was expected: weeks without a working day.
    """

    periods: tuple[str, ...]
    total: Sum
    days: tuple[Sum, ...]
    wrong: tuple[BookRow, ...]
    entries: tuple[BookRow, ...]
    reconciled_on: date | None
    idle: tuple[tuple[str, str], ...] = ()


def books(bureau: Bureau, db: Connection, now: datetime, period: str | None, day: date | None) -> Books:
    """The books; `entries` are the lines of `day`."""
    found = [*map(_entry, lines(bureau, db, now, period)), *_announced(bureau, db, now, period)]
    entries = sorted(found, key=lambda entry: (entry.at, entry.title, entry.id))
    row = bureaus.find(db, bureau.key)
    return Books(
        tuple(openings.periods(db, bureau.key)),
        _sum(None, entries),
        tuple(_days(entries)),
        tuple(entry for entry in entries if entry.fault),
        tuple(entry for entry in entries if local_day(entry.at) == day),
        row.reconciled_on if row else None,
        tuple(idle_weeks(bureau, db, now, period)),
    )


def weeks_off(bureau: Bureau, now: datetime, period: str) -> list[tuple[str, str]]:
    """The same of one period, by itself."""
    with bureau.reading() as db:
        return [*idle_weeks(bureau, db, now, period)]


def idle_weeks(bureau: Bureau, db: Connection, now: datetime, period: str | None) -> Iterator[tuple[str, str]]:
    """The weeks in which nothing was expected, since they have no working day, with the duty's title: that `period`, or
    whatever is not yet closed.
    """
    titles = {(plan.id, duty.id): duty.title for plan, duty in bureau.duties()}
    for plan, duty, of in openings.without_any(db, bureau.key):
        week = Period.parse(of)
        closed = closes_at(week, bureau.calendar) <= now
        if week.cycle is Cycle.WEEK and (of == period if period else not closed):
            yield of, titles.get((plan, duty), duty)


def _entry(line: BookLine) -> BookRow:
    owed = line.owed
    fault = _fault(line.account, decided=line.decided)
    title = spell_owed("", owed.period, owed.title, once=bool(owed.subject))
    return BookRow(owed.id, owed.owner, title, line.at, line.account, fault, f"/office/{owed.id}")


def _announced(bureau: Bureau, db: Connection, now: datetime, period: str | None) -> Iterator[BookRow]:
    """What the office announced, by itself: a line each."""
    for row, account in announced_lines(bureau, db, now, period):
        title = f"{spell_period(str(local_day(row.at))[:7])}{row.title}"
        fault = _fault(account, decided=True)
        yield BookRow(row.number, bureau.roster.office.name, title, row.at, account, fault, "/office/notices")


def _fault(found: Balance, *, decided: bool) -> str:
    if found.balanced:
        return ""
    if not decided:
        return UNDECIDED
    return LOST if found.expected > found.sent + found.held + found.suppressed + found.failed else EXTRA


def _days(entries: list[BookRow]) -> list[Sum]:
    """Newest first."""
    by_day: dict[date, list[BookRow]] = {}
    for entry in entries:
        by_day.setdefault(local_day(entry.at), []).append(entry)
    return [_sum(day, by_day[day]) for day in sorted(by_day, reverse=True)]


def _sum(day: date | None, entries: Iterable[BookRow]) -> Sum:
    counted = [*entries]
    figures = {name: sum(getattr(entry.account, name) for entry in counted) for name in FIGURES}
    return Sum(day, **figures, wrong=sum(1 for entry in counted if entry.fault))
