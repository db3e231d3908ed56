"""A bureau's shift: one holder at a time opens, decides, composes and reconciles for it; all deliver, off shift.

Two who decide and compose at once would split what belongs into one message, and see each other's work as missing.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.processes.holder import Holder
from yudu_flow.storage import bureaus, holders
from yudu_flow.storage.database import passing


class ShiftLost(Exception):
    """Another one has the shift by now: what was begun is taken back."""


class Shift:
    """Taken when there is something to do for it, so that an idle pass writes nothing; ends with its holder.

    `refused`: another one was at work, or it was lost, and what is not done yet would look missing to this pass.
    """

    def __init__(self, bureau: Bureau, now: datetime) -> None:
        self.refused, self.holder = False, Holder(bureau.engine)
        self._bureau, self._now = bureau, now
        self._name: str | None = None

    def is_mine(self) -> bool:
        """Take it where nobody asked before, and go on holding it; false where it is another's, or was lost."""
        if self.refused:
            return False
        if self._name is None:
            self._name = self._taken()
        # Lost once is lost for the pass: taken anew, the books would miss what the first half did not decide.
        self.refused = self.refused or not (self.holder.still(self._name) and self.holder.keep())
        return not self.refused

    def hold(self, db: Connection) -> None:
        """Let nobody take it over before this transaction ends, which a server ends for whoever stands still in it.

        Raises ShiftLost where somebody has: since this process was told that it has the shift, it may have stood still.
        """
        if not (self._name and holders.hold_shift(db, self._bureau.key, self._name)):
            self.refused = True
            raise ShiftLost

    def leave(self) -> None:
        """Let others have it: a slow relay is no reason why nothing new is decided."""
        if self._name:
            with passing(self._bureau.engine) as db:
                holders.leave_shift(db, self._name)
        self._name = None

    def end(self) -> None:
        """Hold nothing any more, neither the shift nor a message."""
        self.holder.end()

    def _taken(self) -> str:
        self.holder.free_the_dead()
        # It waits for no disk: the first that is decided does, and a log keeps all that stands before it. A server that
        # fell in between has forgotten a shift in which nothing was done.
        with passing(self._bureau.engine) as db:
            bureaus.start(db, self._bureau.key, self._now)
            name, _ = self.holder.within(db)
            self.refused = not holders.take_shift(db, self._bureau.key, name)
        return "" if self.refused else name


class Alone(Shift):
    """That of a play, on whose database nobody else can be: taken once and never left, for all its passes."""

    def hold(self, db: Connection) -> None:
        """It is held."""

    def leave(self) -> None:
        """There is nobody to have it."""
