"""A second press: the same act by the same person in the same words, minutes after the first and with nothing between.

Most acts are refused by then for what they changed; notes, calls and words that are kept beside others change nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import Conflict, Refusal
from yudu_flow.domain.facts import Fact
from yudu_flow.domain.roster import Who
from yudu_flow.storage.json_text import as_json, from_json

SOON = timedelta(minutes=10)
"""A program that got no answer asks again within minutes."""


def pressed_twice(sight: Sight, fact: Fact, detail: Mapping[str, Any], by: Who, at: datetime) -> Refusal | None:
    """Why it is not recorded again."""
    last = next((row for row in reversed(sight.events) if row.by), None)
    if last is None or last.by_id != by.id or at - last.at >= SOON:
        return None
    before = (last.kind, last.choice, last.subject, last.day, last.detail)
    if before != (fact.kind, fact.choice, fact.subject, fact.day, from_json(as_json({**detail}))):
        return None
    return Conflict(f"{last.by}刚刚已经这样办理过，没有重复记录；确要再记一次的，请把不同之处写明")
