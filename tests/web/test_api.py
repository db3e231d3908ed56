"""The JSON API: whose token opens what, and what is seen by it; the same gate, and never a cookie."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, OFFICE, TRAINING, VISITOR, Desk
from tests.web.browser import BASE, Console
from tests.web.in_process import Client
from tests.web.programs import CLERK_ID, LEADER_ID, OTHER_UNIT, UNIT, Program, acts, program_of, token_of
from yudu_flow.actions.access.accounts import add_person, disable, revoke_token
from yudu_flow.actions.views.report import statuses, traces
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.roster import Tenure
from yudu_flow.storage import accounts
from yudu_flow.storage.database import reading

# ---- the token


def test_a_token_is_needed_and_a_cookie_is_none(september: Console) -> None:
    browser = september.account(CLERK_ID)
    answer = browser.get("/api/v1/obligations")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json() == {"code": "sign_in", "message": "没有令牌，或令牌已失效；请向管理员索取"}
    id = september.id_of(JOBS)
    assert browser.post(f"/api/v1/obligations/{id}/note", json={"note": "备注"}).status_code == 401
    assert acts(september, JOBS) == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic bGluLXFpdTpw", "Bearer  ", "Bearer \xe9"])
def test_nothing_else_is_a_token(september: Console, header: str) -> None:
    with Client(september.app, base_url=BASE) as client:
        assert client.get("/api/v1/periods", headers={b"authorization": header.encode()}).status_code == 401


def test_a_token_ends_when_it_is_revoked_with_its_account_and_with_its_year(september: Console) -> None:
    desk = september.desk
    revoked, closed, aged = (program_of(september, one) for one in (CLERK_ID, UNIT, OTHER_UNIT))
    with reading(desk.bureau.engine) as db:
        [key] = [row.id for row in accounts.tokens(db, desk.bureau.key, desk.clock()) if row.name == CLERK]
        account = accounts.of(db, desk.bureau.key, UNIT)
    assert account is not None
    for program in (revoked, closed, aged):
        program.asks("/periods")
    revoke_token(desk.bureau, key, "测试", desk.clock())
    revoked.asks("/periods", 401)
    disable(desk.bureau, account.id, "测试", desk.clock())
    closed.asks("/periods", 401)
    desk.clock.set("2021-09-22T10:01")
    aged.asks("/periods", 401)


@pytest.mark.parametrize("known", [True, False], ids=["left the post", "left the roster"])
def test_a_token_and_a_link_give_no_more_than_the_roster_does(september: Console, unit: Program, known: bool) -> None:
    guest, id = september.guest(UNIT, JOBS), september.id_of(JOBS)
    assert [row["owner"] for row in unit.asks("/obligations")] == [JOBS, JOBS]
    guest.look(f"/mine/{id}")
    replace_liaison(september.desk, known=known)
    assert unit.asks("/obligations") == []
    unit.asks(f"/obligations/{id}", 404)
    said: dict[str, Any] = {"until": "2020-09-30", "reason": "数据未出"}
    refused = 404 if known else 403
    assert unit.does(id, "extension", refused, **said)
    assert guest.press(f"/mine/{id}/extension", said, refused)
    assert acts(september, JOBS) == []


def replace_liaison(desk: Desk, *, known: bool) -> None:
    """韩松 does what 苏禾 did, who may be gone for good."""
    content, roster = desk.bureau.content, desk.bureau.roster
    post = replace(roster.posts[roster.units[JOBS].liaison], holders=(Tenure("han-song"),))
    people = {id: person for id, person in roster.people.items() if known or id != UNIT}
    fresh = replace(roster, people=people, posts={**roster.posts, post.id: post})
    desk.bureau = replace(desk.bureau, content=replace(content, roster=fresh))


def test_a_token_does_not_open_the_pages(september: Console) -> None:
    with Client(september.app, base_url=BASE, follow_redirects=False) as client:
        answer = client.get("/office", headers={"authorization": f"Bearer {token_of(september, CLERK_ID)}"})
    assert answer.headers["location"].startswith("/sign-in")


# ---- looking


def test_the_office_sees_the_record_of_status(september: Console, office: Program) -> None:
    expected = statuses(september.desk.bureau, september.desk.clock(), period="2020-09")
    listed = office.asks("/obligations")
    assert [{name: row[name] for name in ("obligation", "standing", "lamp", "flags", "outcome")} for row in listed] == [
        {name: row[name] for name in ("obligation", "standing", "lamp", "flags", "outcome")} for row in expected
    ]
    assert {*listed[0]} == {"id", *expected[0]}
    assert listed[0]["late_after"].startswith("2020-09-27T23:59:59+08:00")
    assert office.asks(f"/obligations?period=2020-09&unit={JOBS}")[0]["owner"] == JOBS
    assert office.asks("/obligations?period=2020-08") == []


def test_a_unit_sees_its_own_and_a_leader_what_is_under_their_charge(september: Console, unit: Program) -> None:
    assert {row["unit"] for row in unit.asks("/obligations")} == {JOBS}
    assert unit.asks(f"/obligations?unit={INSURANCE}") == unit.asks("/obligations?unit=没有") == []
    led = {row["owner"] for row in program_of(september, LEADER_ID).asks("/obligations")}
    assert led == {OFFICE, JOBS, TRAINING}
    assert [row["owner"] for row in program_of(september, "zhou-yuan").asks("/obligations")] == [VISITOR]
    assert program_of(september, "admin", admin=True).asks("/obligations") == []


def test_what_is_not_yours_does_not_exist(september: Console, unit: Program) -> None:
    theirs = unit.asks(f"/obligations/{september.id_of(INSURANCE)}", 404)
    assert theirs == unit.asks("/obligations/99999", 404) == {"code": "not_found", "message": "没有这一事项"}


def test_the_trace_is_that_of_why_and_keeps_the_office_s_notes_from_units(
    september: Console, office: Program, unit: Program
) -> None:
    desk, id = september.desk, september.id_of(JOBS)
    office.does(id, "note", note="只给办公室看")
    office.does(id, "call", note="已告知")
    shown, [expected, *_] = office.asks(f"/obligations/{id}"), traces(desk.bureau, desk.clock(), JOBS, "2020-09")
    assert [rung["rung"] for rung in shown["trace"]["rungs"]] == [rung["rung"] for rung in expected["rungs"]]
    assert [act["act"] for act in shown["trace"]["acts"]] == ["noted", "called"]
    assert "只给办公室看" not in str(unit.asks(f"/obligations/{id}"))
    assert unit.asks(f"/obligations/{id}")["trace"]["acts"] == []
    led = program_of(september, LEADER_ID).asks(f"/obligations/{id}")
    assert [act["act"] for act in led["trace"]["acts"]] == ["called"]


def test_the_trace_names_to_a_unit_whom_it_told_and_keeps_their_ids(
    september: Console, office: Program, unit: Program
) -> None:
    id = september.id_of(JOBS)

    def told(asked: Program) -> set[str]:
        rungs = asked.asks(f"/obligations/{id}")["trace"]["rungs"]
        return {notice["recipient"] for rung in rungs for notice in rung["notices"]}

    assert told(office) == {"su-he"}
    assert told(unit) == {"苏禾"}


def test_a_new_password_ends_the_tokens(september: Console, unit: Program) -> None:
    browser = september.account(UNIT)
    browser.look("/account")
    browser.press("/account/password", {"password": "correct horse battery"})
    unit.asks("/periods", 401)


def test_an_account_opened_again_has_neither_its_tokens_nor_its_admin_right(september: Console) -> None:
    desk = september.desk
    program = program_of(september, CLERK_ID, admin=True)
    with reading(desk.bureau.engine) as db:
        row = accounts.of(db, desk.bureau.key, CLERK_ID)
    assert row is not None
    assert row.is_admin
    disable(desk.bureau, row.id, "测试", desk.clock())
    add_person(desk.bureau, CLERK_ID, "测试", desk.clock())
    program.asks("/periods", 401)
    with reading(desk.bureau.engine) as db:
        row = accounts.of(db, desk.bureau.key, CLERK_ID)
    assert row is not None
    assert not row.is_admin
    assert row.disabled_at is None


def test_an_administrator_is_not_named_like_a_unit(september: Console) -> None:
    """The account would read that unit's items."""
    desk = september.desk
    for name in (JOBS, "清溪县就业服务中心", "局办公室"):
        with pytest.raises(BadRequest, match="是单位名称"):
            add_person(desk.bureau, name, "测试", desk.clock(), admin=True)


