"""After downtime of any length state decides, not missed events: one message a person, nothing no longer owed."""

from pathlib import Path

from tests.bureau import HEAD, JOBS, LIAISON, SEPTEMBER, TRAINING, UNITS, Desk, change, desk_in, instant, report_of
from tests.engine.books import fired, notices, reasons, unbalanced
from yudu_flow.actions.acts.file_report import file_report, register_report
from yudu_flow.domain.channels import Channel

LIAISONS = {LIAISON[unit] for unit in UNITS}
HEADS = {HEAD[unit] for unit in UNITS}
DECEMBER = "2020-12"


def stopped_after(desk: Desk, *instants: str) -> Desk:
    """Started on 09-18, run at those instants, and then switched off."""
    for when in ("2020-09-18T09:00", *instants):
        desk.at(when)
    return desk


def test_an_hour_off_at_nine_costs_nobody_anything(desk: Desk) -> None:
    """It tells at 10:00 what was due at 09:00, as due and not as made up."""
    stopped_after(desk).at("2020-09-21T10:00")
    assert set(desk.mails()) == LIAISONS
    assert reasons(desk, JOBS, SEPTEMBER)["R-5"] == "due"


def test_only_the_highest_reminder_now_due_goes_out(desk: Desk) -> None:
    """It skips R-5 and R-3 with their reason and says R-1, once."""
    stopped_after(desk).at("2020-09-25T15:00")
    assert set(desk.texts()) == LIAISONS
    assert desk.mails().keys() >= LIAISONS
    assert reasons(desk, JOBS, SEPTEMBER) == {"R-5": "superseded", "R-3": "superseded", "R-1": "due"}
    assert unbalanced(desk, SEPTEMBER) == []


def test_a_reminder_made_up_on_a_later_day_says_so(desk: Desk) -> None:
    """It marks the message 补发."""
    stopped_after(desk).at("2020-09-24T09:30")
    assert reasons(desk, TRAINING, SEPTEMBER) == {"R-5": "superseded", "R-3": "catch_up"}
    assert "补发" in desk.mails()[LIAISON[TRAINING]].text


def test_a_week_over_the_deadline_ends_in_one_slip_each(desk: Desk) -> None:
    """It skips the reminders, fires slip 1, and nobody gets two messages."""
    stopped_after(desk, "2020-09-21T09:00").at("2020-09-29T10:00")
    assert desk.mails().keys() >= LIAISONS | HEADS
    assert desk.texts().keys() >= LIAISONS | HEADS
    found = reasons(desk, JOBS, SEPTEMBER)
    assert {found[name] for name in ("R-3", "R-1", "R-0")} == {"deadline_passed"}
    assert found["E+1"] == "catch_up"
    assert "E+3" not in found
    assert unbalanced(desk, SEPTEMBER) == []


def test_slips_do_not_jump_after_downtime(desk: Desk) -> None:
    """It fires E+1 on return, E+3 two working days later and E+5 two more; 10-01 to 10-08 are a break."""
    stopped_after(desk, "2020-09-21T09:00")
    desk.clock.set("2020-09-29T10:00")
    desk.until("2020-10-14T00:00")
    slips = {name: at for name, at in fired(desk, TRAINING, SEPTEMBER).items() if name.startswith("E")}
    assert slips == {"E+1": "2020-09-29 10:00", "E+3": "2020-10-09 09:00", "E+5": "2020-10-12 09:00"}


def test_slips_do_not_jump_however_long_it_was_off(desk: Desk) -> None:
    """It fires E+1 alone on the day on which E+5 would long have been due, and the next two days later."""
    stopped_after(desk, "2020-09-21T09:00").at("2020-10-20T09:00")
    assert [name for name in fired(desk, JOBS, SEPTEMBER) if name.startswith("E")] == ["E+1"]
    assert not [row for row in desk.at("2020-10-21T09:00").decided.rungs if row.rung == "E+3"]
    assert [row for row in desk.at("2020-10-22T09:00").decided.rungs if row.rung == "E+3"]


