"""The peers' design, for comparison: one row at a time, EmailMessage, a connection a mail, a commit a step.

The algorithm is that of the common reminder loop (take one due row, flip it, send, note, close); the database and its
settings, the texts, the links in them and the sink are ours, so that only the design differs.
"""

import asyncio
import secrets
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, cast

import aiosmtplib
from sqlalchemy import Engine

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import Writer
from yudu_flow.actions.look import Sight, see
from yudu_flow.delivery.ics import CalendarEntry, deadline_events
from yudu_flow.domain.digest import Letter
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

TABLES = (
    "CREATE TABLE peer_reminder (id BIGINT PRIMARY KEY, due REAL, status INTEGER DEFAULT 0)",
    "CREATE TABLE peer_notification (reminder BIGINT)",
    "CREATE TABLE peer_link (token TEXT PRIMARY KEY, reminder BIGINT)",
    "CREATE INDEX peer_due ON peer_reminder (due) WHERE status = 0",
)


class Base:
    """A driver's own connection, which commits each statement."""

    def __init__(self, engine: Engine) -> None:
        self._lent = engine.raw_connection()
        self._driver = cast("Any", self._lent.driver_connection)
        if engine.dialect.name == "sqlite":
            self._driver.isolation_level, self._place = None, "?"
        else:
            self._driver.autocommit, self._place = True, "%s"

    def do(self, statement: str, *values: object) -> Any:
        """The cursor."""
        return self._driver.execute(statement.replace("?", self._place), values)

    def close(self) -> None:
        """End it: nobody else is to get such a connection."""
        self._lent.detach()
        self._lent.close()


def run(bureau: Bureau, port: int, now: datetime) -> int:
    """Remind every owner; returns how many mails went out."""
    with reading(bureau.engine) as db:
        sights = {s.owed.id: s for s in see(db, obligations.listed(db, bureau.key))}
    base = Base(bureau.engine)
    for statement in TABLES:
        base.do(statement)
    base.do(f"INSERT INTO peer_reminder (id, due) VALUES {', '.join(f'({key}, 0)' for key in sights)}")
    sent = asyncio.run(_loop(bureau, base, sights, port, now))
    base.close()
    return sent


async def _loop(bureau: Bureau, base: Base, sights: dict[int, Sight], port: int, now: datetime) -> int:
    sent = 0
    while row := base.do("SELECT id FROM peer_reminder WHERE status = 0 ORDER BY due LIMIT 1").fetchone():
        if base.do("UPDATE peer_reminder SET status = 1 WHERE id = ? AND status = 0", *row).rowcount:
            mail = _mail(bureau, sights[row[0]], now, _link(bureau, base, row[0]))
            await aiosmtplib.send(mail, hostname="127.0.0.1", port=port, start_tls=False)
            base.do("INSERT INTO peer_notification (reminder) VALUES (?)", *row)
            base.do("UPDATE peer_reminder SET status = 2 WHERE id = ?", *row)
            sent += 1
    return sent


def _link(bureau: Bureau, base: Base, reminder: int) -> str:
    if not bureau.base_url:
        return ""
    token = secrets.token_urlsafe(16)
    base.do("INSERT INTO peer_link (token, reminder) VALUES (?, ?)", token, reminder)
    return f"{bureau.base_url}/s/{token}"


def _mail(bureau: Bureau, sight: Sight, now: datetime, link: str) -> EmailMessage:
    person = bureau.roster.holder(bureau.roster.units[sight.owed.unit].liaison, now.date())
    assert person
    writer = Writer(bureau, now)
    line = writer.line(sight, "report-reminder", person.id, link=link)
    rendered = bureau.words.daily(Letter(person.name, bureau.roster.bureau_name, now.date(), (line,), link=link))
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = "office@test.local", str(person.email), rendered.subject
    mail["Date"], mail["Message-ID"] = formatdate(), f"<{sight.owed.id}@test.local>"
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")
    title = f"{sight.owed.title}截止"
    event = deadline_events(CalendarEntry("x", title, sight.state.late_from, sight.owed.basis, sight.owed.opened_at))
    mail.add_attachment(event.encode(), maintype="text", subtype="calendar", filename="deadline.ics")
    return mail
