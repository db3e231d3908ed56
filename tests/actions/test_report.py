"""What the office looks up: it …"""

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, LIAISON, TRAINING, VISITOR, Desk, instant, report_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.views.report import sent_messages, statuses, traces
from yudu_flow.domain.errors import NotFound


def test_it_says_where_every_obligation_stands_in_the_contracts_words(desk: Desk) -> None:
    desk.until("2020-09-27T09:00")
    status = desk.status(JOBS)
    assert status == {
        "obligation": "2020-09/report/就业中心",
        "duty": "report",
        "kind": "report",
        "subject": "",
        "owner": JOBS,
        "unit": JOBS,
        "period": "2020-09",
        "cycle": "month",
        "remind_by": instant("2020-09-27T00:00").date(),
        "late_after": instant("2020-09-27T23:59:59"),
        "standing": "due_today",
        "flags": [],
        "lamp": "yellow",
        "filed_at": None,
        "outcome": "open",
        "says": "今日到期",
    }


def test_where_only_the_page_is_owed_the_limit_is_that_of_the_page(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), Report("已落实"), sealed=False)
    assert desk.status(JOBS)["late_after"] == instant("2020-09-30T23:59:59")


@pytest.mark.parametrize(
    ("when", "standing"),
    [
        ("2020-09-21T09:00", "open"),
        ("2020-09-23T00:00", "due_soon"),
        ("2020-09-27T23:59", "due_today"),
        ("2020-09-28T00:00", "overdue"),
    ],
)
def test_it_moves_with_the_clock_alone(desk: Desk, when: str, standing: str) -> None:
    desk.at("2020-09-18T09:00")
    desk.clock.set(when)
    assert desk.status(TRAINING)["standing"] == standing


def test_it_lists_a_persons_obligations_with_their_unit(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    mine = statuses(desk.bureau, desk.clock(), unit=INSURANCE)
    assert [(row["duty"], row["owner"], row["unit"]) for row in mine] == [
        ("report", INSURANCE, INSURANCE),
        ("visit-zhou", VISITOR, INSURANCE),
    ]


def test_it_refuses_an_unknown_unit_and_an_empty_month_gives_nothing(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    with pytest.raises(NotFound, match="名册中没有“就业局”"):
        statuses(desk.bureau, desk.clock(), unit="就业局")
    assert statuses(desk.bureau, desk.clock(), period="2021-01") == []
    assert traces(desk.bureau, desk.clock(), JOBS, "2021-01") == []


def test_it_flags_what_the_office_should_look_at_in_a_report(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    desk.file(JOBS, "2020-09-24T10:00", report=Report())
    assert desk.status(JOBS)["flags"] == ["empty"]
    desk.file(TRAINING, "2020-09-24T10:00", report=Report("已落实"))
    desk.until("2020-10-22T09:00")
    again = report_of(TRAINING, "2020-10")
    file_report(desk.bureau, again, "唐宁", desk.clock.set("2020-10-22T10:00"), Report("已落实"))
    assert desk.status(TRAINING, period="2020-10")["flags"] == ["alike"]


def test_it_traces_every_rung_with_who_was_told_and_what_is_still_to_come(desk: Desk) -> None:
    desk.until("2020-09-25T09:00")
    rungs = desk.trace(JOBS)["rungs"]
    verdicts = [(row["rung"], row["verdict"]) for row in rungs]
    assert verdicts == [("R-5", "fired"), ("R-3", "fired"), ("R-1", "fired"), ("R-0", "pending")]
    told = [(n["recipient"], n["channel"], n["state"]) for n in rungs[2]["notices"]]
    assert sorted(told) == [("su-he", "email", "sent"), ("su-he", "sms", "sent")]
    assert rungs[3]["at"] == instant("2020-09-27T09:00")


def test_it_traces_every_act_with_who_did_it(desk: Desk) -> None:
    desk.at("2020-09-18T09:00")
    record_visit(desk.bureau, Sought(JOBS, "2020-09"), "lin-qiu", instant("2020-09-22T10:00"), "长河电子")
    [act] = desk.trace(JOBS, "visit-3")["acts"]
    assert act == {
        "at": instant("2020-09-22T10:00"),
        "by": CLERK,
        "act": "visited",
        "detail": {"subject": "长河电子", "firm": 1},
    }


def test_it_keeps_every_message_word_for_word(desk: Desk) -> None:
    desk.at("2020-09-21T09:00")
    kept = {row["recipient"]: row for row in sent_messages(desk.bureau)}
    assert {*kept} == {*LIAISON.values(), "zhou-yuan"}
    for outgoing in desk.email.sent:
        row = kept[outgoing.recipient]
        assert (row["text"], row["subject"], row["address"]) == (outgoing.text, outgoing.subject, outgoing.address)
        assert (row["state"], row["attempts"], row["sent_at"]) == ("sent", 1, instant("2020-09-21T09:00"))


def test_it_keeps_a_line_for_each_rung_of_a_round_that_was_cut_short(desk: Desk) -> None:
    desk.until("2020-09-23T09:00")
    desk.file(JOBS, "2020-09-24T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-24T11:00"), "数据有误")
    desk.at("2020-09-24T11:00")
    lines = {
        (r["round"], r["rung"]): (r["verdict"], r["reason"]) for r in desk.trace(JOBS)["rungs"] if r["rung"][1] == "-"
    }
    assert [name for number, name in lines if number == 1] == ["R-5", "R-3", "R-1", "R-0"]
    assert lines[1, "R-1"] == lines[1, "R-0"] == ("skipped", "new_round")
    assert lines[2, "T-0"] == ("pending", "not_due")


def test_it_knows_nothing_later_than_the_instant_asked_about(desk: Desk) -> None:
    desk.until("2020-09-28T09:00")
    desk.file(JOBS, "2020-09-28T10:00")
    desk.until("2020-10-09T09:00")
    past = instant("2020-09-25T10:00")
    [then] = [row for row in statuses(desk.bureau, past, unit=JOBS, then=True) if row["duty"] == "report"]
    assert (then["standing"], then["filed_at"], then["outcome"]) == ("due_soon", None, "open")
    [trace] = [row for row in traces(desk.bureau, past, JOBS, "2020-09", then=True) if "report" in row["obligation"]]
    assert trace["acts"] == []
    assert [r["rung"] for r in trace["rungs"] if r["verdict"] == "fired"] == ["R-5", "R-3", "R-1"]
    assert {row["period"] for row in statuses(desk.bureau, past, then=True)} == {"2020-09"}


def test_it_knows_a_message_as_waiting_that_went_out_later(desk: Desk) -> None:
    """A return of Saturday is held to Sunday's pass, which is worked."""
    desk.until("2020-09-25T09:00")
    desk.file(JOBS, "2020-09-25T10:00")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock.set("2020-09-26T10:00"), "数据有误")
    desk.until("2020-09-27T09:00")
    trace = traces(desk.bureau, instant("2020-09-26T12:00"), JOBS, "2020-09", then=True)[0]
    [answer] = [rung for rung in trace["rungs"] if rung["rung"] == "returned"]
    assert [notice["state"] for notice in answer["notices"]] == ["held"]
