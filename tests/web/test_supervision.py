"""A city adds up its bureaus: figures alone, which are those of each bureau's own board, for nobody else to see."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256

import pytest

from tests.bureau import DISPUTES, INSURANCE, JOBS, LIAISON, TRAINING, Clock, change, report_of
from tests.homes import add_home, homes_in
from tests.web.browser import Browser
from tests.web.city import CITY, Bureaus
from tests.web.in_process import end_loop
from yudu_flow.actions.access.accounts import add_person, make_token
from yudu_flow.actions.access.links import marks_for
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.views.board_figures import FIGURE_WORDS
from yudu_flow.actions.views.board_view import board
from yudu_flow.rounds import Rounds
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.link_codes import code_of
from yudu_flow.web.admin.supervision import COOKIE
from yudu_flow.web.porter import Porter

KEY, PART_KEY = "a key for the city", "a key for two counties"
FILES = {"page": "/supervise", "csv": "/supervise/figures.csv", "json": "/supervise/figures.json"}
OFFICE_OF_ALL = "县人力资源和社会保障局"
SEPTEMBER, OCTOBER = "2020-09", "2020-10"


@dataclass
class City(Bureaus):
    """Four homes, of which one is broken, and who comes to them."""

    def supervisor(self, key: str = KEY) -> Browser:
        """One who came in."""
        browser = self.browser()
        assert browser.post("/supervise", data={"key": key}).status_code == 200
        return browser

    def figures(self, key: str = KEY, period: str = "") -> dict[str, object]:
        """As a program reads them."""
        answer = self.browser().get(f"{FILES['json']}?period={period}", headers={"authorization": f"Bearer {key}"})
        assert answer.status_code == 200
        found: dict[str, object] = json.loads(answer.text)
        return found


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """12 October: of September's reports some came, some late, some without a page."""
    folder = tmp_path_factory.mktemp("city")
    for name in ("east", "north", "broken"):
        add_home(folder / "homes", name)
    add_home(folder / "homes", "west", "YUDU_FLOW_BASE_URL=http://west.example\n")
    change(folder / "homes/broken", "config/roster.yaml", "kind: office", "kind: nothing")
    who: dict[str, dict[str, object]] = {"city": {"key": sha256(KEY.encode()).hexdigest()}}
    who["two counties"] = {"key": sha256(PART_KEY.encode()).hexdigest(), "homes": ["east", "north", "gone"]}
    database = f"sqlite:///{folder / 'city.db'}"
    homes = homes_in(folder / "homes", database, base_url=CITY, supervisors=who)
    clock = Clock()
    rounds = Rounds(homes, clock)
    rounds.make()
    city = City(homes, Porter(homes, clock), clock)
    for name, unit, when, sealed in (
        ("east", JOBS, "2020-09-22T10:00", True),
        ("east", INSURANCE, "2020-09-24T10:00", False),
        ("north", JOBS, "2020-09-25T10:00", True),
        ("north", TRAINING, "2020-10-09T10:00", True),
        ("west", DISPUTES, "2020-09-23T10:00", True),
    ):
        said = Report(progress="已落实各项任务")
        file_report(city.bureau(name), report_of(unit), LIAISON[unit], clock.set(when), said, sealed=sealed)
    clock.set("2020-10-12T10:00")
    rounds.make()
    yield city
    end_loop()
    homes.engine.dispose()


@pytest.mark.parametrize("period", ["", SEPTEMBER, OCTOBER])
def test_each_line_is_the_bureaus_own_board_and_all_add_up(city: City, period: str) -> None:
    found = city.figures(period=period)
    lines = {line["home"]: line for line in found["bureaus"]}  # type: ignore[attr-defined]
    assert [*lines] == ["broken", "east", "north", "west"]
    for name in ("east", "north", "west"):
        bureau = city.bureau(name)
        with reading(bureau.engine) as db:
            own = board(bureau, db, city.clock(), period or None)
        assert found["period"] == own.period
        assert {word: lines[name][word] for word in FIGURE_WORDS} == asdict(own.figures), name
    total = found["total"]
    assert total == {word: sum(line[word] for line in lines.values()) for word in FIGURE_WORDS}
    assert isinstance(total, dict)
    assert total["expected"] == 15
    parts = ("filed", "unsealed", "unpaged", "ahead", "overdue", "missing", "excused")
    assert total["expected"] == sum(total[word] for word in parts)
    assert [line["trouble"] for line in lines.values()] == ["已停用", "", "", ""]


