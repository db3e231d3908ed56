"""People who come to the pages of an arena's processes by browser while blows fall: the units', and the office's.

Each press goes to any process that has pages, and again where nothing comes back: the second one is another's.
"""

import random
import re
from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx2
from sqlalchemy.exc import DBAPIError

from tests.bureau import DISPUTES, INSURANCE, JOBS, LIAISON, TRAINING, Desk
from tests.engine.alive import Alive
from tests.engine.arena import Arena
from tests.engine.promises import Answer, Key, Promises
from tests.web.filled_form import fields_of
from tests.web.unit_pages import blank_page
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.links import marks_for
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.views.report_form import FIGURE, PART, SECTIONS
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.link_codes import code_of
from yudu_flow.storage.rows import Owed

REPORTERS = (JOBS, INSURANCE, TRAINING, DISPUTES)
SURE = re.compile(r'type="checkbox" name="sure" value="([^"]+)"')
LONGEST = 30
"""Seconds that a visitor waits: longer than any blow lasts."""


class Browser:
    """One visitor's, at all processes with pages: their cookies are good at each."""

    def __init__(self, arena: Arena, promises: Promises, dice: random.Random, desk: Desk) -> None:
        self._arena, self._promises, self._dice, self._desk = arena, promises, dice, desk
        self._client = httpx2.Client(timeout=LONGEST)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, method: str, path: str, **said: Any) -> Answer:
        """The status, 0 where nothing came back, and the text."""
        one = self._dice.choice([one for one in self._arena.ones if one.port])
        where = f"http://127.0.0.1:{one.port}{self._arena.path_of(self._desk)}{path}"
        try:
            answer = self._client.request(method, where, **said)
        except httpx2.TransportError:
            return self._promises.hear(0, path), ""
        return self._promises.hear(answer.status_code, f"{method} {path} at {one.log.name}"), answer.text

    def fields(self, page: str, path: str) -> dict[str, str]:
        """What the page's form to that path holds."""
        return fields_of(page, f"{self._arena.path_of(self._desk)}{path}")

    def press(self, key: Key, path: str, data: Mapping[str, Any], **more: Any) -> Answer:
        """Send a form until something comes back."""
        return self._promises.press(key, lambda: self.ask("POST", path, data=data, **more))


class Visitor(Alive):
    """Somebody who comes again and again, each time to one of the bureaus."""

    def __init__(self, arena: Arena, promises: Promises, dice: random.Random) -> None:
        super().__init__(dice, 0.02, 0.2)
        self.promises, self._arena = promises, arena

    def act(self) -> None:
        """One visit; where the database is away nobody has a link."""
        desk = self._dice.choice(self._arena.desks)
        try:
            owed = self._dice.choice(self._reports(desk))
            code = self._code(desk, owed)
        except DBAPIError:
            return
        with Browser(self._arena, self.promises, self._dice, desk) as browser:
            self.visit(browser, desk, owed, code)

    def _reports(self, desk: Desk) -> list[Owed]:
        with reading(desk.bureau.engine) as db:
            rows = obligations.listed(db, desk.bureau.key, duty="report")
        return [row for row in rows if row.owner in REPORTERS]

    @abstractmethod
    def _code(self, desk: Desk, owed: Owed) -> str: ...

    @abstractmethod
    def visit(self, browser: Browser, desk: Desk, owed: Owed, code: str) -> None:
        """What they do there."""


class Liaisons(Visitor):
    """Those of the units: they save drafts and file reports with a file; `drafts` are those that a form may show."""

    def __init__(self, arena: Arena, promises: Promises, dice: random.Random) -> None:
        super().__init__(arena, promises, dice)
        self.drafts: dict[tuple[str, int], set[str]] = {}
        self.lost: list[str] = []
        self.saved = 0

    def _code(self, desk: Desk, owed: Owed) -> str:
        bureau, now, person = desk.bureau, self._arena.now(), LIAISON[owed.owner]
        key = person, owed.unit, owed.period
        with writing(bureau.engine) as db:
            mark = marks_for(bureau, db, {key: now + timedelta(days=20)}, now)[key]
        return code_of(bureau.link_key, bureau.key, person, mark)

    def visit(self, browser: Browser, desk: Desk, owed: Owed, code: str) -> None:
        """Open the form, in which the draft is, and save or file it."""
        here = desk.bureau.key, owed.id
        browser.ask("GET", f"/s/{code}")
        path = f"/mine/{owed.id}/report"
        status, page = browser.ask("GET", path)
        if status != 200:
            return
        if here in self.drafts and not any(word in page for word in self.drafts[here]):
            self.lost.append(f"{here} shows none of the drafts {self.drafts[here]}")
        number = self.promises.number()
        said = {**browser.fields(page, path), **_filled(browser.fields(page, path), f"〔{number}〕")}
        if self._dice.random() < 0.5:
            self._save(browser, here, path, said, f"〔{number}〕")
        else:
            self._file(browser, here, path, said, number)

    def _save(self, browser: Browser, here: tuple[str, int], path: str, said: Mapping[str, Any], word: str) -> None:
        known, status = self.drafts.pop(here, None), 0
        for _ in range(6):
            status, _page = browser.ask("POST", path, data={**said, "do": "draft"})
            if status:
                break
        if status == 303:
            self.drafts[here], self.saved = {word}, self.saved + 1
        elif known:
            self.drafts[here] = {*known, word}

    def _file(self, browser: Browser, here: tuple[str, int], path: str, said: Mapping[str, Any], number: int) -> None:
        """With a file; what the form asks is answered."""
        word, known = f"〔{number}〕", self.drafts.pop(here, None)
        key, paper = (here[0], word), blank_page(f"附{number}.png", 100 + number)
        self.promises.files[key] = f"附{number}"
        form = {**said, "do": "file", "sealed": "1"}
        status, page = browser.press(key, path, form, files=[("files", paper)])
        if status == 422:
            form = {**browser.fields(page, path), "do": "file", "sealed": "1", "sure": SURE.findall(page)}
            status, page = browser.press(key, path, form)
        if status in (409, 422) and known:
            self.drafts[here] = {*known, word}


class Clerks(Visitor):
    """The office's: they send reports back and write notes."""

    def _code(self, desk: Desk, _owed: Owed) -> str:
        now = self._arena.now()
        return invite(desk.bureau, add_person(desk.bureau, "tao-ran", "测试", now), "测试", now)

    def visit(self, browser: Browser, desk: Desk, owed: Owed, code: str) -> None:
        """Sign in, look at the report, and act on it."""
        status, page = browser.ask("GET", f"/enter/{code}")
        if status != 200:
            return
        status, _ = browser.ask("POST", f"/enter/{code}", data=browser.fields(page, f"/enter/{code}"))
        if status != 303:
            return
        status, page = browser.ask("GET", f"/office/{owed.id}")
        act, field = self._dice.choice((("return", "reason"), ("note", "note")))
        path = f"/office/{owed.id}/{act}"
        if status != 200 or f'{path}"' not in page:
            return
        word = f"〔{self.promises.number()}〕"
        browser.press((desk.bureau.key, word), path, {**browser.fields(page, path), field: word})


def _filled(fields: Mapping[str, str], word: str) -> dict[str, str]:
    """Every field that has words has this one, each number is another."""
    words = {name: word for name in fields if name.startswith(PART) or name in SECTIONS}
    figures = {name: "48100" for name in fields if name.startswith(FIGURE)}
    return {**words, **figures}
