"""Obligations: put once, found by what is due, by period or by owner."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    union,
    update,
)

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.expected import Owner
from yudu_flow.domain.facts import CaseChoice, FactKind
from yudu_flow.domain.obligation import Terms
from yudu_flow.domain.period import Deadline, Period
from yudu_flow.storage.among import among, together
from yudu_flow.storage.database import each_of, new_into
from yudu_flow.storage.new_rows import NewObligations
from yudu_flow.storage.rows import DueInMonth, Owed, OwedInShort, all_rows, crowd_of_rows
from yudu_flow.storage.tables import EVENT, HERE, NOW, OBLIGATION

# Statements are built once: building one costs as much as running it.
AWAKE = OBLIGATION.c.wake_at.is_not(None)
# By ids, a stretch at a time: to find each batch by its instant, a server sorts all that is due each time.
DUE = (
    select(OBLIGATION.c.id)
    .where(OBLIGATION.c.wake_at <= NOW)
    .where(OBLIGATION.c.bureau == HERE, OBLIGATION.c.id > bindparam("after"))
    .order_by(OBLIGATION.c.id)
    .limit(bindparam("most"))
)
WAKE = update(OBLIGATION).where(among(OBLIGATION.c.id, "ids")).values(wake_at=bindparam("wake"))
EARLIER = (
    select(OBLIGATION)
    .where(OBLIGATION.c.bureau == HERE, OBLIGATION.c.month >= bindparam("since"))
    .where(among(OBLIGATION.c.owner, "owners"), among(OBLIGATION.c.duty, "duties"))
    .order_by(OBLIGATION.c.month.desc(), OBLIGATION.c.nominal.desc())
)
THESE = select(OBLIGATION).where(among(OBLIGATION.c.id, "ids"))
# Not their keys: whoever writes an event or a notice that refers to one need not wait.
LOCKED = THESE.order_by(OBLIGATION.c.id).with_for_update(key_share=True)
HELD = LOCKED.with_only_columns(OBLIGATION.c.id)
STILL_DUE = LOCKED.where(OBLIGATION.c.wake_at <= NOW)
MONTHS: Select[Any] = (
    select(*(OBLIGATION.c[name] for name in DueInMonth._fields))
    .where(OBLIGATION.c.bureau == HERE, among(OBLIGATION.c.kind, "kinds"))
    .where(among(OBLIGATION.c.month, "months"))
    .order_by(OBLIGATION.c.period, OBLIGATION.c.duty, OBLIGATION.c.id)
)
IN_ORDER = OBLIGATION.c.month, OBLIGATION.c.period, OBLIGATION.c.duty, OBLIGATION.c.id
LAST_DAYS = (
    select(OBLIGATION.c.period, func.max(OBLIGATION.c.last_day))
    .where(OBLIGATION.c.bureau == HERE, among(OBLIGATION.c.kind, "kinds"))
    .where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until"))
    .group_by(OBLIGATION.c.period)
)
LAST_DAYS_OF_MONTHS = (
    select(OBLIGATION.c.month, func.max(OBLIGATION.c.last_day))
    .where(OBLIGATION.c.bureau == HERE, among(OBLIGATION.c.kind, "kinds"))
    .group_by(OBLIGATION.c.month)
)
SPAN = (
    select(OBLIGATION)
    .where(OBLIGATION.c.bureau == HERE)
    .where(OBLIGATION.c.month >= bindparam("since"), OBLIGATION.c.month <= bindparam("until"))
    .order_by(*IN_ORDER)
)
OF_BUREAU = select(OBLIGATION.c.id).where(OBLIGATION.c.bureau == HERE)
BY_A_UNIT = OBLIGATION.c.owner == OBLIGATION.c.unit
# Each found by an index of its own: asked for with OR, SQLite reads all that the bureau's owners ever owed.
THEIRS = union(
    OF_BUREAU.where(among(OBLIGATION.c.owner, "units"), BY_A_UNIT),
    OF_BUREAU.where(among(OBLIGATION.c.person, "people")),
    OF_BUREAU.where(among(OBLIGATION.c.owner, "names"), OBLIGATION.c.person.is_(None), ~BY_A_UNIT),
)
THEIR_IDS = select(THEIRS.cte("theirs"))
NEWEST_FIRST = OBLIGATION.c.month.desc(), OBLIGATION.c.id
LATEST = select(OBLIGATION.c.id).where(OBLIGATION.c.id.in_(THEIR_IDS)).order_by(*NEWEST_FIRST).limit(bindparam("most"))
# Nobody has to look again at a confirmed case once the last was said of it, and still its unit has to mend.
CONFIRMED = exists().where(EVENT.c.obligation_id == OBLIGATION.c.id, EVENT.c.kind == str(FactKind.CASE_DECIDED))
CONFIRMED = CONFIRMED.where(EVENT.c.choice == str(CaseChoice.CONFIRM))
OF_OWNERS = (
    select(OBLIGATION)
    .where(OBLIGATION.c.id.in_(THEIR_IDS))
    .where(or_(AWAKE, OBLIGATION.c.id.in_(LATEST), CONFIRMED))
    .order_by(*NEWEST_FIRST)
)
IN_SHORT = [OBLIGATION.c[name] for name in OwedInShort._fields]
THESE_IN_SHORT = THESE.with_only_columns(*IN_SHORT).where(OBLIGATION.c.bureau == HERE)
SHORT_SPAN = SPAN.with_only_columns(*IN_SHORT).where(OBLIGATION.c.duty == bindparam("one_duty"))


SHARED = [field.name for field in fields(NewObligations)]
AT_ONCE = 5000


def put(db: Connection, shared: NewObligations, owners: Sequence[Owner]) -> None:
    """Insert an obligation for each of `owners` that has none yet; what they have in common is bound once."""
    values = {f"shared_{name}": value for name, value in vars(shared).items()}
    for start in range(0, len(owners), AT_ONCE):  # each goes as one list: a province's would fill the memory
        db.execute(_put(db.dialect.name), {**values, "owners": owners[start : start + AT_ONCE]})


@lru_cache(maxsize=2)
def _put(dialect: str) -> Insert:
    each = each_of(dialect, "owners")
    owner = {name: each[place] for place, name in enumerate(Owner._fields)}
    columns = {
        **{name: bindparam(f"shared_{name}", type_=OBLIGATION.c[name].type) for name in SHARED},
        "owner": owner["owner"].as_string(),
        "unit": owner["unit"].as_string(),
        "quota": owner["quota"].as_integer(),
        "firms": owner["firms"],
        "assignments": owner["assignments"],
        "leaders": owner["leaders"],
        "decider": owner["decider"].as_string(),
        "person": owner["person"].as_string(),
    }
    found = select(*columns.values()).where(true())  # without a WHERE, SQLite takes ON CONFLICT for a join's ON
    return new_into(dialect, OBLIGATION).from_select([*columns], found)


def due(db: Connection, bureau: str, now: datetime, after: int, limit: int) -> Sequence[int]:
    """The ids, above `after`, of up to `limit` obligations that a rule may concern at `now`."""
    binds = {"here": bureau, "now": now, "after": after, "most": limit}
    return db.execute(DUE, binds).scalars().all()


def still_due(db: Connection, ids: Sequence[int], now: datetime) -> Sequence[Owed]:
    """Those of `ids` that a rule still may concern; locked where rows are."""
    return all_rows(Owed, db.execute(STILL_DUE, {"ids": ids, "now": now}))


def wake_times(db: Connection, bureau: str, limit: int) -> Sequence[datetime]:
    """The next distinct wake-ups."""
    wake = OBLIGATION.c.wake_at
    query = select(wake).where(wake.is_not(None), OBLIGATION.c.bureau == bureau).distinct().order_by(wake)
    return db.execute(query.limit(limit)).scalars().all()


def count_awake(db: Connection, bureau: str) -> int:
    """How many obligations a rule can still concern."""
    query = select(func.count()).where(OBLIGATION.c.wake_at.is_not(None), OBLIGATION.c.bureau == bureau)
    return db.execute(query).scalar_one()


def set_wake(db: Connection, wakes: Mapping[int, datetime | None]) -> None:
    if wakes:
        db.execute(WAKE, together(({"key": key, "wake": wake} for key, wake in wakes.items()), "key"))


def by_id(db: Connection, bureau: str, ids: Iterable[int]) -> dict[int, Owed]:
    """Those of the obligations that are this bureau's, by id."""
    wanted = [*ids]
    rows = all_rows(Owed, db.execute(THESE, {"ids": wanted})) if wanted else []
    return {row.id: row for row in rows if row.bureau == bureau}


