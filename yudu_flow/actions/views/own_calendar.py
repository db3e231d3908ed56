"""The calendar that somebody subscribes to: their own open deadlines, each with its alarm, and those of what has a day
of its own and is decided on by them. Reads only.
"""

from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import deciding
from yudu_flow.actions.engine.calendar_entries import own_entries
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.unit_view import owed_by
from yudu_flow.delivery.ics import subscription
from yudu_flow.domain.duties.registry import DATED, GIVEN
from yudu_flow.storage import obligations
from yudu_flow.storage.rows import Owed


def own_calendar(bureau: Bureau, db: Connection, person: str, now: datetime) -> str:
    """As iCalendar. What is done is gone from it; whoever answers for nothing any more has an empty one."""
    day, roster = local_day(now), bureau.roster
    units = sorted(name for name in roster.units if roster.answers_for(person, name, day))
    rows = {row.id: row for row in (*owed_by(bureau, db, units, person, day), *_led(bureau, db, person, day))}
    sights = [one for one in see(db, [*rows.values()], with_rungs=False) if _is_open(one)]
    return subscription(f"{roster.bureau_name}　{roster.people[person].name}的事项", *own_entries(bureau, sights))


def _is_open(one: Sight) -> bool:
    return not (one.state.ended or one.state.closed_at)


def _led(bureau: Bureau, db: Connection, person: str, day: date) -> list[Owed]:
    """Tasks and instructions under the charge of somebody who leads; what all units report is none."""
    holders = {post: bureau.roster.holder(post, day) for post in bureau.roster.leadership}
    mine = {post for post, holder in holders.items() if holder and holder.id == person}
    rows = obligations.listed(db, bureau.key, kinds=(*DATED, *GIVEN), awake=True) if mine else ()
    return [row for row in rows if mine & {*row.leaders, row.decider, deciding(bureau, row, day)}]
