"""Slows guessing. Counted in this process's memory, and only what failed: an office behind one address opens its links.

Nobody is locked out by what strangers try on their name: whoever comes from elsewhere waits a little, no more.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cached_property
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from starlette.requests import Request

from yudu_flow.settings import Settings

if TYPE_CHECKING:
    from limits.strategies import MovingWindowRateLimiter

PASSWORD = "10/minute"
"""Wrong passwords for one name from one address; wrong TOTP codes for one sign-in link."""
NAMED = "10/10 minutes"
"""Wrong passwords for one name from anywhere, before answers for it are slowed."""
CODES = "1200/minute"
"""Codes that open nothing, from anywhere. With 59 bits one fits in a hundred thousand years."""
CROWDED = "1/minute"
"""The same from one address while there are more than CODES."""
ASK = "20/hour"
ASKED_FOR = "3/30 minutes"
"""As many links by mail as may be good at once: each works for half an hour."""
PAUSE = 3.0
UNTRUSTED = (
    "too many failures from %s, which forwards for others: set YUDU_FLOW_TRUSTED_PROXIES to it, "
    "or everybody behind it is counted as one"
)

log = logging.getLogger("yudu_flow.web")


class Throttle:
    """Counts by kind and address. What one address may get wrong is a setting: it may be a whole office's."""

    def __init__(self, settings: Settings, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._passwords = f"{settings.wrong_passwords_a_minute}/minute"
        self._code = f"{settings.wrong_codes_a_minute}/minute"
        self._uploads, self._pages = f"{settings.uploads_an_hour}/hour", f"{settings.pages_an_hour}/hour"

    @cached_property
    def _limiter(self) -> MovingWindowRateLimiter:
        from limits.storage import MemoryStorage  # loaded with the first that is counted: it takes 2 MB
        from limits.strategies import MovingWindowRateLimiter

        return MovingWindowRateLimiter(MemoryStorage())

    def _test(self, rate: str, *who: str) -> bool:
        """Whether one more would be allowed; counts nothing. A rate is written as `limits` reads it."""
        from limits import parse

        return self._limiter.test(parse(rate), *who)

    def may_upload(self, who: str) -> bool:
        """Whether another file may be looked through for them; counts it."""
        return self.allows(self._uploads, "upload", who)

    def may_draw(self, who: str) -> bool:
        """Whether another page may be drawn for them; counts it."""
        return self.allows(self._pages, "page", who)

    def allows(self, rate: str, *who: str) -> bool:
        """Whether one more is allowed; counts it."""
        from limits import parse

        return self._limiter.hit(parse(rate), *who)

    def may_sign_in(self, here: str, name: str) -> bool:
        """Whether another password may be tried; counts nothing."""
        test = self._test
        return test(PASSWORD, "for", name, here) and test(self._passwords, "from", here)

    def missed_password(self, here: str, name: str) -> None:
        for rate, *who in ((PASSWORD, "for", name, here), (self._passwords, "from", here), (NAMED, "named", name)):
            self.allows(rate, *who)

    async def slow_down(self, name: str) -> None:
        """Wait where many were wrong for a name, from wherever."""
        if not self._test(NAMED, "named", name):
            await self._sleep(PAUSE)

    def may_confirm(self, code: str) -> bool:
        """Whether another TOTP code may be tried with a sign-in link; counts nothing."""
        return self._test(PASSWORD, "confirm", code)

    def missed_confirmation(self, code: str) -> None:
        self.allows(PASSWORD, "confirm", code)

    def may_open(self, here: str) -> bool:
        """Whether another link may be opened; counts nothing."""
        # Misses alone: as long as opening counted, seven people behind one address locked each other out.
        test, crowded = self._test, not self._test(CODES, "codes")
        return test(self._code, "code", here) and (not crowded or test(CROWDED, "crowd", here))

    def missed_code(self, here: str) -> None:
        """It opened nothing."""
        for rate, *who in ((self._code, "code", here), (CODES, "codes"), (CROWDED, "crowd", here)):
            self.allows(rate, *who)


def address_of(request: Request) -> str:
    """Where a request came from, as far as it counts: a subscriber of IPv6 has a whole /64."""
    host = request.client.host if request.client else ""
    try:
        place = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((place, 64), strict=False)) if isinstance(place, IPv6Address) else host


def warn_of_proxy(request: Request) -> None:
    """Say in the log why everybody may be slowed at once."""
    if "x-forwarded-for" in request.headers and request.client:
        log.warning(UNTRUSTED, request.client.host)
