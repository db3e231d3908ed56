"""`yudu-flow run` as a process of its own, whose clock shows noon when it starts and runs on with the wall's.

It is the noon to come, and not one that was: a wake-up in the past would come round at once, again and again.
"""

from datetime import timedelta

from yudu_flow.cli.serve import serve
from yudu_flow.clock import Clock, wall_clock


def from_noon_on() -> Clock:
    """Tomorrow's noon, now."""
    began = wall_clock()
    offset = (began + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0) - began
    return lambda: wall_clock() + offset


def main() -> None:
    """What the process does."""
    serve(from_noon_on())
