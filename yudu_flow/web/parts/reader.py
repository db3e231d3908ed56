"""What a visitor may see of what a search finds."""

from yudu_flow.actions.views.search_view import Searcher
from yudu_flow.web.doors.access import Visitor
from yudu_flow.web.parts.requests import concerns


def reader_of(visitor: Visitor) -> Searcher:
    """What the visitor may see."""
    mine = None if visitor.office or visitor.leads else visitor.units | homes_of(visitor)
    return Searcher(visitor.office, visitor.sees, lambda shown: concerns(visitor, shown), mine)


def homes_of(visitor: Visitor) -> frozenset[str]:
    """The units in which somebody may owe visits of their own, or for somebody away."""
    if visitor.seen_in is None or not visitor.owns_visits:
        return frozenset()
    roster, day = visitor.seen_in.bureau.roster, visitor.seen_in.day
    people = (roster.people.get(visitor.person), *roster.acted_for(visitor.person, day))
    return frozenset(one.home for one in people if one and one.home)
