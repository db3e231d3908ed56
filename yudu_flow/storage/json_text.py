"""How JSON is stored: as text that a person can read who opens the database."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

SHORT = 1000
"""Longer texts, the reports themselves, are not kept in memory."""


class Json(TypeDecorator[Any]):
    """A column of lists or objects. SQLite's text is read at once: SQLAlchemy would pass each value on three times."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Lists and dicts of the reader's own."""
        return from_json if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def from_json(text: str | None) -> Any:
    """A column's JSON: most say the same few things, which are parsed once and copied for each reader."""
    if text is None:
        return None
    flat = _flat(text) if len(text) <= SHORT else None
    return json.loads(text) if flat is None else flat.copy()


@lru_cache(maxsize=4096)
def _flat(text: str) -> list[Any] | dict[str, Any] | None:
    """A list or object that holds no other one: a shallow copy keeps its readers apart."""
    value = json.loads(text)
    if not isinstance(value, list | dict):
        return None
    parts = value.values() if isinstance(value, dict) else value
    return None if any(isinstance(part, list | dict) for part in parts) else value
