"""The deadline as a calendar entry (RFC 5545), for the recipient's own calendar."""

from datetime import datetime, timedelta
from functools import lru_cache

from yudu_flow.domain.period import ZONE

_HOUR = timedelta(hours=1)
_ZONE = (  # written out: China has had no summer time since 1991, and looking that up takes 90 ms
    "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T010000\r\n"
    "TZNAME:CST\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@lru_cache(maxsize=1024)
def deadline_event(uid: str, title: str, due: datetime, description: str, stamp: datetime) -> str:
    """A VCALENDAR with one event: the last hour before `due`, in Asia/Shanghai.

    `due` is the first instant that is late, so the event ends there and shows on the last day itself. The same `uid`
    replaces the entry of an earlier mail. `stamp` is when the facts were so.
    """
    # Imported here because it costs 116 ms, and most processes never attach a calendar.
    import icalendar

    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(ZONE))
    event.add("dtstart", due.astimezone(ZONE) - _HOUR)
    event.add("dtend", due.astimezone(ZONE))
    event.add("summary", title)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//yudu-flow//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(icalendar.Timezone.from_ical(_ZONE))
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()
