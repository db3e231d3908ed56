"""Which coloured slip an obligation has reached, and whether a talk with its unit is due. Reads only."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see, tellings, was_lapsed
from yudu_flow.domain.coloured_slip import ColouredSlip, Lapsed, SlipWhen, slip_due, talk_reasons
from yudu_flow.domain.facts import CaseChoice
from yudu_flow.domain.obligation import Outcome, outcome
from yudu_flow.storage import obligations

BEFORE = 5
"""Periods that count beside this one."""


def coloured_slip(bureau: Bureau, db: Connection, sight: Sight) -> ColouredSlip | None:
    """The slip that it has reached; None where none is due or the office uses none."""
    slips = bureau.rules.coloured_slips
    return slip_due(slips, {*_happened(bureau, db, sight)}) if slips else None


def _happened(bureau: Bureau, db: Connection, sight: Sight) -> Iterator[SlipWhen]:
    """What the unit was told: a slip that reached nobody makes none."""
    told = tellings(bureau, db, [sight])[sight.owed.id]
    urging = [rung.name for rung in sight.state.terms.ladder(bureau.rules).after if not rung.proposes]
    yield from (
        when for when, name in zip((SlipWhen.URGED, SlipWhen.URGED_AGAIN), urging, strict=False) if name in told
    )
    case = sight.state.case
    if case and case.decision is None:
        yield SlipWhen.PROPOSED
    if case and case.decision is CaseChoice.CONFIRM:
        yield SlipWhen.CONFIRMED


def why_talk(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> list[str]:
    """Why a talk with the unit's head is due, in words; empty where none is."""
    rows = obligations.earlier(db, [sight.owed], BEFORE).get(sight.owed.id, [])
    known = obligations.by_id(db, bureau.key, [row.id for row in rows])
    earlier = see(db, [known[row.id] for row in rows])
    lapsed = was_lapsed(bureau, db, [sight, *earlier], now)
    return [*talk_reasons([_period(bureau, db, one, lapsed[one.owed.id], now) for one in (sight, *earlier)])]


def _period(bureau: Bureau, db: Connection, sight: Sight, lapsed: bool, now: datetime) -> Lapsed:
    slip = coloured_slip(bureau, db, sight)
    red = sight.state.is_overdue(now) or outcome(sight.state, now) is Outcome.MISSING
    return Lapsed(lapsed, red, slip.colour if slip else "")
