"""The register of firms: one truth for pages, commands and the roster's file."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.bureau import CLERK, JOBS, OTHER_CLERK, TRAINING, VISITOR, Desk, change, desk_in, instant
from yudu_flow.actions.acts.firm_entries import add_firm, change_firm, restore_firm, retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing, pair_firm
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotYours
from yudu_flow.domain.firm import FirmEntry, written
from yudu_flow.storage import firms
from yudu_flow.storage.database import reading
from yudu_flow.storage.firm_tables import FirmRow

NOW = instant("2020-09-22T10:00")
CODE, OTHER_CODE = "91350100M000100Y43", "91110108551385082Q"
RIVER = FirmEntry("云岭食品有限公司", CODE, "工业园三路8号", "李娟", "13907970001", ("食品", "园区"))


def rows(desk: Desk) -> dict[str, FirmRow]:
    with reading(desk.bureau.engine) as db:
        return {row.name: row for row in firms.listed(db, desk.bureau.key)}


def paired(desk: Desk, day: str) -> dict[str, list[str]]:
    with reading(desk.bureau.engine) as db:
        found = firms.paired_on(db, desk.bureau.key, instant(f"{day}T09:00").date())
    return {owner: [name for _, name in held] for owner, held in found.items()}


def test_it_takes_what_people_write_and_keeps_it_in_its_forms(desk: Desk) -> None:
    said = {
        "name": " 云岭  食品 ",
        "credit_code": "９1350100-m000100y43",
        "mobile": "+86 139-0797 0001",
        "tags": "食品，园区、食品",
    }
    assert written(said) == FirmEntry("云岭 食品", CODE, "", "", "13907970001", ("食品", "园区"))


def test_the_same_code_is_the_same_firm_and_the_same_name_asks(desk: Desk) -> None:
    first = add_firm(desk.bureau, CLERK, NOW, RIVER)
    with pytest.raises(Conflict, match=f"已登记为“云岭食品有限公司”（编号{first}）"):
        add_firm(desk.bureau, CLERK, NOW, replace(RIVER, name="云岭"))
    with pytest.raises(Conflict, match=r"名录里已有“云岭食品有限公司”.*同名的另一家"):
        add_firm(desk.bureau, CLERK, NOW, FirmEntry("云岭 食品有限公司"))
    assert add_firm(desk.bureau, CLERK, NOW, FirmEntry(RIVER.name, OTHER_CODE), another=True) != first


def test_what_is_wrong_is_said_at_once_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(BadRequest, match=r"校验位不对.*；联系电话写手机号码"):
        add_firm(desk.bureau, CLERK, NOW, replace(RIVER, credit_code=CODE[:-1] + "4", mobile="139079"))
    assert rows(desk) == {}


def test_only_the_office_keeps_it(desk: Desk) -> None:
    with pytest.raises(NotYours, match="企业名录由局办公室办理"):
        add_firm(desk.bureau, "苏禾", NOW, RIVER)


def test_two_editors_do_not_overwrite_each_other(desk: Desk) -> None:
    firm = add_firm(desk.bureau, CLERK, NOW, RIVER)
    with reading(desk.bureau.engine) as db:
        seen = firms.deeds(db, desk.bureau.key, firm)[-1].id
    assert change_firm(desk.bureau, firm, CLERK, NOW, replace(RIVER, contact="王强"), seen=seen) == ["contact"]
    with pytest.raises(Conflict, match="林秋刚刚改过"):
        change_firm(desk.bureau, firm, OTHER_CLERK, NOW, replace(RIVER, address="二路"), seen=seen)
    with reading(desk.bureau.engine) as db:
        last = firms.deeds(db, desk.bureau.key, firm)[-1]
    assert (last.kind, last.by, last.detail) == (
        "changed",
        CLERK,
        {"old": {"contact": "李娟"}, "new": {"contact": "王强"}},
    )


def test_a_pairing_holds_from_a_day_until_a_day(desk: Desk) -> None:
    firm = add_firm(desk.bureau, CLERK, NOW, RIVER)
    pair_firm(desk.bureau, firm, VISITOR, CLERK, NOW, instant("2020-10-01T00:00").date())
    with pytest.raises(NotAllowed, match="周远已经对口"):
        pair_firm(desk.bureau, firm, "zhou-yuan", CLERK, NOW)
    assert paired(desk, "2020-09-30") == {}
    assert paired(desk, "2020-10-09") == {"zhou-yuan": [RIVER.name]}
    end_pairing(desk.bureau, firm, VISITOR, CLERK, NOW, instant("2020-11-01T00:00").date())
    assert (paired(desk, "2020-10-31"), paired(desk, "2020-11-01")) == ({"zhou-yuan": [RIVER.name]}, {})


def test_a_firm_that_is_gone_is_visited_no_more_and_stays_to_be_seen(desk: Desk) -> None:
    firm = add_firm(desk.bureau, CLERK, NOW, RIVER)
    pair_firm(desk.bureau, firm, TRAINING, CLERK, NOW)
    retire_firm(desk.bureau, firm, CLERK, NOW, "已注销")
    assert paired(desk, "2020-09-23") == {}
    with pytest.raises(NotAllowed, match="已移出名录"):
        pair_firm(desk.bureau, firm, JOBS, CLERK, NOW)
    restore_firm(desk.bureau, firm, CLERK, NOW)
    assert paired(desk, "2020-09-23") == {TRAINING: [RIVER.name]}


def test_it_is_not_gone_before_it_came(desk: Desk) -> None:
    firm = add_firm(desk.bureau, CLERK, NOW, RIVER)
    with pytest.raises(BadRequest, match="2020年9月22日才登记，不能从2020年9月21日起移出"):
        retire_firm(desk.bureau, firm, CLERK, instant("2020-09-21T10:00"), "已注销")
    assert rows(desk)[RIVER.name].ended is None
    retire_firm(desk.bureau, firm, CLERK, NOW, "当天就移出")


def test_what_is_paired_is_what_the_next_period_asks_for(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    firm = add_firm(desk.bureau, CLERK, NOW, RIVER)
    pair_firm(desk.bureau, firm, VISITOR, CLERK, NOW)
    desk.until("2020-10-09T09:00")
    assert f"走访企业：{RIVER.name}" in desk.mails()["zhou-yuan"].text


def test_what_the_roster_lists_comes_in_once_and_goes_when_it_is_taken_off(
    desk: Desk, home: Path, database: str
) -> None:
    desk.at("2020-09-18T09:00")
    assert [*rows(desk)] == ["长河电子", "青山服装"]
    assert paired(desk, "2020-09-18") == {JOBS: ["长河电子", "青山服装"]}
    end_pairing(desk.bureau, rows(desk)["长河电子"].id, JOBS, CLERK, NOW)
    desk.until("2020-10-09T09:00")
    assert paired(desk, "2020-10-09") == {JOBS: ["青山服装"]}
    change(home, "config/roster.yaml", "青山服装", "远山建材")
    again = desk_in(home, database, desk.clock)
    again.until("2020-11-02T09:00")
    assert paired(again, "2020-11-02") == {JOBS: ["远山建材"]}
