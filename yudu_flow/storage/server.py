"""A server's connections (PostgreSQL): what each is told when it is made, and what its errors say.

Its driver is an extra: nothing here asks for it by name.
"""

import re
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

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
)
QUOTED = re.compile(r'(["“「]).*(["”」])', re.DOTALL)
VALUES = "22"
"""The class of errors about values, whose first line quotes them."""


def attend(engine: Engine) -> Engine:
    """Tell each new connection what holds for it, and errors to keep rows to themselves."""
    event.listen(engine, "connect", _begin)
    event.listen(engine, "handle_error", _shorten)
    return engine


def _begin(connection: Any, _: object) -> None:
    """Outside a transaction, which would take it back with it."""
    connection.autocommit = True
    connection.execute("; ".join(f"SET {setting}" for setting in SESSION))
    connection.autocommit = False


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
