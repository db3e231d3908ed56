"""What a worker of the tests makes once: else each test parses the same files and compiles the same statements anew.

Nothing here changes what the program does, only how often the same thing is worked out.
"""

import gc
from functools import cache
from typing import Any

import pytest
import sqlalchemy
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine

from yudu_flow.actions.access import sign_in
from yudu_flow.content import any_yaml
from yudu_flow.storage import database

REAL_HASHER = sign_in._hasher


def share(patch: pytest.MonkeyPatch) -> None:
    """Parsed YAML texts, compiled SQL, passwords that cost little, and garbage looked for among what is new."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    patch.setattr(any_yaml, "tree_of", cache(any_yaml.tree_of))
    patch.setattr(database, "create_engine", _create_engine)
    patch.setattr(database, "PRAGMAS", tuple(_no_power_cut(pragma) for pragma in database.PRAGMAS))
    patch.setattr(sign_in, "_hasher", _cheap_hasher)


def _no_power_cut(pragma: str) -> str:
    """What a test's database holds need not outlive the machine, only the process."""
    return pragma.replace("synchronous=FULL", "synchronous=OFF")


def _create_engine(url: str, **how: Any) -> Engine:
    """All engines of a kind have one dialect, and compile a statement once: a run has one SQLite and one server."""
    engine = sqlalchemy.create_engine(url, **how)
    first = _first() if engine.dialect.name == "sqlite" else _first_on_server(engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


_ON_SERVER: list[Engine] = []


def _first_on_server(engine: Engine) -> Engine:
    """The first one that was connected, and so has learned what the server can do; `engine` where none was."""
    if not any(getattr(one.dialect, "server_version_info", None) for one in _ON_SERVER):
        _ON_SERVER[:] = [engine]
    return _ON_SERVER[0]


@cache
def _first() -> Engine:
    engine = sqlalchemy.create_engine("sqlite://", **database.HOW)
    engine.connect().close()  # at its first connection a dialect learns what this SQLite can do
    return engine


@cache
def _cheap_hasher() -> PasswordHash:
    """To try each password of each test for a tenth of a second guards nobody."""
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
