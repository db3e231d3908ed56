"""What a changed roster moves: duties, firms, and which messages of the coming three months: who gets more, who fewer,
and from when.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yudu_flow.actions.acts.edit_roster import Tried
from yudu_flow.actions.firms_handed_over import HandedOver
from yudu_flow.actions.views.roster_moves import MovedDuty, firm_moves, moves
from yudu_flow.content.roster.edit import FILE
from yudu_flow.simulation.rehearsal import Coming, Differences, beginning
from yudu_flow.web.doors.hall import Hall
from yudu_flow.web.parts.entry_form import SMALL

MOST_SUBJECTS = 3


@dataclass(frozen=True, slots=True)
class MessageMove:
    """Somebody's messages that come more than before, or fewer where it is negative, and those that say another thing,
    from the first one's day on; `subjects` are some of them.
    """

    recipient: str
    more: int
    other: int
    since: date
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageMoves:
    """All of them; `problem` where they could not be played."""

    moves: tuple[MessageMove, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Moves:
    """All that a changed roster moves."""

    duties: Sequence[MovedDuty]
    firms: Sequence[HandedOver]
    messages: MessageMoves


def what_moves(hall: Hall, tried: Tried) -> Moves:
    """Of what was tried, to be looked at before it is kept."""
    bureau, after, now = hall.bureau(), tried.content.roster, hall.now()
    return Moves(moves(bureau, after, now), firm_moves(bureau, after, now), message_moves(hall, tried))


def message_moves(hall: Hall, tried: Tried) -> MessageMoves:
    """Played with the roster as it is and as it would be; both are remembered for a while."""
    if len(tried.content.roster.units) > SMALL:
        return MessageMoves(problem="单位多，算起来慢；存好以后请到“预演”里看")
    found = hall.rehearsals.compared(beginning(hall.settings, hall.bureau(), hall.now()), {FILE: tried.text})
    if isinstance(found, Differences):
        return MessageMoves(tuple(_grouped(found)))
    return MessageMoves(problem=found.problem or "；".join(str(one) for one in found.errors[:3]))


def _grouped(found: Differences) -> list[MessageMove]:
    """Those who get more or fewer first."""
    some: dict[str, tuple[list[Coming], list[Coming]]] = defaultdict(lambda: ([], []))
    for place, coming in enumerate((found.added, found.removed)):
        for one in coming:
            some[one.recipient][place].append(one)
    told = [_told(recipient, *both) for recipient, both in some.items()]
    return sorted(told, key=lambda one: (not one.more, one.since, one.recipient))


def _told(recipient: str, new: Sequence[Coming], gone: Sequence[Coming]) -> MessageMove:
    more, shown = len(new) - len(gone), gone if len(gone) > len(new) else new
    subjects = tuple(dict.fromkeys(one.subject for one in shown if one.subject))[:MOST_SUBJECTS]
    since = min(one.day for one in (*new, *gone))
    return MessageMove(recipient, more, min(len(new), len(gone)), since, subjects)
