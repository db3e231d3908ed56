"""The deadline as a calendar entry (RFC 5545), for the recipient's own calendar.

Put together by hand: every unit's entry is its own, and a library took longer over it than over the rest of the mail.
"""

import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from yudu_flow.domain.period import ZONE
from yudu_flow.domain.printable import without_controls

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_RINGS = time(9)  # on the last day; 24:00 of it is no hour to be woken at
_ZONE = (  # China has had no summer time since 1991
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T010000\r\n"
    "TZNAME:CST\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
_HEAD = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//yudu-flow//ZH\r\n{_ZONE}"
_LOCAL = "%Y%m%dT%H%M%S"
_OCTETS = 74  # of a line; the blank that begins a folded one is the 75th (RFC 5545 3.1)
_ESCAPED = re.compile(r"[\\;,\n]")
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


class CalendarEntry(NamedTuple):
    """One deadline: `due` is the first instant that is late, `stamp` when the facts became so.

    An entry of the same `uid` takes the place of an earlier one where its `sequence` is higher (RFC 5545 3.8.7.4).
    """

    uid: str
    title: str
    due: datetime
    description: str
    stamp: datetime
    sequence: int = 0


@lru_cache(maxsize=1024)
def deadline_events(*entries: CalendarEntry) -> str:
    """A VCALENDAR with an event for each: the last hour before `due`, in Asia/Shanghai.

    `due` is the first instant that is late, so the event ends there and shows on the last day itself.
    """
    return "".join((_HEAD, *map(_event, entries), "END:VCALENDAR\r\n"))


def subscription(name: str, *entries: CalendarEntry) -> str:
    """The same for a calendar that comes back for it: what it is called, and that six hours are often enough."""
    again = "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n"
    head = f"METHOD:PUBLISH\r\n{_folded('X-WR-CALNAME', _text(name))}X-WR-TIMEZONE:Asia/Shanghai\r\n{again}"
    return deadline_events(*entries).replace(_ZONE, f"{head}{_ZONE}", 1)


def _event(entry: CalendarEntry) -> str:
    title, (times, alarm) = _text(entry.title), _times(entry.due, entry.stamp)
    return (
        f"BEGIN:VEVENT\r\n{_folded('SUMMARY', title)}{times}{_folded('UID', _text(entry.uid))}"
        f"SEQUENCE:{entry.sequence}\r\n{_folded('DESCRIPTION', _text(entry.description))}TRANSP:TRANSPARENT\r\n"
        f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{_folded('DESCRIPTION', title)}{alarm}END:VALARM\r\nEND:VEVENT\r\n"
    )


@lru_cache(maxsize=64)
def _times(due: datetime, stamp: datetime) -> tuple[str, str]:
    """The lines that say when it is, and when it rings: at 09:00 of the last day, but not after it begins."""
    end = due.astimezone(ZONE)
    begins = end - _HOUR
    early = max(begins - datetime.combine(begins.date(), _RINGS, begins.tzinfo), timedelta(0))
    hours, minutes = early // _HOUR, early % _HOUR // _MINUTE
    return (
        f"DTSTART;TZID=Asia/Shanghai:{begins:{_LOCAL}}\r\nDTEND;TZID=Asia/Shanghai:{end:{_LOCAL}}\r\n"
        f"DTSTAMP:{stamp.astimezone(UTC):{_LOCAL}}Z\r\n",
        f"TRIGGER:-PT{hours}H{minutes}M\r\n" if early else "TRIGGER:PT0S\r\n",
    )


def _text(text: str) -> str:
    """A TEXT value (RFC 5545 3.3.11), without what steers a terminal."""
    words = text if text.isprintable() else without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], words)


def _folded(name: str, value: str) -> str:
    """A content line, folded neither within a character nor within an escape, which some calendars cannot read."""
    data, lines, start = f"{name}:{value}".encode(), [], 0
    if len(data) <= _OCTETS:
        return f"{name}:{value}\r\n"
    while len(data) - start > _OCTETS:
        end = start + _OCTETS
        while data[end] & 0xC0 == 0x80:
            end -= 1
        end -= (len(data[start:end]) - len(data[start:end].rstrip(b"\\"))) % 2
        lines.append(data[start:end].decode())
        start = end
    return "\r\n ".join([*lines, data[start:].decode()]) + "\r\n"
