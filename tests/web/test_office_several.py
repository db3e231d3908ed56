"""Several at a press: all urged with one mail a person, reports accepted together, and read one after another."""

import re

import pytest

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, OFFICE, TRAINING, report_of
from tests.web.browser import Browser, Console
from tests.web.office_hand import act, last
from tests.web.programs import Program
from yudu_flow.actions.acts.file_report import Report, file_report

ITEM = re.compile(r'name="item" value="(\d+:\d+)"')
FILERS = {JOBS: "苏禾", INSURANCE: "白桦", TRAINING: "唐宁", DISPUTES: "叶舟", OFFICE: CLERK}


@pytest.fixture
def september(console: Console) -> Console:
    """Thursday the 24th, between the reminders of the 23rd and the 25th."""
    console.desk.until("2020-09-24T09:00")
    console.desk.clock.set("2020-09-24T10:00")
    return console


@pytest.fixture
def clerk(september: Console) -> Browser:
    """林秋 of the office."""
    return september.account(CLERK)


def filed(console: Console, *units: str) -> None:
    for unit in units:
        report = Report(progress=f"{unit}：落实稳岗返还，组织招聘")
        file_report(console.desk.bureau, report_of(unit), FILERS[unit], console.desk.clock(), report)


def offered(console: Console, page: str) -> dict[str, str]:
    """What a list has boxes for: the owner of a report and its box."""
    ids = {str(console.id_of(unit)): unit for unit in FILERS}
    return {ids[one.partition(":")[0]]: one for one in ITEM.findall(page) if one.partition(":")[0] in ids}


def test_it_says_who_would_be_urged_and_sends_nothing_yet(september: Console, clerk: Browser) -> None:
    filed(september, JOBS)
    page = clerk.look("/office/urge-all")
    assert {*offered(september, page)} == {INSURANCE, TRAINING, DISPUTES, OFFICE}
    assert ("收件人：白桦、罗平" in page, "已报的单位不在内" in page) == (True, True)
    september.desk.at("2020-09-24T10:01")
    assert {mail.recipient for mail in september.desk.email.sent} == {"su-he"}, "the receipt alone"


def test_whoever_answers_for_several_gets_one_mail(september: Console, clerk: Browser) -> None:
    boxes = offered(september, clerk.look("/office/urge-all"))
    said = {"item": [boxes[TRAINING], boxes[DISPUTES]], "note": "请尽快"}
    assert "已催办2项" in clerk.press("/office/urge-all", said)
    september.desk.at("2020-09-24T10:01")
    mails = september.desk.mails()
    assert {*mails} == {"tang-ning", "ye-zhou", "he-lan"}
    assert mails["he-lan"].subject.endswith("等2项")
    assert mails["he-lan"].text.count("办公室意见：请尽快") == 2
    assert "今天请您关注" not in mails["ye-zhou"].text


def test_who_was_told_today_is_left_out_and_named(september: Console, clerk: Browser) -> None:
    act(september, clerk, JOBS, "urge")
    september.desk.at("2020-09-24T10:01")
    page = clerk.look("/office/urge-all")
    assert JOBS not in offered(september, page)
    assert f"今天已经催办过{JOBS}，一天只催办一次" in page
    september.desk.until("2020-09-25T09:00")
    september.desk.clock.set("2020-09-25T09:30")
    page = september.account(CLERK).look("/office/urge-all")
    assert (offered(september, page), page.count("今天09:00已经通知过") > 4) == ({}, True)


def test_what_happened_meanwhile_is_said_and_stops_no_other(september: Console, clerk: Browser) -> None:
    boxes = offered(september, clerk.look("/office/urge-all"))
    filed(september, JOBS)
    page = clerk.press("/office/urge-all", {"item": [boxes[JOBS], boxes[INSURANCE]]})
    assert "已催办1项" in page
    assert last(september.desk, INSURANCE)[0] == "urged"
    assert "请先勾选" in clerk.press("/office/accept", {}, 400)


