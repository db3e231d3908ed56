"""An extension: it …"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.bureau import CLERK, TRAINING, Desk, instant, report_of
from yudu_flow.actions.acts.extension import ask_again, ask_extension, decide_extension
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import ExtensionChoice

UNTIL = date(2020, 10, 12)


def ask(desk: Desk, when: str, until: date = UNTIL, *, again: bool = False) -> None:
    """唐宁 asks for 培训股; once more the office does."""
    at = desk.clock.set(when)
    asking, by = (ask_again, CLERK) if again else (ask_extension, "唐宁")
    asking(desk.bureau, report_of(TRAINING), by, at, until, "讲师未到位")


def decide(desk: Desk, when: str, choice: ExtensionChoice, until: date | None = None) -> None:
    """The office decides."""
    decide_extension(desk.bureau, report_of(TRAINING), CLERK, desk.clock.set(when), choice, until, "情况属实")


def test_it_stops_every_reminder_while_it_waits_and_nothing_becomes_overdue(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    desk.until("2020-09-29T09:00")
    status = desk.status(TRAINING)
    assert (status["standing"], status["flags"]) == ("due_soon", ["extension_pending"])
    assert [*desk.rungs(TRAINING)] == ["R-5", "R-3", "A+1", "A+2", "N", "A+4"]


def test_it_stands_first_on_the_offices_list_when_it_is_undecided_after_a_working_day(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    desk.until("2020-09-27T09:00")
    text = desk.mails()["lin-qiu"].text
    assert "待办公室决定（1项）\n1. 培训股2020年9月稳就业月报，申请延期：讲师未到位，已等待2个工作日" in text


def test_it_gives_the_new_date_a_ladder_of_its_own(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    decide(desk, "2020-09-25T10:00", ExtensionChoice.APPROVE)
    desk.until("2020-10-12T09:00")
    assert [*desk.rungs(TRAINING, round_=2)] == ["R-5", "N", "R-3", "R-1", "R-0"]
    assert desk.mails()["tang-ning"].subject == "今日截止（10月12日24:00）：培训股2020年9月稳就业月报"
    desk.file(TRAINING, "2020-10-12T16:00")
    assert (desk.status(TRAINING)["outcome"], desk.status(TRAINING)["flags"]) == ("extended", ["extended"])


def test_it_skips_rungs_that_are_past_when_it_is_approved(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00", date(2020, 9, 30))
    decide(desk, "2020-09-25T10:00", ExtensionChoice.APPROVE)
    desk.until("2020-09-27T09:00")
    assert desk.rungs(TRAINING, round_=2) == {"R-5": ("skipped", "already_past"), "R-3": ("fired", "due")}


def test_it_leaves_a_working_day_after_a_refusal_that_came_late(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    ask(desk, "2020-09-25T23:00")
    decide(desk, "2020-09-28T10:00", ExtensionChoice.REFUSE)
    assert desk.status(TRAINING)["late_after"] == instant("2020-09-29T23:59:59")
    desk.at("2020-09-28T10:00")
    [mail] = [mail for mail in desk.email.sent if mail.recipient == "tang-ning"]
    assert "延期申请未获同意，请于9月29日（星期二）24:00前报送。\n审核意见：情况属实" in mail.text


def test_it_takes_no_time_away_where_it_is_refused_early(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    ask(desk, "2020-09-21T10:00")
    decide(desk, "2020-09-21T11:00", ExtensionChoice.REFUSE)
    assert desk.status(TRAINING)["late_after"] == instant("2020-09-27T23:59:59")


def test_it_is_void_once_the_report_is_filed(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    desk.file(TRAINING, "2020-09-25T10:00")
    with pytest.raises(NotAllowed, match="培训股没有待决定的延期申请"):
        decide(desk, "2020-09-25T11:00", ExtensionChoice.APPROVE)
    assert (desk.status(TRAINING)["outcome"], desk.status(TRAINING)["flags"]) == ("on_time", [])


def change_rules(desk: Desk, **changes: Any) -> None:
    """The office edits its rules."""
    rules = replace(desk.bureau.rules, **changes)
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=rules))


def test_it_keeps_the_deadline_that_was_granted_when_the_rules_change(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00", date(2020, 10, 15))
    decide(desk, "2020-09-24T11:00", ExtensionChoice.APPROVE)
    desk.file(TRAINING, "2020-10-15T19:00")
    desk.until("2020-11-03T09:00")
    before = desk.status(TRAINING)
    change_rules(desk, cutoff=time(17, 30))
    assert desk.status(TRAINING) == before
    assert (before["late_after"], before["outcome"]) == (instant("2020-10-15T23:59:59"), "extended")


def test_it_keeps_the_day_that_a_refusal_left_when_the_calendar_changes(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    ask(desk, "2020-09-25T23:00")
    decide(desk, "2020-09-28T10:00", ExtensionChoice.REFUSE)
    days = desk.bureau.calendar
    broken = replace(days, breaks=days.breaks | {date(2020, 9, 29)})
    desk.bureau = replace(desk.bureau, content=replace(desk.bureau.content, calendar=broken))
    assert desk.status(TRAINING)["late_after"] == instant("2020-09-29T23:59:59")


def test_it_cannot_be_asked_for_after_the_deadline(desk: Desk) -> None:
    desk.until("2020-09-28T00:00")
    with pytest.raises(NotAllowed, match="期限9月27日（星期日）24:00已过，不能再申请延期；请说明原因"):
        ask(desk, "2020-09-28T00:00")


@pytest.mark.parametrize(
    ("until", "message"),
    [
        (date(2020, 9, 27), "延期日期2020-09-27并不晚于现有期限9月27日（星期日）24:00"),
        (date(2020, 10, 30), "延期不能超过本期关闭的时间10月30日（星期五）24:00"),
        (date.max, "延期不能超过本期关闭的时间10月30日（星期五）24:00"),
    ],
)
def test_it_lies_between_the_deadline_and_the_closing(desk: Desk, until: date, message: str) -> None:
    desk.until("2020-09-24T09:00")
    with pytest.raises(BadRequest, match=message):
        ask(desk, "2020-09-24T10:00", until)


def test_it_is_one_at_a_time_and_a_second_one_is_the_offices_to_allow(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    with pytest.raises(NotAllowed, match="已有一项申请等待决定"):
        ask(desk, "2020-09-24T11:00")
    decide(desk, "2020-09-25T10:00", ExtensionChoice.APPROVE)
    with pytest.raises(NotAllowed, match="再次延期须经办公室同意"):
        ask(desk, "2020-09-25T11:00", date(2020, 10, 14))
    ask(desk, "2020-09-25T11:00", date(2020, 10, 14), again=True)
    assert desk.status(TRAINING)["flags"] == ["extension_pending", "extended"]


def test_it_is_a_second_one_after_a_refusal_too(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00")
    decide(desk, "2020-09-24T11:00", ExtensionChoice.REFUSE)
    with pytest.raises(NotAllowed, match="再次延期须经办公室同意"):
        ask(desk, "2020-09-24T12:00")
    ask(desk, "2020-09-24T12:00", again=True)
    assert desk.status(TRAINING)["flags"] == ["extension_pending"]


def test_it_needs_a_reason_and_a_report_still_owed(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    with pytest.raises(BadRequest, match="申请延期请写明原因"):
        ask_extension(desk.bureau, report_of(TRAINING), "唐宁", desk.clock(), UNTIL, " ")
    desk.file(TRAINING, "2020-09-24T10:00")
    with pytest.raises(NotAllowed, match="培训股本期已经报送或免报，不用延期"):
        ask(desk, "2020-09-24T11:00")


def test_it_is_not_approved_for_a_day_that_is_gone(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    ask(desk, "2020-09-24T10:00", date(2020, 9, 29))
    with pytest.raises(BadRequest, match="同意延期的日期2020-09-29已经过去，请另定日期"):
        decide(desk, "2020-09-30T10:00", ExtensionChoice.APPROVE)
    decide(desk, "2020-09-30T10:00", ExtensionChoice.APPROVE, UNTIL)
    assert desk.status(TRAINING)["late_after"] == instant("2020-10-12T23:59:59")
