"""Three-coloured slips (三色督办单) and when the head of a unit is to be talked to (约谈): values in, values out.

Colours mean different things in different bureaus, so which stands for what is a setting, and each has its word. One
matter has one slip. Source: 6-duties "Cases".
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class SlipWhen(StrEnum):
    """What makes a slip due."""

    URGED = "urged"
    URGED_AGAIN = "urged_again"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class ColouredSlip:
    """A colour, what it says, and what makes it due."""

    colour: str
    word: str
    when: SlipWhen


YELLOW = "黄"
TALK_LAPSES, TALK_YELLOWS, TALK_REDS = 3, 2, 3


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A period of one duty: whether it became overdue and its unit was told so, whether nothing came in it at all, and
    the colour of its slip.
    """

    overdue: bool
    red: bool = False
    colour: str = ""


def slip_due(slips: Sequence[ColouredSlip], happened: Collection[SlipWhen]) -> ColouredSlip | None:
    """The last one in the office's order that is due; None where none is."""
    return next((slip for slip in reversed(slips) if slip.when in happened), None)


def talk_reasons(periods: Sequence[Lapsed]) -> Iterator[str]:
    """Why a talk is due, in words; `periods` are this one and the five before it, the newest first."""
    overdue = sum(one.overdue for one in periods)
    if periods and periods[0].overdue and overdue >= TALK_LAPSES:
        yield f"近{len(periods)}个周期内第{overdue}次逾期"
    yellows = sum(YELLOW in one.colour for one in periods)
    if yellows >= TALK_YELLOWS:
        yield f"近{len(periods)}个周期内已发黄色督办单{yellows}次"
    if len(periods) >= TALK_REDS and all(one.red for one in periods[:TALK_REDS]):
        yield f"连续{TALK_REDS}个周期亮红灯"
