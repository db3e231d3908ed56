"""Firms' requests at work, from the one that 周远 brings on a Thursday morning."""

from datetime import date

from tests.bureau import JOBS, LIAISON, TRAINING, VISITOR, Desk
from yudu_flow.actions.acts.act import Done, Sought
from yudu_flow.actions.acts.answer_request import answer_request
from yudu_flow.actions.acts.call_back import call_back
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.matters import Matter, matter_numbered
from yudu_flow.actions.views.report import statuses
from yudu_flow.domain.facts import Satisfaction

WORDS = Asking("清溪电子厂", "用工", "招不到焊工，想要10名", JOBS, (TRAINING,))
LEAD, HELP, CALL = "request:1", "request-help:1", "request-call:1"


def begun(desk: Desk) -> Desk:
    """24 September 2020, half past nine; what was sent so far is forgotten."""
    desk.at("2020-09-24T09:30")
    desk.email.sent.clear()
    desk.sms.sent.clear()
    return desk


def opened(desk: Desk, words: Asking = WORDS, by: str = VISITOR) -> list[Done]:
    return open_request(desk.bureau, by, desk.clock(), words)


def at(desk: Desk, when: str) -> Desk:
    """Live until then, as the timetable does."""
    desk.until(when)
    return desk


def matter(desk: Desk, number: int = 1) -> Matter:
    with desk.bureau.reading() as db:
        found = matter_numbered(desk.bureau, db, number, desk.clock())
    assert found
    return found


def of(unit: str, duty: str = LEAD) -> Sought:
    return Sought(unit, "", duty)


def answered(desk: Desk, text: str = "已组织专场招聘，送来12人", duty: str = LEAD, unit: str = JOBS) -> None:
    answer_request(desk.bureau, of(unit, duty), LIAISON[unit], desk.clock(), text)


def called(desk: Desk, said: Satisfaction, text: str = "", duty: str = CALL) -> None:
    call_back(desk.bureau, of(VISITOR, duty), VISITOR, desk.clock(), said, text)


def stands(desk: Desk) -> dict[str, tuple[str, str]]:
    """By owner and step: the last day, and where it stands."""
    rows = statuses(desk.bureau, desk.clock())
    return {
        f"{row['owner']} {row['kind']}": (str(row["late_after"])[:10], row["standing"])
        for row in rows
        if row["kind"].startswith("request")
    }


def at_day(text: str) -> date:
    return date.fromisoformat(text)


def mails(desk: Desk) -> list[tuple[str, str]]:
    return [(mail.recipient, mail.subject) for mail in desk.email.sent]
