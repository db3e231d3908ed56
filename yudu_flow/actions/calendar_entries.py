"""A message's calendar: one entry an obligation, which a new deadline moves.

An entry of its own for each deadline would leave an alarm behind for what was extended or has come back. So its name
is the obligation's (it outlives the database, as calendars do), and its sequence rises (RFC 5545 3.8.7.4).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.letters import spell_period
from yudu_flow.actions.look import Sight
from yudu_flow.delivery.ics import Entry, deadline_events
from yudu_flow.domain.decision import Family
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Round
from yudu_flow.domain.period import spell_deadline

NEW_DEADLINE = ("extension-approved", "explanation-extended", "returned")
"""Answers that begin a round with a deadline of its own."""


def entries(bureau: Bureau, said: Iterable[tuple[Row[Any], Sight]]) -> str:
    """A calendar of what these notices are the first to name a deadline of, soonest first; empty where none is."""
    named = {sight.owed.id: sight for notice, sight in said if _names_first(notice, sight)}
    found = sorted((_entry(bureau, sight) for sight in named.values()), key=lambda entry: (entry.due, entry.uid))
    return deadline_events(*found) if found else ""


def _entry(bureau: Bureau, sight: Sight) -> Entry:
    """Titled as the mail names it: a calendar holds those of every unit that somebody answers for."""
    owed, state = sight.owed, sight.state
    place = (bureau.key, bureau.mail_domain, owed.plan, owed.duty, owed.owner, owed.period)
    returned = "重报" if state.round_kind is Round.RETURNED else ""
    moved = _moved(sight)
    return Entry(
        uid=f"{uuid5(NAMESPACE_URL, '/'.join(place))}@{bureau.mail_domain}",
        title=f"{owed.owner}{spell_period(owed.period)}{owed.title}{returned}截止",
        due=state.late_from,
        description=f"应于{spell_deadline(state.late_from)}前完成。依据：{owed.basis}。",
        stamp=max([state.round_began or owed.opened_at, *moved]),
        sequence=state.round - 1 + len(moved),
    )


def _moved(sight: Sight) -> list[datetime]:
    """When a rest day moved the deadline on within its round."""
    return [event.at for event in sight.events if event.kind == FactKind.RECOUNTED]


def _names_first(notice: Row[Any], sight: Sight) -> bool:
    """Whether it is the answer that set the deadline, or the first reminder of it."""
    if notice.kind in NEW_DEADLINE:
        return True
    fired = [row for row in sight.rungs if row.round == notice.round and row.verdict == "fired"]
    if notice.family != Family.AHEAD or not fired:
        return False
    since = [row for row in fired if row.decided_at >= max(_moved(sight), default=row.decided_at)]
    return notice.rung in {rows[0].rung for rows in (fired, since) if rows}
