"""A year's holidays and the place's own days written into config/calendar.yaml, from a page or a notice."""

from datetime import date, datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_file import Proposal, Sheet, keep, propose, sheet
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.calendar.notice import Announced, Break, contradictions
from yudu_flow.content.calendar.outline import BREAK, FILE, LOCAL, OWN, YEAR, YEARS, row_of_notice
from yudu_flow.content.entries import Row
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.names import names_in

CHANGED = "calendar_changed"


def place_of(part: str) -> Trail:
    """Where the file has a year, or what is local. Raises NotFound."""
    if part == LOCAL:
        return (LOCAL,)
    # isdigit alone takes ² as well, of which int makes no number.
    if part.isascii() and part.isdigit() and len(part) == 4 and 2000 <= int(part) <= 2100:
        return (YEARS, part)
    raise NotFound("没有这一年")


def calendar_sheet(home: Path, part: str) -> Sheet:
    """A year, or what is local, as an editor sees it. Raises NotFound."""
    return sheet(home, FILE, OWN if part == LOCAL else YEAR, place_of(part))


def propose_calendar(home: Path, part: str, row: Row, seen: str, now: datetime) -> Proposal:
    """What the form makes of the calendar. Raises NotFound, Conflict, BadRequest."""
    return propose(home, FILE, row, seen, now, place_of(part))


def propose_notice(home: Path, found: Announced, now: datetime) -> Proposal:
    """What a notice makes of it, in the place of whatever the file had of that year."""
    seen = calendar_sheet(home, str(found.year)).seen
    return propose_calendar(home, str(found.year), row_of_notice(found), seen, now)


def keep_calendar(
    home: Path, bureau: Bureau, by: str, now: datetime, proposal: Proposal, part: str, why: str = ""
) -> None:
    """Write it. Raises NotYours, BrokenFiles, Conflict, BadRequest."""
    about = "本地放假、上班" if part == LOCAL else f"{part}年放假安排"
    keep(home, bureau, by, now, proposal, CHANGED, about, why)


def doubts_of(row: Row, year: int) -> list[str]:
    """What cannot be right, or is missing, in a year as a form has it; nothing while a day of it cannot be read."""
    try:
        breaks = tuple(_break(one) for one in row.lists[BREAK.name])
        worked = tuple(date.fromisoformat(day) for day in names_in(row.said.get("worked", "")))
    except ValueError:
        return []
    return contradictions(Announced(year, breaks, worked, ())) if breaks else []


def _break(one: Row) -> Break:
    start, end = (date.fromisoformat(one.said[name]) for name in ("from", "to"))
    return Break(start, end, one.said["name"])
