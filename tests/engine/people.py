"""People who act while messages are composed and delivered: they report, and the office accepts or returns."""

import random
from collections import Counter
from threading import Event, Thread
from typing import Any

from sqlalchemy.exc import DBAPIError

from tests.bureau import DISPUTES, INSURANCE, JOBS, LIAISON, OTHER_CLERK, TRAINING, report_of
from tests.engine.arena import Arena
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.domain.errors import Refusal


class People:
    """What each does is chosen by the dice; what the rules refuse is left, and what the database cuts is done again."""

    def __init__(self, arena: Arena, dice: random.Random) -> None:
        self.done: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._arena, self._dice = arena, dice
        self._stop = Event()

    def __enter__(self) -> None:
        self._stop.clear()
        self._thread = Thread(target=self._live)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._stop.wait(self._dice.uniform(0.02, 0.3)):
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
