"""Nobody is asked twice (一次填报): whatever the program holds is there already in every form of a month.

All forms of a month are walked: a unit's report, visit, firm that is gone, extension, hand-back, explanation,
objection, what is done, measures, appeal, request and its answers and call; the office's and a leader's words about
them, and a firm. Each field is either known, and then filled in, or news; one that is neither must be entered below by
whoever adds it. A name may stand with its form, `requests.text`, where it is news in others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import html

from tests.bureau import CLERK, INSURANCE, JOBS, OTHER_LEADER, VISITOR
from tests.web.browser import Browser, Console
from tests.web.test_office_firms import CODE
from tests.web.unit_pages import OCTOBER, path_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.answer_request import answer_request
from yudu_flow.actions.acts.case_measures import measure_case
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.domain.facts import CaseChoice

KNOWN = {
    "firm": "a paired firm that is still to be visited",
    "on": "today",
    "people": "who records it",
    "part-2.1": "what the month before said",
    "part-3.2": "what the month before said",
    "figure-参保人数": "the last figure",
    "requests.firm": "whom the visit was to",
    "requests.text": "what the visit brought",
    "hand-back.assignment": "one that it bears",
    "pair.owner": "with whom it is paired",
    **{f"change.{name}": "what the register says" for name in ("name", "credit_code", "address", "contact", "mobile")},
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
    "proof": "how it tried to reach a firm",
    "way": "how it went there",
    "need": "what kind of request it is",
    "lead": "who is to answer it",
    **{f"firms.{name}": "a new firm's" for name in ("name", "credit_code", "address", "contact", "mobile", "owner")},
    **{f"{form}.tags": "a word of the office's own" for form in ("firms", "change")},
    "since": "from when, empty for today",
    "to": "who is to do it",
    "due": "a day, where how urgent it is does not say it",
    "urgency": "how urgent it is",
    "note": "the office's own words",
    **{
        f"register.{name}": "what stands on the paper"
        for name in ("received", "brought", "progress", "figure.参保人数")
    },
    "slip": "which slip the call was about",
}
HELD = ("单位", "联络员", "姓名", "电话", "手机", "邮箱", "月份", "周期", "文号", "信用代码", "地址", "目标")
"""What no form asks for: roster, plan and register say it."""


NO_FIRM = {("企业名称必填", "visit"), ("企业名称必填", "lost")}


@dataclass(frozen=True)
class Asked:
    """A field that somebody sees, in the form that goes to that path."""

    path: str
    name: str
    label: str
    value: str

    @property
    def form(self) -> str:
        """Which act it is."""
        return self.path.rpartition("/")[2]

    def among(self, known: Mapping[str, str]) -> bool:
        """Whether it stands there, by itself or with its form."""
        other = NEWS if known is KNOWN else KNOWN
        whole = f"{self.form}.{self.name}"
        return whole in known or (self.name in known and whole not in other)


def asked_on(page: str) -> Iterator[Asked]:
    """The fields of a page's forms that are to be filled in; what is only ticked, pressed or looked for is none."""
    tree = html.fromstring(page)
    labels = {one.get("for"): one.text_content() for one in tree.iter("label")}
    for form in tree.forms:
        if form.method == "POST" and not str(form.action).startswith("/sign-out"):
            for field in form.xpath(".//input | .//textarea | .//select"):
                if field.get("name") and field.get("type") not in ("hidden", "radio", "checkbox", "submit"):
                    label = labels.get(field.get("id"), "")
                    yield Asked(form.action, field.get("name"), label, str(field.value or ""))


def walk(console: Console) -> Iterator[Asked]:
    """September is filed and visited; October is walked until its case, and the case until its measures."""
    desk = console.desk
    desk.at("2020-09-18T09:00")
    for unit, report in ((JOBS, Report("1.1 已返还")), (INSURANCE, september())):
        desk.file(unit, "2020-09-22T10:00", report=report)
    september_visit = Sought(JOBS, "2020-09", "visit-3")
    record_visit(desk.bureau, september_visit, "苏禾", desk.clock(), "长河电子", on=date(2020, 9, 22))
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
    yield from at_the_office(console)
    yield from a_firm(console)
    yield from a_request(console)
    yield from a_case(console)


def at_the_office(console: Console) -> Iterator[Asked]:
    """What the office and a leader write of it."""
    path = path_of(console, INSURANCE, "report", OCTOBER).removeprefix("/mine")
    yield from asked_on(console.account("lin-qiu").look(f"/office{path}"))
    yield from asked_on(console.account("lin-qiu").look("/office"))
    yield from asked_on(console.account("shen-qing").look("/leader"))


