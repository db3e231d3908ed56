"""The office excuses a report, or tells somebody by telephone: it …"""

import pytest

from tests.bureau import CLERK, DISPUTES, JOBS, LIAISON, VISITOR, Desk, instant, report_of
from yudu_flow.actions.acts.act import Sought, find
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.acts.log_call import log_call
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.views import unit_view
from yudu_flow.actions.views.obligation_view import whole
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotYours
from yudu_flow.storage.database import reading


def test_it_waives_with_a_reason_and_nothing_more_is_said(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    waive(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-24T10:00"), "机构改革")
    desk.at("2020-09-24T10:01")
    assert "经局办公室审核，本期免予报送，不再发送提醒。\n原因：机构改革" in desk.mails()["su-he"].text
    desk.until("2020-09-28T09:00")
    assert not desk.mails().keys() & {"su-he", "han-song"}
    assert (desk.status(JOBS)["outcome"], desk.rungs(JOBS)["R-1"]) == ("excused", ("skipped", "waived"))


def test_it_waives_nothing_without_a_reason_or_that_is_in_already(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    with pytest.raises(BadRequest, match="请写明免除的原因"):
        waive(desk.bureau, report_of(JOBS), CLERK, desk.clock(), "")
    desk.file(JOBS, "2020-09-24T10:00")
    with pytest.raises(NotAllowed, match="就业中心本期已经报送、免报或结束，不能再免"):
        waive(desk.bureau, report_of(JOBS), CLERK, instant("2020-09-24T11:00"), "机构改革")


def test_a_form_whose_page_is_excused_is_neither_sealed_nor_returned(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    form, at = report_of(JOBS), instant("2020-09-24T11:00")
    file_report(desk.bureau, form, LIAISON[JOBS], desk.clock(), Report("已落实"), sealed=False)
    waive(desk.bureau, form, CLERK, desk.clock.set("2020-09-24T10:00"), "机构改革")
    with pytest.raises(NotAllowed, match="就业中心本期已免予报送"):
        return_report(desk.bureau, form, CLERK, at, "缺数据")
    with pytest.raises(NotAllowed, match="就业中心本期已免予报送"):
        seal_report(desk.bureau, form, LIAISON[JOBS], at)
    with reading(desk.bureau.engine) as db:
        sight = find(desk.bureau, db, form, lock=False)
        doors = whole(desk.bureau, db, sight, at, "lin-qiu").doors
        can = unit_view.whole(desk.bureau, db, sight, at).doors
    assert not doors & {"return", "register_page"}
    assert not can & {"seal", "file"}


def test_it_takes_no_report_or_visit_that_was_waived(desk: Desk) -> None:
    desk.until("2020-09-24T09:00")
    at = instant("2020-09-24T10:00")
    waive(desk.bureau, report_of(JOBS), CLERK, at, "机构改革")
    waive(desk.bureau, Sought(VISITOR, "2020-09"), CLERK, at, "外出培训")
    with pytest.raises(NotAllowed, match="就业中心本期已免予报送，不用再报"):
        file_report(desk.bureau, report_of(JOBS), "苏禾", at)
    with pytest.raises(NotAllowed, match="周远本期走访已免，不用登记"):
        record_visit(desk.bureau, Sought(VISITOR, "2020-09"), VISITOR, at)


def test_it_notes_a_call_that_is_then_part_of_the_trace(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    log_call(desk.bureau, report_of(DISPUTES), "lin-qiu", desk.clock.set("2020-09-28T10:00"), "叶舟接听，答应今天报")
    act = desk.trace(DISPUTES)["acts"][-1]
    assert (act["act"], act["by"], act["detail"]) == ("called", CLERK, {"note": "叶舟接听，答应今天报"})


def test_it_notes_no_call_about_a_period_that_is_over(desk: Desk) -> None:
    desk.until("2020-10-31T00:00")
    with pytest.raises(NotAllowed, match="本期已经结束，不用再电话告知"):
        log_call(desk.bureau, report_of(DISPUTES), CLERK, desk.clock())


def test_it_lets_no_unit_write_down_that_it_was_called(desk: Desk) -> None:
    """A call tells of a slip, and a case may rest on it."""
    desk.until("2020-09-28T09:00")
    with pytest.raises(NotYours, match="仲裁股的电话告知由局办公室办理，叶舟不能办理"):
        log_call(desk.bureau, report_of(DISPUTES), "叶舟", desk.clock.set("2020-09-28T10:00"))
