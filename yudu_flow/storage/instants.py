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

    A database without such a type (SQLite) keeps text; both ways are remembered, since a month's rows name the same
    few instants over and over, and that was a tenth of a pass.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        """UTC, as text where the database has no instants."""
        return _write_text if dialect.name == "sqlite" else _write

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Aware, in Asia/Shanghai."""
        return _read


def _write(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"naive instant: {value!r}")
    return value.astimezone(UTC)


def _write_text(value: datetime | None) -> str | None:
    return None if value is None else _text(value)


@lru_cache(maxsize=4096)
def _text(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError(f"naive instant: {value!r}")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _read(value: Any) -> datetime | None:
    if value is None:
        return None
    return _read_text(value) if isinstance(value, str) else _local(value)


@lru_cache(maxsize=16384)
def _read_text(value: str) -> datetime:
    return _local(datetime.fromisoformat(value))


def _local(value: datetime) -> datetime:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(ZONE)
