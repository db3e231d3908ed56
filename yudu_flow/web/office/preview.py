"""The preview (预演): what the coming three months would send, and what other rules would change in that.

A post plays, a look only shows what was played: nothing runs because somebody opened or reloaded a page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.acts.tried_beside import as_it_stands
from yudu_flow.actions.papers.sheet import Sheet
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.simulation.rehearsal import RULES, Coming, beginning, differences
from yudu_flow.web.doors.access import OfOffice
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.papers import book
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room
from yudu_flow.wording.names import CHANNELS, spell_kind

router = Room()
LONGEST = 50_000
COLUMNS = {"日期": 12, "收件人": 12, "渠道": 8, "种类": 20, "内容": 60}
PREVIEW = "/office/preview"


@dataclass(frozen=True, slots=True)
class Group:
    """The same message to several people on one day."""

    channel: str
    kind: str
    subjects: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day's messages; `count` is how many."""

    day: date
    count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PreviewMonth:
    """One month's days."""

    name: str
    count: int
    days: tuple[Day, ...]


@router.get("/office/preview.xlsx")
def preview_file(request: Request, visitor: OfOffice) -> Response:
    """What was played today. Raises NotFound where nothing was."""
    hall = hall_of(request)
    played = hall.rehearsals.played(beginning(hall.settings, hall.bureau(), hall.now()))
    if played is None:
        raise NotFound("还没有预演，请先开始预演")
    rows = [(one.day, one.recipient, CHANNELS[one.channel], spell_kind(one.kind), one.subject) for one in played.coming]
    return book(request, "预演", [Sheet("今后三个月", COLUMNS, rows)])


@router.get("/office/preview")
def preview_page(request: Request, visitor: OfOffice, tried: str = "") -> Response:
    """What was played today for the content as it is, and with the rules that were tried."""
    hall = hall_of(request)
    begin, rehearsals = beginning(hall.settings, hall.bureau(), hall.now()), hall.rehearsals
    played, other = rehearsals.played(begin), rehearsals.played(begin, tried) if tried else None
    return page(
        request,
        "office/preview.html",
        played=played,
        months=[*months(played.coming)] if played else [],
        other=other,
        tried=tried,
        outdated=bool(tried) and other is None,
        changes=differences(played.coming, other.coming)
        if played and other and not (other.errors or other.problem)
        else None,
        rules=other.rules if other else as_it_stands(hall.settings.home, RULES)[1],
    )


@router.post("/office/preview")
def preview_posted(request: Request, visitor: OfOffice, form: Posted) -> Response:
    """Play the content as it is; with rules in the form, those as well."""
    hall = hall_of(request)
    rules = text(form, "rules").replace("\r\n", "\n")
    if len(rules) > LONGEST:
        raise BadRequest("规则文件太长，请检查是不是贴错了")
    begin = beginning(hall.settings, hall.bureau(), hall.now())
    hall.rehearsals.play(begin)
    tried = hall.rehearsals.play(begin, {RULES: rules + "\n"}) if rules else ""
    return go(request, f"{PREVIEW}?tried={tried}" if tried else PREVIEW)


def months(coming: Iterable[Coming]) -> Iterator[PreviewMonth]:
    """Month by month, day by day; `coming` is in order of day."""
    for name, some in groupby(coming, key=lambda one: f"{one.day.year}-{one.day.month:02d}"):
        days = tuple(_days(some))
        yield PreviewMonth(name, sum(day.count for day in days), days)


def _days(coming: Iterable[Coming]) -> Iterator[Day]:
    for day, some in groupby(coming, key=lambda one: one.day):
        found = [*some]
        yield Day(day, len(found), tuple(_groups(found)))


def _groups(found: Iterable[Coming]) -> Iterator[Group]:
    """By channel and kind, in which order they come."""
    for (channel, kind), some in groupby(found, key=lambda one: (one.channel, one.kind)):
        same = [*some]
        subjects = tuple(dict.fromkeys(one.subject for one in same if one.subject))
        yield Group(channel, kind, subjects, tuple(dict.fromkeys(one.recipient for one in same)))
