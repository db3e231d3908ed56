"""The instants that a script writes."""

from datetime import date, datetime, time
from typing import Any

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import ZONE


def instant_of(number: int, value: Any, name: str = "at") -> datetime:
    """An instant without a zone is Asia/Shanghai; a bare date means the hour of the pass."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, datetime):
        return value.astimezone(ZONE) if value.tzinfo else value.replace(tzinfo=ZONE)
    if isinstance(value, date):
        return datetime.combine(value, time(9), ZONE)
    raise BadRequest(f"脚本第{number}项的 {name} 应写成 2020-09-24T10:00 这样的时间")
