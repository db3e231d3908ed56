"""Behind a real nginx, set up as the help page has it: links, uploads and watchers come through."""

import io
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from tests.bureau import build_home
from tests.warm import Program
from tests.web.running import TOKEN, Running, running, sent_form
from yudu_flow.clock import wall_clock
from yudu_flow.web.help import NGINX

FOUND = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
NAME = "flow.example.gov.cn"
OUTSIDE = {"host": NAME, "origin": f"https://{NAME}"}
pytestmark = pytest.mark.skipif(FOUND is None, reason="no nginx here; see tests/prepare")


@dataclass(frozen=True)
class Published:
    """The program, and the port of the nginx before it."""

    home: Path
    program: Running
    port: int

    @contextmanager
    def visitor(self, address: str = "127.0.0.1") -> Iterator[httpx2.Client]:
        """Somebody who comes from there."""
        tls = ssl.create_default_context(cafile=str(self.home.parent / "flow.crt"))
        tls.check_hostname = False
        way = httpx2.HTTPTransport(verify=tls, local_address=address)
        here = f"https://127.0.0.1:{self.port}"
        with httpx2.Client(base_url=here, headers=OUTSIDE, transport=way, follow_redirects=True) as client:
            yield client


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """As the help page has it, but for the ports and the certificate."""
    folder = tmp_path_factory.mktemp("nginx")
    home = build_home(folder / "home")
    command(home, "tick", "--at", f"{wall_clock() - timedelta(days=70):%Y-%m-%dT12:00}")  # so that a month is open now
    settings = {"YUDU_FLOW_BASE_URL": f"https://{NAME}", "YUDU_FLOW_TRUSTED_PROXIES": "127.0.0.1"}
    with running(home, **settings) as program:
        port = unused()
        certify(folder)
        (folder / "nginx.conf").write_text(configured(folder, port, program.port))
        with served(folder, port):
            yield Published(home, program, port)


def command(home: Path, *arguments: str) -> str:
    """What a command prints that runs beside."""
    mine = {"YUDU_FLOW_HOME": str(home), "YUDU_FLOW_BASE_URL": f"https://{NAME}"}
    with Program(*arguments, cwd=home, env=os.environ | mine) as ran:
        said, complaints = ran.communicate()
    assert ran.returncode == 0, complaints
    return said


def unused() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def certify(folder: Path) -> None:
    """A certificate that nobody but this test believes."""
    names = ["-keyout", str(folder / "flow.key"), "-out", str(folder / "flow.crt"), "-subj", f"/CN={NAME}"]
    openssl = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run([*openssl, "-days", "2", *names], check=True, capture_output=True)


def configured(folder: Path, port: int, inner: int) -> str:
    """The help page's server within a configuration that keeps to its folder."""
    server = NGINX.read_text("utf-8").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    server = server.replace("/etc/nginx/", f"{folder}/").replace("127.0.0.1:8000", f"127.0.0.1:{inner}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    frame = f"daemon off; worker_processes 1; pid {folder / 'pid'}; error_log {folder / 'error.log'};"
    return f"{user}{frame} events {{}} http {{ access_log off; {places} {server} }}"


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    """nginx, until the test is over."""
    assert FOUND is not None
    process = subprocess.Popen([FOUND, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as sock:
                if sock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def entry(published: Published, person: str) -> str:
    """The path of a link that the command line gives out; what it prints ends with the link."""
    said = command(published.home, "people", "add", person)
    assert re.fullmatch(rf"https://{NAME}/enter/[A-Za-z0-9]{{32}}", said.splitlines()[-1])
    return said.splitlines()[-1].removeprefix(f"https://{NAME}")


def photo() -> bytes:
    """What a phone makes of a page, with what does not compress."""
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).save(out, "JPEG", quality=95)
    return out.getvalue()


def test_somebody_signs_in_by_a_link_and_sends_a_photo(published: Published) -> None:
    with published.visitor() as browser:
        path = entry(published, "苏禾")
        answer = sent_form(browser, path, path)
        assert (answer.status_code, "苏禾" in answer.text) == (200, True)
        assert all(cookie.secure for cookie in browser.cookies.jar)
        assert answer.headers["strict-transport-security"]
        found = re.search(r'href="/mine/(\d+)"', browser.get("/mine").text)
        assert found
        page = browser.get(f"/mine/{found[1]}/report").text
        token = TOKEN.search(page)
        assert token
        files = {"files": ("盖章页.jpg", photo())}
        answer = browser.post(f"/mine/{found[1]}/files", data={"token": token[1], "seen": "0"}, files=files)
        assert (answer.status_code, "已上传" in answer.text) == (200, True)


def test_a_form_from_elsewhere_is_refused(published: Published) -> None:
    with published.visitor() as browser:
        token = TOKEN.search(browser.get("/sign-in").text)
        assert token
        said = {"token": token[1], "person": "苏禾", "password": "guessed at random"}
        answer = browser.post("/sign-in", data=said, headers={"origin": "https://evil.example"})
    assert (answer.status_code, "BASE_URL" in answer.text) == (403, True)


def test_a_watcher_asks_for_the_head_alone(published: Published) -> None:
    with published.visitor() as watcher:
        answer = watcher.head("/health")
    assert (answer.status_code, answer.content, "server" in answer.headers) == (200, b"", True)


def test_everybody_is_counted_by_where_they_are(published: Published) -> None:
    """Also whoever says that they are somebody else."""
    with published.visitor("127.0.0.2") as guesser, published.visitor("127.0.0.3") as other:
        codes = [guesser.get("/s/guessed", headers={"x-forwarded-for": f"9.9.9.{n}"}).status_code for n in range(121)]
        assert (codes[0], codes[-1]) == (404, 409)
        assert other.get("/s/guessed").status_code == 404
