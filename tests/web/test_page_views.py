"""Pages of a PDF as pictures: drawn once, and a file that takes without end stops nobody else."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from typing import Any

import httpx2
import pikepdf
import pytest
import uvicorn

from tests.intake.papers import form_bomb, pdf
from tests.web.browser import Browser, Console
from tests.web.unit_pages import guest_of, path_of
from yudu_flow.actions.papers import files
from yudu_flow.cli.console_server import bind
from yudu_flow.intake import quarantine

SCRIPT = {"hx-request": "true"}
pytestmark = pytest.mark.child


@pytest.fixture(autouse=True)
def _september(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    console.desk.at("2020-09-21T09:00")
    monkeypatch.setattr(quarantine, "OF_A_PAGE", (2, 20))


def bomb_on_the_sixth_page(document: pikepdf.Pdf) -> None:
    """Where nobody looks while it is uploaded."""
    form_bomb(document)
    first, sixth = document.pages[0].obj, document.pages[5].obj
    sixth.Resources, sixth.Contents = first.Resources, first.Contents
    del first.Contents


def uploaded(console: Console, change: Any = None) -> tuple[Browser, str]:
    """A guest whose draft holds a PDF of seven pages, and the path of the file."""
    guest, report = guest_of(console), path_of(console)
    guest.look(f"{report}/report")
    said = {"files": ("报告.pdf", pdf(7, change), "application/pdf")}
    page = guest.press(f"{report}/files", files=said, headers=SCRIPT)
    return guest, f"{report}/files/{page.partition('/remove')[0].rpartition('/')[2]}"


def test_a_page_is_drawn_once(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, file = uploaded(console)
    first = guest.get(f"{file}/page/2")
    monkeypatch.setattr(files, "page_image", None)
    assert (first.status_code, guest.get(f"{file}/page/2").content) == (200, first.content)


def test_a_page_that_does_not_end_is_tried_once(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, file = uploaded(console, bomb_on_the_sixth_page)
    assert "过于复杂，网页上显示不出来，请下载后查看" in guest.look(f"{file}/page/6", 400)
    monkeypatch.setattr(files, "page_image", None)
    for page in (6, 7):
        assert "过于复杂" in guest.look(f"{file}/page/{page}", 400)
    assert guest.get(file).status_code == 200


@pytest.mark.long
def test_sixty_views_of_such_a_page_leave_the_door_open(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, file = uploaded(console)
    ended = threading.Event()
    monkeypatch.setattr(files, "page_image", lambda *_: b"page" if ended.wait(100) else b"")
    with listening(console) as base, client_of(base, guest) as client, ThreadPoolExecutor(60) as many:
        asked = [many.submit(seen, client, f"{file}/page/6") for _ in range(60)]
        try:
            assert httpx2.get(f"{base}/sign-in", timeout=60).status_code == 200
            sent_away = Counter(one.result() for one in islice(as_completed(asked), 57))
        finally:
            ended.set()
        answers = Counter(one.result() for one in asked)
    assert sent_away == {503: 57}
    assert answers[503] + answers[200] == 60


def client_of(base: str, guest: Browser) -> httpx2.Client:
    """One for all threads: each new one reads all authorities of the world first."""
    return httpx2.Client(base_url=base, cookies=dict(guest.cookies), timeout=120)


def seen(client: httpx2.Client, path: str) -> int:
    """How that page is answered."""
    return int(client.get(path).status_code)


@contextmanager
def listening(console: Console) -> Iterator[str]:
    """The console behind a real socket, for as long as this lasts."""
    sock = bind("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(console.app, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)
