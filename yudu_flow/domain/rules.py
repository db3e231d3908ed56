"""The office's decisions (config/rules.yaml) as values. The defaults are those of 2-semantics, rule by rule."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class RestDay(StrEnum):
    """What happens to a deadline on a rest day (2-semantics, last_day)."""

    NEXT = "next"
    KEEP = "keep"
    PREVIOUS = "previous"
    NEXT_IF_HOLIDAY = "next_if_holiday"


class Channel(StrEnum):
    """A way out. CALL is the office's call sheet: a person to be telephoned because nothing else reaches them."""

    EMAIL = "email"
    SMS = "sms"
    CALL = "call"


class Role(StrEnum):
    """Who a rung speaks to: posts of the owing unit, or the person who owes."""

    LIAISON = "liaison"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: `days` working days before or after the date it counts from, at the hour of the pass."""

    name: str
    days: int
    channels: tuple[Channel, ...]
    to: tuple[Role, ...]


_MAIL = (Channel.EMAIL,)
_BOTH = (Channel.EMAIL, Channel.SMS)
_LIAISON = (Role.LIAISON,)
_EVERYBODY = (Role.LIAISON, Role.HEAD)


@dataclass(frozen=True)
class Rules:
    """All settings of config/rules.yaml. Ladders are in order of time.

    The signature stands in the file alone: with a default a bureau would sign with the name of another.
    """

    inclusive: bool = True
    rest_day: RestDay = RestDay.NEXT
    cutoff: time | None = None
    first_period: str | None = None
    notice_days: int = 5
    soon_days: int = 3
    visit_soon_days: int = 5
    pass_at: time = time(9)
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    quiet_on_rest_days: bool = True
    before: tuple[Rung, ...] = (
        Rung("R-5", 5, _MAIL, _LIAISON),
        Rung("R-3", 3, _MAIL, _LIAISON),
        Rung("R-1", 1, _BOTH, _LIAISON),
        Rung("R-0", 0, _BOTH, _EVERYBODY),
    )
    last_day: Rung = Rung("L-0", 0, _BOTH, _EVERYBODY)
    after: tuple[Rung, ...] = (
        Rung("E+1", 1, _BOTH, _EVERYBODY),
        Rung("E+3", 3, _BOTH, _EVERYBODY),
        Rung("E+5", 5, _MAIL, _EVERYBODY),
    )
    seal: tuple[Rung, ...] = (Rung("S+1", 1, _MAIL, _LIAISON), Rung("S+3", 3, _MAIL, _LIAISON))
    return_before: tuple[Rung, ...] = (Rung("T-1", 1, _MAIL, _LIAISON),)
    return_before_from: int = 3
    returned: Rung = Rung("T-0", 0, _MAIL, _LIAISON)
    visit_list: Rung = Rung("V-list", 0, _MAIL, _LIAISON)
    visit_before: tuple[Rung, ...] = (Rung("V-5", 5, _MAIL, _LIAISON), Rung("V-1", 1, _BOTH, _LIAISON))
    visit_after: tuple[Rung, ...] = (Rung("V+1", 1, _BOTH, _EVERYBODY), Rung("V+3", 3, _BOTH, _EVERYBODY))
    seal_grace_days: int = 3
    return_days: int = 2
    decision_days: int = 1
    objection_days: int = 3
    repetition_window: int = 5
    repetition_count: int = 2
    regular_is_monthly: bool = True
    behind_points: int = 10
    sms_signature: str = ""
    sms_limit: int = 70
