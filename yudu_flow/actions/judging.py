"""Who may judge what an owner did (由谁办理), for pages, API and command line alike: nobody judges himself.

The office accepts, returns, approves and waives; whoever of it filed, asked or registered for the owner leaves that to
a colleague. What the office itself owes is judged by the leader who decides on it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from yudu_flow.actions.act import who
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import NotYours
from yudu_flow.domain.facts import FactKind

FILINGS = (FactKind.FILED, FactKind.FILED_UNSEALED, FactKind.SEALED)
REQUESTS = (FactKind.EXTENSION_ASKED, FactKind.EXPLAINED, FactKind.HANDED_BACK)
NOBODY = "由分管领导办理，名册里还没有登记这位领导，请先在名册登记"


def check_judge(bureau: Bureau, sight: Sight, by: str, at: datetime) -> None:
    """Raises NotYours, which says who may, where `by` may not judge."""
    actor = who(bureau, by)
    barred = why_not(bureau, sight, actor.id, local_day(at))
    if barred:
        raise NotYours(f"{sight.owed.owner}的这一事项{barred}，{actor.name}不能办理")


def why_not(bureau: Bureau, sight: Sight, person: str, day: date) -> str:
    """Who judges in place of the person of that id; empty where they may themselves."""
    roster, owed = bureau.roster, sight.owed
    if owed.unit == roster.office.name:
        leader = decider(bureau, owed, day)
        return "" if leader and leader.id == person else f"由{leader.name}办理" if leader else NOBODY
    if not roster.is_office(person, day):
        return f"由{roster.office.full_name or roster.office.name}办理"
    mine = person in involved(bureau, sight) or roster.answers_for(person, owed.unit, day)
    return "由办公室其他同志办理（报送人、申请人、登记人不审核自己经手的事项）" if mine else ""


def involved(bureau: Bureau, sight: Sight) -> set[str]:
    """The ids of everybody who handed in a part of the report in hand, or asked for something, for the owner."""
    filed: set[str] = set()
    asked: set[str] = set()
    for row in sight.events:
        if row.kind == FactKind.RETURNED:
            filed.clear()
        elif row.kind in FILINGS:
            filed.add(actor_of(bureau, row))
        elif row.kind in REQUESTS:
            asked.add(actor_of(bureau, row))
    return filed | asked


def actor_of(bureau: Bureau, event: Row[Any]) -> str:
    """The id of who acted; an event from before ids were kept knows the name only."""
    found = bureau.roster.all_named(event.by) if event.by and not event.by_id else []
    return found[0].id if len(found) == 1 else str(event.by_id)
