"""A server's connections (PostgreSQL): what each is told when it is made, and what its errors say.

Its driver is an extra: nothing here asks for it by name before there is a connection of its making.
"""

import re
import selectors
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InvalidatePoolError

from yudu_flow.clock import running_time

LINE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    "application_name": "yudu-flow",
}
"""A server that went without a word is given up after a minute; the system's own limit is two hours."""
SESSION = (
    "idle_in_transaction_session_timeout = '20s'",  # a process that was stopped lets go of its rows
    "lock_timeout = '30s'",  # as long as SQLite waits, and longer than the above, so that who waits for it goes on
    "default_transaction_isolation = 'read committed'",
    "datestyle = 'ISO'",
    "random_page_cost = 1.1",  # as of a disk that does not turn: at 4, a table is read through instead of its few rows
)
PACKED_QUICKLY = """
SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings
WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
"""
"""Long texts: the server's own way takes as much time over a mail as all its other writing."""
RESTED = 5.0
"""Seconds after which a connection is tried before it is used: a server that went without a word cannot be heard."""
Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)
QUOTED = re.compile(r'(["“「]).*(["”」])', re.DOTALL)
VALUES = "22"
"""The class of errors about values, whose first line quotes them."""


def attend(engine: Engine) -> Engine:
    """Tell each new connection what holds for it, and errors to keep rows to themselves."""
    event.listen(engine, "connect", _begin)
    event.listen(engine, "checkin", _rest)
    event.listen(engine, "checkout", _try)
    event.listen(engine, "handle_error", _shorten)
    return engine


def _rest(_: Any, record: Any) -> None:
    record.info["rests_since"] = running_time()


def _try(connection: Any, record: Any, _: object) -> None:
    """Whether the server is still there: one that was started anew has ended its connections, which is heard without
    asking. To ask each time would cost a round trip a transaction.
    """
    since = record.info.get("rests_since")
    if since is not None and (running_time() - since > RESTED or _is_heard(connection)):
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except connection.OperationalError:
            # All of the pool's: a server that was started anew has ended the others too.
            raise InvalidatePoolError from None


def _is_heard(connection: Any) -> bool:
    """Whether anything came in: while nobody asks, that is the end, or a word that does no harm."""
    with Selector() as reader:
        reader.register(connection, selectors.EVENT_READ)
        return bool(reader.select(0))


def _begin(connection: Any, _: object) -> None:
    """Outside a transaction, which would take it back with it."""
    connection.autocommit = True
    connection.execute("; ".join(f"SET {setting}" for setting in SESSION))
    connection.execute(PACKED_QUICKLY)
    connection.autocommit = False
    _send_lists_in_binary(connection)


def _send_lists_in_binary(connection: Any) -> None:
    """In text, the driver looks through every value for what to escape: a third of what a message's insert costs it."""
    from psycopg.types.array import ListBinaryDumper

    connection.adapters.register_dumper(list, ListBinaryDumper)


def _shorten(context: ExceptionContext) -> None:
    """Leave only the first line: what follows (DETAIL, CONTEXT) prints whole rows, and logs are passed on."""
    error, told = context.original_exception, context.sqlalchemy_exception
    report = getattr(error, "diag", None)
    if report is None or not (first := report.message_primary):
        return
    hidden = QUOTED.sub(r"\1…\2", first) if (report.sqlstate or "").startswith(VALUES) else first
    before = str(error)
    error.args = (hidden,)
    if told is not None:
        told.args = (str(told.args[0]).replace(before, hidden),)
