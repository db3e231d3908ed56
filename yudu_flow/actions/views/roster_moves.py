"""What a changed roster moves: which duties fall to somebody else, and from which period on. What is open stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import registered, with_pairings
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.opening import Span, spans_between
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.roster import Roster
from yudu_flow.storage import firms
from yudu_flow.wording.periods import spell_period

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """A duty that somebody owes from that period on, or owes no more, or that another leader decides on."""

    duty: str
    since: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    decided: tuple[tuple[str, str, str], ...]
    """Owner, who decided, who decides; names of posts."""


def moves(bureau: Bureau, after: Roster, now: datetime) -> list[Moved]:
    """Every duty that is owed otherwise from some coming period on, as far as a year ahead."""
    with bureau.reading() as db:
        before = registered(bureau, db, local_day(now))
        after = with_pairings(after, firms.paired_on(db, bureau.key, local_day(now)))
    found = (_moved(bureau, plan, duty, before, after, now) for plan, duty in bureau.duties())
    return [one for one in found if one]


def _moved(bureau: Bureau, plan: Plan, duty: Duty, before: Roster, after: Roster, now: datetime) -> Moved | None:
    """At the last coming period where it differs from before, told with the first one that does so."""
    first: Moved | None = None
    for span in _coming(bureau, plan, duty, now):
        day = local_day(max(span.opens_at, now))
        old, new = _owed(plan, duty, before, day), _owed(plan, duty, after, day)
        if old == new:
            continue
        told = _told(duty, span, before, after, old, new)
        if first is None:
            first = told
        elif (told.gone, told.new, told.decided) != (first.gone, first.new, first.decided):
            return _both(first, told)
    return first


def _both(first: Moved, later: Moved) -> Moved:
    """Who ends and who begins may do so in different periods: the whole of it, from the first one on."""
    gone, new = (tuple(dict.fromkeys((*getattr(first, n), *getattr(later, n)))) for n in ("gone", "new"))
    return Moved(first.duty, first.since, gone, new, tuple(dict.fromkeys((*first.decided, *later.decided))))


def _coming(bureau: Bureau, plan: Plan, duty: Duty, now: datetime) -> Iterator[Span]:
    if duty.by:
        return
    this = Period.of(local_day(now))
    for span in spans_between(duty, this, this.shift(MONTHS_AHEAD), bureau.rules, bureau.calendar):
        last = plan.last_of(duty)
        if span.opens_at > now and (last is None or span.month.first <= last.last):
            yield span


def _owed(plan: Plan, duty: Duty, roster: Roster, day: date) -> Mapping[str, Owner]:
    return {one.owner: one for one in owners(plan, duty, roster, day)}


def _told(
    duty: Duty, span: Span, before: Roster, after: Roster, old: Mapping[str, Owner], new: Mapping[str, Owner]
) -> Moved:
    decided = [
        (name, _title(before, old[name].decider), _title(after, new[name].decider))
        for name in new
        if name in old and _title(before, old[name].decider) != _title(after, new[name].decider)
    ]
    return Moved(
        duty.title,
        spell_period(str(span.period)),
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name not in old),
        tuple(decided),
    )


def _title(roster: Roster, post: str | None) -> str:
    if post is None:
        return "无人"
    if post in roster.posts:
        return roster.posts[post].title
    return roster.people[post].name if post in roster.people else post
