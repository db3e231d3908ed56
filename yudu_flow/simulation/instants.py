"""The instants that a script writes."""

from datetime import date, datetime, time
from typing import Any

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import ZONE


def instant_of(number: int, value: Any, name: str = "at") -> datetime:
    """An instant without a zone is Asia/Shanghai; a bare date means the hour of the pass."""
    try:
        return _instant(str(value))
    except (ValueError, OverflowError) as error:
        raise BadRequest(f"脚本第{number}项的 {name} 应写成 2020-09-24T10:00 这样的时间") from error


def _instant(text: str) -> datetime:
    if len(text) == len("2020-09-24"):
        return datetime.combine(date.fromisoformat(text), time(9), ZONE)
    value = datetime.fromisoformat(text)
    return value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)