def test_several_reports_are_accepted_and_the_rest_refused_in_words(september: Console, clerk: Browser) -> None:
    filed(september, JOBS, INSURANCE, TRAINING, OFFICE)
    page = clerk.look("/office/todo/review")
    boxes = offered(september, page)
    assert {*boxes} == {JOBS, INSURANCE, TRAINING}, "what the reader may not accept has no box"
    act(september, september.account("tao-ran"), TRAINING, "return", reason="缺数据")
    clerk.look("/office/todo/review")
    office = f"{september.id_of(OFFICE)}:{boxes[JOBS].partition(':')[2]}"
    page = clerk.press("/office/accept", {"item": [*boxes.values(), office]})
    assert "<h1>已接收2项，2项没有接收</h1>" in page
    assert ("陶然刚刚办理过这一事项" in page, "由顾明远办理" in page) == (True, True)
    assert [last(september.desk, unit)[0] for unit in (JOBS, INSURANCE, TRAINING)] == [
        "accepted",
        "accepted",
        "returned",
    ]


def test_one_report_after_another(september: Console, clerk: Browser) -> None:
    for unit, minute in ((JOBS, 1), (INSURANCE, 2), (OFFICE, 3), (TRAINING, 4)):
        september.desk.clock.set(f"2020-09-24T10:0{minute}")
        filed(september, unit)
    page = clerk.look(f"/office/{september.id_of(JOBS)}")
    assert ("接收并看下一份" in page, 'data-key="j"' in page) == (True, True)
    page = clerk.press(f"/office/{september.id_of(JOBS)}/accept", {"then": "next"})
    assert (f"<h1>{INSURANCE}" in page, "已接收" in page) == (True, True)
    skipped = clerk.look(f"/office/review/next?after={september.id_of(INSURANCE)}")
    assert f"<h1>{TRAINING}" in skipped, "the office's own is the leader's to read"
    assert f"<h1>{INSURANCE}" in clerk.look(f"/office/review/next?after={september.id_of(TRAINING)}&back=1")
    page = clerk.press(f"/office/{september.id_of(INSURANCE)}/accept", {"then": "next"})
    assert f"<h1>{TRAINING}" in page
    page = clerk.look(f"/office/{september.id_of(TRAINING)}")
    assert "待审核的都看完了" in clerk.press(f"/office/{september.id_of(TRAINING)}/accept", {"then": "next"})


@pytest.mark.parametrize("item", ["x", "1", "1:", "1:x", "99999999999:1"])
def test_a_box_that_no_list_of_ours_has_is_refused(clerk: Browser, item: str) -> None:
    clerk.look("/office/urge-all")
    assert "页面已失效" in clerk.press("/office/accept", {"item": item}, 400)


def test_programs_urge_and_accept_at_once_too(september: Console, office: Program, unit: Program) -> None:
    filed(september, JOBS)
    known = {one["obligation"]: one for one in office.asks("/urging")}
    ours, theirs = (known.get(f"2020-09/report/{owner}", {}) for owner in (INSURANCE, JOBS))
    assert (ours["hears"], theirs) == (["白桦", "罗平"], {})
    one = {"id": ours["id"], "seen": ours["seen"]}
    assert office.posts("/urging", {"items": [one]})["says"] == "已催办1项"
    assert office.posts("/urging", {"items": [one]})["refused"][0]["why"].startswith("今天已经催办过")
    assert office.posts("/urging", {})["says"] == f"已催办{len([o for o in known.values() if not o['left_out']]) - 1}项"
    assert "没有需要催办的" in office.posts("/urging", {}, 409)["message"]
    items = [{"id": september.id_of(unit)} for unit in (JOBS, INSURANCE)]
    answer = office.posts("/accepting", {"items": items})
    assert (answer["done"], answer["refused"][0]["why"]) == (["2020-09/report/就业中心"], "社保中心没有待审核的报告")
    unit.asks("/urging", 403)
