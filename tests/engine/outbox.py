"""Things to send for processes whose day is any day: answers in the outbox, and a home without quiet hours."""

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from sqlalchemy import insert

from tests.bureau import Desk, change
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import MESSAGE


def without_quiet_hours(home: Path) -> Path:
    """A home that sends at any hour of any day (but for its last minute)."""
    change(home, "config/rules.yaml", 'quiet_from: "20:00"', 'quiet_from: "23:59"')
    change(home, "config/rules.yaml", 'quiet_until: "08:00"', 'quiet_until: "00:00"')
    change(home, "config/rules.yaml", "quiet_on_rest_days: true", "quiet_on_rest_days: false")
    return home


def never_quiet(desk: Desk) -> Desk:
    """The desk without the last minute of quiet that a file must leave, for a test that lives by the wall clock."""
    rules = replace(desk.bureau.rules, quiet_from=time.max, quiet_until=time.min, quiet_on_rest_days=False)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))
    return desk


def put_answers(desk: Desk, count: int, due: datetime, first: int = 0) -> None:
    """Put answers to 苏禾 into the outbox, a0 to a<count-1> or from another `first` on, all due then."""
    row = {"bureau": "qingxi", "recipient": "su-he", "name": "苏禾", "address": "su-he@test.local", "channel": "email"}
    row |= {"kind": "receipt", "subject": "已收到", "text": "已收到\n", "html": "<p>已收到</p>", "state": "queued"}
    rows = [
        {**row, "id": f"a{n}", "key": f"answer:{n}", "message_id": f"a{n}@test.local"}
        for n in range(first, first + count)
    ]
    with writing(desk.bureau.engine) as db:
        db.execute(insert(MESSAGE), [{**one, "due_at": due, "queued_at": due} for one in rows])
