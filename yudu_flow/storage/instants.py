"""How an instant is stored: UTC in the database, aware Asia/Shanghai in the program."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

ZONE = ZoneInfo("Asia/Shanghai")


class Instant(TypeDecorator[datetime]):
    """An aware instant. Refuses naive ones, since their zone would be the machine's.

    A database without such a type (SQLite) keeps text; both ways are remembered, None too, since a month's rows name
    the same few instants over and over, and that was a tenth of a pass.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """UTC, as text where the database has no instants."""
        return _as_text if dialect.name == "sqlite" else _write

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Aware, in Asia/Shanghai."""
        return _of_text if dialect.name == "sqlite" else _read


def _write(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"naive instant: {value!r}")
    return value.astimezone(UTC)


@lru_cache(maxsize=4096)
def _as_text(value: datetime | None) -> str | None:
    written = _write(value)
    # Always with microseconds: texts of one length sort as their instants do.
    return None if written is None else written.replace(tzinfo=None).isoformat(" ", "microseconds")


def _read(value: datetime | None) -> datetime | None:
    return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZONE)


@lru_cache(maxsize=16384)
def _of_text(value: str | None) -> datetime | None:
    return None if value is None else _read(datetime.fromisoformat(value))
