"""What the shapes of all files share: strict keys, blanks left out, and how a day, a month and a time are written."""

import re
from datetime import date, time
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from yudu_flow.domain.period import Period

DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


class Shape(BaseModel):
    """A mapping in a file. Unknown keys are refused; a key without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in _known_to(cls)}


@cache
def _known_to(shape: type[Shape]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in shape.model_fields.items())


def parse_day(value: object) -> date:
    """A day written 2020-09-18. Pydantic itself would take 20200918 for seconds since 1970."""
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date(*(int(part) for part in value.split("-")))
    except ValueError:
        raise PydanticCustomError("day", "日历上没有这一天") from None
    raise PydanticCustomError("day", "应写成 2020-09-18 这样的日期")


def parse_month(value: object) -> Period:
    """A month written 2020-09."""
    try:
        return Period.parse(str(value))
    except ValueError:
        raise PydanticCustomError("month", "应写成 2020-09 这样的年-月") from None


def parse_clock(value: object) -> time | None:
    """A time of day written "09:00"; 24:00 is None."""
    match = CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) * 60 + int(match[2]) > 24 * 60:
        raise PydanticCustomError("clock", '应写成 "09:00" 这样的时刻')
    return None if match[1] == "24" else time(int(match[1]), int(match[2]))


def parse_hour(value: object) -> time:
    """A time of day before 24:00."""
    clock = parse_clock(value)
    if clock is None:
        raise PydanticCustomError("clock", '应在 "00:00" 到 "23:59" 之间')
    return clock


Day = Annotated[date, BeforeValidator(parse_day)]
Month = Annotated[
    Period, BeforeValidator(parse_month), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"})
]
Hour = Annotated[
    time, BeforeValidator(parse_hour), WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"})
]
Cutoff = Annotated[
    time | None,
    BeforeValidator(parse_clock),
    WithJsonSchema({"type": "string", "pattern": r"^(([01]?\d|2[0-3]):[0-5]\d|24:00)$"}),
]
Line = Annotated[str, Field(min_length=1, pattern=r"^[^\x00-\x1f]+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
