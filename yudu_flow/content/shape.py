"""What the shapes of all files share: strict keys, blanks left out, and how a day, a month and a time are written."""

import re
from collections.abc import Callable
from datetime import date, time
from enum import IntEnum
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, WrapValidator, model_validator
from pydantic_core import PydanticCustomError

from yudu_flow.domain.amount import MOST, Amount, whole
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.period import Period

DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
NUMBER = re.compile(r"\d{1,13}(\.\d{1,4})?")
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


class Shape(BaseModel):
    """A mapping in a file. Unknown keys are refused; a key without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        # A key that nobody knows stays even when blank: a misspelt one has to be refused.
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
        period = Period.parse(str(value))
    except ValueError:
        period = None
    if period is None or period.cycle is not Cycle.MONTH:
        raise PydanticCustomError("month", "应写成 2020-09 这样的年-月")
    return period


class Weekday(IntEnum):
    """A day of the week that is written 周五; a number is a day of a month."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


def parse_duty_day(value: object, number: Callable[[object], int]) -> int:
    """周五, 星期五, or the number of a day."""
    written = WEEKDAY.fullmatch(value) if isinstance(value, str) else None
    return Weekday("一二三四五六日".index(written[1].replace("天", "日")) + 1) if written else number(value)


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


def parse_figure(value: object) -> Amount:
    """A figure written 482000 or 98.5; int where it is whole."""
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)) or float(str(value)) > MOST:
        raise PydanticCustomError("figure", "应为数字，如 482000、98.5，小数最多四位，不超过一万亿")
    return whole(float(str(value)))


Day = Annotated[date, BeforeValidator(parse_day)]
Month = Annotated[
    Period, BeforeValidator(parse_month), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"})
]
DutyDay = Annotated[
    int,
    Field(ge=1, le=31),
    WrapValidator(parse_duty_day),
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "integer", "minimum": 1, "maximum": 31},
                {"type": "string", "pattern": "^(周|星期)[一二三四五六日天]$"},
            ]
        }
    ),
]
Hour = Annotated[
    time, BeforeValidator(parse_hour), WithJsonSchema({"type": "string", "pattern": r"^([01]?\d|2[0-3]):[0-5]\d$"})
]
Cutoff = Annotated[
    time | None,
    BeforeValidator(parse_clock),
    WithJsonSchema({"type": "string", "pattern": r"^(([01]?\d|2[0-3]):[0-5]\d|24:00)$"}),
]
Figure = Annotated[
    Amount, BeforeValidator(parse_figure), WithJsonSchema({"type": "number", "minimum": 0, "maximum": MOST})
]
# complaints.PATTERN_WORDS finds its sentence by the very pattern: whoever changes one changes both.
OneLine = Annotated[str, Field(min_length=1, pattern=r"^[^\x00-\x1f]+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
