"""What a changed roster moves: which duties fall to somebody else, from which period on, and which firms, from which
day on. What is open stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firms_handed_over import HandedOver, handed_over
from yudu_flow.actions.views.owed_otherwise import ahead, otherwise
from yudu_flow.domain.opening import Span
from yudu_flow.domain.period import Period
from yudu_flow.domain.roster import Roster
from yudu_flow.wording.periods import spell_period

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class MovedDuty:
    """A duty that somebody owes from that period on, or owes no more, or that another leader decides on."""

    duty: str
    since: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    decided: tuple[tuple[str, str, str], ...]
    """Owner, who decided, who decides; names of posts."""


def firm_moves(bureau: Bureau, after: Roster, now: datetime) -> list[HandedOver]:
    """Firms that somebody else visits, or nobody, and from which day on."""
    with bureau.reading() as db:
        return handed_over(bureau, db, after, now)


def moves(bureau: Bureau, after: Roster, now: datetime) -> list[MovedDuty]:
    """Every duty that is owed otherwise from some coming period on, as far as a year ahead."""
    end = Period.of(local_day(now)).shift(MONTHS_AHEAD)

    def in_time(spans: Iterator[Span]) -> Iterator[Span]:
        return takewhile(lambda span: span.month <= end, spans)

    with bureau.reading() as db:
        old = ahead(bureau, bureau.content, db, now, in_time)
        new = ahead(bureau, replace(bureau.content, roster=after), db, now, in_time)
    found = [(new[key].duty, otherwise(one, new[key], now)) for key, one in old.items()]
    return [
        MovedDuty(duty.title, spell_period(str(one.since.period)), one.gone, one.new, one.decided)
        for duty, one in found
        if one
    ]
