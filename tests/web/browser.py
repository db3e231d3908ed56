"""Visitors of the pages: each has a browser with cookies of its own, and fills in the forms that a page really has."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Self

import httpx2

from tests.bureau import SEPTEMBER, Desk
from tests.memory import Memory
from tests.web.in_process import Client, end_loop
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.links import marks_for
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.delivery.carrier import send_alone
from yudu_flow.settings import Settings
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.link_codes import code_of
from yudu_flow.web.app import Console as App
from yudu_flow.web.doors.hall import Hall

TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
HIDDEN = {
    "token": TOKEN,
    "seen": re.compile(r'name="seen" value="(\d+)"'),
    "known": re.compile(r'name="known" value="([^"]*)"'),
    "view": re.compile(r'name="view" value="([^"]*)"'),
}
CARRIED = re.compile(r'name="kept" value="([^"]*)"')
BASE = "http://testserver"


class Browser(Client):
    """One visitor. `post` to a path sends the token (and what was `seen`) of the page looked at last."""

    _page = _at = ""

    def look(self, path: str, status: int = 200) -> str:
        """Open a page; its text."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
        self._page, self._at = answer.text, str(answer.url)
        return answer.text

    def like(self, other: "Browser") -> Self:
        """With the cookies of another one, in front of the same page."""
        self.cookies = httpx2.Cookies(other.cookies)
        self._page, self._at = other._page, other._at
        return self

    def cookie(self, name: str) -> str:
        """What it keeps under that name, which each home marks as its own; empty where nothing."""
        return next((one.value or "" for one in self.cookies.jar if one.name.rpartition("_")[0] == name), "")

    def show(self, page: str) -> None:
        """The page that an answer was, as if looked at."""
        self._page = page

    def carried(self) -> dict[str, str]:
        """What the page carries along over a sign-in."""
        found = CARRIED.search(self._page)
        return {"kept": unescape(found[1])} if found else {}

    def press(self, path: str, data: dict[str, Any] | None = None, status: int = 200, **more: Any) -> str:
        """Post a form of the page looked at last; the text of the page it leads to."""
        answer = self.send_form(path, data, **more)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-600:])
        return answer.text

    def send_form(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx2.Response:
        """The same, with whatever comes of it."""
        hidden = {name: field.search(self._page) for name, field in HIDDEN.items()}
        known = {name: found[1] for name, found in hidden.items() if found}
        return self.post(path, data=known | (data or {}), **{"headers": {"referer": self._at}, **more})


@dataclass
class Console:
    """The pages, the desk behind them, and who has come so far."""

    desk: Desk
    hall: Hall
    app: App
    _open: list[Browser] = field(default_factory=list)

    def stranger(self) -> Browser:
        """Somebody who has not signed in."""
        browser = Browser(self.app, base_url=BASE, follow_redirects=True)
        self._open.append(browser)
        return browser

    def account(self, person: str, *, admin: bool = False) -> Browser:
        """Somebody of the roster who signed in by a link."""
        signed_in = self.desk.played(f"account {person} {admin}", lambda: self._sign_in(person, admin))
        return self.stranger().like(signed_in)

    def _sign_in(self, person: str, admin: bool) -> Browser:
        bureau, now = self.desk.bureau, self.desk.clock()
        code = invite(bureau, add_person(bureau, person, "测试", now, admin=admin), "测试", now)
        browser = self.stranger()
        browser.look(f"/enter/{code}")
        browser.press(f"/enter/{code}")
        return browser

    def link(self, person: str, unit: str, period: str = SEPTEMBER) -> str:
        """The code of a link as messages carry it."""
        return self.desk.played(f"link {person} {unit} {period}", lambda: self._link(person, unit, period))

    def _link(self, person: str, unit: str, period: str) -> str:
        bureau, now, key = self.desk.bureau, self.desk.clock(), (person, unit, period)
        with writing(bureau.engine) as db:
            mark = marks_for(bureau, db, {key: now + timedelta(days=20)}, now)[key]
        return code_of(bureau.link_key, bureau.key, person, mark)

    def guest(self, person: str, unit: str, period: str = SEPTEMBER) -> Browser:
        """Somebody who came by the link of a message."""
        code = self.link(person, unit, period)
        return self.stranger().like(self.desk.played(f"guest {code}", lambda: self._come(code)))

    def _come(self, code: str) -> Browser:
        browser = self.stranger()
        browser.look(f"/s/{code}")
        return browser

    def id_of(self, owner: str, duty: str = "report", period: str = SEPTEMBER) -> int:
        """The id of an obligation."""
        with reading(self.desk.bureau.engine) as db:
            rows = obligations.listed(db, self.desk.bureau.key, unit=owner, period=period, duty=duty)
        return int(next(row.id for row in rows if row.owner == owner))

    def close(self) -> None:
        """Everybody leaves."""
        for browser in self._open:
            browser.close()
        end_loop()


def console_of(desk: Desk, home: Path) -> Console:
    """The console over a desk; links go into messages, and sign-in links out by the desk's mail."""
    desk.bureau, desk.memory = replace(desk.bureau, base_url=BASE), Memory()
    post = partial(send_alone, desk.email)
    hall = Hall(lambda: desk.bureau, desk.clock, Settings(home=home), b"a secret for tests", post=post)
    return Console(desk, hall, App(hall))
