"""The only reader of the wall clock. Everything else takes `now`, an aware instant, as an argument."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """The present instant in Asia/Shanghai, whatever zone the machine is set to."""
    return datetime.now(ZONE)
