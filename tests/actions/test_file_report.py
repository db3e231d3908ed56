"""A unit's report: when it is filed, it …"""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bureau import CLERK, DISPUTES, INSURANCE, JOBS, TRAINING, Desk, instant, report_of
from yudu_flow.actions.acts.file_report import Report, file_report, register_report, seal_report
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import FactKind
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import ATTACHMENT, READING, SUBMISSION


def test_it_counts_from_the_instant_of_filing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    done = desk.file(JOBS, "2020-09-24T10:05", by="苏禾")
    assert (done.fact.kind, done.fact.at) == (FactKind.FILED, instant("2020-09-24T10:05"))
    status = desk.status(JOBS)
    assert (status["standing"], status["outcome"], status["lamp"]) == ("filed", "on_time", "green")


def test_it_is_in_time_until_the_last_second_and_late_from_the_first_instant_of_the_next_day(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    desk.file(JOBS, "2020-09-27T23:59:59")
    desk.file(TRAINING, "2020-09-28T00:00:00")
    assert desk.status(JOBS)["outcome"] == "on_time"
    assert (desk.status(TRAINING)["outcome"], desk.status(TRAINING)["lamp"]) == ("late", "yellow")


def test_it_is_not_filed_twice(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    with pytest.raises(NotAllowed, match="就业中心本期已经报送；如需更正，请先由办公室退回"):
        desk.file(JOBS, "2020-09-24T11:00")
    assert [act["act"] for act in desk.trace(JOBS)["acts"]] == ["filed"]


def test_it_keeps_its_words_and_the_figures_of_the_units_targets(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    words = Report(
        "参保四万人", figures={"参保人数": 40000}, sections={"difficulties": "宣传不够", "suggestions": "加大宣传"}
    )
    desk.file(INSURANCE, "2020-09-24T10:00", report=words)
    with reading(desk.bureau.engine) as db:
        said, figure = db.execute(select(SUBMISSION)).one(), db.execute(select(READING)).one()
    assert (said.progress, said.difficulties, said.suggestions) == ("参保四万人", "宣传不够", "加大宣传")
    assert (figure.assignment, figure.target, figure.value) == ("2.1", "参保人数", 40000)


def test_it_refuses_a_figure_that_is_none_of_the_units_targets_and_records_nothing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(BadRequest, match="“新增就业”不是社保中心的指标；可填的指标：参保人数"):
        desk.file(INSURANCE, "2020-09-24T10:00", report=Report("已落实", figures={"新增就业": 1}))
    assert desk.status(INSURANCE)["filed_at"] is None


def test_it_keeps_attachments_under_their_hash_once(desk: Desk, tmp_path: Path) -> None:
    desk.at("2020-09-21T09:00")
    page, store = tmp_path / "盖章页.jpg", tmp_path / "attachments"
    page.write_bytes(b"a stamped page")
    report, at = Report("已落实", files=[page, page]), instant("2020-09-24T10:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", at, report, store=store)
    digest = hashlib.sha256(b"a stamped page").hexdigest()
    with reading(desk.bureau.engine) as db:
        rows = db.execute(select(ATTACHMENT)).all()
    assert [(row.sha256, row.name, row.size) for row in rows] == [(digest, "盖章页.jpg", 14)] * 2
    assert [path.read_bytes() for path in store.rglob("*") if path.is_file()] == [b"a stamped page"]
    assert (store / digest[:2] / digest).exists()


def test_it_is_questioned_when_it_says_nothing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", report=Report(" "))
    assert desk.trace(JOBS)["acts"][0]["detail"]["questions"] == ["empty"]


@pytest.mark.parametrize(("reason", "questions"), [("", ["alike"]), ("政策没有变化", None)])
def test_it_is_questioned_when_it_repeats_last_months_text_without_a_reason(
    desk: Desk, reason: str, questions: list[str] | None
) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", report=Report("岗位稳定"))
    desk.until("2020-10-20T09:00")
    said = Report("岗位稳定\n", nothing_new=reason)
    file_report(desk.bureau, report_of("清溪县就业服务中心", "2020-10"), "苏禾", desk.clock(), said)
    assert desk.trace(JOBS, period="2020-10")["acts"][0]["detail"].get("questions") == questions


def test_it_is_compared_with_the_last_text_of_the_same_duty(desk: Desk) -> None:
    """Not with what the unit said in another report, were it the last one that it filed."""
    [plan] = desk.bureau.content.plans
    another = replace(next(one for one in plan.duties if one.id == "report"), id="brief", day=28)
    plans = (replace(plan, duties=(*plan.duties, another)),)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, plans=plans))
    desk.at("2020-09-18T09:00")
    desk.file(JOBS, "2020-09-24T10:00", report=Report("岗位稳定"))
    brief = replace(report_of(JOBS), duty="brief")
    file_report(desk.bureau, brief, "苏禾", instant("2020-09-25T10:00"), Report("招聘会两场"))
    desk.until("2020-10-20T09:00")
    file_report(desk.bureau, report_of(JOBS, "2020-10"), "苏禾", desk.clock(), Report("岗位稳定"))
    assert desk.trace(JOBS, period="2020-10")["acts"][0]["detail"]["questions"] == ["alike"]


def test_it_registers_a_paper_with_the_day_it_truly_came_and_who_wrote_that_down(desk: Desk) -> None:
    desk.until("2020-09-29T09:00")
    at, received = instant("2020-09-29T10:00"), instant("2020-09-27T16:00")
    register_report(desk.bureau, report_of(JOBS), "lin-qiu", at, received, "停电")
    assert (desk.status(JOBS)["outcome"], desk.status(JOBS)["filed_at"]) == ("on_time", received)
    act = desk.trace(JOBS)["acts"][-1]
    assert (act["at"], act["by"], act["detail"]["received"]) == (at, CLERK, received)


@pytest.mark.parametrize(
    ("received", "message"),
    [
        ("2020-09-25T10:00", "纸质材料的收到时间不能晚于登记时间"),
        ("2020-09-17T10:00", "纸质材料的收到时间早于本期开始或退回的时间，请核对"),
    ],
)
def test_it_refuses_a_receipt_in_the_future_or_before_the_period(desk: Desk, received: str, message: str) -> None:
    desk.at("2020-09-21T09:00")
    at = instant("2020-09-24T10:00")
    with pytest.raises(BadRequest, match=message):
        register_report(desk.bureau, report_of(JOBS), CLERK, at, instant(received), "停电")


def test_it_waits_for_the_sealed_page_which_is_asked_for_and_not_reminded_of(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    at = instant("2020-09-22T10:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", at, Report("已落实"), sealed=False)
    desk.until("2020-09-28T09:00")
    assert desk.status(JOBS)["standing"] == "filed_unsealed"
    rungs = desk.rungs(JOBS)
    assert [rungs[name] for name in ("R-3", "R-1", "R-0")] == [("skipped", "filed_unsealed")] * 3
    assert "尚缺加盖单位公章的一页。请于9月30日（星期三）24:00前上传" in desk.mails()["su-he"].text


def test_it_is_in_time_by_its_form_when_the_page_follows_within_three_working_days(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", instant("2020-09-27T10:00"), Report("已落实"), sealed=False)
    desk.until("2020-09-30T09:00")
    seal_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set("2020-09-30T23:59"))
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["outcome"]) == ("filed", "on_time")


def test_it_is_overdue_after_the_grace_and_the_later_ladder_counts_from_there(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", instant("2020-09-27T10:00"), Report("已落实"), sealed=False)
    desk.until("2020-10-09T09:00")
    assert desk.status(JOBS)["standing"] == "overdue"
    assert desk.rungs(JOBS)["E+1"] == ("fired", "due")
    seal_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set("2020-10-09T10:00"))
    assert desk.status(JOBS)["outcome"] == "late"


def test_it_has_no_page_to_wait_for_where_none_is_missing(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotAllowed, match="仲裁股没有待补盖章页的报告"):
        seal_report(desk.bureau, report_of(DISPUTES), "叶舟", instant("2020-09-22T10:00"))


def test_it_keeps_the_grace_for_the_page_when_the_rules_change(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set("2020-09-27T10:00"), sealed=False)
    seal_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set("2020-09-30T18:00"))
    rules = replace(desk.bureau.rules, seal_grace_days=1)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))
    assert desk.status(JOBS)["outcome"] == "on_time"


