"""Imprints: digests of rows that an audit row covers, so that a changed or deleted row shows.

What may rightly change (a notice's fate, an instant to wake at) is left out; so is what is empty, so that a column that
a later release adds changes no imprint. Numbers are those of before a bureau came from another database (numbering).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, func, select

from yudu_flow.storage.numbering import raised, shifted
from yudu_flow.storage.tables import ATTACHMENT, EVENT, NOTICE, OBLIGATION, READING, SUBMISSION

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
    "obligation": [column for column in OBLIGATION.c if column.key not in ("id", "wake_at")],
}
_WITH_EVENT = {
    "said": [column for column in SUBMISSION.c if column.key not in ("id", "event_id")],
    "files": [ATTACHMENT.c[name] for name in ("sha256", "name", "size")],
    "figures": [READING.c[name] for name in ("assignment", "target", "value")],
}
_TABLES = {"event": EVENT, "notice": NOTICE, "obligation": OBLIGATION}


def of_event(db: Connection, bureau: str, obligation: int, event: int) -> Imprints:
    """One act with all that came with it."""
    mine = (EVENT.c.bureau == bureau) & (EVENT.c.id == event)
    theirs = partial(_of_obligation, bureau, obligation)
    return _events(db, mine, theirs, raised(db, bureau))


def _of_obligation(bureau: str, obligation: int, table: Table) -> ColumnElement[bool]:
    return (table.c.bureau == bureau) & (table.c.obligation_id == obligation)


def of_obligation(db: Connection, bureau: str, obligation: int) -> Imprints:
    """What is owed, as it stands now."""
    mine = (OBLIGATION.c.bureau == bureau) & (OBLIGATION.c.id == obligation)
    return _plain(db, "obligation", mine, raised(db, bureau))


def after(db: Connection, bureau: str, seen: Mapping[str, int], until: Mapping[str, int] | None = None) -> Imprints:
    """Everything with a higher id than those, up to `until`: events with what came with them, notices, obligations."""
    by = raised(db, bureau)

    def newer(table: Table, key: Column[Any], place: str) -> ColumnElement[bool]:
        found = (table.c.bureau == bureau) & (key > seen.get(place, 0) + by)
        return found & (key <= until[place] + by) if until else found

    found = _events(db, newer(EVENT, EVENT.c.id, "event"), lambda table: newer(table, table.c.event_id, "event"), by)
    for place in ("notice", "obligation"):
        found |= _plain(db, place, newer(_TABLES[place], _TABLES[place].c.id, place), by)
    return found


def next_ids(db: Connection, bureau: str, seen: Mapping[str, int], most: int) -> dict[str, int]:
    """Up to which id in each place there are `most` rows more than those, or all there are."""
    by = raised(db, bureau)
    return {place: _next_id(db, table, bureau, seen.get(place, 0) + by, most) - by for place, table in _TABLES.items()}


def _next_id(db: Connection, table: Table, bureau: str, seen: int, most: int) -> int:
    newer = select(table.c.id).where(table.c.bureau == bureau, table.c.id > seen).order_by(table.c.id).limit(most)
    return int(db.execute(select(func.max(newer.subquery().c.id))).scalar() or seen)


def _events(db: Connection, which: ColumnElement[bool], theirs: Any, by: int) -> Imprints:
    came: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, columns in _WITH_EVENT.items():
        table = columns[0].table
        for event, *said in db.execute(select(table.c.event_id, *columns).where(theirs(table)).order_by(table.c.id)):
            came[event][name].append([*_named(columns, said, by)])
    rows = db.execute(select(EVENT.c.id, *_COLUMNS["event"]).where(which))
    return {
        f"event:{row[0] - by}": _imprint([*_named(_COLUMNS["event"], row[1:], by), *_sorted(came, row[0])])
        for row in rows
    }


def _sorted(came: Mapping[int, Mapping[str, list[Any]]], event: int) -> Iterator[Any]:
    if event in came:
        yield from sorted(came[event].items())


def _plain(db: Connection, place: str, which: ColumnElement[bool], by: int) -> Imprints:
    columns = _COLUMNS[place]
    rows = db.execute(select(_TABLES[place].c.id, *columns).where(which))
    return {f"{place}:{row[0] - by}": _imprint([*_named(columns, row[1:], by)]) for row in rows}


def _named(columns: Iterable[Column[Any]], values: Iterable[Any], by: int) -> Iterator[tuple[str, Any]]:
    said = {column.key: value for column, value in zip(columns, values, strict=True)}
    for name, value in (shifted(said, -by) if by else said).items():
        if value not in (None, "", 0, [], {}):
            yield name, value


def _imprint(said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=_spelled)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def _spelled(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
