"""The only reader of the wall clock. Everything else takes `now`, an aware instant, as an argument."""

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
Clock = Callable[[], datetime]
SLEEPS_TOO: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def wall_clock() -> datetime:
    """The present instant in Asia/Shanghai, whatever zone the machine is set to."""
    return datetime.now(ZONE)


def running_time() -> float:
    """Seconds that go by whatever the clock is set to, and also while the machine sleeps where the system counts so."""
    return time.clock_gettime(SLEEPS_TOO) if SLEEPS_TOO is not None else time.monotonic()
