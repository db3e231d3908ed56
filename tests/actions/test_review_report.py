"""The office's review of a report: it …"""

from datetime import date

import pytest

from tests.bureau import CLERK, DISPUTES, JOBS, OTHER_CLERK, Desk, instant, report_of
from yudu_flow.actions.acts.file_report import file_report, seal_report
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours


def test_it_accepts_a_complete_report_once(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T11:00"))
    assert desk.status(JOBS)["standing"] == "accepted"
    with pytest.raises(NotAllowed, match="就业中心的报告已经接收"):
        accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T12:00"))


def test_it_lets_nobody_accept_what_they_registered_themselves(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", by="lin-qiu")
    with pytest.raises(NotYours, match=r"就业中心的这一事项由办公室其他同志办理.*林秋不能办理"):
        accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T11:00"))
    accept_report(desk.bureau, report_of(JOBS), OTHER_CLERK, instant("2020-09-24T11:00"))
    assert desk.status(JOBS)["standing"] == "accepted"


@pytest.mark.parametrize("sealed", [True, False])
def test_it_lets_nobody_accept_what_they_had_a_part_in(desk: Desk, sealed: bool) -> None:
    """林秋 hands in the form, 陶然 the page or the whole: neither accepts it."""
    desk.at("2020-09-21T09:00")
    where = report_of(JOBS)
    file_report(desk.bureau, where, "lin-qiu", instant("2020-09-24T10:00"), sealed=False)
    if sealed:
        seal_report(desk.bureau, where, "陶然", instant("2020-09-24T10:30"))
    else:
        file_report(desk.bureau, where, "陶然", instant("2020-09-24T10:30"))
    for clerk in (CLERK, OTHER_CLERK):
        with pytest.raises(NotYours, match=rf"由办公室其他同志办理.*{clerk}不能办理"):
            accept_report(desk.bureau, where, clerk, instant("2020-09-24T11:00"))


def test_it_forgets_who_filed_what_was_returned(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T10:00", by="lin-qiu")
    return_report(desk.bureau, report_of(JOBS), OTHER_CLERK, instant("2020-09-22T11:00"), "缺数据")
    desk.file(JOBS, "2020-09-23T10:00", by="tao-ran")
    accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-23T11:00"))
    assert desk.status(JOBS)["standing"] == "accepted"


def test_it_accepts_nothing_that_is_not_there(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    with pytest.raises(NotAllowed, match="仲裁股没有待审核的报告"):
        accept_report(desk.bureau, report_of(DISPUTES), CLERK, instant("2020-09-24T11:00"))
    with pytest.raises(NotAllowed, match="仲裁股没有可以退回的报告"):
        return_report(desk.bureau, report_of(DISPUTES), CLERK, instant("2020-09-24T11:00"), "缺数据")


def test_it_returns_with_a_reason_and_never_takes_time_that_the_unit_still_had(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T10:00")
    done = return_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-22T11:00"), "缺数据")
    assert done.fact.until == instant("2020-09-28T00:00")
    with pytest.raises(BadRequest, match="退回请写明原因"):
        return_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-22T11:00"), " ")


def test_it_reminds_once_on_the_day_of_the_limit_and_keeps_the_timeliness_of_what_is_refiled_by_then(
    desk: Desk,
) -> None:
    desk.until("2020-09-25T09:00")
    desk.file(JOBS, "2020-09-27T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-27T15:00"), "缺数据")
    desk.until("2020-09-29T09:00")
    mail = desk.mails()["su-he"]
    assert mail.subject.startswith("今日应重报：就业中心2020年9月稳就业月报")
    assert "请于9月29日（星期二）24:00前重新报送。\n退回原因：缺数据" in mail.text
    desk.file(JOBS, "2020-09-29T23:00")
    assert desk.status(JOBS)["outcome"] == "on_time"


def test_it_makes_what_is_not_refiled_overdue_from_the_limit(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    desk.file(JOBS, "2020-09-27T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-27T15:00"), "缺数据")
    desk.until("2020-09-30T09:00")
    assert desk.status(JOBS)["standing"] == "overdue"
    fired = ("fired", "due")
    assert desk.rungs(JOBS, round_=2) == {"N": fired, "T-0": fired, "E+1": fired}
    desk.file(JOBS, "2020-09-30T10:00")
    assert desk.status(JOBS)["outcome"] == "late"


def test_it_may_give_a_longer_limit_but_none_in_the_past(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    at = instant("2020-09-25T10:00")
    with pytest.raises(BadRequest, match="重报期限应在一年以内"):
        return_report(desk.bureau, report_of(JOBS), CLERK, at, "缺数据", date.max)
    with pytest.raises(BadRequest, match="重报期限不能早于今天"):
        return_report(desk.bureau, report_of(JOBS), CLERK, at, "缺数据", date(2020, 9, 24))
    done = return_report(desk.bureau, report_of(JOBS), CLERK, at, "缺数据", date(2020, 9, 30))
    assert done.fact.until == instant("2020-10-01T00:00")


@pytest.mark.parametrize("passed", [True, False])
def test_it_returns_nothing_once_the_period_is_closed(desk: Desk, passed: bool) -> None:
    """Even where the machine was off when it closed."""
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-22T10:00")
    if passed:
        desk.until("2020-11-03T09:00")
    with pytest.raises(NotAllowed, match="就业中心2020年9月的事项已于10月30日（星期五）24:00结束，结果不再改动"):
        return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-11-03T10:00"), "缺数据")
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["outcome"]) == ("filed", "on_time")


def test_it_does_not_return_what_it_has_accepted(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    accept_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T11:00"))
    with pytest.raises(NotAllowed, match="就业中心没有可以退回的报告"):
        return_report(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T12:00"), "缺数据")


def test_it_closes_no_earlier_than_the_limit_of_a_late_return(desk: Desk) -> None:
    """Returned on the period's last day: the printed limit holds, T-0 comes, and what is refiled counts."""
    desk.until("2020-09-25T09:00")
    desk.file(JOBS, "2020-09-25T10:00")
    desk.until("2020-10-30T09:00")
    done = return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-10-30T14:00"), "缺数据")
    assert done.fact.until == instant("2020-11-04T00:00")
    desk.until("2020-11-03T09:00")
    assert desk.rungs(JOBS, round_=2) == {"T-0": ("fired", "due")}
    desk.file(JOBS, "2020-11-03T10:00")
    desk.until("2020-11-05T09:00")
    [closed] = [act for act in desk.trace(JOBS)["acts"] if act["act"] == "closed"]
    assert (desk.status(JOBS)["outcome"], closed["detail"]["outcome"]) == ("on_time", "on_time")
