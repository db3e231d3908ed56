"""Slows guessing: how often one address may try to sign in or open links. Counted in this process's memory."""

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

SIGN_IN = parse("10/minute")
LINK = parse("30/minute")
ASK = parse("20/hour")
ASKED_FOR = parse("3/30 minutes")
"""As many links by mail as may be good at once: each works for half an hour."""


class Throttle:
    """Counts tries by kind and address."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, rate: RateLimitItem, *who: str) -> bool:
        """Whether one more try is allowed; counts it."""
        return self._limiter.hit(rate, *who)
