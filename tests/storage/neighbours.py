"""Bureaus on one database that are alike to the letter, but for their ids and the day on which all of it happened."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Engine, Integer, LargeBinary, String, Table, insert

from yudu_flow.domain.facts import FactKind
from yudu_flow.storage import announcements
from yudu_flow.storage.access_tables import (
    ACCOUNT,
    API_TOKEN,
    CALENDAR_FEED,
    DRAFT,
    EDITION,
    ENTRY,
    GLANCE,
    LINK,
    SESSION,
    SUMMARY,
)
from yudu_flow.storage.announcement_tables import ANNOUNCEMENT
from yudu_flow.storage.database import scratch, writing
from yudu_flow.storage.every_table import METADATA
from yudu_flow.storage.firm_tables import FIRM, FIRM_DEED, PAIRING
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json
from yudu_flow.storage.messages import STATES
from yudu_flow.storage.request_tables import REQUEST, REQUEST_STEP
from yudu_flow.storage.tables import (
    ATTACHMENT,
    AUDIT,
    BUREAU,
    DUTY,
    EVENT,
    HOLDER,
    MESSAGE,
    NOTICE,
    OBLIGATION,
    OPENING,
    READING,
    RUNG,
    SUBMISSION,
)
from yudu_flow.storage.yearly_tables import BULLETIN, DUTY_ANSWER, FORM_OPENING

MINE, THEIRS, NEW = "east", "west", "north"
BEGAN = datetime(2020, 9, 21, 1, tzinfo=UTC)
NOW = BEGAN + timedelta(days=5)
"""When everything that is due is due."""
LONG_AGO, FAR_AHEAD = BEGAN - timedelta(days=365), datetime(2999, 1, 1, tzinfo=UTC)
FIRST = {MINE: 1, THEIRS: 1001}
OPEN, CASE, SETTLED, STATE_OF = 0, 1, 2, {state: number for number, state in enumerate(STATES)}


def built(*bureaus: str) -> Engine:
    """A database with these, and with one that has nothing yet."""
    engine = scratch()
    with writing(engine) as db:
        for bureau in bureaus:
            for table, said in _rows(bureau):
                db.execute(insert(table), {**_plain(table, bureau), "bureau": bureau, **said})
        db.execute(insert(BUREAU), {**_plain(BUREAU, MINE), "bureau": NEW})
    return engine


def rows_of(db: Connection, bureau: str) -> list[Any]:
    """All that a bureau has, as the file has it."""
    tables = [table.name for table in METADATA.sorted_tables if "bureau" in table.c]
    driver: Any = db.connection.driver_connection
    return [driver.execute(f"SELECT * FROM {name} WHERE bureau = ?", (bureau,)).fetchall() for name in tables]


def _at(bureau: str) -> datetime:
    return BEGAN + timedelta(days=[MINE, THEIRS].index(bureau))


def _plain(table: Table, bureau: str) -> dict[str, Any]:
    """Something in each column that must have a value."""
    needed = (column for column in table.c if not column.nullable and not column.primary_key)
    return {column.name: _some(column.type, bureau) for column in needed}


def _some(type_: Any, bureau: str) -> Any:
    kinds: Mapping[type, Any] = {Instant: _at(bureau), Date: date(2020, 9, 27), Json: {}, JSON: {}, LargeBinary: b"x"}
    return next((some for kind, some in {**kinds, **OF_PLAIN}.items() if isinstance(type_, kind)), 0)


OF_PLAIN: Mapping[type, Any] = {Boolean: False, Integer: 0, String: "x"}


def _rows(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    yield (
        BUREAU,
        {
            "audit_seq": 1,
            "audit_hash": bureau,
            "failing_since": _at(bureau),
            "fault": "发送：坏了",
            "worker": f"{bureau}-holder",
            "raised": FIRST[bureau] - 1,
        },
    )
    yield HOLDER, {"id": f"{bureau}-holder", "until": FAR_AHEAD, "works": "decide", "host": bureau}
    yield DUTY, {"plan": "plan", "duty": "report"}
    yield OPENING, {"plan": "plan", "duty": "report", "period": "2020-09"}
    yield OPENING, {"plan": "plan", "duty": f"weekly-{bureau}", "period": "2020-W40"}
    yield from _owed(bureau)
    yield from _filed(bureau)
    yield from _told(bureau)
    yield from _people(bureau)
    yield from _firms(bureau)
    yield from _yearly(bureau)
    yield from _requests(bureau)
    yield from _announced(bureau)


def _of(month: str) -> dict[str, Any]:
    """What says when it is due in the document."""
    return {"period": month, "month": month, "nominal": date.fromisoformat(f"{month}-27")}


def _owed(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    same: dict[str, Any] = {"plan": "plan", "duty": "report", "kind": "report", "owner": "就业中心", "unit": "就业中心"}
    same |= {"firms": [], "assignments": ["1.1"], "leaders": ["post"], "person": "su-he", "decider": "post"}
    first, late = FIRST[bureau], _at(bureau) + timedelta(days=30)
    awake = {"wake_at": _at(bureau), "provisional": True, "late_from": late}
    yield OBLIGATION, {"id": first + OPEN, **same, **_of("2020-09"), **awake}
    yield OBLIGATION, {"id": first + CASE, **same, **_of("2020-08"), **awake}
    yield OBLIGATION, {"id": first + SETTLED, **same, **_of("2020-05"), "wake_at": None}
    yield OBLIGATION, {"id": first + 3, **same, **_of("2020-10"), "wake_at": None, "subject": f"report:{first}"}
    closed = {"kind": "closed", "detail": {"outcome": f"missing-{bureau}"}}
    yield EVENT, {"id": first + 100, "obligation_id": first + CASE, "kind": "case_proposed"}
    yield EVENT, {"id": first + 101, "obligation_id": first + SETTLED, **closed}
    for number, kind in enumerate(kind for kind in FactKind if kind is not FactKind.RETURNED):
        yield EVENT, {"id": first + number, "obligation_id": first + OPEN, "kind": str(kind)}


def _filed(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    place = {"obligation_id": first + OPEN, "event_id": first}
    yield SUBMISSION, {"id": first, **place, "progress": bureau}
    yield READING, {"id": first, **place, "target": "参保人数", "value": first}
    yield ATTACHMENT, {"id": first, **place, "sha256": f"{bureau}-filed", "size": 7}
    yield ATTACHMENT, {"id": first + 1, **place, "event_id": None, "sha256": f"{bureau}-waiting", "size": 7}
    yield DRAFT, {"id": first, "obligation_id": first + CASE, "words": {"said": bureau}}
    yield SUMMARY, {"id": first, "plan": "plan", "period": "2020-09", "version": 1, "state": "final"}


def _told(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    """A message and a notice in each state; where nobody was reached for one bureau, somebody was for the other."""
    first, later = FIRST[bureau], _at(bureau) + timedelta(hours=1)
    same = {"recipient": "su-he", "channel": "email", "address": "su-he@test.local", "released_at": _at(bureau)}
    for state, number in STATE_OF.items():
        sent = later if state == "sent" else None
        failed = {"nobody": True, "fault": "wave"} if state == "failed" else {}
        said = {**same, "state": state, "key": f"daily:{number}", "sent_at": sent, "reply": bureau, **failed}
        yield MESSAGE, {"id": f"{bureau}-{state}", "message_id": f"<{bureau}-{state}>", **said}
        yield from _notice(bureau, number, "composed", message=f"{bureau}-{state}")
    yield MESSAGE, {**same, "id": f"{bureau}-dead", "channel": "sms", "key": "dead", "state": "failed", "nobody": True}
    yield MESSAGE, {**same, "id": f"{bureau}-other", "channel": "sms", "key": "other", "state": "queued", "attempts": 1}
    yield MESSAGE, {**same, "id": f"{bureau}-back", "key": "back", "state": "failed", "sent_at": _at(bureau)}
    gone = {"state": "failed", "nobody": True} if bureau == MINE else {"state": "sent", "sent_at": later}
    yield MESSAGE, {**same, "id": f"{bureau}-gone", "channel": "sms", "address": "139", "key": "gone", **gone}
    yield from _notice(bureau, 10, "queued")
    yield from _notice(bureau, 11, "unreachable")
    yield from _notice(bureau, 12, "composed", message=f"{bureau}-sent", family="case", obligation_id=first + CASE)
    rung = {"obligation_id": first + OPEN, "rung": "E+1", "family": "slip", "verdict": "fired"}
    yield RUNG, {"id": first, **rung}
    yield LINK, {"hash": f"{bureau}-link", "mark": "~1", **_door(bureau)}


def _notice(bureau: str, number: int, state: str, **said: Any) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    place = {"obligation_id": first + OPEN, "round": number, "rung": "E+1", "family": "slip", "role": "unit"}
    person = {"recipient": "su-he", "channel": "email", "state": state, "reason": bureau}
    yield NOTICE, {"id": first + number, **place, **person, **said}


def _door(bureau: str) -> dict[str, Any]:
    return {"recipient": "su-he", "unit": "就业中心", "period": "2020-09", "expires_at": FAR_AHEAD}


def _people(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    lasting = {"account_id": first, "expires_at": FAR_AHEAD}
    yield ACCOUNT, {"id": first, "person": "su-he", "name": bureau}
    yield CALENDAR_FEED, {"hash": f"{bureau}-feed", "mark": "~a", "person": "su-he", "opened_at": _at(bureau)}
    yield SESSION, {"hash": f"{bureau}-session", **lasting}
    yield ENTRY, {"hash": f"{bureau}-entry", "asked": True, **lasting}
    yield API_TOKEN, {"id": first, "hash": f"{bureau}-token", **lasting}
    yield AUDIT, {"id": first, "seq": 1, "act": "filed", "detail": f'{{"sha256": "{bureau}"}}'}
    yield EDITION, {"id": first, "hash": bureau}
    yield GLANCE, {"place": "here", "home": bureau}


def _firms(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    yield FIRM, {"id": first, "name": bureau, "name_key": "甲", "credit_code": "91360731MA35AAAA01", "tags": []}
    yield PAIRING, {"id": first, "firm_id": first, "owner": "就业中心"}
    yield FIRM_DEED, {"id": first, "firm_id": first, "kind": "added", "detail": {}}


def _yearly(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    yield FORM_OPENING, {"id": first, "obligation_id": first + OPEN, "at": _at(bureau) - timedelta(hours=1)}
    yield DUTY_ANSWER, {"id": first, "plan": "plan", "duty": "report", "year": 2020, "choice": "keep"}
    yield EVENT, {"id": first + 200, "obligation_id": first + 3, "kind": "returned"}
    yield BULLETIN, {"id": first, "plan": "plan", "period": "2020-09", "version": 1}


def _announced(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first, about = FIRST[bureau], announcements.about(FIRST[bureau])
    yield ANNOUNCEMENT, {"id": first, "number": first, "title": bureau, "told": [], "withdrawn_at": None}
    said = {"obligation_id": None, "rung": "announcement", "family": "news", "kind": "announcement", "about": about}
    yield from _notice(bureau, 20, "composed", message=f"{bureau}-queued", **said)


def _requests(bureau: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    first = FIRST[bureau]
    yield REQUEST, {"id": first, "number": first, "firm": bureau, "firm_id": first, "event_id": first + OPEN}
    yield REQUEST_STEP, {"id": first, "request_id": first, "obligation_id": first + OPEN, "round": 1}
