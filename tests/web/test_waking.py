"""The pages of a process that mostly reminds: it …"""

import asyncio
import subprocess
import sys

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yudu_flow.web.waking import Waking

SCOPE = {"type": "http", "method": "GET", "path": "/", "headers": []}
HEAVY = "fastapi", "jinja2.ext", "limits", "ruamel", "yudu_flow.web.app"


def test_it_wakes_them_once_for_all_who_come_at_once() -> None:
    woken, said = [], []

    def wake() -> ASGIApp:
        woken.append(1)
        return PlainTextResponse("在")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        said.append(message.get("body"))

    async def visits() -> None:
        pages = Waking(wake)
        assert not woken
        await asyncio.gather(*(pages(SCOPE, receive, send) for _ in range(3)))

    asyncio.run(visits())
    assert (len(woken), said.count("在".encode())) == (1, 3)


def test_it_tries_again_where_they_could_not_be_woken() -> None:
    tries = []

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        tries.append("answered")

    def wake() -> ASGIApp:
        tries.append("tried")
        if len(tries) == 1:
            raise MemoryError
        return answer

    async def visits() -> None:
        pages = Waking(wake)
        found = await asyncio.gather(*(pages(SCOPE, None, None) for _ in range(2)), return_exceptions=True)  # type: ignore[arg-type]
        assert [type(one) for one in found] == [MemoryError, type(None)]

    asyncio.run(visits())
    assert tries == ["tried", "tried", "answered"]


def test_it_holds_nothing_of_them_while_nobody_comes() -> None:
    held = f"import sys, yudu_flow.cli.pages, yudu_flow.cli.console_server, yudu_flow.web.waking, yudu_flow.timetable; \
        print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", held], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_the_first_page_loads_nothing_that_only_an_edited_file_or_a_paper_needs() -> None:
    asked = "import sys, yudu_flow.web.app; print([name for name in ('ruamel', 'docx') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
