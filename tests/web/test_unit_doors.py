"""Whose an item is: whoever answers for another unit, or for none, finds nothing behind its addresses."""

from collections.abc import Callable

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, VISITOR, report_of
from tests.web.browser import Browser, Console
from tests.web.unit_pages import OCTOBER, VISIT, guest_of, path_of
from yudu_flow.actions.acts.waive import waive

pytestmark = pytest.mark.usefixtures("reminded")


PAGES = ("", "/report", "/print", "/receipt", "/files/1", "/files/1/thumb", "/files/1/page/1")
ACTS = (
    "report",
    "draft",
    "files",
    "files/1/remove",
    "seal",
    "extension",
    "explain",
    "object",
    "hand-back",
    "visit",
    "done",
    "figure",
    "lost",
    "strike",
    "measure",
    "appeal",
    "withdraw",
)
SAID = {
    **VISIT,
    "reason": "x",
    "until": "2020-10-12",
    "assignment": "2.1",
    "text": "x",
    "seen": "0",
}


def visitor_of(console: Console, who: str) -> Browser:
    """Somebody who does not answer for 社保中心's report, with a page of their own before their eyes."""
    come: dict[str, tuple[Callable[[], Browser], str]] = {
        "guest": (lambda: guest_of(console), path_of(console)),
        "account": (lambda: console.account("su-he"), "/mine"),
        "resident": (lambda: console.guest("zhou-yuan", INSURANCE), path_of(console, VISITOR, "visit-zhou")),
        "office": (lambda: console.account(CLERK), "/office"),
    }
    enter, page = come[who]
    browser = enter()
    browser.look(page)
    return browser


@pytest.mark.long(but=["guest", "office"])
@pytest.mark.parametrize("who", ["guest", "account", "resident", "office"])
def test_another_units_item_does_not_exist(console: Console, who: str) -> None:
    browser, path = visitor_of(console, who), path_of(console, INSURANCE)
    assert {page: browser.get(f"{path}{page}").status_code for page in PAGES} == dict.fromkeys(PAGES, 404)
    assert {act: browser.send_form(f"{path}/{act}", SAID).status_code for act in ACTS} == dict.fromkeys(ACTS, 404)
    assert console.desk.trace(INSURANCE)["acts"] == []


def test_a_leader_who_answers_for_no_unit_is_turned_away(console: Console) -> None:
    leader, path = console.account("gu-mingyuan"), path_of(console)
    leader.look("/leader")
    assert {page: leader.get(f"{path}{page}").status_code for page in PAGES} == dict.fromkeys(PAGES, 403)
    assert {act: leader.send_form(f"{path}/{act}", SAID).status_code for act in ACTS} == dict.fromkeys(ACTS, 403)


def test_a_link_reaches_nothing_that_is_over_in_another_month(console: Console, guest: Browser) -> None:
    console.desk.until("2020-10-20T09:00")
    later, october = path_of(console, period=OCTOBER), report_of(JOBS, OCTOBER)
    assert guest.get(later).status_code == 200
    waive(console.desk.bureau, october, CLERK, console.desk.clock(), "机构改革")
    guest.look(path_of(console))
    assert {page: guest.get(f"{later}{page}").status_code for page in PAGES} == dict.fromkeys(PAGES, 404)
    assert {act: guest.send_form(f"{later}/{act}", SAID).status_code for act in ACTS} == dict.fromkeys(ACTS, 404)
    assert len(console.desk.trace(JOBS, period=OCTOBER)["acts"]) == 1  # that of the office


@pytest.mark.parametrize("act", ["explain", "visit"])
def test_a_form_that_no_page_of_ours_gave_is_refused(console: Console, guest: Browser, act: str) -> None:
    guest.look(path_of(console))
    for said in ({"token": "0" * 64}, {"seen": "x"}, {"seen": ""}):
        assert "页面已失效" in guest.send_form(f"{path_of(console)}/{act}", {**SAID, **said}).text
    assert console.desk.trace(JOBS)["acts"] == []
