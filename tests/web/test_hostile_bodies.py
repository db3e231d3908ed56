"""Strangers who send what nobody asked for, to a real process: it stays small, answers others, and its passes go on."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import httpx2
import pytest

from tests.bureau import build_home
from tests.web.running import Running, running
from yudu_flow import timetable
from yudu_flow.actions.engine import make_pass
from yudu_flow.cli import console_server, main
from yudu_flow.clock import wall_clock
from yudu_flow.web.doors import bodies

ROOM = 60
"""Megabytes that the process may grow by."""
API = "/api/v1/obligations/1/register"
WAITS = 45.0
FORM = "application/x-www-form-urlencoded"
BEGUN = f"POST /sign-in HTTP/1.1\nHost: x\nContent-Length: 1000\nContent-Type: {FORM}\n\nperson=a"


HASTE = 5
EVERY_SECOND = timedelta(seconds=1)


def impatient() -> None:
    """The program, which waits a fifth as long for others, makes a pass every second and notes each."""
    bodies.PATIENCE /= HASTE
    bodies.LINGER /= HASTE
    console_server.HEAD_WITHIN /= HASTE
    timetable.SAFETY_NET = make_pass.NOTE_EVERY = EVERY_SECOND
    main()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program, which has answered before."""
    home = build_home(tmp_path_factory.mktemp("hostile") / "home")
    with running(home, impatient, YUDU_FLOW_LOG_LEVEL="INFO") as program:
        for path in ("/sign-in", "/help", "/health", "/api/v1/periods"):
            httpx2.get(f"{program.here}{path}")
        yield program


def opened(program: Running, head: str) -> socket.socket:
    """A connection on which so much was said."""
    sock = socket.create_connection(("127.0.0.1", program.port), timeout=WAITS)
    sock.sendall(head.replace("\n", "\r\n").encode())
    return sock


def answer(sock: socket.socket) -> str:
    """All that comes back until the other side ends the connection."""
    said = b""
    try:
        while part := sock.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said.decode(errors="replace")


def large(program: Running, path: str, headers: str, body: bytes, kind: str = "application/json") -> str:
    """A whole large body, or as much of it as the other side takes."""
    with opened(program, f"POST {path} HTTP/1.1\nHost: x\nContent-Type: {kind}\n{headers}\n\n") as sock:
        try:
            for start in range(0, len(body), 2**16):
                sock.sendall(body[start : start + 2**16])
        except (BrokenPipeError, ConnectionResetError):
            pass
        return answer(sock)


@pytest.mark.parametrize("headers", ["Content-Length: 28000001", "Content-Length: 28000001\nAuthorization: Bearer x"])
def test_a_stranger_s_large_body_takes_no_memory(program: Running, headers: str) -> None:
    before = program.megabytes()
    for _ in range(3):
        assert "401" in large(program, API, headers, b"[" + b"[]," * 9_333_333 + b"]")[:20]
    assert program.megabytes() - before < ROOM


def test_a_body_without_a_length_is_cut_where_its_route_ends(program: Running) -> None:
    before, piece = program.megabytes(), b"10000\r\n" + b"a" * 65536 + b"\r\n"
    said = large(program, "/sign-in", "Transfer-Encoding: chunked", piece * 200, FORM)
    assert "413" in said[:20]
    assert program.megabytes() - before < ROOM


def test_bodies_that_never_end_are_dropped_and_others_are_answered_meanwhile(program: Running) -> None:
    with ExitStack() as open_ones:
        head = (
            "POST /sign-in HTTP/1.1\nHost: x\nContent-Length: 1000\nContent-Type: application/x-www-form-urlencoded\n\n"
        )
        slow = [open_ones.enter_context(opened(program, head + "person=a")) for _ in range(20)]
        idle = open_ones.enter_context(opened(program, ""))
        half = open_ones.enter_context(opened(program, "GET /help HTTP/1.1\nHost: "))
        assert httpx2.get(f"{program.here}/sign-in").status_code == 200
        assert max(bodies.PATIENCE, console_server.HEAD_WITHIN) < WAITS
        assert all("408" in answer(sock)[:20] for sock in slow)
        assert (answer(idle), answer(half)) == ("", "")


def test_uploads_that_break_off_are_a_line_in_the_log(program: Running) -> None:
    for _ in range(3):
        opened(program, BEGUN).close()
    assert httpx2.get(f"{program.here}/sign-in").status_code == 200
    assert "Traceback" not in program.log()
    assert "a visitor left before all was sent: POST /sign-in" in program.log()


def test_passes_went_on_all_the_while(program: Running) -> None:
    """The last one is no older than the safety net's time and four seconds more; the tests above took longer."""
    said = httpx2.get(f"{program.here}/health")
    assert (said.status_code, said.json()["ready"]) == (200, True)
    # "ready" it is for minutes after the last pass, longer than all of this takes
    last = datetime.fromisoformat(said.json()["last_pass_at"])
    assert wall_clock() - last < EVERY_SECOND + timedelta(seconds=4)


def test_nobody_s_forwarded_address_is_believed(program: Running) -> None:
    """Each guess says it comes from elsewhere; all of them count as one."""
    with httpx2.Client(base_url=program.here) as guesser:
        codes = [guesser.get("/s/guessed", headers={"x-forwarded-for": f"8.8.{n}.8"}).status_code for n in range(121)]
    assert codes[-1] == 409
