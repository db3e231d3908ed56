"""The calendar that somebody subscribes to: their own open deadlines, each with its alarm. Reads only."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.calendar_entries import own_entries
from yudu_flow.actions.look import see
from yudu_flow.actions.views.unit_view import owed_by
from yudu_flow.delivery.ics import subscription


def own_calendar(bureau: Bureau, db: Connection, person: str, now: datetime) -> str:
    """As iCalendar. What is done is gone from it; whoever answers for nothing any more has an empty one."""
    day, roster = local_day(now), bureau.roster
    units = sorted(name for name in roster.units if roster.answers_for(person, name, day))
    rows = owed_by(bureau, db, units, person, day)
    sights = [one for one in see(bureau, db, rows, with_rungs=False) if not (one.state.ended or one.state.closed_at)]
    return subscription(f"{roster.bureau_name}　{roster.people[person].name}的事项", *own_entries(bureau, sights))
