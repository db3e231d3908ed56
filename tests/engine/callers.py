"""Programs that act through the API of processes with pages, while blows fall on these too."""

import random
from functools import partial

import httpx2

from tests.bureau import Desk
from tests.engine.alive import Alive
from tests.engine.arena import Arena
from tests.engine.promises import Answer, Promises
from tests.engine.weather import One
from yudu_flow.actions.access.accounts import add_person, make_token
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading

CLERK = "lin-qiu"


class Callers(Alive):
    """Each notes something of its own about what the office owes, and asks again where nothing came back."""

    def __init__(self, arena: Arena, promises: Promises, dice: random.Random) -> None:
        super().__init__(dice, 0.02, 0.2)
        self.promises, self._arena = promises, arena
        self._known: dict[str, int] = {}
        self._tokens = {desk.bureau.key: self._token(desk) for desk in arena.desks}

    def _token(self, desk: Desk) -> str:
        now = self._arena.now()
        return make_token(desk.bureau, add_person(desk.bureau, CLERK, "测试", now), "测试程序", "测试", now)

    def act(self) -> None:
        """A note about one of the bureaus, through any process."""
        desk, word = self._dice.choice(self._arena.desks), f"〔{self.promises.number()}〕"
        self.promises.press((desk.bureau.key, word), lambda: self.call(self._dice.choice(self._pages()), desk, word))

    def _pages(self) -> list[One]:
        return [one for one in self._arena.ones if one.port]

    def call(self, one: One, desk: Desk, word: str) -> Answer:
        """Note it through that process; what it answered."""
        path = f"{self._arena.path_of(desk)}/api/v1/obligations/{self._about(desk)}/note"
        headers = {"authorization": f"Bearer {self._tokens[desk.bureau.key]}"}
        try:
            where = f"http://127.0.0.1:{one.port}{path}"
            status = httpx2.post(where, json={"note": word}, headers=headers, timeout=30).status_code
        except httpx2.TransportError:
            status = 0
        return self.promises.hear(status, f"a note at {one.log.name}"), ""

    def _about(self, desk: Desk) -> int:
        if desk.bureau.key not in self._known:
            with reading(desk.bureau.engine) as db:
                mine = [row for row in obligations.listed(db, desk.bureau.key, duty="report") if row.owner == "办公室"]
            self._known[desk.bureau.key] = mine[0].id
        return self._known[desk.bureau.key]

    def silent(self) -> list[str]:
        """Who does not answer after a storm."""
        asked = [(one, desk, f"〔{self.promises.number()}〕") for one in self._pages() for desk in self._arena.desks]
        for one, desk, word in asked:
            self.promises.press((desk.bureau.key, word), partial(self.call, one, desk, word))
        said = {(one.log.name, word): self.promises.answers[desk.bureau.key, word] for one, desk, word in asked}
        return [f"{who} answers {heard} after the storm" for who, heard in said.items() if {*heard} - {409} != {200}]