def test_it_urges_nobody_for_a_page_in_grace_and_counts_anew_after_it(desk: Desk) -> None:
    """Slip 1 was decided in the evening; the form comes before it goes out."""
    desk.until("2020-09-27T09:00")
    desk.at("2020-09-28T21:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set("2020-09-28T21:30"), sealed=False)
    desk.until("2020-09-29T09:00")
    assert desk.status(JOBS)["standing"] == "filed_unsealed"
    told = [said for said in (*desk.email.sent, *desk.sms.sent) if said.recipient in ("su-he", "han-song")]
    assert [said.subject for said in told if "催办" in said.subject + said.text] == []
    desk.until("2020-10-09T09:00")
    assert desk.rungs(JOBS, round_=2)["S+3"] == ("fired", "due")
    assert desk.rungs(JOBS, round_=2)["E+1"] == ("fired", "due")
    assert desk.mails()["su-he"].subject.startswith("催补盖章页")


def test_it_lets_a_page_in_hand_stand_for_the_text_that_is_filed_again(desk: Desk) -> None:
    """Returned for a figure, not for the seal: the unit says so, and nothing is asked for again."""
    desk.at("2020-09-21T09:00")
    with pytest.raises(BadRequest, match="没有退回前交过的盖章页可以沿用，请上传盖章页"):
        again(desk, "2020-09-22T09:30")
    desk.file(JOBS, "2020-09-22T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-22T11:00"), "数据有误")
    again(desk, "2020-09-22T14:00")
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["outcome"]) == ("filed", "on_time")
    assert desk.trace(JOBS)["acts"][-1]["detail"]["page_stands"] is True


def again(desk: Desk, when: str) -> None:
    """Filed with the page that is there already."""
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock.set(when), Report("已更正"), page_stands=True)
