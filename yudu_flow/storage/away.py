"""Faults of a database that pass: somebody else has what is asked for, it is away, or it has no room."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

LATER = ("locked", "busy", "full", "unable to open", "disk I/O", "readonly")
"""What SQLite says of a file that is there and will do again; whatever else it says is a fault of ours."""


def is_away(error: Exception) -> bool:
    """Whether a database was asked in vain: it is away, all its connections are taken, or it has no room."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, TimeoutError)
    if isinstance(error.orig, sqlite3.Error):
        return any(sign in str(error.orig) for sign in LATER)
    return isinstance(error, OperationalError) or error.connection_invalidated
