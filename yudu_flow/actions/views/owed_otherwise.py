"""Who owes the coming periods of a duty otherwise by other content: each is asked on the day on which it opens."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.open_period import anew, unopened
from yudu_flow.actions.firm_book import registered
from yudu_flow.content.home import Content
from yudu_flow.domain.expected import owners
from yudu_flow.domain.opening import Span
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import bureaus, duties, openings


@dataclass(frozen=True, slots=True)
class Ahead:
    """A duty's next periods that are not opened yet, as one content has them."""

    plan: Plan
    duty: Duty
    spans: tuple[Span, ...]
    roster: Roster


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Who owes it no more and who anew, from the period `since` on."""

    since: Span
    gone: tuple[str, ...]
    new: tuple[str, ...]
    decided: tuple[tuple[str, str, str], ...]
    """Owner, who decided, who decides; titles of posts."""

    def and_later(self, later: "Otherwise") -> "Otherwise":
        """Who ends and who begins may do so in different periods: the whole of it, from the first one on."""
        return Otherwise(
            self.since,
            tuple(dict.fromkeys((*self.gone, *later.gone))),
            tuple(dict.fromkeys((*self.new, *later.new))),
            tuple(dict.fromkeys((*self.decided, *later.decided))),
        )


def ahead(
    bureau: Bureau, content: Content, db: Connection, now: datetime, cut: Callable[[Iterator[Span]], Iterable[Span]]
) -> dict[duties.Key, Ahead]:
    """Every duty of `content`, with as many periods as `cut` takes of those to come."""
    bureau, row, today = replace(bureau, content=content), bureaus.find(db, bureau.key), local_day(now)
    latest, known = openings.latest(db, bureau.key), duties.seen(db, bureau.key)
    seen = known | dict.fromkeys(anew(bureau, latest, known, now), now)
    started, roster = row.started_at if row else now, registered(bureau, db, today)
    return {
        (one.plan.id, one.duty.id): Ahead(one.plan, one.duty, tuple(cut(one.coming)), roster)
        for one in unopened(bureau, latest, started, seen)
    }


def otherwise(before: Ahead | None, after: Ahead | None, now: datetime) -> Otherwise | None:
    """All that differs, told with the first period that does; None where none does."""
    spans = (after.spans if after else ()) or (before.spans if before else ())
    told = [_told(span, before, after, local_day(max(span.opens_at, now))) for span in spans]
    differing = [one for one in told if one.gone or one.new or one.decided]
    return reduce(Otherwise.and_later, differing) if differing else None


def _told(span: Span, before: Ahead | None, after: Ahead | None, day: date) -> Otherwise:
    old, new = _owed(before, day), _owed(after, day)
    return Otherwise(
        span,
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name not in old),
        tuple((name, old[name], new[name]) for name in new if name in old and old[name] != new[name]),
    )


def _owed(ahead: Ahead | None, day: date) -> dict[str, str]:
    """Who owes a period that opens on that day, and who decides on each; nobody where none is to come."""
    if ahead is None or not ahead.spans:
        return {}
    owed = owners(ahead.plan, ahead.duty, ahead.roster, day)
    return {one.owner: _title(ahead.roster, one.decider) for one in owed}


def _title(roster: Roster, post: str | None) -> str:
    if post is None:
        return "无人"
    if post in roster.posts:
        return roster.posts[post].title
    return roster.people[post].name if post in roster.people else post
