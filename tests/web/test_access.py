"""Every route × every role: who is let in, who is shut out, and to whom it does not exist. The table: access_rows.py.

Whoever is not let in changes nothing, and only B itself and the office ever read what B wrote.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from PIL import Image
from sqlalchemy import func, select
from starlette.routing import Mount

from tests.bureau import INSURANCE, JOBS, LIAISON, OFFICE, build_home, desk_in, report_of
from tests.web.access_rows import ROLES, ROWS, each
from tests.web.browser import Browser, Console, console_of
from tests.web.programs import Program, program_of
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.acts.draft_report import attachment_row
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.intake.paper import TakenIn, take_in
from yudu_flow.storage import accounts, attachments, messages
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import AUDIT
from yudu_flow.web.doors.access import LINK_COOKIE, SESSION_COOKIE
from yudu_flow.web.doors.throttle import Throttle
from yudu_flow.web.parts.posted import NONCE_COOKIE, token_for

ONLY_B_WROTE = "只有社保中心写过的一句话"
READERS_OF_B = ("link of B", "office")
ACCOUNTS = {"account of A": "su-he", "office": "lin-qiu", "leader of A": "gu-mingyuan", "admin": "admin"}
ENDS_A_SESSION = "POST /sign-out"
NAMED = re.compile(r"\{(\w+)\}")


def routes(console: Console) -> Iterator[tuple[str, Dependant]]:
    """`GET /office` and what it depends on, for every route. The files of the pages themselves are open to all."""
    for route in iter_route_contexts(console.app.rooms.routes):
        if isinstance(route.original_route, Mount):
            assert route.path == "/static"
            continue
        assert isinstance(route.original_route, APIRoute), f"{route.path} goes past the gate"
        for method in sorted(route.methods or ()):
            yield f"{method} {route.path}", route.dependant


def gates(dependant: Dependant) -> list[Any]:
    """The needs that a route names."""
    return [getattr(one.call, "need") for one in dependant.dependencies if hasattr(one.call, "need")]  # noqa: B009


@dataclass
class World:
    """The bureau on 22 September with everybody in it; `places` are what the table's addresses name."""

    console: Console
    file: Path
    places: dict[str, Any] = field(default_factory=dict)
    kept: bytes = b""
    browsers: dict[str, Browser] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)

    def enter(self) -> None:
        """Everybody comes in by their own door."""
        self.console.hall.throttle = Throttle(self.console.hall.settings)
        self.browsers = {
            "nobody": self.console.stranger(),
            "link of A": self.console.guest("su-he", JOBS),
            "link of B": self.console.guest("bai-hua", INSURANCE),
            **{role: self.console.account(person, admin=role == "admin") for role, person in ACCOUNTS.items()},
        }
        self.browsers["nobody"].look("/sign-in")

    def keep(self) -> None:
        """Remember how things stand."""
        self.console.desk.bureau.engine.dispose()  # the last one to leave writes the log into the file
        self.kept = self.file.read_bytes()

    def go_back(self) -> None:
        """Undo what a row did: each is about the same world, whichever of them run."""
        self.console.desk.bureau.engine.dispose()
        self.file.write_bytes(self.kept)

    def ask(self, role: str, method: str, path: str, said: dict[str, Any]) -> httpx2.Response:
        """One request of one role: a form with its token from a browser, JSON from a program where it has a token."""
        self.console.hall.throttle = Throttle(self.console.hall.settings)
        path = path.format_map(self.places)
        said = {name: self._named(value) for name, value in said.items()}
        if path.startswith("/api/"):
            asker = self.programs.get(role) or self.browsers[role]
            return asker.request(method, path, json=said if method == "POST" else None, follow_redirects=False)
        browser = self.browsers[role]
        form = {**said, "token": self._form_token(browser)} if method == "POST" else None
        return browser.request(method, path, data=form, follow_redirects=False)

    def _named(self, value: Any) -> Any:
        found = NAMED.fullmatch(value) if isinstance(value, str) else None
        return self.places[found[1]] if found else value

    def _form_token(self, browser: Browser) -> str:
        keys = (browser.cookie(name) for name in (SESSION_COOKIE, LINK_COOKIE, NONCE_COOKIE))
        return token_for(self.console.hall, next(key for key in keys if key))

    def acts(self) -> int:
        """How many acts were audited so far."""
        with reading(self.console.desk.bureau.engine) as db:
            return db.execute(select(func.count()).select_from(AUDIT)).scalar_one()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Everybody in place: A and B have filed with a page each, and a leader has instructed both."""
    folder = tmp_path_factory.mktemp("access")
    home = build_home(folder / "home")
    desk = desk_in(home, f"sqlite:///{folder / 'test.db'}")
    desk.until("2020-09-22T09:30")
    desk.clock.set("2020-09-22T10:00")
    console = console_of(desk, home)
    paper = take_in("盖章页.pdf", scan())
    world = World(console, folder / "test.db")
    world.enter()
    for role, person in ACCOUNTS.items():
        world.programs[role] = program_of(console, person, admin=role == "admin")
    world.places = {
        **filed(console, paper, "A", JOBS, "gu-mingyuan"),
        **filed(console, paper, "B", INSURANCE, "shen-qing"),
        **belongings_of_b(console),
        "O": console.id_of(OFFICE),
        "V": console.id_of(JOBS, "visit-3"),
    }
    world.keep()
    yield world
    console.close()
    desk.bureau.engine.dispose()


def scan() -> bytes:
    """A page as a PDF."""
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PDF")
    return out.getvalue()


def filed(console: Console, paper: TakenIn, letter: str, unit: str, leader: str) -> dict[str, Any]:
    """A unit's report is in, with a file, and its leader has instructed it; what the table calls these."""
    bureau, now, id = console.desk.bureau, console.desk.clock(), console.id_of(unit)
    with writing(bureau.engine) as db:
        file = attachments.add(db, bureau.key, id, attachment_row(console.hall.store, paper))
    file_report(
        bureau, report_of(unit), LIAISON[unit], now, Report(progress=ONLY_B_WROTE if letter == "B" else "已落实")
    )
    told = instruct(bureau, [unit], leader, now, Errand("请加快", now.date(), reason="急"))[0]
    return {letter: id, f"file_{letter.lower()}": file, f"told_{letter.lower()}": told.event_id}


