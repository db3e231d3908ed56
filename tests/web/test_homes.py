"""Two bureaus behind one port: each visitor is somebody in their own bureau, and nobody in the other."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.bureau import CLERK, Clock
from tests.homes import add_home, homes_in
from tests.intake.papers import stamped_photo
from tests.web.access_rows import ROWS, each
from tests.web.browser import Browser
from tests.web.city import CITY, Bureaus
from tests.web.in_process import end_loop
from yudu_flow.actions.access.accounts import add_person, make_token
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.acts.draft_report import attachment_row
from yudu_flow.actions.bureau import Bureau
from yudu_flow.intake.paper import take_in
from yudu_flow.rounds import Rounds
from yudu_flow.storage import attachments, messages, obligations
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.tables import ATTACHMENT, AUDIT
from yudu_flow.web.porter import Porter

LINK = re.compile(r"http://\S*?/s/")
OWN = "http://west.example"
ANYBODY = ("GET /health", "GET /metrics", "GET /help", "GET /sign-in", "POST /sign-out")


@dataclass
class City(Bureaus):
    """Its homes, and what its visitors come to."""

    token: str = ""
    neighbour: Browser | None = None
    theirs: dict[str, object] = field(default_factory=dict)

    def clerk(self, name: str, prefix: str, address: str = CITY) -> Browser:
        """The office's, signed in."""
        bureau, now = self.bureau(name), self.clock()
        code = invite(bureau, add_person(bureau, "lin-qiu", "测试", now, admin=True), "测试", now)
        browser = self.browser(address)
        browser.look(f"{prefix}/enter/{code}")
        browser.press(f"{prefix}/enter/{code}")
        return browser

    def acts(self, name: str) -> int:
        """How many acts of a bureau are audited."""
        with reading(self.homes.engine) as db:
            mine = select(func.count()).select_from(AUDIT).where(AUDIT.c.bureau == name)
            return db.execute(mine).scalar_one()


def ids_in(bureau: Bureau, papers: Path, now: datetime) -> dict[str, object]:
    """Something of every kind of a bureau, as the table of routes names them."""
    account = add_person(bureau, "su-he", "测试", now)
    with writing(bureau.engine) as db:
        owed = obligations.listed(db, bureau.key, unit="就业中心", duty="report")[0].id
        row = attachment_row(papers, take_in("盖章页.jpg", stamped_photo()))
        attachments.add(db, bureau.key, owed, row)
        file = db.execute(select(ATTACHMENT.c.id).where(ATTACHMENT.c.bureau == bureau.key)).scalar_one()
        mail = messages.listed(db, bureau.key)[0].id
    named = {"mail_b": mail, "account_b": account, "entry_b": invite(bureau, account, "测试", now)}
    return dict.fromkeys(("A", "B", "O", "V"), owed) | dict.fromkeys(("file_a", "file_b"), file) | named


