"""A period in numbers, beside the one before it, on the first working day after its last day.

Source: 2-semantics "Digest to leaders and the office's list".
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import Ended, Writer
from yudu_flow.actions.look import Glance, Sight, glances, sight_of
from yudu_flow.domain.bucket import Bucket, bucket
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.digest import Tallies
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.period import Period, ends_month, expected_before
from yudu_flow.storage import obligations
from yudu_flow.storage.rows import DueInMonth
from yudu_flow.wording.periods import spell_period

SLICE = 1000


def numbers_today(bureau: Bureau, db: Connection, writer: Writer, leader: str | None) -> Tallies | None:
    """On the first working day after its last day, a period in numbers beside the one before; the longest first.

    Reports of one period that are due on different days are counted apart, each on its own day.
    """
    if writer.ended is None:
        writer.ended = _ended_today(bureau, db, writer)
    posts = _posts_of(bureau, leader, writer.day) if leader and writer.ended else None
    found = []
    for name, rows, earlier in writer.ended:
        before = _numbers(bureau, db, writer, name, earlier, posts)
        found.append(
            replace(_numbers(bureau, db, writer, name, rows, posts), previous=before if before.expected else None)
        )
    return replace(found[0], others=tuple(one for one in found[1:] if one.expected)) if found else None


def _ended_today(bureau: Bureau, db: Connection, writer: Writer) -> list[Ended]:
    """Of the reports owed in this month and the two before it."""
    months = [str(Period.of(writer.day).shift(-back)) for back in range(3)]
    known = obligations.of_months(db, bureau.key, months, WRITTEN)
    groups: dict[tuple[str, Hashable], list[DueInMonth]] = defaultdict(list)
    for row in known:
        groups[_period_of(row), row.nominal.weekday() if _is_weekly(row) else row.last_day].append(row)
    over = [(period, rows) for (period, _), rows in groups.items() if _are_over_today(bureau, writer, rows)]
    over.sort(key=lambda one: (_is_weekly(one[1][0]), Period.parse(one[1][0].period).first))
    several = Counter(period for period, _ in groups)
    return [
        (f"{period}{_named(bureau, rows) if several[period] > 1 else ''}", rows, _before(bureau, db, rows, known))
        for period, rows in over
    ]


def _are_over_today(bureau: Bureau, writer: Writer, rows: Sequence[DueInMonth]) -> bool:
    last = max(rows, key=lambda row: row.last_day)
    over = bureau.calendar.plus(last.last_day, 1) == writer.day
    return over and ends_month(last.nominal, Period.parse(last.period).cycle, bureau.calendar)


def _before(
    bureau: Bureau, db: Connection, told: Sequence[DueInMonth], known: Sequence[DueInMonth]
) -> Sequence[DueInMonth]:
    """The same duties' in the period before; of weeks those of the month before."""
    duties = {row.duty for row in told}
    if _is_weekly(told[0]):
        month = str(Period.parse(told[0].month).shift(-1))
        return [row for row in known if row.duty in duties and row.month == month and _is_weekly(row)]
    earlier = str(expected_before(Period.parse(told[0].period), bureau.calendar))
    found: Sequence[DueInMonth] = [row for row in known if row.period == earlier]
    found = found or obligations.of_months(db, bureau.key, [*Period.parse(earlier).months], WRITTEN)
    return [row for row in found if row.period == earlier and row.duty in duties]


def _is_weekly(row: DueInMonth) -> bool:
    return Period.parse(row.period).cycle is Cycle.WEEK


def _period_of(row: DueInMonth) -> str:
    """In words. Week by week leaders got numbers every week, also when all was well."""
    return f"{spell_period(row.month)}各周" if _is_weekly(row) else spell_period(row.period)


def _named(bureau: Bureau, rows: Sequence[DueInMonth]) -> str:
    """Which of a period's reports they are."""
    duties = {row.duty for row in rows}
    return "、".join(dict.fromkeys(duty.title for _, duty in bureau.duties() if duty.id in duties))


def _posts_of(bureau: Bureau, leader: str, day: date) -> set[str]:
    holders = {post: bureau.roster.holder(post, day) for post in bureau.roster.posts}
    return {post for post, holder in holders.items() if holder and holder.id == leader} | {leader}


def _numbers(
    bureau: Bureau, db: Connection, writer: Writer, name: str, rows: Sequence[DueInMonth], posts: set[str] | None
) -> Tallies:
    """Outcomes that add up to what was expected, of everybody or of those under `posts`."""
    counted = _counted(bureau, db, writer, rows) if rows else {}
    found = sum((some for charge, some in counted.items() if posts is None or posts & charge), Counter[str]())
    named = {str(kind): found[kind] for kind in Bucket}
    return Tallies(period=name, expected=found.total(), previous=None, others=(), **named)


def _counted(
    bureau: Bureau, db: Connection, writer: Writer, rows: Sequence[DueInMonth]
) -> dict[frozenset[str], Counter[str]]:
    """How many of them are in which bucket, by the posts that are in charge of them; counted once."""
    if rows[0].id not in writer.counted:
        found: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
        for sight in passing(bureau, db, writer, [row.id for row in rows]):
            found[frozenset((*sight.owed.leaders, sight.owed.decider or ""))][bucket(sight.state, writer.now)] += 1
        writer.counted[rows[0].id] = found
    return writer.counted[rows[0].id]


def passing(bureau: Bureau, db: Connection, writer: Writer, ids: Iterable[int]) -> Iterator[Sight]:
    """Those obligations one after the other: a province's are too many to be remembered."""
    for some in _slices(ids):
        rows = obligations.by_id(db, bureau.key, [key for key in some if key not in writer.sights]).values()
        read = sight_of(db, rows, with_rungs=False)
        yield from (writer.sights.get(key) or read[key] for key in some)


def passing_in_short(bureau: Bureau, db: Connection, writer: Writer, ids: Iterable[int]) -> Iterator[Glance | Sight]:
    """The same in short."""
    for some in _slices(ids):
        read = glances(bureau, db, [key for key in some if key not in writer.sights])
        yield from (writer.sights.get(key) or read[key] for key in some)


def _slices(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + SLICE] for start in range(0, len(wanted), SLICE))
