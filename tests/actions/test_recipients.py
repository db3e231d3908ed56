"""Finding who is told: it …"""

from pathlib import Path

import pytest

from tests.bureau import INSURANCE, Desk, change, desk_in, instant, report_of
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.views.board_view import board
from yudu_flow.storage import notices
from yudu_flow.storage.database import reading

ROSTER = "config/roster.yaml"


@pytest.fixture
def changed(home: Path, database: str, request: pytest.FixtureRequest) -> Desk:
    """A desk whose roster differs by the replacements that a test asks for."""
    for old, new in request.param:
        change(home, ROSTER, old, new)
    return desk_in(home, database)


def roster(*replacements: tuple[str, str]) -> pytest.MarkDecorator:
    """The roster with these replacements."""
    return pytest.mark.parametrize("changed", [replacements], indirect=True)


LIAISON_AWAY = (
    'mobile: "13900000005"',
    'mobile: "13900000005", away: [{from: 2020-09-23, to: 2020-09-24, deputy: %s}]',
)
NO_LIAISON = ("liaison: {holders: [{person: bai-hua}]}", "liaison: {holders: []}")
NO_HEAD = ("head: {holders: [{person: luo-ping}]}", "head: {holders: []}")


@roster((LIAISON_AWAY[0], LIAISON_AWAY[1] % "luo-ping"))
def test_it_tells_the_deputy_on_the_days_of_absence_and_says_why(changed: Desk) -> None:
    changed.until("2020-09-21T09:00")
    assert "bai-hua" in changed.mails()
    changed.until("2020-09-23T09:00")
    assert "bai-hua" not in changed.mails()
    assert "您代行社保中心联络员职责" in changed.mails()["luo-ping"].text
    changed.until("2020-09-25T09:00")
    assert "bai-hua" in changed.mails()


@roster((LIAISON_AWAY[0], LIAISON_AWAY[1] % "ye-zhou"))
def test_it_merges_what_a_deputy_hears_for_two_units(changed: Desk) -> None:
    changed.until("2020-09-23T09:00")
    mail = changed.mails()["ye-zhou"]
    assert mail.subject.endswith("等2项")
    assert "您代行社保中心联络员职责；您是仲裁股联络员" in mail.text


@roster(
    (
        "liaison: {holders: [{person: bai-hua}]}",
        "liaison: {holders: [{person: bai-hua, to: 2020-09-22}, {person: zhou-yuan, from: 2020-09-23}]}",
    )
)
def test_it_goes_with_the_post_and_repeats_nothing_to_a_later_holder(changed: Desk) -> None:
    changed.until("2020-09-22T09:00")
    assert "zhou-yuan" not in changed.mails()
    changed.until("2020-09-23T09:00")
    assert "bai-hua" not in changed.mails()
    assert "您是社保中心联络员" in changed.mails()["zhou-yuan"].text


@roster(NO_LIAISON)
def test_it_tells_the_head_where_there_is_no_liaison(changed: Desk) -> None:
    changed.until("2020-09-21T09:00")
    assert "请于9月27日（星期日）24:00前报送" in changed.mails()["luo-ping"].text


@roster(NO_LIAISON, NO_HEAD)
def test_it_puts_a_unit_that_nobody_answers_for_on_the_offices_call_sheet(changed: Desk) -> None:
    changed.until("2020-09-21T09:00")
    said = changed.mails()["lin-qiu"].text
    assert "需电话告知（1项）\n1. 社保中心 社保中心（未登记电话）：社保中心2020年9月稳就业月报" in said
    assert "没有可用的邮箱或手机，请先在名册中登记" in said
    [rung] = [rung for rung in changed.trace(INSURANCE)["rungs"] if rung["rung"] == "R-5"]
    assert ("call", "failed") in {(notice["channel"], notice["state"]) for notice in rung["notices"]}


@roster(("bai-hua@test.local", "bai-hua@yudu.example"), ('"13900000005"', '"00000000005"'))
def test_it_takes_a_placeholder_for_no_address_at_all(changed: Desk) -> None:
    changed.until("2020-09-25T09:00")
    assert "bai-hua" not in {*changed.mails(), *changed.texts()}
    assert "luo-ping" in changed.mails()