def test_the_page_and_the_table_say_the_same_and_nobodys_name(city: City) -> None:
    supervisor, said = city.supervisor(), city.figures(period=SEPTEMBER)
    page = supervisor.look(f"/supervise?period={SEPTEMBER}")
    rows = [*csv.DictReader(io.StringIO(supervisor.get(f"{FILES['csv']}?period={SEPTEMBER}").text.lstrip("\ufeff")))]
    assert [row["局"] for row in rows] == [
        *(f"{name}{OFFICE_OF_ALL}" for name in ("broken", "east", "north", "west")),
        "合计",
    ]
    for row, line in zip(rows, [*said["bureaus"], said["total"]], strict=True):  # type: ignore[misc]
        assert [row[word] for word in FIGURE_WORDS.values()] == [str(line[name]) for name in FIGURE_WORDS]
    roster = city.bureau("east").roster
    people = {person.name for person in roster.people.values()} | {*roster.units}
    texts = page, json.dumps(said, ensure_ascii=False), str(rows)
    assert not [name for name in people for text in texts if name in text]
    assert all(f"{row['局']}</th>" in page for row in rows)
    assert "<script" not in page


def test_one_who_sees_some_homes_sees_no_others(city: City) -> None:
    found, page = city.figures(PART_KEY, SEPTEMBER), city.supervisor(PART_KEY).look("/supervise")
    assert [line["home"] for line in found["bureaus"]] == ["east", "north"]  # type: ignore[attr-defined]
    assert found["unknown"] == ["gone"]
    assert "west" not in page
    assert "gone" in page


@pytest.mark.parametrize("path", FILES.values())
def test_no_account_no_program_and_no_link_of_a_bureau_opens_it(city: City, path: str) -> None:
    bureau, now = city.bureau("east"), city.clock()
    clerk = city.browser()
    code = invite(bureau, add_person(bureau, "lin-qiu", "测试", now, admin=True), "测试", now)
    clerk.look(f"/b/east/enter/{code}")
    clerk.press(f"/b/east/enter/{code}")
    token = make_token(bureau, add_person(bureau, "lin-qiu", "测试", now), "测试程序", "测试", now)
    with writing(bureau.engine) as db:
        key = "su-he", JOBS, SEPTEMBER
        mark = marks_for(bureau, db, {key: now + timedelta(days=20)}, now)[key]
    link = city.browser()
    link.look(f"/b/east/s/{code_of(bureau.link_key, bureau.key, 'su-he', mark)}")
    cookies = "; ".join(f"{one.name}={one.value}" for browser in (clerk, link) for one in browser.cookies.jar)
    for headers in ({}, {"cookie": cookies}, {"authorization": f"Bearer {token}"}, {"authorization": "Bearer wrong"}):
        answer = city.browser().get(path, headers=headers)
        assert answer.status_code == (200 if path == "/supervise" else 401)
        assert "east" not in answer.text
    assert city.browser("http://west.example").get(path).status_code == 404
    assert city.browser().get(f"/b/east{path}").status_code == 404


def test_a_supervisor_opens_no_bureaus_page(city: City) -> None:
    supervisor = city.supervisor()
    assert {cookie.path for cookie in supervisor.cookies.jar} == {"/supervise"}
    cookie = f"{COOKIE}={supervisor.cookie(COOKIE)}; yudu_session={supervisor.cookie(COOKIE)}"
    for path in ("/office", "/leader", "/mine", "/admin", "/api/v1/obligations"):
        for headers in ({"cookie": cookie}, {"authorization": f"Bearer {KEY}"}):
            mine, stranger = (
                city.browser().get(f"/b/east{path}", headers=said, follow_redirects=False) for said in (headers, {})
            )
            assert mine.status_code == stranger.status_code != 200, path


def test_a_wrong_key_is_refused_and_a_cookie_ends(city: City) -> None:
    stranger = city.browser()
    assert "口令不对" in stranger.post("/supervise", data={"key": "guess"}).text
    assert not [*stranger.cookies.jar]
    supervisor = city.supervisor()
    forged = supervisor.cookie(COOKIE).replace("1", "2", 1)
    assert "口令" in city.browser().get("/supervise", headers={"cookie": f"{COOKIE}={forged}"}).text
    assert "应报" in supervisor.look("/supervise")
    now = city.clock.now
    city.clock.set("2020-10-12T22:01")
    assert "应报" not in supervisor.look("/supervise")
    city.clock.now = now
    supervisor.post("/supervise/sign-out")
    assert "应报" not in supervisor.look("/supervise")


@pytest.mark.parametrize("period", ["20", "abc", "2020-13"])
def test_what_is_no_month_is_refused_in_words(city: City, period: str) -> None:
    answer = city.supervisor().get(f"/supervise?period={period}")
    assert answer.status_code == 400
    assert "周期应写成" in answer.text
