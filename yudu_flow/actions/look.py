"""Obligations as the rules see them: rows and events read in bulk, folded, with what was decided and told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.decision import Family, Seen
from yudu_flow.domain.escalation import goes_out, lapses, repeats
from yudu_flow.domain.history import fold
from yudu_flow.domain.ladder import slips
from yudu_flow.domain.obligation import State, lapsed
from yudu_flow.storage import events, obligations, rungs
from yudu_flow.storage.obligations import Owed

VOID = rungs.VOID
ACROSS_ROUNDS = (Family.CASE, Family.DECISION, Family.REQUEST, Family.NUMBERS)


@dataclass(slots=True)
class Sight:
    """One obligation in full: its row, events, folded state and, where they were asked for, rungs decided so far."""

    owed: Owed
    state: State
    events: list[Row[Any]]
    rungs: list[Row[Any]]


def see(bureau: Bureau, db: Connection, rows: Sequence[Owed], *, with_rungs: bool = True) -> list[Sight]:
    """Everything known about `rows`, in their order."""
    ids = [row.id for row in rows]
    happened, decided = events.of(db, ids), rungs.of(db, ids) if with_rungs else {}
    return [_sight(row, happened.get(key, []), decided.get(key, [])) for key, row in zip(ids, rows, strict=True)]


def _sight(row: Owed, happened: list[Row[Any]], decided: list[Row[Any]]) -> Sight:
    return Sight(row, _state(row, happened), happened, decided)


def _state(row: Owed, happened: list[Row[Any]]) -> State:
    return fold(obligations.terms(row), events.facts(happened))


def states(bureau: Bureau, db: Connection, rows: Sequence[Row[Any]]) -> dict[int, State]:
    """The folded state of each row, by id; rows need no more than their terms."""
    happened = events.facts_of(db, [row.id for row in rows])
    return {row.id: fold(obligations.terms(row), happened.get(row.id, ())) for row in rows}


def seen(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> dict[int, Seen]:
    """What was decided, told and repeated, for each sight by id; the costly parts only for what is overdue."""
    late = [sight for sight in sights if sight.state.is_overdue(now)]
    sent = rungs.sent_at(db, bureau.key, [sight.owed.id for sight in late]) if late else {}
    again = _repeated(bureau, db, [sight.owed for sight in late if sight.state.case is None], now)
    return {
        sight.owed.id: Seen(
            _decided(bureau, sight),
            _told(bureau, sight, sent.get(sight.owed.id, {})),
            again.get(sight.owed.id, 0),
        )
        for sight in sights
    }


def _decided(bureau: Bureau, sight: Sight) -> dict[str, datetime | None]:
    return {
        row.rung: _out(bureau, sight, row.decided_at) if row.verdict == "fired" else None
        for row in sight.rungs
        if row.verdict != VOID
        and (row.round == sight.state.round or (row.family in ACROSS_ROUNDS and row.rung not in _last_slip(bureau)))
    }


def _out(bureau: Bureau, sight: Sight, decided_at: datetime) -> datetime:
    return goes_out(decided_at, sight.state.freezes, bureau.rules, bureau.calendar)


def _last_slip(bureau: Bureau) -> tuple[str, ...]:
    """E+5 belongs to its round: a later round decides its own."""
    return tuple(rung.name for rung in bureau.rules.after)


def _told(bureau: Bureau, sight: Sight, sent: dict[tuple[int, str], datetime]) -> dict[str, datetime]:
    """By a message sent, or by a call logged at or after the slip."""
    names = {rung.name for rung in slips(sight.state.terms.kind, bureau.rules)}
    fired = [r for r in sight.rungs if r.rung in names and r.round == sight.state.round and r.verdict == "fired"]
    told: dict[str, datetime] = {}
    for row in fired:
        calls = [call for call in sight.state.calls if call >= row.at]
        instants = [*calls, *([sent[row.round, row.rung]] if (row.round, row.rung) in sent else [])]
        if instants:
            told[row.rung] = min(instants)
    return told


def _repeated(bureau: Bureau, db: Connection, rows: Sequence[Owed], now: datetime) -> dict[int, int]:
    """The obligations whose owner was overdue in two of the five periods before, with in how many.

    A period that opened only after its deadline (the machine was off) does not count: nobody was told of it.
    """
    earlier = obligations.earlier(db, rows, bureau.rules.repetition_window)
    before = {old.id: old for olds in earlier.values() for old in olds}
    folded = states(bureau, db, [*before.values()]) if before else {}
    overdue = {key: lapsed(folded[key], now) and old.created_at < old.late_from for key, old in before.items()}
    counted = {key: lapses([overdue[old.id] for old in olds], bureau.rules) for key, olds in earlier.items()}
    return {key: count for key, count in counted.items() if repeats(count, bureau.rules)}


def sight_of(bureau: Bureau, db: Connection, rows: Iterable[Owed], *, with_rungs: bool = True) -> dict[int, Sight]:
    """The same by id."""
    return {sight.owed.id: sight for sight in see(bureau, db, [*rows], with_rungs=with_rungs)}