def a_firm(console: Console) -> Iterator[Asked]:
    """Registered with all that there is, then looked at again."""
    clerk = console.account("lin-qiu")
    yield from asked_on(clerk.look("/office/firms"))
    said = {"credit_code": CODE, "address": "工业园3号", "contact": "钟灵", "mobile": "13900000099"}
    clerk.press("/office/firms", {"name": "云岭食品", "owner": JOBS, **said})
    number = re.findall(r'/office/firms/(\d+)"[^>]*>云岭食品', clerk.look("/office/firms"))[0]
    yield from asked_on(clerk.look(f"/office/firms/{number}"))


def a_request(console: Console) -> Iterator[Asked]:
    """Brought by a visit, answered by two units, called back."""
    desk, visitor = console.desk, console.account("su-he")
    desk.clock.set("2020-11-03T10:00")
    visit = path_of(console, JOBS, "visit-3", "2020-11")
    visitor.look(visit)
    visitor.press(f"{visit}/visit", {"firm": "长河电子", "on": "2020-11-03", "way": "实地", "requests": "招不到焊工"})
    [door] = {a.get("href") for a in html.fromstring(visitor.look(visit)).iter("a") if "requests?" in a.get("href", "")}
    yield from asked_on(visitor.look(door))
    open_request(desk.bureau, "苏禾", desk.clock(), Asking("长河电子", "用工", "招不到焊工", INSURANCE, [JOBS]))
    yield from look(console, "bai-hua", INSURANCE, "request:1", period="2020-11")
    yield from look(console, "su-he", JOBS, "request-help:1", period="2020-11")
    answer_request(desk.bureau, Sought(INSURANCE, "", "request:1"), "白桦", desk.clock(), "已送2人")
    yield from look(console, "su-he", JOBS, "request-call:1", period="2020-11")


def a_case(console: Console) -> Iterator[Asked]:
    """Decided by the leader; measures, an appeal, a check."""
    desk, case = console.desk, Sought(INSURANCE, OCTOBER, "report")
    desk.until("2020-11-09T09:00")
    path = path_of(console, INSURANCE, "report", OCTOBER).removeprefix("/mine")
    yield from asked_on(console.account("shen-qing").look(f"/leader{path}"))
    decide_case(desk.bureau, case, OTHER_LEADER, desk.clock(), CaseChoice.CONFIRM, "属实")
    yield from look(console, "bai-hua", INSURANCE, "report")
    measure_case(desk.bureau, case, "白桦", desk.clock(), "专人报送", date(2020, 11, 12))
    yield from asked_on(console.account("lin-qiu").look(f"/office{path}"))


def september() -> Report:
    """Said by assignment, with its figure."""
    parts = {"2.1": "新增参保1200人", "3.2": "走访2家"}
    return Report("2.1 新增参保1200人\n3.2 走访2家", parts=parts, figures={"参保人数": 30000})


def look(console: Console, who: str, owner: str, duty: str, more: str = "", period: str = OCTOBER) -> Iterator[Asked]:
    browser: Browser = console.account(who)
    return asked_on(browser.look(f"{path_of(console, owner, duty, period)}{more}"))


def given(console: Console) -> Iterator[Asked]:
    """What the office gave to the unit."""
    page = console.account("bai-hua").look("/mine")
    [path] = {a.get("href") for a in html.fromstring(page).iter("a") if "交办" in (a.text_content() or "")}
    return asked_on(console.account("bai-hua").look(path))


WALKED = {
    *("report", "visit", "lost", "extension", "hand-back", "explain", "object", "done", "measure", "appeal"),
    *("requests", "answer", "not-ours", "callback", "firms", "change", "instruct", "decide", "check", "register"),
}


def test_what_is_known_already_is_asked_of_nobody(console: Console) -> None:
    found = [*walk(console)]
    assert {one.form for one in found} >= WALKED
    assert [one for one in found if not one.among(KNOWN) and not one.among(NEWS)] == [], "say which of the two it is"
    # Which firm 周远 goes to nobody has registered, and which is gone the unit says: that is news.
    news = [one for one in found if one.name == "firm" and (one.label, one.form) in NO_FIRM and not one.value]
    twice = [one for one in found if one.among(KNOWN) and not one.value and one not in news]
    twice += [one for one in found if re.match(r"/mine/\d", one.path) and any(word in one.label for word in HELD)]
    assert len(twice) == 0, twice
    filled = {one.name: one.value for one in found if one.among(KNOWN) and one.value and one.form != "requests"}
    assert filled["figure-参保人数"] == "30000"
    assert filled["part-2.1"] == "新增参保1200人"
    assert filled["people"] in ("苏禾", VISITOR)
    assert {one.value for one in found if one.name == "on"} == {"2020-10-20"}
    brought = {one.name: one.value for one in found if one.form == "requests"}
    assert (brought["firm"], brought["text"]) == ("长河电子", "招不到焊工")
    assert (filled["name"], filled["credit_code"], filled["contact"]) == ("云岭食品", CODE, "钟灵")
