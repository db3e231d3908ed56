"""Which messages of the coming three months a changed roster moves: who gets more of them, who fewer, and from when."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yudu_flow.actions.acts.edit_roster import Tried
from yudu_flow.content.roster.edit import FILE
from yudu_flow.simulation.rehearsal import Coming, Differences, beginning
from yudu_flow.web.parts.entry_form import SMALL
from yudu_flow.web.parts.hall import Hall

MOST_SUBJECTS = 3


@dataclass(frozen=True, slots=True)
class MessageMove:
    """Somebody's messages that come anew or come no more, from the first one's day on; `subjects` are some of them."""

    recipient: str
    more: bool
    count: int
    since: date
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageMoves:
    """All of them; `problem` where they could not be played."""

    moves: tuple[MessageMove, ...] = ()
    problem: str = ""


def message_moves(hall: Hall, tried: Tried) -> MessageMoves:
    """Played with the roster as it is and as it would be; both are remembered for a while."""
    if len(tried.content.roster.units) > SMALL:
        return MessageMoves(problem="单位多，算起来慢；存好以后请到“预演”里看")
    found = hall.rehearsals.compared(beginning(hall.settings, hall.bureau(), hall.now()), {FILE: tried.text})
    if isinstance(found, Differences):
        return MessageMoves(tuple(_grouped(found)))
    return MessageMoves(problem=found.problem or "；".join(str(one) for one in found.errors[:3]))


def _grouped(found: Differences) -> list[MessageMove]:
    moved = [*((True, one) for one in found.added), *((False, one) for one in found.removed)]
    some: dict[tuple[str, bool], list[Coming]] = defaultdict(list)
    for more, one in moved:
        some[one.recipient, more].append(one)
    told = [_told(recipient, more, coming) for (recipient, more), coming in some.items()]
    return sorted(told, key=lambda one: (one.since, not one.more, one.recipient))


def _told(recipient: str, more: bool, coming: Sequence[Coming]) -> MessageMove:
    subjects = tuple(dict.fromkeys(_subjects(coming)))[:MOST_SUBJECTS]
    return MessageMove(recipient, more, len(coming), min(one.day for one in coming), subjects)


def _subjects(coming: Iterable[Coming]) -> list[str]:
    return [one.subject for one in coming if one.subject]
