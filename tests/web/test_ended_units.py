"""Whoever is not there any more is nobody's to choose: all pages are walked in a bureau where a unit has ended.

Every page that a link leads to is looked at by office, leader, liaison and administrator. What looks back, as the year
and the filters of what was, may name a unit that is gone: such a chooser is entered below by whoever adds it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from tests.bureau import CLERK, INSURANCE, JOBS, build_home, desk_in
from tests.web.browser import Browser, Console, console_of
from yudu_flow.actions.acts.draft_plans import keep_draft
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.content.roster.changes import EndUnit
from yudu_flow.content.roster.edit import edited
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper

LOOKING_BACK = {
    ("POST /admin/people", "person"): "a person, with the units whose last items they finish",
}
"""Where the form goes and the field's name, with why a unit that is gone stands there."""
GONE = JOBS
"""It reports, visits firms, leads on requests, and gives figures."""
DRAFT = "清溪县稳就业补充方案\n一、主要任务\n1．扩大岗位。开展招聘。（责任单位：就业服务中心、社保中心）\n"
STARTS = {"lin-qiu": "/office", "gu-mingyuan": "/leader", "shen-qing": "/leader", "su-he": "/mine", "bai-hua": "/mine"}
EXTERNAL = re.compile(r"^(?!/)|^/(static|sign-out|enter|api|help)|\.(xlsx|docx|pdf|zip|ics|txt|csv)(\?|$)")
MOST = 3
"""Pages of a kind, which differ by numbers and filters alone."""


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[Console]:
    """20 November: 就业中心 went into 社保中心 with the end of October, after two months of its own."""
    home = build_home(tmp_path / "home")
    roster = home / "config" / "roster.yaml"
    text = roster.read_text(encoding="utf-8")
    roster.write_text(edited(text, EndUnit(GONE, date(2020, 10, 31), INSURANCE)), encoding="utf-8")
    desk = desk_in(home, f"sqlite:///{tmp_path / 'test.db'}")
    console = console_of(desk, home)
    for day in ("2020-09-21T09:00", "2020-10-09T09:00", "2020-11-20T09:00"):
        desk.at(day)
    open_request(desk.bureau, CLERK, desk.clock(), Asking("长河电子", "用工", "招工", INSURANCE))
    draft = read_paper(read_plain(DRAFT.encode()), desk.bureau.roster)
    keep_draft(home, desk.bureau, CLERK, desk.clock(), draft)
    yield console
    console.close()
    desk.bureau.engine.dispose()


def choices(page: str) -> Iterator[tuple[str, str, str]]:
    """Each thing that a form lets one choose: where the form goes, the field, and what is offered."""
    for form in html.fromstring(page).iter("form"):
        where = f"{form.method} {re.sub(r'[0-9]+', 'N', form.get('action') or '')}"
        lists = {one.get("id"): one for one in form.getroottree().iter("datalist")}
        for select in form.iter("select"):
            for option in select.iter("option"):
                yield where, str(select.get("name")), str(option.text_content())
        for box in form.iter("input"):
            if box.get("type") in ("checkbox", "radio"):
                yield where, str(box.get("name")), str(box.get("value"))
            if box.get("list") in lists:
                for option in lists[box.get("list")].iter("option"):
                    yield where, str(box.get("name")), str(option.get("value") or option.text_content())


def walked(browser: Browser, start: str) -> Iterator[tuple[str, str]]:
    """Every page that a link leads to, one of each kind and of each filter."""
    waiting, seen, kinds = [start], {start}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kinds[kind := re.sub(r"\d+|=[^&]*", "", path)] += 1
        if kinds[kind] > MOST:
            continue
        answer = browser.get(path)
        if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        yield path, answer.text
        for link in html.fromstring(answer.text).iter("a"):
            to = (link.get("href") or "#").partition("#")[0]
            if to and not EXTERNAL.search(to) and to not in seen:
                seen.add(to)
                waiting.append(to)


@pytest.mark.parametrize("person", STARTS)
def test_no_page_offers_a_unit_that_is_gone(ended: Console, person: str) -> None:
    browser = ended.account(person, admin=person == "lin-qiu")
    found, pages = set(), 0
    for path, page in walked(browser, STARTS[person]):
        pages += 1
        found |= {(path, *one) for one in choices(page) if GONE in one[2] and one[:2] not in LOOKING_BACK}
    assert (sorted(found), pages > 5) == ([], True)