def in_short_by_id(db: Connection, bureau: str, ids: Collection[int]) -> Sequence[OwedInShort]:
    """The same in short."""
    return all_rows(OwedInShort, db.execute(THESE_IN_SHORT, {"here": bureau, "ids": [*ids]})) if ids else []


def locked(db: Connection, ids: Iterable[int]) -> dict[int, Owed]:
    """The same, locked where rows are: nobody acts on them meanwhile.

    Rows are locked in one order everywhere: obligations, messages, notices, the bureau's; each of a sort by its id. So
    whoever has an obligation may change its notices that are in no message, and whoever has a message those in it.
    """
    return {row.id: row for row in all_rows(Owed, db.execute(LOCKED, {"ids": [*ids]}))}


def hold(db: Connection, ids: Iterable[int]) -> None:
    """Lock them likewise, and read none: they are too many to be remembered."""
    db.execute(HELD, {"ids": [*ids]})


def of_months(db: Connection, bureau: str, months: Sequence[str], kinds: Sequence[str]) -> Sequence[DueInMonth]:
    """What was owed of those kinds in those months, in order of period and duty."""
    return crowd_of_rows(DueInMonth, db.execute(MONTHS, {"here": bureau, "months": months, "kinds": [*kinds]}))


def last_days(db: Connection, bureau: str, first: str, last: str, kinds: Sequence[str]) -> dict[str, date]:
    """The last day on which anything of those kinds is due, by period, in the months from `first` to `last`."""
    binds = {"here": bureau, "since": first, "until": last, "kinds": [*kinds]}
    return {row[0]: row[1] for row in db.execute(LAST_DAYS, binds).all()}