def test_who_reported_on_paper_meanwhile_is_not_urged(desk: Desk) -> None:
    """It finds the paper registered on return, and urges only the others."""
    stopped_after(desk, "2020-09-21T09:00")
    received, now = instant("2020-09-25T16:00"), desk.clock.set("2020-09-29T08:40")
    register_report(desk.bureau, report_of(TRAINING), "林秋", now, received, "停电")
    desk.at("2020-09-29T08:40")
    assert "E+1" not in reasons(desk, TRAINING, SEPTEMBER)
    assert notices(desk, LIAISON[TRAINING], Channel.SMS) == []


def test_three_months_off_is_one_message_a_person(desk: Desk) -> None:
    """It says what is owed now, November late and December soon, and nothing of the months that have closed."""
    stopped_after(desk, "2020-09-21T09:00").at("2020-12-21T10:00")
    mails = desk.mails()
    assert mails.keys() >= LIAISONS
    said = mails[LIAISON[TRAINING]].text
    assert [month in said for month in ("9月", "10月", "11月", "12月")] == [False, False, True, True]
    assert desk.texts().keys() >= LIAISONS


def test_three_months_off_never_flags_anybody(desk: Desk) -> None:
    """It proposes no case for a month of which nobody was told, and every verdict has its reason."""
    returned = stopped_after(desk, "2020-09-21T09:00").at("2020-12-21T10:00")
    assert not [row for row in returned.decided.rungs if row.family == "case" and row.verdict == "fired"]
    assert set(reasons(desk, JOBS, "2020-10").values()) == {"deadline_passed", "closed", "already_past"}, "N is over"
    assert unbalanced(desk, "2020-09", "2020-10", "2020-11", DECEMBER) == []


def test_a_second_pass_after_downtime_adds_nothing(desk: Desk) -> None:
    """It is as idle as if it had never stopped."""
    stopped_after(desk, "2020-09-21T09:00", "2020-12-21T10:00")
    again = desk.at("2020-12-21T10:01")
    assert (again.decided.rungs, again.composed.messages) == ([], [])
    assert (desk.email.sent, desk.sms.sent) == ([], [])


def on_saturday(desk: Desk) -> Desk:
    """Stopped before R-1 of December and switched on again on Saturday the 26th; the last day is Monday the 28th."""
    stopped_after(desk, "2020-12-01T09:00", "2020-12-18T09:00", "2020-12-22T09:00").at("2020-12-26T10:00")
    return desk


def test_a_restart_on_a_saturday_waits_for_monday(desk: Desk) -> None:
    """It decides at once, sends nothing, and on Monday says both reminders in one message."""
    on_saturday(desk)
    assert desk.mails() == desk.texts() == {}
    assert reasons(desk, TRAINING, DECEMBER)["R-0"] == "catch_up"
    desk.at("2020-12-28T09:00")
    assert desk.texts().keys() >= LIAISONS | HEADS
    assert notices(desk, LIAISON[TRAINING], Channel.SMS)[-2:] == [
        ("R-0", "composed", "catch_up"),
        ("L-0", "composed", "due"),
    ]


def test_what_is_moot_by_monday_is_withdrawn(desk: Desk) -> None:
    """It no longer reminds a unit that filed on Sunday."""
    on_saturday(desk)
    file_report(desk.bureau, report_of(TRAINING, DECEMBER), "唐宁", desk.clock.set("2020-12-27T15:00"))
    desk.at("2020-12-28T09:00")
    assert notices(desk, LIAISON[TRAINING], Channel.SMS)[-1] == ("R-0", "withdrawn", "filed")
    assert LIAISON[TRAINING] not in desk.texts()
    assert unbalanced(desk, DECEMBER) == []


def test_what_is_too_late_by_monday_is_suppressed(home: Path, database: str) -> None:
    """It does not remind on Monday of a deadline that the office keeps on the Sunday, and says why."""
    change(home, "config/rules.yaml", "rest_day: next", "rest_day: keep")
    desk = on_saturday(desk_in(home, database))
    desk.at("2020-12-28T09:00")
    told = [row for row in notices(desk, LIAISON[TRAINING], Channel.SMS) if row[0] == "R-0"][-1:]
    assert told == [("R-0", "suppressed", "deadline_passed")]
    assert unbalanced(desk, DECEMBER) == []
    desk.bureau.engine.dispose()
