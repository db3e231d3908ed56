"""The content of a play that a script changes: taken over or refused as a running process does."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Self

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.recount import recount
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.clock import Clock
from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings
from yudu_flow.simulation.content_copy import copy_of, lay_over
from yudu_flow.wording.machine import spell_fault


class ContentOfPlay:
    """Until the first change nothing is copied; used as a context manager, since the copy goes away."""

    def __init__(self, bureau: Bureau, settings: Settings, clock: Clock, until_year: int) -> None:
        self._bureau, self._settings = bureau, settings
        self._clock, self._until_year = clock, until_year
        self._stack = ExitStack()
        self._home: Path | None = None
        self._force: ContentInForce | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def change(self, by: Path) -> Bureau:
        """The bureau with a file or folder in the place of what was in force. Raises BadRequest where it is none."""
        home, force = self._begun()
        try:
            lay_over(home, by)
        except OSError as error:
            raise BadRequest(f"{by} 读不出来：{spell_fault(error)}") from error
        bureau, now = force.refresh(self._clock()), self._clock()
        # A play makes its passes without the upkeep in which a running process does so.
        recount(bureau, now)
        return bureau

    def _begun(self) -> tuple[Path, ContentInForce]:
        if self._home is None or self._force is None:
            self._home = self._stack.enter_context(copy_of(self._settings.home))
            settings = self._settings.model_copy(update={"home": self._home})
            renew = partial(renewed, settings, until_year=self._until_year)
            self._force = ContentInForce(self._bureau, self._home, renew)
        return self._home, self._force