OF_LEADERS = ("/decide", "/instruct", "/leader/", "/appeal/decision", "/request/decision")
FORM = {"seen": "1", "note": "已电话联系", "reason": "测试", "choice": "accept"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """22 September: east and north below /b/, west at its own address."""
    folder = tmp_path_factory.mktemp("city")
    for name in ("east", "north"):
        add_home(folder / "homes", name)
    add_home(folder / "homes", "west", f"YUDU_FLOW_BASE_URL={OWN}\n")
    clock = Clock()
    homes = homes_in(folder / "homes", f"sqlite:///{folder / 'city.db'}", base_url=CITY)
    rounds = Rounds(homes, clock)
    rounds.make()
    clock.set("2020-09-22T10:00")
    rounds.make()
    city = City(homes, Porter(homes, clock), clock)
    east = city.bureau("east")
    city.token = make_token(east, add_person(east, "lin-qiu", "测试", clock()), "测试程序", "测试", clock())
    city.neighbour = city.clerk("east", "/b/east")
    city.neighbour.look("/b/east/account")
    city.theirs = ids_in(city.bureau("north"), folder / "papers", clock())
    yield city
    end_loop()
    homes.engine.dispose()


def test_pages_lead_on_within_their_own_home(city: City) -> None:
    clerk = city.clerk("east", "/b/east")
    page = clerk.look("/b/east/office")
    assert "east县" in page
    assert 'href="/b/east/office' in page
    assert 'href="/office' not in page
    assert 'action="/sign-out"' not in page
    assert clerk.get("/b/east/static/console.css").status_code == clerk.get("/b/east/").status_code == 200
    assert {cookie.path for cookie in clerk.cookies.jar} == {"/b/east/"}
    bare = clerk.get("/b/east", follow_redirects=False)
    assert (bare.status_code, bare.headers["location"]) == (307, "/b/east/"), "as `homes list` writes it"
    assert CLERK in page


def test_a_form_comes_back_on_its_page_and_its_act_stays_at_home(city: City) -> None:
    clerk, before = city.clerk("north", "/b/north"), city.acts("east")
    with reading(city.homes.engine) as db:
        owed = obligations.listed(db, "north", unit="就业中心", duty="report")[0].id
    page = clerk.look(f"/b/north/office/{owed}")
    assert f'action="/b/north/office/{owed}/note"' in page
    again = clerk.press(f"/b/north/office/{owed}/note", {"note": ""}, status=400)
    assert f'action="/b/north/office/{owed}/note"' in again
    done = clerk.press(f"/b/north/office/{owed}/note", {"note": "已电话联系"})
    assert "已电话联系" in done
    assert city.acts("east") == before


def test_whoever_comes_from_nowhere_is_let_in_all_the_same(city: City) -> None:
    assert city.browser().get("/b/east/sign-in", headers={"referer": "http://["}).status_code == 200


def test_a_home_with_its_own_address_is_at_that_host_alone(city: City) -> None:
    clerk = city.clerk("west", "", OWN)
    assert "west县" in clerk.look("/office")
    assert clerk.get(f"{CITY}/b/west/office").status_code == 404
    assert city.browser("http://other.example").get("/office").status_code == 404


def test_links_in_messages_lead_to_their_own_home(city: City) -> None:
    said = {home.name: sorted((home.folder / "var/spool").rglob("*.eml")) for home in city.homes}
    wanted = {"east": f"{CITY}/b/east/s/", "north": f"{CITY}/b/north/s/", "west": f"{OWN}/s/"}
    for name, address in wanted.items():
        texts = [email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in said[name]]
        plain = [part.get_content() for text in texts if (part := text.get_body(("plain",)))]
        links = {link for text in plain for link in LINK.findall(text)}
        assert links == {address}, name


@pytest.mark.parametrize("name", each(name for name in ROWS if name not in ANYBODY))
def test_whoever_is_somebody_at_home_is_nobody_next_door(city: City, name: str) -> None:
    """Their cookies and tokens are sent along although a browser would not; the ids are the neighbour's."""
    method = name.partition(" ")[0]
    clerk = city.neighbour
    assert clerk is not None
    before = city.acts("north")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in clerk.cookies.jar)
    for path, *_ in ROWS[name]:
        inner = str(path).format_map(city.theirs)
        mine, stranger = (
            city.browser().request(method, f"/b/north{inner}", headers=headers, follow_redirects=False)
            for headers in ({"cookie": cookies, "authorization": f"Bearer {city.token}"}, {})
        )
        assert mine.status_code == stranger.status_code != 500, inner
        at_home = clerk.request(method, f"/b/east{inner}", follow_redirects=False)
        assert "north" not in at_home.text, inner
        if "{" in str(path):
            by_program: dict[str, Any] = {"headers": {"authorization": f"Bearer {city.token}"}, "json": FORM}
            api = inner.startswith("/api/")
            here = f"/b/east{inner}"
            sent = city.browser().request(method, here, **by_program) if api else clerk.send_form(here, FORM)
            assert sent.status_code in (400, 404, 405, *([403] if any(one in inner for one in OF_LEADERS) else [])), (
                inner
            )
            assert method == "POST" or at_home.status_code >= 400, inner
    assert city.acts("north") == before
