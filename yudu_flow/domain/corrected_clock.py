"""A clock that ran ahead and was set right: what of the facts it stamped still holds.

Source: 2-semantics "Fair in practice".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from yudu_flow.domain.facts import Fact, FactKind

MARKS = (FactKind.OVERDUE, FactKind.CASE_PROPOSED, FactKind.CLOSED)
"""What the rules themselves record."""


def as_corrected(facts: Iterable[Fact]) -> list[Fact]:
    """A clock that ran ahead: marks of the rules later than the corrected instant are void, and acts count from it."""
    kept: list[Fact] = []
    for fact in facts:
        if fact.kind is FactKind.CLOCK_CORRECTED:
            kept = [_no_later(one, fact.at) for one in kept if one.at <= fact.at or one.kind not in MARKS]
        kept.append(fact)
    return kept


def voided(facts: Sequence[Fact]) -> set[int]:
    """The places of the marks that a corrected clock made void."""
    corrected = [(place, fact.at) for place, fact in enumerate(facts) if fact.kind is FactKind.CLOCK_CORRECTED]
    return {
        place
        for place, fact in enumerate(facts)
        if fact.kind in MARKS and any(place < later and fact.at > now for later, now in corrected)
    }


def _no_later(fact: Fact, now: datetime) -> Fact:
    return replace(fact, at=min(fact.at, now), received=fact.received and min(fact.received, now))
