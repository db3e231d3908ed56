"""What no page of ours sends: numbers without end, characters that steer a terminal. It is answered in words."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from tests.bureau import JOBS, LIAISON, report_of
from tests.web.browser import Browser, Console
from tests.web.programs import program_of
from yudu_flow import __version__
from yudu_flow.actions.acts.file_report import Report, file_report
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


ODD_ADDRESSES = ("http://[", "//[x", "http://x/office?%00", "/office/" + "a" * 70_000, "http://")


@pytest.mark.parametrize("odd", ODD_ADDRESSES, ids=range(len(ODD_ADDRESSES)))
def test_an_address_that_is_none_leads_nowhere(console: Console, odd: str) -> None:
    """Where somebody comes from, or says that a form stood."""
    clerk, id = console.account("陶然"), console.id_of(JOBS)
    assert clerk.get("/office", headers={"referer": odd}).status_code == 200
    for more in ({}, {"on-page": odd}):
        clerk.look(f"/office/{id}")
        said = clerk.send_form(f"/office/{id}/note", {"note": "", **more}, headers={"referer": odd})
        assert said.status_code == 400
    answer = clerk.send_form(f"/office/{id}/note", {"note": "备注"}, headers={"origin": odd})
    assert answer.status_code == 403


def test_what_no_paper_may_hold_is_left_out_of_papers(console: Console) -> None:
    """One unit's report with U+FFFE in it left the office without the month's summary and the year's archive."""
    words = Report("返还\ufffe十二户\uffff", sections={"difficulties": "人手\ufffe不足"})
    file_report(console.desk.bureau, report_of(JOBS), LIAISON[JOBS], console.desk.clock(), words, sealed=False)
    clerk = console.account("陶然")
    summary = clerk.get("/office/summary.docx?period=2020-09").content
    assert "返还十二户" in "".join(one.text for one in Document(BytesIO(summary)).paragraphs)
    with ZipFile(BytesIO(clerk.get("/office/archive.zip?year=2020").content)) as archive:
        assert archive.testzip() is None
        [ledger] = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert load_workbook(BytesIO(archive.read(ledger))).sheetnames
    clerk.look("/office/plans")
    assert "写错\ufffe" not in clerk.press("/office/plans/blank", {"title": "写错\ufffe", "dated": "x"}, 400)


def test_strangers_learn_no_version(console: Console) -> None:
    stranger = console.stranger()
    for path in ("/sign-in", "/help", "/health", "/nothing"):
        answer = stranger.get(path)
        assert __version__ not in answer.text + str(answer.headers)
    assert __version__ in console.account("陶然").look("/help")
