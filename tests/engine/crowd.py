"""All who come to an arena's processes while blows fall: units and the office by browser, programs by the API."""

import random
from contextlib import AbstractContextManager

from tests.engine.alive import all_alive
from tests.engine.arena import Arena
from tests.engine.callers import Callers
from tests.engine.promises import Promises
from tests.engine.visitors import Clerks, Liaisons


class Crowd:
    """They share what was promised to each."""

    def __init__(self, arena: Arena, dice: random.Random) -> None:
        self.promises = Promises(dice)
        self.callers = Callers(arena, self.promises, dice)
        self.liaisons = Liaisons(arena, self.promises, dice)
        self.clerks = Clerks(arena, self.promises, dice)
        self._arena = arena

    def alive(self) -> AbstractContextManager[None]:
        """All of them act meanwhile."""
        return all_alive((self.callers, self.liaisons, self.clerks))

    def faults(self) -> list[str]:
        """What was not kept, or kept twice; who broke off; who is silent after the storm."""
        silent = self.callers.silent()
        broken = [*self.callers.wrong, *self.liaisons.wrong, *self.clerks.wrong]
        failed = [said for one in self._arena.ones if (said := one.failed_pages())]
        return [*silent, *self.promises.faults(self._arena.desks), *self.liaisons.lost, *broken, *failed]

    def said(self) -> str:
        """How much they did."""
        pressed = self.promises.answers.values()
        again = sum(0 in said or 503 in said for said in pressed)
        twice, drafts = self.promises.twice, self.liaisons.saved
        return f"{len(pressed)} acts, {again} pressed again, {twice} twice at once, {drafts} drafts"
