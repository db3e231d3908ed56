"""A period in numbers, beside the one before it, on the first working day after its last day.

Source: 2-semantics "Digest to leaders and the office's list".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import Writer
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
    """On the first working day after its last day, a period in numbers beside the one before; the longest first."""
    told = _told_today(bureau, db, writer)
    posts = _posts_of(bureau, leader, writer.day) if leader and told else None
    found = [one for rows in told if (one := _beside_before(bureau, db, writer, rows, posts))]
    return replace(found[0], others=tuple(one for one in found[1:] if one.expected)) if found else None


def _told_today(bureau: Bureau, db: Connection, writer: Writer) -> list[list[DueInMonth]]:
    known = _known_periods(bureau, db, writer).values()
    told = [rows for rows in known if rows and _are_over_today(bureau, writer, rows)]
    return sorted(told, key=lambda rows: (_is_weekly(rows[0]), Period.parse(rows[0].period).first))


def _are_over_today(bureau: Bureau, writer: Writer, rows: Sequence[DueInMonth]) -> bool:
    last = max(rows, key=lambda row: row.last_day) if _is_weekly(rows[0]) else rows[0]
    over = bureau.calendar.plus(last.last_day, 1) == writer.day
    return over and ends_month(last.nominal, Period.parse(last.period).cycle, bureau.calendar)


def _beside_before(
    bureau: Bureau, db: Connection, writer: Writer, told: Sequence[DueInMonth], posts: set[str] | None
) -> Tallies | None:
    known = _known_periods(bureau, db, writer)
    if _is_weekly(told[0]):
        earlier = _weeks_of(str(Period.parse(told[0].month).shift(-1)))
    else:
        earlier = str(expected_before(Period.parse(told[0].period), bureau.calendar))
        if earlier not in known:
            rows = obligations.of_months(db, bureau.key, [*Period.parse(earlier).months], WRITTEN)
            known[earlier] = [row for row in rows if row.period == earlier]
    previous = _numbers(bureau, db, writer, known.get(earlier, ()), posts, None)
    return _numbers(bureau, db, writer, told, posts, previous if previous and previous.expected else None)


def _known_periods(bureau: Bureau, db: Connection, writer: Writer) -> dict[str, list[DueInMonth]]:
    """The reports owed in this month and the two before it, by period; the weeks of a month together."""
    if writer.periods is None:
        months, writer.periods = [str(Period.of(writer.day).shift(-back)) for back in range(3)], {}
        for row in obligations.of_months(db, bureau.key, months, WRITTEN):
            writer.periods.setdefault(_together(row), []).append(row)
    return writer.periods


def _is_weekly(row: DueInMonth) -> bool:
    return Period.parse(row.period).cycle is Cycle.WEEK


def _together(row: DueInMonth) -> str:
    # Week by week leaders got numbers every week, also when all was well.
    return _weeks_of(row.month) if _is_weekly(row) else row.period


def _weeks_of(month: str) -> str:
    return f"{month}各周"


def _spelled(row: DueInMonth) -> str:
    return _weeks_of(spell_period(row.month)) if _is_weekly(row) else spell_period(row.period)


def _posts_of(bureau: Bureau, leader: str, day: date) -> set[str]:
    holders = {post: bureau.roster.holder(post, day) for post in bureau.roster.posts}
    return {post for post, holder in holders.items() if holder and holder.id == leader} | {leader}


def _numbers(
    bureau: Bureau,
    db: Connection,
    writer: Writer,
    month: Sequence[DueInMonth],
    posts: set[str] | None,
    previous: Tallies | None,
) -> Tallies | None:
    """Outcomes that add up to what was expected, of everybody or of those under `posts`."""
    if not month:
        return None
    counted = _counted(bureau, db, writer, month)
    found = sum((some for charge, some in counted.items() if posts is None or posts & charge), Counter[str]())
    named = {str(kind): found[kind] for kind in Bucket}
    return Tallies(period=_spelled(month[0]), expected=found.total(), previous=previous, others=(), **named)


def _counted(
    bureau: Bureau, db: Connection, writer: Writer, month: Sequence[DueInMonth]
) -> dict[frozenset[str], Counter[str]]:
    """How many of a month are in which bucket, by the posts that are in charge of them; counted once."""
    period = _together(month[0])
    if period not in writer.counted:
        found: dict[frozenset[str], Counter[str]] = defaultdict(Counter)
        for sight in passing(bureau, db, writer, [row.id for row in month]):
            found[frozenset((*sight.owed.leaders, sight.owed.decider or ""))][bucket(sight.state, writer.now)] += 1
        writer.counted[period] = found
    return writer.counted[period]


def passing(bureau: Bureau, db: Connection, writer: Writer, ids: Iterable[int]) -> Iterator[Sight]:
    """Those obligations one after the other: a province's are too many to be remembered."""
    for some in _slices(ids):
        rows = obligations.by_id(db, bureau.key, [key for key in some if key not in writer.sights]).values()
        read = sight_of(bureau, db, rows, with_rungs=False)
        yield from (writer.sights.get(key) or read[key] for key in some)


def passing_in_short(bureau: Bureau, db: Connection, writer: Writer, ids: Iterable[int]) -> Iterator[Glance | Sight]:
    """The same in short."""
    for some in _slices(ids):
        read = glances(bureau, db, [key for key in some if key not in writer.sights])
        yield from (writer.sights.get(key) or read[key] for key in some)


def _slices(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + SLICE] for start in range(0, len(wanted), SLICE))
