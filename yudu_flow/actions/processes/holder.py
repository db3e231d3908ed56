"""A holder: the name under which a pass holds claims and a bureau's shift, kept by renewing it in the database's time.

What was renewed is believed for less than the lease, by a clock that nobody sets and from before the database was
asked: a process that stood still finds that out by itself, before anybody else takes over.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from yudu_flow.actions.processes.hand import Hand
from yudu_flow.clock import running_time
from yudu_flow.storage import holders
from yudu_flow.storage.database import asking, passing, writing

LEASE = timedelta(seconds=60)
LEFT, BEAT = 1 / 4, 1 / 4
"""How much of a lease must be left when a message is handed over, and how often it is renewed meanwhile."""


class Holder:
    """Holds nothing until it is needed; whoever stood still past the lease goes on under another name, without what
    was held under this one.
    """

    def __init__(self, engine: Engine) -> None:
        self.name = ""
        self._engine = engine
        self._holds_until = self._renewed_at = self._looks_again_at = 0.0

    @property
    def holds(self) -> bool:
        """Whether what is held under this name surely still is."""
        return running_time() < self._holds_until

    def still(self, name: str) -> bool:
        """Whether what was taken under that name is still held."""
        return self.name == name and self.holds

    def within(self, db: Connection) -> tuple[str, datetime]:
        """Hold from a transaction at hand on; the name, and until when as others read it."""
        asked = running_time()
        until = holders.renew(db, self.name, LEASE) if self.holds else None
        if until is None:
            self.name = token_hex(8)
            until = holders.enter(db, self.name, LEASE)
        self._believe(asked)
        return self.name, until

    def keep(self) -> bool:
        """Renew where it is time to; whether it is still held."""
        if self.holds and running_time() - self._renewed_at >= LEASE.total_seconds() * BEAT:
            self._renew()
        return self.holds

    def _renew(self) -> None:
        asked = running_time()
        with writing(self._engine) as db:
            renewed = holders.renew(db, self.name, LEASE)
        if renewed:
            self._believe(asked)
        else:
            self._holds_until = 0.0

    def _believe(self, asked: float) -> None:
        self._renewed_at = asked
        self._holds_until = asked + LEASE.total_seconds() * (1 - LEFT)

    async def beat(self, hand: Hand) -> None:
        """Keep it by that hand for as long as this runs: a relay may take longer for a mail than a lease lasts."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() * BEAT)
            # To do it while a mark is being written would stop the loop, and with it all mails that are under way.
            await hand.until_free()
            with suppress(OperationalError):  # a server that is away: until it is back, what was renewed runs on
                hand.do(self.keep)

    def free_the_dead(self) -> None:
        """End whoever holds and no longer lives: what they had is anybody's. Just now they were looked for already."""
        if running_time() < self._looks_again_at:
            return
        with asking(self._engine) as db:
            anybody = holders.any_there(db)
        if anybody:
            with writing(self._engine) as db:
                holders.free_the_dead(db, LEASE)
        self._looks_again_at = running_time() + LEASE.total_seconds() * BEAT

    def end(self) -> None:
        """Hold nothing any more, and leave no trace."""
        if self.name:
            # It waits for no disk: a power cut that takes this back has ended the holder.
            with passing(self._engine) as db:
                holders.end(db, [self.name])
            self.name, self._holds_until = "", 0.0
