"""The deadline in a calendar …"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from tests.delivery.messages import NINE
from yudu_flow.delivery.ics import CalendarEntry, deadline_events

MIDNIGHT = datetime(2020, 9, 27, 16, tzinfo=UTC)  # 24:00 of 09-27 in Asia/Shanghai


OTHER = CalendarEntry("o2@flow.example", "走访企业，2家", MIDNIGHT + timedelta(days=3), "关", NINE, sequence=2)


def deadline_event(uid: str, title: str, due: datetime, description: str, stamp: datetime) -> str:
    """A calendar with one entry."""
    return deadline_events(CalendarEntry(uid, title, due, description, stamp))


def read(text: str) -> Any:
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event


def test_it_is_the_last_hour_in_time_on_the_last_day() -> None:
    event = read(deadline_event("o1@flow.example", "报送贯彻落实情况", MIDNIGHT, "加盖单位公章", NINE))
    assert event["DTSTART"].dt.isoformat() == "2020-09-27T23:00:00+08:00"
    assert event["DTEND"].dt == MIDNIGHT
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_it_says_what_is_owed_and_when_that_was_so() -> None:
    event = read(deadline_event("o1@flow.example", "报送，情况；\n二", MIDNIGHT, "加盖单位公章", NINE))
    assert (event["UID"], event["SUMMARY"], event["DESCRIPTION"]) == (
        "o1@flow.example",
        "报送，情况；\n二",
        "加盖单位公章",
    )
    assert event["DTSTAMP"].dt == NINE


@pytest.mark.parametrize(
    ("due", "rings"),
    [
        (MIDNIGHT, "2020-09-27T09:00:00+08:00"),
        (MIDNIGHT - timedelta(hours=7), "2020-09-27T09:00:00+08:00"),
        (MIDNIGHT - timedelta(hours=15), "2020-09-27T08:00:00+08:00"),
    ],
    ids=["24:00", "17:00", "09:00"],
)
def test_it_rings_on_the_morning_of_the_last_day(due: datetime, rings: str) -> None:
    event = read(deadline_event("o1@flow.example", "报送贯彻落实情况", due, "", NINE))
    (alarm,) = event.walk("VALARM")
    assert (event["DTSTART"].dt + alarm["TRIGGER"].dt).isoformat() == rings
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "报送贯彻落实情况")


def test_it_carries_its_zone_and_short_crlf_lines() -> None:
    text = deadline_event("o1@flow.example", "报送贯彻落实情况" * 20, MIDNIGHT, "", NINE)
    assert "BEGIN:VTIMEZONE" in text
    assert "TZOFFSETTO:+0800" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


ODD = '报送，a,b;c\\d\n二"：x^、\\n' + "加盖单位公章" * 9
ESCAPED = {r"\\": "\\", r"\;": ";", r"\,": ",", r"\n": "\n"}


def unfolded(text: str) -> list[str]:
    """The content lines, read by the letter of RFC 5545 3.1: CRLF alone, 75 octets, folds between characters."""
    assert text.endswith("\r\n")
    lines: list[str] = []
    for raw in text.encode().removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(raw) <= 75
        line = raw.decode()  # a fold within a character would not decode
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)
        if line.startswith((" ", "\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def plain(said: str) -> str:
    """A TEXT value read back; every comma, semicolon and backslash in it is escaped."""
    parts = re.findall(r"\\[\\;,n]|[^\\;,]", said)
    assert "".join(parts) == said
    return "".join(ESCAPED.get(part, part) for part in parts)


def test_a_strict_reader_takes_every_line() -> None:
    entry = CalendarEntry("o1@flow.example", f"\x0b{ODD}\x1b[31m", MIDNIGHT, ODD, NINE)
    lines = unfolded(deadline_events(entry, OTHER))
    named = [re.fullmatch(r'([A-Z-]+)(?:;[A-Z-]+=[^;:,"]+)*:(.*)', line) for line in lines]
    told = [(found[1], found[2]) for found in named if found]
    assert (len(told), told[0], told[-1]) == (len(lines), ("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    assert [said for name, said in told if name == "BEGIN"].count("VEVENT") == 2
    assert [said for name, said in told if name == "UID"] == ["o1@flow.example", "o2@flow.example"]
    assert [said for name, said in told if name == "SEQUENCE"] == ["0", "2"]
    assert [said[-1] for name, said in told if name == "DTSTAMP"] == ["Z", "Z"]
    assert [plain(said) for name, said in told if name in ("SUMMARY", "DESCRIPTION")] == [
        *(f"{ODD}[31m", ODD, f"{ODD}[31m"),
        *(OTHER.title, OTHER.description, OTHER.title),
    ]


def test_it_is_made_once_for_all_who_owe_the_same() -> None:
    arguments = ("o1@flow.example", "报送", MIDNIGHT + timedelta(days=1), "", NINE)
    assert deadline_event(*arguments) is deadline_event(*arguments)


@pytest.mark.parametrize("before", range(3))
def test_it_is_not_folded_within_an_escape(before: int) -> None:
    title = "报" * 20 + "x" * before + r",\;" * 30
    text = deadline_event("o1@flow.example", title, MIDNIGHT, "", NINE)
    assert read(text)["SUMMARY"] == title
    assert all((len(line) - len(line.rstrip("\\"))) % 2 == 0 for line in text.split("\r\n"))
