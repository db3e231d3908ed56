"""The office's decisions (config/rules.yaml) as values. The defaults are those of 2-semantics, rule by rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from yudu_flow.domain.channels import Channel
from yudu_flow.domain.coloured_slip import ColouredSlip


class RestDay(StrEnum):
    """What happens to a deadline on a rest day (2-semantics, last_day)."""

    NEXT = "next"
    KEEP = "keep"
    PREVIOUS = "previous"
    NEXT_IF_HOLIDAY = "next_if_holiday"


class Addressee(StrEnum):
    """Who a rung speaks to: posts of the owing unit, or the person who owes; and who helps them."""

    LIAISON = "liaison"
    HEAD = "head"
    CO_UNITS = "co_units"


class Counts(StrEnum):
    """What the days of a rung before the deadline count back from (2-semantics, remind_by and last_day)."""

    REMIND_BY = "remind_by"
    LAST_DAY = "last_day"


class CaseKind(StrEnum):
    """What a case says of a unit (notice 三（三）); wording/cases.py has the words."""

    NEGLECT = "weak_implementation"
    SLOW = "slow_progress"
    PASSING = "passing_the_buck"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: `days` working days before or after the date it counts from, at the hour of the pass.

    `says` is the folder in notifications/ that says it to whoever owes, empty for what the office and leaders alone
    hear; `proposes` the case that it puts before the decider. It goes out where `room` working days or more were left
    when its countdown began.
    """

    name: str
    days: int
    channels: tuple[Channel, ...]
    to: tuple[Addressee, ...]
    counts_from: Counts = Counts.REMIND_BY
    says: str = ""
    proposes: CaseKind | None = None
    room: int = 0


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one kind of duty in one cycle, each part in order of time.

    `first` is told when the period opens, `last` on a last day that is later than remind_by, `seal` while a sealed page
    is awaited. `soon_days` working days before remind_by it is shown as due soon. Its first period leaves `notice_days`
    working days to tell of it; None where the rules' own hold. `kind` is the id of the kind of duty that it is for.
    """

    before: tuple[Rung, ...]
    after: tuple[Rung, ...]
    first: Rung | None = None
    last: Rung | None = None
    seal: tuple[Rung, ...] = ()
    # Not taken from the rungs: a further one that an office put in moved the day from which all is due soon.
    soon_days: int = 3
    notice_days: int | None = None
    kind: str = ""

    @property
    def rungs(self) -> tuple[Rung, ...]:
        ends = (rung for rung in (self.first, self.last) if rung)
        return (*self.before, *self.after, *self.seal, *ends)


_MAIL = (Channel.EMAIL,)
_LIAISON = (Addressee.LIAISON,)


@dataclass(frozen=True)
class Rules:
    """All settings of config/rules.yaml. `ladders` are by their blocks' names; what has none climbs its kind's own.

    The signature stands in the file alone: with a default a bureau would sign with the name of another.
    """

    inclusive: bool = True
    rest_day: RestDay = RestDay.NEXT
    cutoff: time | None = None
    first_period: str | None = None
    notice_days: int = 5
    pass_at: time = time(9)
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    quiet_on_rest_days: bool = True
    return_before: tuple[Rung, ...] = (Rung("T-1", 1, _MAIL, _LIAISON),)
    return_before_from: int = 3
    returned: Rung = Rung("T-0", 0, _MAIL, _LIAISON)
    seal_grace_days: int = 3
    return_days: int = 2
    decision_days: int = 1
    objection_days: int = 3
    measure_days: int = 3
    appeal_days: int = 5
    recurrence_months: int = 3
    coloured_slips: tuple[ColouredSlip, ...] = ()
    repetition_window: int = 5
    repetition_count: int = 2
    regular_is_monthly: bool = True
    behind_points: int = 10
    request_until: time = time(17)
    request_days: int = 7
    request_help_days: int = 3
    request_call_days: int = 3
    hand_back_days: int = 1
    far_behind_points: int = 30
    jump_factor: int = 3
    sms_signature: str = ""
    # What one SMS holds; a longer one goes out in parts, each of them paid for.
    sms_limit: int = 70
    ladders: Mapping[str, Ladder] = field(default_factory=dict, hash=False)
