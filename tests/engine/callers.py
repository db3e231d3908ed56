"""Programs that act through the API of processes with pages, while blows fall on these too."""

import random
from threading import Event, Thread
from typing import Any

import httpx2
from sqlalchemy import select

from tests.bureau import Desk
from tests.engine.arena import Arena
from tests.engine.weather import One
from yudu_flow.actions.access.sign_in import add_person, make_token
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT

CLERK = "lin-qiu"


class Callers:
    """Each notes something of its own once; `answers` are what it was told, 0 where nothing came back."""

    def __init__(self, arena: Arena, dice: random.Random) -> None:
        self.answers: dict[tuple[str, str], int] = {}
        self._arena, self._dice, self._stop = arena, dice, Event()
        self._known: dict[str, int] = {}
        self._tokens = {desk.bureau.key: self._token(desk) for desk in arena.desks}

    def _token(self, desk: Desk) -> str:
        now = self._arena.now()
        return make_token(desk.bureau, add_person(desk.bureau, CLERK, "测试", now), "测试程序", "测试", now)

    def __enter__(self) -> None:
        self._stop.clear()
        self._thread = Thread(target=self._live)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._stop.wait(self._dice.uniform(0.02, 0.2)):
            self.call(self._dice.choice(self._pages()), self._dice.choice(self._arena.desks))

    def _pages(self) -> list[One]:
        return [one for one in self._arena.ones if one.port]

    def call(self, one: One, desk: Desk) -> int:
        """Note something through that process; what it answered."""
        bureau = desk.bureau.key
        words = f"第{len(self.answers)}次联系"
        try:
            where = (
                f"http://127.0.0.1:{one.port}{self._arena.path_of(desk)}/api/v1/obligations/{self._about(desk)}/note"
            )
            headers = {"authorization": f"Bearer {self._tokens[bureau]}"}
            status = httpx2.post(where, json={"note": words}, headers=headers, timeout=5).status_code
        except httpx2.TransportError:
            status = 0
        self.answers[bureau, words] = status
        return status

    def _about(self, desk: Desk) -> int:
        if desk.bureau.key not in self._known:
            with reading(desk.bureau.engine) as db:
                self._known[desk.bureau.key] = obligations.listed(db, desk.bureau.key, duty="report")[0].id
        return self._known[desk.bureau.key]

    def faults(self) -> list[str]:
        """What was promised is kept, once; and after the storm everybody answers."""
        said = [f"{one.log.name} answers {status}" for one in self._pages() for status in self._after(one)]
        kept: dict[tuple[str, str], int] = {}
        for desk in self._arena.desks:
            with reading(desk.bureau.engine) as db:
                rows: Any = db.execute(select(EVENT).where(EVENT.c.bureau == desk.bureau.key, EVENT.c.kind == "noted"))
                for row in rows:
                    key = desk.bureau.key, row.detail["note"]
                    kept[key] = kept.get(key, 0) + 1
        for key, status in self.answers.items():
            times = kept.get(key, 0)
            if times > 1 or (status == 200) > times or (400 <= status < 500 and times):
                said.append(f"{key} was answered {status} and is kept {times} times")
        odd = {status for status in self.answers.values() if status not in (0, 200, 500, 503)}
        return [*said, *([f"odd answers: {odd}"] if odd else [])]

    def _after(self, one: One) -> list[int]:
        return [status for desk in self._arena.desks if (status := self.call(one, desk)) != 200]
