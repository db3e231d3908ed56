"""`yudu-flow run` as a process of its own, whose clock shows noon when it starts and runs on with the wall's.

It is the noon to come, and not one that was: a wake-up in the past would come round at once, again and again.
"""

import sys
from datetime import timedelta

from yudu_flow.cli.serve import serve
from yudu_flow.clock import Clock, wall_clock


def from_noon_on() -> Clock:
    """Tomorrow's noon, now."""
    began = wall_clock()
    offset = (began + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0) - began
    return lambda: wall_clock() + offset


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a process's own stdout is a text file
    serve(from_noon_on())