def months(db: Connection, bureau: str, kinds: Sequence[str]) -> dict[str, date]:
    """The months to which anything of those kinds is counted, each with the last day on which some of it is due."""
    binds = {"here": bureau, "kinds": [*kinds]}
    return {row[0]: row[1] for row in db.execute(LAST_DAYS_OF_MONTHS, binds).all()}


def in_short(db: Connection, bureau: str, first: str, last: str, duty: str) -> Sequence[OwedInShort]:
    """What was owed of one duty in the months from `first` to `last`: only who owed it, when and on what terms."""
    binds = {"here": bureau, "since": first, "until": last, "one_duty": duty}
    return all_rows(OwedInShort, db.execute(SHORT_SPAN, binds))


def between(db: Connection, bureau: str, first: str, last: str) -> Sequence[Owed]:
    """What was owed in the months from `first` to `last`, in order of period and duty."""
    return all_rows(Owed, db.execute(SPAN, {"here": bureau, "since": first, "until": last}))


def of_owners(
    db: Connection, bureau: str, units: Sequence[str], people: Mapping[str, str], most: int
) -> Sequence[Owed]:
    """The latest `most` obligations of those units and of `people`, names by id, and whatever of theirs is awake or
    has a confirmed case, newest first.

    What a person owed before ids were kept is found by the name.
    """
    binds = {"here": bureau, "units": [*units], "people": [*people], "names": [*people.values()], "most": most}
    return all_rows(Owed, db.execute(OF_OWNERS, binds))


