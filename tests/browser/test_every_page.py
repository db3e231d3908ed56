"""axe-core finds no serious fault on any page and nothing sticks out of the screen, on a phone's and a desk's."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute, iter_route_contexts

from tests.browser.conftest import Place
from tests.browser.visitors import SIZES, Person
from tests.bureau import INSURANCE, JOBS, TRAINING, report_of
from tests.intake.papers import stamped_photo
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.acts.draft_plans import keep_draft
from yudu_flow.actions.acts.draft_report import attachment_row
from yudu_flow.actions.acts.edit_summary import set_state
from yudu_flow.actions.acts.extension import ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.papers.summary import FINAL, summary
from yudu_flow.actions.views.board_view import LISTS
from yudu_flow.actions.views.leader_exceptions import EXCEPTIONS
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper
from yudu_flow.intake.paper import take_in
from yudu_flow.storage import attachments, messages
from yudu_flow.storage.database import reading, writing

ADMIN = "admin"
PAGES = {
    "": {
        "/sign-in": ["/sign-in"],
        "/enter/{code}": ["/enter/{entry}"],
        "/help": ["/help"],
        "/help/{role}": ["/help/unit", "/help/office", "/help/leader", "/help/admin", "/help/publish"],
    },
    "su-he": {
        "/mine": ["/mine"],
        "/mine/requests": ["/mine/requests"],
        "/mine/targets/import": ["/mine/targets/import"],
        "/mine/calendar": ["/mine/calendar"],
        "/mine/requests/{number:int}": ["/mine/requests/1"],
        "/mine/{id:int}": ["/mine/{jobs}"],
        "/mine/{id:int}/receipt": ["/mine/{jobs}/receipt"],
        "/mine/{id:int}/print": ["/mine/{jobs}/print"],
    },
    "bai-hua": {"/mine/{id:int}": ["/mine/{insurance}"], "/mine/{id:int}/report": ["/mine/{insurance}/report"]},
    "lin-qiu": {
        "/office": ["/office"],
        "/start": ["/start"],
        "/office/todo/{name}": [f"/office/todo/{name}" for name in LISTS],
        "/office/{id:int}": ["/office/{jobs}", "/office/{insurance}", "/office/{training}"],
        "/search": ["/search", "/search?q=就业"],
        "/office/urge-all": ["/office/urge-all"],
        "/office/call-sheet": ["/office/call-sheet"],
        "/office/requests": ["/office/requests"],
        "/office/requests/{number:int}": ["/office/requests/1"],
        "/office/firms": ["/office/firms"],
        "/office/firms/import": ["/office/firms/import"],
        "/office/firms/{firm:int}": ["/office/firms/1"],
        "/office/year": ["/office/year"],
        "/office/burden": ["/office/burden"],
        "/office/papers": ["/office/papers"],
        "/office/summary": ["/office/summary"],
        "/office/targets": ["/office/targets?period=2020-09"],
        "/office/targets/import": ["/office/targets/import"],
        "/office/bulletin": ["/office/bulletin"],
        "/office/duties": ["/office/duties"],
        "/office/duties/{duty}": ["/office/duties/report"],
        "/office/summary/print": ["/office/summary/print"],
        "/office/outbox": ["/office/outbox"],
        "/office/outbox/{id}": ["/office/outbox/{mail}"],
        "/office/preview": ["/office/preview"],
        "/office/notices": ["/office/notices"],
        "/office/plans": ["/office/plans"],
        "/office/plans/drafts/{id}": ["/office/plans/drafts/{draft}"],
        "/office/plans/drafts/{id}/edit": ["/office/plans/drafts/{draft}/edit"],
        "/office/plans/drafts/{id}/compare": ["/office/plans/drafts/{draft}/compare?plan=wenjiuye-2020"],
        "/office/plans/{plan}": ["/office/plans/wenjiuye-2020"],
        "/office/plans/{plan}/edit": ["/office/plans/wenjiuye-2020/edit"],
        "/office/rules": ["/office/rules"],
        "/office/rules/{block}": ["/office/rules/report"],
        "/office/calendar": ["/office/calendar"],
        "/office/calendar/{part}": ["/office/calendar/2021", "/office/calendar/local"],
        "/office/roster": ["/office/roster"],
        "/office/roster/import": ["/office/roster/import"],
        "/office/roster/unit": ["/office/roster/unit?name=就业中心"],
        "/office/roster/post": ["/office/roster/post?id=leader-gu"],
        "/office/roster/{person}": ["/office/roster/su-he"],
        "/office/books": ["/office/books"],
        "/office/audit": ["/office/audit"],
        "/office/audit/verify": ["/office/audit/verify"],
        "/account": ["/account"],
    },
    "shen-qing": {
        "/leader": ["/leader"],
        "/leader/requests": ["/leader/requests"],
        "/leader/summaries": ["/leader/summaries"],
        "/leader/summary": ["/leader/summary?period=2020-09&plan=wenjiuye-2020"],
        "/leader/requests/{number:int}": ["/leader/requests/1"],
        "/leader/todo/{name}": [f"/leader/todo/{name}" for name in EXCEPTIONS],
        "/leader/{id:int}": ["/leader/{insurance}"],
    },
    ADMIN: {
        "/admin": ["/admin"],
        "/admin/settings": ["/admin/settings"],
        "/admin/upkeep": ["/admin/upkeep"],
        "/admin/upkeep/checkup": ["/admin/upkeep/checkup"],
    },
}
DOCUMENT = "关于技能培训的工作方案\n2020年9月1日\n1.开展培训。培训300人。（责任单位：就业中心、技校）\n"
ON_PHONES = ("", "su-he", "bai-hua")
NO_PAGES = (
    "/review/next",
    "/health",
    "/metrics",
    "/api/",
    "/s/",
    "/files/",
    "/html",
    ".xlsx",
    ".docx",
    ".{kind}",
    ".zip",
    ".ics",
)
"""Addresses that answer with something else than a page of the console: files, figures, a mail as it was sent."""
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
"""What is asked of a page; without the last, axe tells of each place that is right too, which takes half the time."""
GRAVE = ("serious", "critical")


@pytest.fixture
def named(place: Place) -> dict[str, str]:
    """Something of everything: a report with its photo, a case, an extension asked for, an instruction, messages."""
    bureau, desk = place.desk.bureau, place.desk
    place.until("2020-09-22T10:00")
    with writing(bureau.engine) as db:
        row = attachment_row(place.store, take_in("盖章页.jpg", stamped_photo()))
        attachments.add(db, bureau.key, place.id_of(JOBS), row)
    file_report(bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="落实稳岗返还120万元"))
    ask_extension(bureau, report_of(TRAINING), "唐宁", desk.clock(), date(2020, 9, 30), "等数据")
    open_request(bureau, "苏禾", desk.clock(), Asking("长河电子", "社保", "想补缴失业保险", INSURANCE, [JOBS]))
    instruct(bureau, [INSURANCE], "沈清", desk.clock(), Errand("请加快", date(2020, 9, 25), reason="急"))
    place.until("2020-10-14T10:00")
    with reading(bureau.engine) as db:
        mail = [row.id for row in messages.listed(db, bureau.key) if row.html][-1]
    entry = invite(bureau, add_person(bureau, "tang-ning", "测试", desk.clock()), "测试", desk.clock())
    ids = {name: place.id_of(unit) for name, unit in (("jobs", JOBS), ("insurance", INSURANCE), ("training", TRAINING))}
    with reading(bureau.engine) as db:
        made = summary(bureau, db, desk.clock(), "wenjiuye-2020", "2020-09")
    set_state(bureau, made.plan, made.period, "林秋", desk.clock(), made.version, FINAL)
    draft = read_paper(read_plain(DOCUMENT.encode()), bureau.roster)
    kept, _ = keep_draft(place.app.hall.settings.home, bureau, "林秋", desk.clock(), draft)
    return {name: str(id) for name, id in ids.items()} | {"mail": mail, "entry": entry, "draft": kept}


def faults(person: Person, path: str, size: str) -> Iterator[str]:
    """What is wrong with a page: in width at both sizes, else at the one that its readers mostly have."""
    person.look(path)
    if not person.fits:
        yield f"{path}: wider than the screen"
    width, height = SIZES[size]
    person.page.set_viewport_size({"width": width, "height": height})
    for found in Axe().run(person.page, options=TAGS).response["violations"]:
        if found["impact"] in GRAVE:
            places = "; ".join(node["html"][:120] for node in found["nodes"][:3])
            yield f"{path} ({size}): {found['id']}: {places}"


@pytest.mark.parametrize("most", [1, pytest.param(None, marks=pytest.mark.long)], ids=["first", "every"])
def test_every_page_is_fit_for_everybody(place: Place, named: dict[str, str], most: int | None) -> None:
    """The first of each person's pages; with the long tests every one."""
    bureau, clock, found = place.desk.bureau, place.desk.clock, []
    for who, pages in PAGES.items():
        admin = who == ADMIN
        person = place.crowd.signed_in(bureau, clock, who, admin=admin) if who else place.crowd.stranger()
        size = "phone" if who in ON_PHONES else "desk"
        paths = [path.format(**named) for paths in pages.values() for path in paths][:most]
        found += [fault for path in paths for fault in faults(person, path, size)]
    assert found == []


def test_what_is_wrong_would_be_found(place: Place) -> None:
    person = place.crowd.stranger()
    person.look("/help")
    person.page.evaluate("document.querySelector('main').innerHTML = '<img src=x><p>' + 'w'.repeat(999)")
    assert not person.fits
    assert [found["id"] for found in Axe().run(person.page, options=TAGS).response["violations"]] == ["image-alt"]


def test_no_page_is_left_out(place: Place) -> None:
    routes = {
        str(route.path)
        for route in iter_route_contexts(place.app.rooms.routes)
        if isinstance(route.original_route, APIRoute) and "GET" in (route.methods or ())
    }
    pages = {path for path in routes if not any(part in path for part in NO_PAGES)} - {"/"}
    assert pages == {path for mine in PAGES.values() for path in mine}
