"""Real people at a real console: it listens on a port of this machine, and each of them has a browser of their own."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.bureau import Bureau
from yudu_flow.cli.console_server import bind
from yudu_flow.clock import Clock

Answer = TypeVar("Answer")
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
OLD = "old"
"""A browser that knows no variables in style sheets, and whose scripts are off: 兼容模式, or an office's policy."""
OLD_SIZE = (1024, 768)
PATIENCE = 30_000  # of a machine with much else to do


def aside(do: Callable[[], Answer]) -> Answer:
    """Do it in a thread: Playwright keeps an event loop in this one, and a pass starts its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result()


@contextmanager
def listening() -> Iterator[tuple[str, Callable[[ASGIApp], None]]]:
    """An address of this machine, and how to have a console answer there."""
    sock = bind("127.0.0.1", 0)
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def answer(app: ASGIApp) -> None:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        servers.append((server, thread))

    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}", answer
    finally:
        for server, thread in servers:
            server.should_exit = True
            thread.join(timeout=10)
        sock.close()


@dataclass
class Door:
    """An address where one console after another answers."""

    address: str
    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app, "nobody is in"
        await self.app(scope, receive, send)


def without_variables(route: Route) -> None:
    """The style sheet as a browser reads it that drops every declaration with a variable."""
    answer = route.fetch(max_retries=3)  # the server may just be ending a connection that it kept
    route.fulfill(response=answer, body=re.sub(r"[a-z-]+:[^;{}]*var\([^;{}]*;?", "", answer.text()))


@dataclass
class Person:
    """Somebody in front of a browser."""

    page: Page
    address: str
    scripts: bool = True

    def look(self, path: str) -> str:
        """Go to a page; what stands on it."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        return self.read()

    def read(self) -> str:
        """What stands on the page, as it is seen."""
        return self.page.locator("body").inner_text()

    def press(self, words: str, within: Locator | None = None) -> str:
        """Press the button or follow the link of those words; what comes of it."""
        place = within or self.page.locator("body")
        named = place.get_by_role("button", name=words, exact=True).or_(
            place.get_by_role("link", name=words, exact=True)
        )
        named.first.click()
        self.page.wait_for_load_state()
        return self.read()

    def fill(self, label: str, value: str) -> None:
        """Write into the field of that label."""
        self.page.get_by_label(label).first.fill(value)

    @property
    def fits(self) -> bool:
        """Whether nothing sticks out of a screen's width: of their own, a phone's, and a desk's."""
        own = self.page.viewport_size
        assert own
        widths = {own["width"]: own["height"], **dict(SIZES.values())}
        found = [self._fits(width, height) for width, height in widths.items()]
        self.page.set_viewport_size(own)
        return all(found)

    def _fits(self, width: int, height: int) -> bool:
        self.page.set_viewport_size({"width": width, "height": height})
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@dataclass
class Crowd:
    """Whoever comes to a console at `address`, all at screens of one size."""

    chromium: Browser
    address: str
    size: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def stranger(self) -> Person:
        """Somebody with a fresh browser; what is wrong on a page or blocked by its policy is an error of the test."""
        (width, height), scripts = SIZES.get(self.size, OLD_SIZE), self.size != OLD
        context = self.chromium.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        if not scripts:
            context.route("**/console.css*", without_variables)
        self.contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return Person(page, self.address, scripts)

    def signed_in(self, bureau: Bureau, clock: Clock, person: str, *, admin: bool = False) -> Person:
        """Somebody of the roster who signs in by a one-time link."""
        code = invite(bureau, add_person(bureau, person, "测试", clock(), admin=admin), "测试", clock())
        somebody = self.stranger()
        somebody.look(f"/enter/{code}")
        somebody.press("登录")
        return somebody

    def leave(self) -> None:
        """Everybody closes their browser."""
        for context in self.contexts:
            context.close()
