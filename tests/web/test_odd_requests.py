"""What no page of ours sends: numbers without end, characters that steer a terminal. It is answered in words."""

import pytest
from sqlalchemy import select

from tests.bureau import JOBS
from tests.web.browser import Browser, Console
from tests.web.programs import program_of
from yudu_flow import __version__
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT
from yudu_flow.web.doors.headers import HEADERS

NUMBERS = ("9" * 4301, str(2**63), str(2**31), "9999999999", "0", "1" * 20)
ESCAPE = "请\x1b[31m加\x07快\x9b2J\u202e"


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.until("2020-09-22T09:00")


def test_a_number_that_nothing_has_is_no_page(console: Console) -> None:
    browsers = {
        "/mine": console.guest("su-he", JOBS),
        "/office": console.account("陶然"),
        "/leader": console.account("顾明远"),
    }
    for path in ("/mine/{}", "/office/{}", "/leader/{}", "/mine/1/files/{}", "/office/1/files/1/page/{}"):
        for number in NUMBERS:
            answer = browsers["/" + path.split("/")[1]].get(path.format(number))
            assert answer.status_code == 404, (path, number)
            assert HEADERS.items() <= {**answer.headers}.items()


def test_a_number_that_nothing_has_is_nothing_to_act_on(console: Console) -> None:
    admin, clerk = console.account("admin", admin=True), console.account("陶然")
    for number in NUMBERS:
        check_nothing_to_act_on(console, admin, clerk, number)


def check_nothing_to_act_on(console: Console, admin: Browser, clerk: Browser, number: str) -> None:
    """Neither in an address nor in a form."""
    for path in ("people/{}/link", "people/{}/mail", "people/{}/close", "tokens/{}/revoke"):
        admin.look("/admin")
        admin.press(f"/admin/{path.format(number)}", status=404)
    admin.look("/admin")
    assert admin.send_form("/admin/tokens", {"account": number, "label": "大屏"}).status_code in (400, 404)
    id = console.id_of(JOBS)
    clerk.look(f"/office/{id}")
    assert clerk.send_form(f"/office/{id}/note", {"seen": number, "note": "备注"}).status_code in (200, 400, 409)


@pytest.mark.parametrize("path", ["/office", "/office/audit", "/office/outbox", "/office/year", "/office/summary"])
def test_whatever_an_address_asks_for_it_is_answered(console: Console, path: str) -> None:
    clerk = console.account("陶然")
    for said in (*NUMBERS, "-1", "%00", "²", "%1B[31m"):
        asked = "&".join(f"{name}={said}" for name in ("before", "page", "year", "day", "period", "state", "duty"))
        assert clerk.get(f"{path}?{asked}").status_code in (200, 400, 404), (path, said)
        assert clerk.get(f"{path}?before={said}-{'a' * 24}").status_code in (200, 400, 404), (path, said)


def test_a_page_that_breaks_carries_the_safe_headers_too(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer to it is made further out than those of all other pages."""

    def broken(_: object) -> None:
        raise RuntimeError("broken")

    browser = console.stranger()
    monkeypatch.setattr(console.hall.throttle, "may_open", broken)
    answer = browser.get("/s/guessed")
    assert answer.status_code == 500
    assert HEADERS.items() <= {**answer.headers}.items()


def test_what_steers_a_terminal_is_not_kept(console: Console) -> None:
    clerk, id = console.account("陶然"), console.id_of(JOBS)
    clerk.look(f"/office/{id}")
    clerk.press(f"/office/{id}/note", {"note": ESCAPE})
    with reading(console.desk.bureau.engine) as db:
        [detail] = [row.detail for row in db.execute(select(EVENT)) if row.kind == "noted"]
    assert "请[31m加快2J" in str(detail)
    office = program_of(console, "陶然")
    assert "格式不对" in office.does(id, "note", 400, note=ESCAPE)["message"]


@pytest.mark.both
def test_the_character_0_is_refused_in_words(console: Console) -> None:
    clerk, id = console.account("陶然"), console.id_of(JOBS)
    clerk.look(f"/office/{id}")
    assert "不能保存的字符" in clerk.press(f"/office/{id}/note", {"note": "备注\0"}, 400)
    stranger = console.stranger()
    stranger.look("/sign-in")
    assert stranger.send_form("/sign-in", {"person": "\0", "password": "x"}).status_code == 400


def test_strangers_learn_no_version(console: Console) -> None:
    stranger = console.stranger()
    for path in ("/sign-in", "/help", "/health", "/nothing"):
        answer = stranger.get(path)
        assert __version__ not in answer.text + str(answer.headers)
    assert __version__ in console.account("陶然").look("/help")
