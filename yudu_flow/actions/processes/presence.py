"""This process among those that work for a bureau: a holder that holds nothing, seen as long as it gives signs of life.

Who is at work is for people and watchers. What a process may do does not depend on it.
"""

import logging
import platform
from collections.abc import Iterable
from datetime import timedelta
from secrets import token_hex

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from yudu_flow.actions.role import Role
from yudu_flow.storage import holders
from yudu_flow.storage.database import writing

ALIVE = timedelta(seconds=90)
BEAT = timedelta(seconds=30)
"""Each sign of life is good for so long, and how often one is given."""

log = logging.getLogger("yudu_flow")


class Presence:
    """`works` are what the process does."""

    def __init__(self, engine: Engine, bureau: str, works: Iterable[Role]) -> None:
        self._engine, self._name = engine, ""
        self._known = {"bureau": bureau, "works": " ".join(works), "host": platform.node()}

    def beat(self) -> None:
        """Give a sign of life; without a database there is nobody to give it to."""
        try:
            with writing(self._engine) as db:
                if not (self._name and holders.renew(db, self._name, ALIVE)):
                    self._name = token_hex(8)
                    holders.enter(db, self._name, ALIVE, **self._known)
        except DBAPIError as fault:
            log.warning("no sign of life could be given: %s", fault)

    def leave(self) -> None:
        """Be gone, and be seen to be."""
        try:
            with writing(self._engine) as db:
                holders.end(db, [self._name])
        except DBAPIError as fault:
            log.warning("the last sign of life stays until it runs out: %s", fault)
