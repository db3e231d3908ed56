"""The wall clock may be set back or forwards and the machine may think it is in New York: nothing is told twice."""

import json
import os
from datetime import datetime
from pathlib import Path

from tests.bureau import JOBS, LIAISON, SEPTEMBER, TRAINING, UNITS, Desk, instant, report_of
from tests.engine.books import messages, reasons, unbalanced
from tests.warm import Program
from yudu_flow.actions.acts.file_report import file_report
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.engine.make_pass import make_pass

MONTH = ("2020-09-18T08:30", "2020-09-21T09:00", "2020-09-23T09:00", "2020-09-25T09:00", "2020-09-27T09:00")


def sent_at(desk: Desk, *instants: str) -> list[str]:
    """Who got an SMS or a mail in the passes at these instants, in this order."""
    return [sent.recipient for when in instants if desk.at(when) for sent in (*desk.email.sent, *desk.sms.sent)]


def test_a_clock_set_back_repeats_nothing(desk: Desk) -> None:
    """It goes through the same days again in silence."""
    assert sent_at(desk, *MONTH)
    before = len(messages(desk))
    assert sent_at(desk, *MONTH) == []
    assert len(messages(desk)) == before


def test_a_clock_set_back_by_years_opens_nothing(desk: Desk) -> None:
    """It waits until it is September again."""
    desk.at("2020-09-18T09:00")
    back = desk.at("2018-03-01T09:00")
    assert (back.opened, back.decided.rungs, back.composed.messages) == ([], [], [])
    assert back.next_wake == instant("2020-09-21T09:00")


def test_a_message_queued_before_the_clock_was_set_back_still_goes_out_once(desk: Desk) -> None:
    """It waits for its own instant and is not written a second time."""
    desk.at("2020-09-18T08:30")
    desk.email.refuse("tang-ning@test.local", "451 4.3.0 later", permanent=False)
    desk.at("2020-09-21T09:00")
    desk.email.answers.clear()
    again = sent_at(desk, "2020-09-21T08:30", "2020-09-21T09:30", "2020-09-21T09:31")
    assert again == [LIAISON[TRAINING]]


def test_an_act_is_stamped_no_earlier_than_the_latest_event(desk: Desk) -> None:
    """It keeps the order of a filing and its return although the clock went back between them."""
    desk.at("2020-09-21T09:00")
    filed = file_report(desk.bureau, report_of(JOBS), "苏禾", instant("2020-09-24T10:00"))
    returned = return_report(desk.bureau, report_of(JOBS), "林秋", instant("2020-09-22T10:00"), "缺少数据")
    assert returned.fact.at == filed.fact.at == instant("2020-09-24T10:00")


def test_a_clock_that_jumps_ahead_and_back_tells_what_is_due_once(desk: Desk) -> None:
    """It makes up nothing for the days that were never there, and goes on where it was."""
    desk.at("2020-09-18T09:00")
    ahead = sent_at(desk, "2020-09-25T09:00")
    assert sent_at(desk, "2020-09-21T09:00", "2020-09-23T09:00", "2020-09-25T09:00") == []
    assert reasons(desk, TRAINING, SEPTEMBER) == {"R-5": "superseded", "R-3": "superseded", "R-1": "due"}
    assert {LIAISON[unit] for unit in UNITS} <= set(ahead)
    assert unbalanced(desk, SEPTEMBER) == []


def simulated(home: Path, zone: str) -> Program:
    """A month played by a process on a machine set to `zone`."""
    command = ["simulate", "--from", "2020-09-18", "--to", "2020-10-20", "--json"]
    return Program(*command, cwd=home, env={**os.environ, "TZ": zone, "YUDU_FLOW_HOME": str(home)})


def test_the_zone_of_the_machine_does_not_matter(home: Path) -> None:
    """It plays the same month in New York as in Shanghai, printed in +08:00."""
    machines = simulated(home, "America/New_York"), simulated(home, "Asia/Shanghai")
    outputs = [machine.communicate(timeout=60)[0] for machine in machines]
    assert outputs[0] == outputs[1]
    instants = [json.loads(line)["at"] for line in outputs[0].splitlines()]
    assert instants
    assert all(instant.endswith("+08:00") for instant in instants)


def test_a_clock_that_ran_ahead_flags_nobody(desk: Desk) -> None:
    """For one pass it was November: everybody was overdue, urged and closed. Set right, nothing of it holds."""
    desk.until("2020-09-18T09:00")
    desk.at("2020-11-02T09:00")
    assert desk.status(JOBS)["outcome"] == "missing"
    desk.until("2020-09-21T09:00")
    assert (desk.status(JOBS)["standing"], desk.status(JOBS)["flags"]) == ("open", [])
    marks = {act["act"]: act["detail"].get("void") for act in desk.trace(JOBS)["acts"]}
    assert marks == {"overdue": True, "closed": True, "clock_corrected": None}
    desk.file(JOBS, "2020-09-24T10:00")
    assert desk.status(JOBS)["outcome"] == "on_time"
    desk.until("2020-09-30T09:00")
    assert desk.status(TRAINING)["standing"] == "overdue"
    assert {name: desk.rungs(TRAINING)[name] for name in ("E+1", "E+3")} == {
        "E+1": ("fired", "due"),
        "E+3": ("fired", "due"),
    }


def test_a_slip_of_a_clock_that_ran_ahead_counts_for_nothing(desk: Desk) -> None:
    """It is kept in the trace as void; what somebody did by that clock counts from when it was set right."""
    desk.until("2020-09-25T09:00")
    desk.until("2020-09-28T09:00")
    desk.file(JOBS, "2020-09-28T10:00")
    desk.at("2020-09-25T11:00")
    assert (desk.status(JOBS)["outcome"], desk.status(TRAINING)["standing"]) == ("on_time", "due_soon")
    void = [rung for rung in desk.trace(TRAINING)["rungs"] if rung["verdict"] == "void"]
    assert [(rung["rung"], rung["round"], rung["reason"]) for rung in void] == [("E+1", 1, "clock_ahead")]
    assert unbalanced(desk, SEPTEMBER) == []


def test_what_others_did_while_one_stood_still_is_of_no_clock_that_ran_ahead(desk: Desk) -> None:
    """Its pass began on the 27th and went on on the 30th, when the other had sent slips: they hold."""
    desk.until("2020-09-26T09:00")
    began = [instant("2020-09-27T09:00")]

    def clock() -> datetime:
        if not began:
            return desk.clock()
        desk.until("2020-09-30T09:00")
        return began.pop()

    make_pass(desk.bureau, {}, clock)
    assert "clock_corrected" not in {act["act"] for act in desk.trace(JOBS)["acts"]}
    assert desk.status(JOBS)["standing"] == "overdue"