def test_the_office_pages_through_messages(september: Console, office: Program, unit: Program) -> None:
    september.desk.until("2020-09-24T09:30")
    whole = office.asks("/messages?limit=200")
    assert whole["older"] is None
    assert all(one["text"] and one["state"] for one in whole["messages"])
    linked = [one["text"] for one in whole["messages"] if "/s/" in one["text"]]
    assert linked
    assert not [text for text in linked if re.search("/s/[~A-Za-z0-9]", text)]
    seen: list[str] = []
    before: str | None = ""
    while before is not None:
        part = office.asks(f"/messages?limit=3{before}")
        seen += [one["id"] for one in part["messages"]]
        before = f"&before={part['older']}" if part["older"] else None
    assert seen == [one["id"] for one in whole["messages"]]
    assert len(seen) == len({*seen}) > 3
    assert office.asks("/messages?before=nonsense", 400)["message"] == "before：格式不对"
    assert office.asks("/messages?limits=3", 400)["message"] == "limits：没有这一项"
    assert unit.asks("/messages", 403)["code"] == "not_yours"


def test_the_office_records_that_a_message_came_back(september: Console, office: Program, unit: Program) -> None:
    september.desk.until("2020-09-24T09:30")
    [id, *_] = [one["id"] for one in office.asks("/messages")["messages"] if one["state"] == "sent"]
    path, said = f"/api/v1/messages/{id}/bounce", {"reason": "对方服务器退回：邮箱已满"}
    assert unit.post(path, json=said).status_code == 403
    assert office.post(path, json={"reason": ""}).status_code == 400
    answer = office.post(path, json=said)
    assert (answer.status_code, answer.json()["state"]) == (200, "failed")
    assert answer.json()["reply"] == "退信：对方服务器退回：邮箱已满"
    assert office.post(path, json=said).status_code == 409
    assert office.post(f"/api/v1/messages/{'0' * 24}/bounce", json=said).status_code == 404


def test_the_periods_say_which_one_is_running(unit: Program) -> None:
    assert unit.asks("/periods") == [{"period": "2020-09", "running": True}]


def test_there_is_nothing_before_the_first_pass(console: Console) -> None:
    program = program_of(console, CLERK_ID)
    assert (program.asks("/obligations"), program.asks("/periods")) == ([], [])
