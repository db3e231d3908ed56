"""The deadline as a calendar entry (RFC 5545), for the recipient's own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from yudu_flow.domain.period import ZONE
from yudu_flow.domain.printable import without_controls

if TYPE_CHECKING:
    import icalendar

_HOUR = timedelta(hours=1)
_RINGS = time(9)  # on the last day; 24:00 of it is no hour to be woken at
_ZONE = (  # written out: China has had no summer time since 1991, and looking that up takes 90 ms
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T010000\r\n"
    "TZNAME:CST\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@dataclass(frozen=True, slots=True)
class Entry:
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
def deadline_events(*entries: Entry) -> str:
    """A VCALENDAR with an event for each: the last hour before `due`, in Asia/Shanghai.

    `due` is the first instant that is late, so the event ends there and shows on the last day itself.
    """
    # Imported here because it costs 116 ms, and most processes never attach a calendar.
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//yudu-flow//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(icalendar.Timezone.from_ical(_ZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(entry: Entry) -> icalendar.Event:
    import icalendar

    event, due = icalendar.Event(), entry.due.astimezone(ZONE)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(ZONE))
    event.add("dtstart", due - _HOUR)
    event.add("dtend", due)
    event.add("summary", without_controls(entry.title))
    event.add("description", without_controls(entry.description))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(without_controls(entry.title), due))
    return event


def _alarm(title: str, due: datetime) -> icalendar.Alarm:
    """At 09:00 of the last day; where less than an hour is left then, when the event begins."""
    import icalendar

    begins = due - _HOUR
    rings = datetime.combine(begins.date(), _RINGS, begins.tzinfo)
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", min(rings - begins, timedelta(0)))
    return alarm