@roster(("bai-hua@test.local", "bai-hua@yudu.example"))
def test_it_uses_the_channel_that_there_is(changed: Desk) -> None:
    changed.until("2020-09-21T09:00")
    assert [*changed.texts()] == ["bai-hua"]


@roster(NO_LIAISON, NO_HEAD)
def test_it_proposes_no_case_against_a_unit_that_nobody_could_be_told_for(changed: Desk) -> None:
    changed.until("2020-10-14T09:00")
    assert changed.status(INSURANCE)["flags"] == []


@roster(("gu-mingyuan@test.local", "gu-mingyuan@yudu.example"), ('"13900000011"', '"00000000011"'))
def test_it_shows_a_leader_whom_nothing_reaches_on_the_call_sheet(changed: Desk) -> None:
    changed.until("2020-09-28T09:00")
    assert "就业中心 顾明远（未登记电话）" in changed.mails()["lin-qiu"].text


@roster(("liaison: {holders: [{person: lin-qiu}]}", "liaison: {holders: []}"))
def test_it_sends_the_offices_list_to_the_head_where_the_office_has_no_liaison(changed: Desk) -> None:
    changed.until("2020-09-28T09:00")
    assert "局办公室今日清单" in changed.mails()["tao-ran"].text


def test_it_sends_the_offices_list_to_the_head_where_the_liaison_has_no_mailbox(home: Path, database: str) -> None:
    change(home, ROSTER, "email: lin-qiu@test.local, ", "")
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    desk.until("2020-09-28T09:00")
    assert "局办公室今日清单" in desk.mails()["tao-ran"].text


def test_a_leader_without_a_mailbox_stands_on_the_call_sheet_and_stops_nobody(home: Path, database: str) -> None:
    """A digest has no short form; the units hear all the same."""
    change(home, "config/roster.yaml", "沈清, email: shen-qing@test.local, ", "沈清, ")
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    desk.until("2020-09-28T09:00")
    assert "bai-hua" in desk.mails()
    assert {row["recipient"] for row in desk.trace("社保中心")["rungs"][-1]["notices"] if row["channel"] == "call"} == {
        "shen-qing"
    }


def test_an_answer_that_reaches_nobody_is_for_the_call_sheet(home: Path, database: str) -> None:
    for person in ("bai-hua", "luo-ping"):
        change(home, "config/roster.yaml", f"email: {person}@test.local, ", "")
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    desk.file("社保中心", "2020-09-21T10:00")
    return_report(desk.bureau, report_of("社保中心"), "林秋", desk.clock.set("2020-09-21T11:00"), "数据不全")
    made = [row for rung in desk.trace("社保中心")["rungs"] for row in rung["notices"] if rung["rung"] == "returned"]
    assert [(row["recipient"], row["channel"]) for row in made] == [("bai-hua", "call")]


def test_who_was_deleted_while_a_message_waited_stops_nobody_else(home: Path, database: str) -> None:
    """白桦 files on a rest day, so that the receipt waits; on Sunday the roster knows them no more."""
    before = desk_in(home, database)
    before.until("2020-09-25T09:00")
    before.file(INSURANCE, "2020-09-26T10:00", "白桦")
    person = 'bai-hua: {name: 白桦, email: bai-hua@test.local, mobile: "13900000005", home: 社保中心}'
    change(home, ROSTER, person, person.replace("bai-hua", "xin-ren").replace("白桦", "辛仁"))
    change(home, ROSTER, "holders: [{person: bai-hua}]", "holders: [{person: xin-ren}]")
    after = desk_in(home, database, before.clock)
    after.until("2020-09-28T09:00")
    assert "tang-ning" in after.mails()
    with reading(after.bureau.engine) as db:
        waited = notices.unreached(db, after.bureau.key, instant("2020-09-26T00:00"), 50)
        assert board(after.bureau, db, after.clock())
    assert ("bai-hua", "receipt") in {(row.recipient, row.kind) for row in waited}