def belongings_of_b(console: Console) -> dict[str, Any]:
    """The account of B's liaison with a session and a sign-in link, and a mail to them."""
    bureau, now = console.desk.bureau, console.desk.clock()
    console.account("bai-hua")
    with reading(bureau.engine) as db:
        account = accounts.of(db, bureau.key, "bai-hua")
        assert account is not None
        [session] = accounts.sessions(db, bureau.key, account.id, now)
        mails = [row for row in messages.listed(db, bureau.key) if row.recipient == "bai-hua" and row.html]
    entry = invite(bureau, account.id, "测试", now)
    return {"account_b": account.id, "session_b": session.hash, "mail_b": mails[0].id, "entry_b": entry}


def outcome(answer: httpx2.Response) -> str:
    """The letter of the table: o let in, s shut out, h as if it did not exist."""
    assert answer.status_code != 500, answer.text[-600:]
    if answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/sign-in?next="):
        return "s"
    return "h" if answer.status_code == 404 else "o"


def test_every_route_has_a_gate(world: World) -> None:
    for name, dependant in routes(world.console):
        assert len(gates(dependant)) == 1, f"{name} asks neither requires(...) nor requires_token(...) who comes"


def test_every_route_has_a_row(world: World) -> None:
    known = {name for name, _ in routes(world.console)}
    assert not known - ROWS.keys(), (
        f"tests/web/access_rows.py 里还没有这些路由，请各加一行：{sorted(known - ROWS.keys())}"
    )
    assert not ROWS.keys() - known, f"这些路由已经没有了，请从表中删去：{sorted(ROWS.keys() - known)}"


@pytest.mark.parametrize("name", each(ROWS))
def test_everybody_reaches_what_is_theirs_and_nothing_else(world: World, name: str) -> None:
    world.go_back()
    method = name.partition(" ")[0]
    for path, expected, *said in ROWS[name]:
        found = ""
        for role in ROLES:
            before = world.acts()
            answer = world.ask(role, method, path, said[0] if said else {})
            letter = outcome(answer)
            found += letter
            assert letter == "o" or world.acts() == before, (role, path, "changed something")
            assert role in READERS_OF_B or ONLY_B_WROTE not in answer.text, (role, path)
        assert found == expected, dict(zip(ROLES, found, strict=True)) | {"path": path}
    if name == ENDS_A_SESSION:
        world.enter()
        world.keep()


def test_nobody_ends_another_s_session(world: World) -> None:
    """The table has everybody try: with the key of B's session, and with none."""
    bureau = world.console.desk.bureau
    with reading(bureau.engine) as db:
        there = accounts.sessions(db, bureau.key, world.places["account_b"], world.console.desk.clock())
    assert [row.hash for row in there] == [world.places["session_b"]]


def test_b_reads_what_b_wrote_and_the_office_does(world: World) -> None:
    """What nobody else reads is really there to be read."""
    assert ONLY_B_WROTE in world.ask("link of B", "GET", "/mine/{B}", {}).text
    assert ONLY_B_WROTE in world.ask("office", "GET", "/office/{B}", {}).text
    assert ONLY_B_WROTE in world.ask("office", "GET", "/api/v1/obligations/{B}", {}).text
