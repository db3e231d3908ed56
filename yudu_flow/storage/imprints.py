"""Imprints: digests of rows that an audit row covers, so that a changed or deleted row shows.

What may rightly change (a notice's fate, an instant to wake at) is left out, and what follows from the rest; so is what
is empty, so that a column that a later release adds changes no imprint. Numbers are those of before a bureau came from
another database (numbering).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    select,
)

from yudu_flow.storage.numbering import raised, shifted
from yudu_flow.storage.tables import ATTACHMENT, EVENT, HERE, NOTICE, OBLIGATION, READING, SUBMISSION

SHORT = 16
PLACES = ("event", "notice", "obligation")
Imprints = dict[str, str]
_COLUMNS = {
    "event": [column for column in EVENT.c if column.key != "id"],
    "notice": [
        NOTICE.c[name]
        for name in ("bureau", "obligation_id", "about", "rung", "family", "recipient", "role", "channel")
    ]
    + [NOTICE.c[name] for name in ("kind", "created_at")],
    "obligation": [column for column in OBLIGATION.c if column.key not in ("id", "month", "wake_at")],
}
# These names are hashed with what they hold: another word for one would give the lie to every imprint kept so far.
_WITH_EVENT = {
    "said": [column for column in SUBMISSION.c if column.key not in ("id", "event_id")],
    "files": [ATTACHMENT.c[name] for name in ("sha256", "name", "size")],
    "figures": [READING.c[name] for name in ("assignment", "target", "value")],
}
_TABLES = {"event": EVENT, "notice": NOTICE, "obligation": OBLIGATION}

# Statements are built once: building one costs as much as running it.
SEEN, UNTIL, OWED, ONE = (bindparam(name, type_=BigInteger) for name in ("seen", "until", "owed", "one"))
LAST = 2**62
"""No row has a higher number."""


def _newer(table: Table, key: Column[Any]) -> tuple[ColumnElement[bool], ...]:
    return table.c.bureau == HERE, key > SEEN, key <= UNTIL


def _next(table: Table) -> Select[Any]:
    newer = select(table.c.id).where(table.c.bureau == HERE, table.c.id > SEEN).order_by(table.c.id)
    return select(func.max(newer.limit(bindparam("most")).subquery().c.id))


def _with_event(of: Callable[[Table], tuple[ColumnElement[bool], ...]]) -> dict[str, Select[Any]]:
    tables = {name: columns[0].table for name, columns in _WITH_EVENT.items()}
    return {
        name: select(table.c.event_id, *_WITH_EVENT[name]).where(*of(table)).order_by(table.c.id)
        for name, table in tables.items()
    }


NEXT = {place: _next(table) for place, table in _TABLES.items()}
NEWER = {
    place: select(table.c.id, *_COLUMNS[place]).where(*_newer(table, table.c.id)) for place, table in _TABLES.items()
}
NEWER_WITH = _with_event(lambda table: _newer(table, table.c.event_id))
OF_OWED = _with_event(lambda table: (table.c.bureau == HERE, table.c.obligation_id == OWED))
ONE_EVENT = select(EVENT.c.id, *_COLUMNS["event"]).where(EVENT.c.bureau == HERE, EVENT.c.id == ONE)
ONE_OWED = select(OBLIGATION.c.id, *_COLUMNS["obligation"]).where(OBLIGATION.c.bureau == HERE, OBLIGATION.c.id == OWED)


def of_event(db: Connection, bureau: str, obligation: int, event: int) -> Imprints:
    """One act with all that came with it."""
    binds = {"here": bureau, "owed": obligation, "one": event}
    return _events(db, ONE_EVENT, OF_OWED, binds, raised(db, bureau))


def of_obligation(db: Connection, bureau: str, obligation: int) -> Imprints:
    """What is owed, as it stands now."""
    return _plain(db, "obligation", ONE_OWED, {"here": bureau, "owed": obligation}, raised(db, bureau))


def after(db: Connection, bureau: str, seen: Mapping[str, int], until: Mapping[str, int] | None = None) -> Imprints:
    """Everything with a higher id than those, up to `until`: events with what came with them, notices, obligations."""
    by, ends = raised(db, bureau), until or {}
    binds = {
        place: {"here": bureau, "seen": seen.get(place, 0) + by, "until": ends.get(place, LAST - by) + by}
        for place in PLACES
    }
    found = _events(db, NEWER["event"], NEWER_WITH, binds["event"], by)
    for place in ("notice", "obligation"):
        found |= _plain(db, place, NEWER[place], binds[place], by)
    return found


def next_ids(db: Connection, bureau: str, seen: Mapping[str, int], most: int) -> dict[str, int]:
    """Up to which id in each place there are `most` rows more than those, or all there are."""
    by = raised(db, bureau)
    return {place: _next_id(db, place, bureau, seen.get(place, 0) + by, most) - by for place in PLACES}


def _next_id(db: Connection, place: str, bureau: str, seen: int, most: int) -> int:
    return int(db.execute(NEXT[place], {"here": bureau, "seen": seen, "most": most}).scalar() or seen)


def _events(
    db: Connection, which: Select[Any], theirs: Mapping[str, Select[Any]], binds: Mapping[str, Any], by: int
) -> Imprints:
    came: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, query in theirs.items():
        for event, *words in db.execute(query, binds).all():
            came[event][name].append([*_named(_WITH_EVENT[name], words, by)])
    rows = db.execute(which, binds).all()
    return {
        f"event:{row[0] - by}": _imprint([*_named(_COLUMNS["event"], row[1:], by), *_sorted(came, row[0])])
        for row in rows
    }


def _sorted(came: Mapping[int, Mapping[str, list[Any]]], event: int) -> Iterator[Any]:
    if event in came:
        yield from sorted(came[event].items())


def _plain(db: Connection, place: str, which: Select[Any], binds: Mapping[str, Any], by: int) -> Imprints:
    columns = _COLUMNS[place]
    return {
        f"{place}:{row[0] - by}": _imprint([*_named(columns, row[1:], by)]) for row in db.execute(which, binds).all()
    }


def _named(columns: Iterable[Column[Any]], values: Iterable[Any], by: int) -> Iterator[tuple[str, Any]]:
    named = {column.key: value for column, value in zip(columns, values, strict=True)}
    for name, value in (shifted(named, -by) if by else named).items():
        if value not in (None, "", 0, [], {}):
            yield name, value


def _imprint(fields: Any) -> str:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, default=_spelled)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def _spelled(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
