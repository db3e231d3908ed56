"""What a worker of the tests makes once: else each test parses the same files and compiles the same statements anew.

Nothing here changes what the program does, only how often the same thing is worked out.
"""

from functools import cache
from typing import Any

import pytest
import sqlalchemy
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine

from yudu_flow.actions import sign_in
from yudu_flow.content import source
from yudu_flow.storage import database

REAL_HASHER = sign_in._hasher


def share(patch: pytest.MonkeyPatch) -> None:
    """Parsed YAML texts, compiled SQL, and passwords that cost little."""
    patch.setattr(source, "_tree", cache(source._tree))
    patch.setattr(database, "create_engine", _create_engine)
    patch.setattr(sign_in, "_hasher", _cheap_hasher)


def _create_engine(url: str, **how: Any) -> Engine:
    """All engines on SQLite have one dialect, which knows nothing of its database, and compile a statement once."""
    engine = sqlalchemy.create_engine(url, **how)
    if engine.dialect.name == "sqlite":
        engine.dialect, engine._compiled_cache = _first().dialect, _first()._compiled_cache
    return engine


@cache
def _first() -> Engine:
    engine = sqlalchemy.create_engine("sqlite://", **database.HOW)
    engine.connect().close()  # at its first connection a dialect learns what this SQLite can do
    return engine


@cache
def _cheap_hasher() -> PasswordHash:
    """To try each password of each test for a tenth of a second guards nobody."""
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
