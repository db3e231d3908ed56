"""A second press: the same act by the same person in the same words, minutes after the first and with nothing between.

Most acts are refused by then for what they changed; notes, calls and words that are kept beside others change nothing,
and what is given to a unit opens an item of its own each time.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import Conflict, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.roster import Who
from yudu_flow.storage import events, obligations
from yudu_flow.storage.json_text import as_json, from_json
from yudu_flow.storage.rows import Owed

SOON = timedelta(minutes=10)
"""A program that got no answer asks again within minutes."""


def pressed_twice(sight: Sight, fact: Fact, detail: Mapping[str, Any], by: Who, at: datetime) -> Refusal | None:
    """Why it is not recorded again."""
    # Marks of the rules have nobody behind them, and are nothing that came between.
    last = next((row for row in reversed(sight.events) if row.by), None)
    if last is None or last.by_id != by.id or at - last.at >= SOON:
        return None
    # As it is kept: a tuple comes back as a list.
    before = (last.kind, last.choice, last.subject, last.day, last.detail)
    if before != (fact.kind, fact.choice, fact.subject, fact.day, from_json(as_json({**detail}))):
        return None
    return Conflict(f"{last.by}刚刚已经这样办理过，没有重复记录；确要再记一次的，请把不同之处写明")


def given_twice(
    db: Connection, bureau: str, kind: FactKind, text: str, owners: Sequence[str], by: Who, at: datetime
) -> list[Owed]:
    """What that person gave one of those owners in the same words a moment ago, by such a fact."""
    said = [row for row in events.since_of_kind(db, bureau, kind, at - SOON) if row.by_id == by.id and row.by]
    same = [row.obligation_id for row in said if row.detail.get("text") == text and row.at <= at]
    return [one for one in obligations.by_id(db, bureau, same).values() if one.owner in owners] if same else []
