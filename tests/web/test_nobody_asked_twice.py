"""Nobody is asked twice (一次填报): whatever the program holds is there already in every form of a month.

All forms that a unit meets are walked: report, visit, extension, hand-back, explanation, objection, what is done. Each
field is either known, and then filled in, or news; one that is neither must be entered below by whoever adds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import html

from tests.bureau import CLERK, INSURANCE, JOBS, VISITOR
from tests.web.browser import Browser, Console
from tests.web.unit_pages import OCTOBER, path_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.record_visit import record_visit

KNOWN = {
    "firm": "a paired firm that is still to be visited",
    "on": "today",
    "people": "who records it",
    "part-2.1": "what the month before said",
    "part-3.2": "what the month before said",
    "figure-参保人数": "the last figure",
}
NEWS = {
    "reason": "why, which only the unit knows",
    "until": "the day that it asks for",
    "text": "what it did",
    "learned": "what a visit brought",
    "requests": "what a firm wants",
    "nothing_new": "why there is nothing new",
    "difficulties": "this month's",
    "suggestions": "this month's",
    "next_steps": "this month's",
    "files": "the sealed page, which is another each month",
    "assignment": "which one is not its own",
    "proof": "how it tried to reach a firm",
    "way": "how it went there",
}
HELD = ("单位", "联络员", "姓名", "电话", "手机", "邮箱", "月份", "周期", "文号", "信用代码", "地址", "目标")
"""What no form asks for: roster, plan and register say it."""


@dataclass(frozen=True)
class Asked:
    """A field that somebody sees."""

    form: str
    name: str
    label: str
    value: str


def asked_on(page: str) -> Iterator[Asked]:
    """The fields of a page's forms that are to be filled in; what is only ticked or pressed is none."""
    tree = html.fromstring(page)
    labels = {one.get("for"): one.text_content() for one in tree.iter("label")}
    for form in tree.forms:
        if str(form.action).startswith("/mine/"):
            for field in form.xpath(".//input | .//textarea | .//select"):
                if field.get("name") and field.get("type") not in ("hidden", "radio", "checkbox", "submit"):
                    label = labels.get(field.get("id"), "")
                    yield Asked(form.action.rpartition("/")[2], field.get("name"), label, str(field.value or ""))


def walk(console: Console) -> Iterator[Asked]:
    """September is filed and visited; October is walked until its case."""
    desk = console.desk
    desk.at("2020-09-18T09:00")
    for unit, report in ((JOBS, Report("1.1 已返还")), (INSURANCE, september())):
        desk.file(unit, "2020-09-22T10:00", report=report)
    record_visit(
        desk.bureau, Sought(JOBS, "2020-09", "visit-3"), "苏禾", desk.clock(), "长河电子", on=date(2020, 9, 22)
    )
    desk.at("2020-10-20T09:00")
    instruct(desk.bureau, [INSURANCE], CLERK, desk.clock(), Errand("报一张表", date(2020, 10, 30)))
    yield from look(console, "su-he", JOBS, "visit-3")
    yield from look(console, "zhou-yuan", VISITOR, "visit-zhou")
    yield from look(console, "bai-hua", INSURANCE, "report", "/report")
    yield from look(console, "bai-hua", INSURANCE, "report")
    desk.at("2020-10-28T09:00")
    yield from look(console, "bai-hua", INSURANCE, "report")
    yield from given(console)
    desk.at("2020-10-30T09:00")
    desk.at("2020-11-03T09:00")
    yield from look(console, "bai-hua", INSURANCE, "report")


def september() -> Report:
    """Said by assignment, with its figure."""
    parts = {"2.1": "新增参保1200人", "3.2": "走访2家"}
    return Report("2.1 新增参保1200人\n3.2 走访2家", parts=parts, figures={"参保人数": 30000})


def look(console: Console, who: str, owner: str, duty: str, more: str = "") -> Iterator[Asked]:
    browser: Browser = console.account(who)
    return asked_on(browser.look(f"{path_of(console, owner, duty, OCTOBER)}{more}"))


def given(console: Console) -> Iterator[Asked]:
    """What the office gave to the unit."""
    page = console.account("bai-hua").look("/mine")
    [path] = {a.get("href") for a in html.fromstring(page).iter("a") if "交办" in (a.text_content() or "")}
    return asked_on(console.account("bai-hua").look(path))


def test_what_is_known_already_is_asked_of_nobody(console: Console) -> None:
    found = [*walk(console)]
    assert {one.form for one in found} >= {"report", "visit", "extension", "hand-back", "explain", "object", "done"}
    assert [one for one in found if one.name not in KNOWN and one.name not in NEWS] == [], "say which of the two it is"
    # Which firm 周远 goes to nobody has registered: that is news.
    registered = [one for one in found if (one.name, one.label) != ("firm", "企业名称必填") or one.value]
    twice = [one for one in registered if one.name in KNOWN and not one.value]
    twice += [one for one in found if any(word in one.label for word in HELD)]
    assert len(twice) == 0, twice
    filled = {one.name: one.value for one in found if one.name in KNOWN and one.value}
    assert filled["figure-参保人数"] == "30000"
    assert filled["part-2.1"] == "新增参保1200人"
    assert filled["firm"] == "长河电子"
    assert filled["people"] in ("苏禾", VISITOR)
    assert filled["on"] == "2020-10-20"
