"""What comes to the office on paper: whoever registers it, and what is registered."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, OFFICE, Desk, report_of
from tests.web.browser import Browser, Console
from tests.web.office_hand import act, last
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.intake.paper import TakenIn, take_in
from yudu_flow.storage import accounts, attachments, submissions
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.new_rows import NewAttachment
from yudu_flow.web.parts import papers


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋 of the office, on 22 September."""
    console.desk.until("2020-09-22T09:00")
    console.desk.clock.set("2020-09-22T10:00")
    return console.account(CLERK)


def scan() -> tuple[str, bytes, str]:
    """A scanned page."""
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, "PNG")
    return "纸质报告.png", out.getvalue(), "image/png"


def test_a_paper_report_is_registered_with_its_true_date(console: Console, clerk: Browser) -> None:
    desk, id = console.desk, console.id_of(INSURANCE)
    with writing(desk.bureau.engine) as db:
        waiting = NewAttachment("0" * 64, "未报.jpg", 1)
        attachments.add(db, desk.bureau.key, id, waiting)
    desk.until("2020-09-28T10:00")
    clerk.look(f"/office/{id}")
    said = {"received": "2020-09-27T16:30", "brought": "白桦", "progress": "参保扩面", "figure.参保人数": "46,100人"}
    said["reason"] = "当天停电"
    answer = clerk.press(f"/office/{id}/register", said, files={"files": scan()})
    assert "已登记纸质报告" in answer
    assert ("纸质材料 9月27日 16:30 收到，白桦送来" in answer, "纸质报告.jpg" in answer, "未报.jpg" in answer) == (
        True,
        True,
        False,
    )
    assert (desk.status(INSURANCE)["standing"], desk.status(INSURANCE)["outcome"]) == ("filed", "on_time")
    with reading(desk.bureau.engine) as db:
        assert [row.value for row in submissions.readings(db, desk.bureau.key, id)] == [46100]


PAPER = {"received": "2020-09-22T09:30", "brought": "白桦", "reason": "停电"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"brought": "白桦"}, "请填写收到纸质材料的时间"),
        ({"received": "2020-09-22T09:30", "reason": "停电"}, "请写明由谁送来"),
        ({"received": "2020-09-22T09:30", "brought": "白桦"}, "代为登记纸质材料，请写明原因"),
        ({"received": "2020-09-23T09:30", "brought": "白桦", "reason": "停电"}, "不能晚于登记时间"),
        ({"received": "x", "brought": "白桦"}, "时间“x”不对"),
        (PAPER | {"figure.参保人数": "多"}, "请填数字"),
        (PAPER | {"figure.参保人数": "46100.5"}, "请填数字，如 7100、98.5、1.2万；单位是人"),
        (
            PAPER | {"figure.别的": "3"},
            "不是社保中心的指标",
        ),
    ],
)
def test_a_paper_report_needs_date_and_bearer(console: Console, clerk: Browser, said: dict[str, str], why: str) -> None:
    assert why in act(console, clerk, INSURANCE, "register", 400, **said)
    assert console.desk.status(INSURANCE)["filed_at"] is None


@pytest.mark.parametrize("lost", ["session", "office"])
def test_a_paper_that_comes_while_its_sender_loses_the_right_is_not_registered(
    console: Console, clerk: Browser, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    desk, said = console.desk, {"received": "2020-09-22T09:30", "brought": "苏禾", "reason": "停电"}
    id = console.id_of(JOBS)

    def slowly(name: str, data: bytes, who: str, memory_mb: int) -> TakenIn:
        if lost == "session":
            end_session(desk)
        else:
            send_elsewhere(desk)
        return take_in(name, data, who, memory_mb)

    monkeypatch.setattr(papers, "take_in", slowly)
    clerk.look(f"/office/{id}")
    refused = clerk.press(f"/office/{id}/register", said, 403, files={"files": scan()})
    why = "登录已经停用，没有登记" if lost == "session" else "就业中心的纸质材料登记由局办公室办理，林秋不能办理"
    assert why in refused
    assert desk.status(JOBS)["filed_at"] is None
    with reading(desk.bureau.engine) as db:
        assert attachments.of(db, desk.bureau.key, id) == []


def end_session(desk: Desk) -> None:
    """林秋's account is signed out everywhere."""
    with writing(desk.bureau.engine) as db:
        account = accounts.of(db, desk.bureau.key, "lin-qiu")
        assert account is not None
        accounts.revoke_sessions(db, desk.bureau.key, account.id, desk.clock())


def send_elsewhere(desk: Desk) -> None:
    """林秋 is of 就业中心 now, by a roster that was taken over meanwhile."""
    content, roster = desk.bureau.content, desk.bureau.roster
    people = {**roster.people, "lin-qiu": replace(roster.people["lin-qiu"], home=JOBS)}
    office = replace(roster.office, liaison="", head="")
    elsewhere = replace(roster, people=people, units={**roster.units, office.name: office})
    desk.bureau = replace(desk.bureau, content=replace(content, roster=elsewhere))


def test_a_hostile_file_registers_nothing(console: Console, clerk: Browser) -> None:
    id, said = console.id_of(JOBS), {"received": "2020-09-22T09:30", "brought": "苏禾", "reason": "停电"}
    clerk.look(f"/office/{id}")
    clerk.press(
        f"/office/{id}/register", said, 400, files={"files": ("报告.pdf", b"<html><script>", "application/pdf")}
    )
    assert console.desk.status(JOBS)["filed_at"] is None


def test_a_sealed_page_comes_on_paper(console: Console, clerk: Browser) -> None:
    desk, id = console.desk, console.id_of(JOBS)
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), Report(progress="好"), sealed=False)
    desk.clock.set("2020-09-23T10:00")
    assert "请填写收到纸质材料的时间" in act(console, clerk, JOBS, "seal", 400)
    clerk.look(f"/office/{id}")
    clerk.press(f"/office/{id}/seal", {"received": "2020-09-23T09:30", "reason": "停电"}, files={"files": scan()})
    assert desk.status(JOBS)["standing"] == "filed"
    act(console, console.account("tao-ran"), JOBS, "accept")


def test_its_leader_registers_what_the_office_hands_in_on_paper(console: Console, clerk: Browser) -> None:
    id, paper = console.id_of(OFFICE), {"received": "2020-09-22T09:30", "brought": "陶然", "reason": "停电"}
    page = clerk.look(f"/office/{id}")
    assert ("纸质材料登记由顾明远办理" in page, f"/office/{id}/register" in page) == (True, False)
    refused = clerk.press(f"/office/{id}/register", {**paper, "seen": "0"}, 403, files={"files": scan()})
    assert "办公室的纸质材料登记由顾明远办理，林秋不能办理" in refused
    leader = console.account(LEADER)
    assert "代为登记纸质报告" in leader.look(f"/leader/{id}")
    leader.press(f"/office/{id}/register", paper, files={"files": scan()})
    assert last(console.desk, OFFICE)[:2] == ("filed", LEADER)
