"""The peers' design, for comparison: one row at a time, EmailMessage, a connection a mail, a commit a step.

The algorithm is that of the common reminder loop (take one due row, flip it, send, note, close); the texts, the
database settings and the sink are ours, so that only the design differs.
"""

import asyncio
import sqlite3
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import aiosmtplib

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import Writer
from yudu_flow.actions.look import Sight, see
from yudu_flow.delivery.ics import CalendarEntry, deadline_events
from yudu_flow.domain.digest import Letter
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

TABLES = """
CREATE TABLE reminder (id INTEGER PRIMARY KEY, due REAL, status INTEGER DEFAULT 0);
CREATE TABLE notification (id INTEGER PRIMARY KEY, reminder INTEGER);
CREATE INDEX due ON reminder (due) WHERE status = 0;
"""


def run(bureau: Bureau, port: int, now: datetime, file: Path, synchronous: str) -> int:
    """Remind every owner; returns how many mails went out."""
    with reading(bureau.engine) as db:
        sights = {s.owed.id: s for s in see(bureau, db, obligations.listed(db, bureau.key))}
    file.unlink(missing_ok=True)
    base = sqlite3.connect(file, isolation_level=None)
    base.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; {TABLES}")
    base.executemany("INSERT INTO reminder (id, due) VALUES (?, 0)", [(key,) for key in sights])
    sent = asyncio.run(_loop(bureau, base, sights, port, now))
    base.close()
    return sent


async def _loop(bureau: Bureau, base: sqlite3.Connection, sights: dict[int, Sight], port: int, now: datetime) -> int:
    sent = 0
    while row := base.execute("SELECT id FROM reminder WHERE status = 0 ORDER BY due LIMIT 1").fetchone():
        if base.execute("UPDATE reminder SET status = 1 WHERE id = ? AND status = 0", row).rowcount:
            await aiosmtplib.send(_mail(bureau, sights[row[0]], now), hostname="127.0.0.1", port=port, start_tls=False)
            base.execute("INSERT INTO notification (reminder) VALUES (?)", row)
            base.execute("UPDATE reminder SET status = 2 WHERE id = ?", row)
            sent += 1
    return sent


def _mail(bureau: Bureau, sight: Sight, now: datetime) -> EmailMessage:
    person = bureau.roster.holder(bureau.roster.units[sight.owed.unit].liaison, now.date())
    assert person
    writer = Writer(bureau, now)
    line = writer.line(sight, "report-reminder", person.id)
    rendered = bureau.words.daily(Letter(person.name, bureau.roster.bureau_name, now.date(), (line,)))
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = "office@test.local", str(person.email), rendered.subject
    mail["Date"], mail["Message-ID"] = formatdate(), f"<{sight.owed.id}@test.local>"
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    title = f"{sight.owed.title}截止"
    event = deadline_events(CalendarEntry("x", title, sight.state.late_from, sight.owed.basis, sight.owed.opened_at))
    mail.add_attachment(event.encode(), maintype="text", subtype="calendar", filename="deadline.ics")
    return mail