def listed(
    db: Connection,
    bureau: str,
    *,
    unit: str | None = None,
    period: str | None = None,
    duty: str | None = None,
    kinds: Sequence[str] = (),
    awake: bool = False,
    lock: bool = False,
) -> Sequence[Owed]:
    """Obligations of a bureau in order of period and duty; `unit` is a unit or an owner."""
    query = select(OBLIGATION).where(OBLIGATION.c.bureau == bureau)
    if unit:
        query = query.where((OBLIGATION.c.unit == unit) | (OBLIGATION.c.owner == unit))
    if period:
        query = query.where(*in_period(period))
    if duty:
        query = query.where(OBLIGATION.c.duty == duty)
    if kinds:
        query = query.where(OBLIGATION.c.kind.in_([*kinds]))
    if awake:
        query = query.where(OBLIGATION.c.wake_at.is_not(None))
    if lock:
        # Locked by their ids, as everywhere (see `locked`), and put into the order of the list after that.
        query = query.order_by(OBLIGATION.c.id).with_for_update(key_share=True)
        rows = all_rows(Owed, db.execute(query))
        return sorted(rows, key=lambda row: (row.month, row.period, row.duty, row.id))
    return all_rows(Owed, db.execute(query.order_by(*IN_ORDER)))


def in_period(period: str) -> tuple[ColumnElement[bool], ...]:
    """What was owed in it, found by the months that it touches."""
    return OBLIGATION.c.period == period, OBLIGATION.c.month.in_(Period.parse(period).months)


def last_number(db: Connection, bureau: str, kind: str) -> int:
    """The number of the last that somebody gave of that kind, 0 before the first."""
    subjects = select(OBLIGATION.c.subject).where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.kind == kind).distinct()
    numbers = (subject.rpartition(":")[2] for subject in db.execute(subjects).scalars())
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def ids(db: Connection, bureau: str, period: str | None) -> Sequence[int]:
    """The ids of what was owed in a period, or of what a rule can still concern, in order of period and duty."""
    which = (AWAKE,) if period is None else in_period(period)
    query = select(OBLIGATION.c.id).where(OBLIGATION.c.bureau == bureau, *which)
    return db.execute(query.order_by(*IN_ORDER)).scalars().all()


def earlier(db: Connection, rows: Sequence[Owed], window: int) -> dict[int, list[Owed]]:
    """For each row, the same owner's and duty's obligations of the periods before it, newest first.

    What is owed once has none.
    """
    again = [row for row in rows if not row.subject]
    if not again:
        return {}
    since = min(Period.parse(period).shift(-window).months[0] for period in {row.period for row in again})
    theirs = {"owners": [*{row.owner for row in again}], "duties": [*{row.duty for row in again}]}
    found: dict[tuple[str, str, str], list[Owed]] = defaultdict(list)
    for old in all_rows(Owed, db.execute(EARLIER, {"here": again[0].bureau, "since": since, **theirs})):
        found[old.plan, old.duty, old.owner].append(old)
    return {row.id: _before(found[row.plan, row.duty, row.owner], row)[:window] for row in again}


# By the day in the document: ids of periods sort within one cycle only.
def _before(same: list[Owed], row: Owed) -> list[Owed]:
    return [old for old in same if old.nominal < row.nominal]


def change(db: Connection, bureau: str, obligation: int, values: Mapping[str, Any]) -> None:
    """Change what was frozen: an act that the caller audits."""
    db.execute(update(OBLIGATION).where(OBLIGATION.c.bureau == bureau, OBLIGATION.c.id == obligation).values(**values))


def terms(row: Owed | OwedInShort) -> Terms:
    """What was owed, as the domain reads it."""
    return _terms(
        row.kind,
        row.opened_at,
        row.closes_at,
        row.nominal,
        row.remind_by,
        row.last_day,
        row.late_from,
        row.quota,
        row.sealed,
        Period.parse(row.period).cycle,
        row.ladder,
    )


# Made once: all who owe a report in a month owe it on the same terms.
@lru_cache(maxsize=4096)
def _terms(
    kind: str,
    opened_at: datetime,
    closes_at: datetime,
    nominal: date,
    remind_by: date,
    last_day: date,
    late_from: datetime,
    quota: int,
    sealed: bool,
    cycle: Cycle,
    block: str,
) -> Terms:
    deadline = Deadline(nominal, remind_by, last_day, late_from)
    return Terms(KINDS[kind], opened_at, closes_at, deadline, quota, sealed, cycle, block)


def name(row: Owed) -> str:
    """How an obligation is called outside the database: 2020-09/report/就业局, 2020-12/task:8.2/就业局."""
    return f"{row.period}/{row.duty}/{row.owner}"
