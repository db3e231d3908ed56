"""A new bureau's first steps in pages: whoever sets it up, the names of the document, the list of what is left."""

import re

import pytest

from tests.web.browser import Browser, Console
from tests.web.test_office_plans import WHOLE, brought
from yudu_flow.actions.access.accounts import account_of

ME = {"name": "林小雨", "email": "lin@test.local", "mobile": "139 0000 0001"}
DRAFT = re.compile(r'action="(/office/plans/drafts/[^"/]+)"')


@pytest.fixture
def clerk(empty: Console) -> Browser:
    """The administrator that the start made, who has said who they are."""
    admin = empty.account("admin", admin=True)
    admin.look("/start")
    admin.press("/start/me", ME)
    return admin


def test_whoever_sets_it_up_becomes_the_office_and_stays_signed_in(empty: Console) -> None:
    admin = empty.account("admin", admin=True)
    assert "先登记您自己" in admin.look("/"), "the front door leads there"
    page = admin.press("/start/me", ME)
    assert "先登记您自己" not in page
    assert "office" in str(admin.get("/").url), "and now to the board"
    person = empty.hall.bureau().roster.people["lin-xiao-yu"]
    assert (person.name, person.mobile, person.home) == ("林小雨", "13900000001", "办公室")
    assert "林小雨" in admin.look("/admin"), "an administrator still"
    assert account_of(empty.hall.bureau(), "林小雨") == 1
    assert "账号归本人" in admin.look("/office/audit")


def test_nobody_becomes_somebody_else(console: Console) -> None:
    admin = console.account("admin", admin=True)
    admin.look("/start")
    assert "请在名册里登记" in admin.press("/start/me", {**ME, "name": "顾明远"}, 409)
    assert account_of(console.hall.bureau(), "admin")


def test_a_refused_name_makes_nobody(empty: Console) -> None:
    admin = empty.account("admin", admin=True)
    admin.look("/start")
    page = admin.press("/start/me", {**ME, "mobile": "12"}, 400)
    assert 'value="林小雨"' in page, "what was typed stays"
    assert not empty.hall.bureau().roster.people


def test_the_names_of_a_document_are_entered_in_a_press(empty: Console, clerk: Browser) -> None:
    page = brought(clerk)
    assert "顾明远<small>　不选的，登记为局领导" in page
    [draft] = {*DRAFT.findall(page)}
    page = clerk.press(draft, {**WHOLE, "enter": "1"})
    assert "名册里没有的名称" not in page
    roster = empty.hall.bureau().roster
    assert [(unit.name, str(unit.kind)) for unit in roster.units.values()][1:] == [
        ("就业中心", "unit"),
        ("培训股", "section"),
        ("社保中心", "unit"),
    ]
    assert roster.posts[roster.leadership[0]].title == "局领导（顾明远）"
    clerk.show(page)
    assert "方案已启用" in clerk.press(draft, {**WHOLE, "start": "1"})


def test_the_list_says_what_is_done_and_can_be_put_away(empty: Console, clerk: Browser) -> None:
    board = clerk.look("/office")
    assert "还有5项" in board
    assert "还没有单位" in board
    assert "开始使用" not in clerk.press("/start/list", {"hide": "1"})
    assert "还有5项" in clerk.look("/start")
    clerk.press("/start/list", {})
    assert "还有5项" in clerk.look("/office")


def test_a_bureau_at_work_has_no_list(console: Console) -> None:
    console.desk.until("2020-10-26T09:00")
    assert "开始使用" not in console.account("林秋").look("/office")
