"""Targets behind the calendar, or not known: whom to tell, what a leader's digest says of them, the facts of a case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import deciding
from yudu_flow.actions.look import Sight
from yudu_flow.actions.paces import asked
from yudu_flow.actions.target_figures import Progress, latest_figures, progress_of
from yudu_flow.actions.target_words import by_need, target_line
from yudu_flow.domain.expected import leading_posts
from yudu_flow.domain.judges import filling
from yudu_flow.storage.rows import Owed


def led_over(bureau: Bureau, owed: Owed, names: Sequence[str]) -> Owed:
    """The same, with those of its leaders alone who lead an assignment with one of these targets."""
    mine = bureau.assignments(owed.plan, owed.assignments)
    posts = {post for one in mine if any(t.name in names for t in one.targets) for post in _posts(bureau, owed, one.id)}
    # Where the plan has changed since none of them may lead it, and somebody is to hear of it all the same.
    return owed._replace(leaders=[post for post in owed.leaders if post in posts] or owed.leaders)


def led_by(bureau: Bureau, db: Connection, sight: Sight, leader: str, now: datetime) -> list[Progress]:
    """The targets under that leader's charge, those in need first."""
    return [*by_need([one for one in mine(bureau, db, sight, now) if _leads(bureau, sight.owed, one, leader, now)])]


def slow_facts(bureau: Bureau, db: Connection, sight: Sight, names: Sequence[str], now: datetime) -> list[str]:
    """The figures that a case of 进度缓慢 rests on, as they stood when it was proposed."""
    return [target_line(one) for one in mine(bureau, db, sight, now) if one.name in names] if names else []


def mine(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> list[Progress]:
    """The targets whose figures its owner is asked for, as they stand in its period."""
    owed = sight.owed
    figures = latest_figures(bureau, db, owed.period, now)
    found = bureau.assignments(owed.plan, owed.assignments)
    names = {target.name for target in asked(bureau, owed)}
    return [
        one
        for assignment in found
        for one in progress_of(bureau, figures, owed.plan, assignment, [owed.owner], owed.period)
        if one.name in names
    ]


def _leads(bureau: Bureau, owed: Owed, one: Progress, leader: str, now: datetime) -> bool:
    day = local_day(now)
    posts = [*_posts(bureau, owed, one.assignment), deciding(bureau, owed, day)]
    return any(person.id == leader for post in posts if (person := filling(bureau.roster, post, day)))


def _posts(bureau: Bureau, owed: Owed, assignment: str) -> list[str]:
    """Who leads that assignment."""
    plan = bureau.plan(owed.plan)
    leads = leading_posts(plan, bureau.roster) if plan else {}
    return [leads[name] for one in bureau.assignments(owed.plan, [assignment]) for name in one.leaders]
