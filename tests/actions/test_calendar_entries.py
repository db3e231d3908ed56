"""Calendar entries in mails: each …"""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import icalendar

from tests.bureau import CLERK, TRAINING, Clock, Desk, change, desk_in, instant, report_of
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.domain.facts import ExtensionChoice

UNTIL = date(2020, 10, 12)


def entries(desk: Desk, person: str = "tang-ning") -> list[Any]:
    """The entries in that person's mail of the last pass."""
    said = desk.mails()[person].calendar
    return [*icalendar.Calendar.from_ical(said).walk("VEVENT")] if said else []


def entry(desk: Desk) -> tuple[str, int, datetime]:
    """The name, sequence and end of 培训股's only entry, as a calendar keeps it."""
    [one] = entries(desk)
    assert one["SUMMARY"].startswith("培训股")
    return str(one["UID"]), int(one["SEQUENCE"]), one["DTEND"].dt


def test_it_bears_the_name_that_the_standard_gives(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    home, plan = desk.bureau.mail_domain, desk.bureau.content.plans[0].id
    place = f"{desk.bureau.key}/{home}/{plan}/report/培训股/2020-09"
    assert entry(desk)[0] == f"{uuid5(NAMESPACE_URL, place)}@{home}"


def test_it_comes_with_the_first_reminder_of_a_round_alone(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    [event] = entries(desk)
    assert event["SUMMARY"] == "培训股2020年9月稳就业月报截止"
    assert str(event["DESCRIPTION"]).startswith("应于9月27日（星期日）24:00前完成。依据：")
    desk.until("2020-09-23T09:00")
    assert {mail.calendar for mail in desk.email.sent} == {""}


def test_it_stands_beside_the_others_that_the_same_mail_names_first(home: Path, database: str) -> None:
    old = "liaison: {holders: [{person: tang-ning}]}"
    change(home, "config/roster.yaml", old, old.replace("tang-ning", "su-he"))
    desk = desk_in(home, database, Clock(instant("2020-09-18T09:00")))
    desk.until("2020-09-21T09:00")
    told = entries(desk, "su-he")
    assert {"就业中", "培训股"} == {one["SUMMARY"][:3] for one in told if "月报" in one["SUMMARY"]}
    assert desk.mails()["su-he"].calendar.count("BEGIN:VCALENDAR") == 1
    assert len({str(one["UID"]) for one in told}) == len(told)


def test_it_is_moved_by_an_extension_and_by_the_reminders_that_follow(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    uid, sequence, end = entry(desk)
    assert (sequence, end) == (0, instant("2020-09-28T00:00"))
    at = desk.clock.set("2020-09-24T10:00")
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", at, UNTIL, "讲师未到位")
    at = desk.clock.set("2020-09-24T11:00")
    decide_extension(desk.bureau, report_of(TRAINING), CLERK, at, ExtensionChoice.APPROVE, UNTIL, "情况属实")
    desk.at("2020-09-24T11:05")
    assert entry(desk) == (uid, 1, instant("2020-10-13T00:00"))
    desk.until("2020-09-28T09:00")
    assert entry(desk) == (uid, 1, instant("2020-10-13T00:00"))


def test_it_is_moved_to_the_day_that_a_refusal_leaves(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    uid, _, _ = entry(desk)
    at = desk.clock.set("2020-09-24T10:00")
    ask_extension(desk.bureau, report_of(TRAINING), "唐宁", at, UNTIL, "讲师未到位")
    at = desk.clock.set("2020-09-27T10:00")
    decide_extension(desk.bureau, report_of(TRAINING), CLERK, at, ExtensionChoice.REFUSE, None, "请按期报送")
    desk.at("2020-09-27T10:05")
    assert entry(desk) == (uid, 1, instant("2020-09-29T00:00"))


def test_it_is_moved_to_the_limit_of_a_return(desk: Desk) -> None:
    desk.until("2020-09-21T09:00")
    uid, _, _ = entry(desk)
    desk.file(TRAINING, "2020-09-22T10:00")
    desk.at("2020-09-22T10:05")
    return_report(desk.bureau, report_of(TRAINING), CLERK, desk.clock.set("2020-09-27T10:00"), "缺少数据")
    desk.at("2020-09-27T10:05")
    [event] = entries(desk)
    assert event["SUMMARY"] == "培训股2020年9月稳就业月报重报截止"
    assert entry(desk) == (uid, 1, instant("2020-09-30T00:00"))


def test_it_is_moved_by_a_local_rest_day_with_the_message_that_says_so(home: Path, database: str) -> None:
    clock = Clock(instant("2020-09-18T09:00"))
    before = desk_in(home, database, clock)
    before.until("2020-09-21T09:00")
    uid, _, _ = entry(before)
    change(home, "config/calendar.yaml", "rest: []", "rest: [2020-09-27]")
    after = desk_in(home, database, clock)
    moved = []
    for day in range(22, 29):
        after.at(f"2020-09-{day}T09:00")
        moved += [entry(after)] if "tang-ning" in after.mails() and entries(after) else []
    assert moved == [(uid, 1, instant("2020-09-29T00:00"))]
