"""People who act while messages are composed and delivered: they report, and the office accepts or returns."""

import random
from collections import Counter
from typing import Any

from sqlalchemy.exc import DBAPIError

from tests.bureau import DISPUTES, INSURANCE, JOBS, LIAISON, OTHER_CLERK, TRAINING, report_of
from tests.engine.alive import Alive
from tests.engine.arena import Arena
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.domain.errors import Refusal


class People(Alive):
    """What each does is chosen by the dice; what the rules refuse is left, and what the database cuts is done again."""

    def __init__(self, arena: Arena, dice: random.Random) -> None:
        super().__init__(dice, 0.02, 0.3)
        self.done: Counter[str] = Counter()
        self._arena = arena

    def act(self) -> None:
        """Do it, whatever comes of it."""
        try:
            self._act()
        except Refusal:
            self.done["refused"] += 1
        except DBAPIError:
            self.done["cut"] += 1

    def _act(self) -> None:
        bureau, now, dice = self._arena.desk.bureau, self._arena.now(), self._dice
        unit = dice.choice((JOBS, INSURANCE, TRAINING, DISPUTES))
        what: Any = dice.choice(("file", "file", "accept", "return"))
        target = report_of(unit, dice.choice(("2020-09", "2020-10")))
        if what == "file":
            file_report(bureau, target, LIAISON[unit], now, Report(progress="已落实"))
        elif what == "accept":
            accept_report(bureau, target, OTHER_CLERK, now)
        else:
            return_report(bureau, target, OTHER_CLERK, now, "请补充数字")
        self.done[what] += 1
