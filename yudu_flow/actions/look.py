"""Obligations as the rules see them: rows and events read in bulk, folded, with what was decided and told."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.case_course import COURSE
from yudu_flow.domain.escalation import goes_out, lapses, repeats
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.history import fold
from yudu_flow.domain.lapse import lapsed
from yudu_flow.domain.obligation import Call, State
from yudu_flow.domain.situation import Seen
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import events, obligations, rungs
from yudu_flow.storage.rows import EventRow, Owed, OwedInShort, RungRow

VOID = rungs.VOID
# A case, or a request that waits, is one whatever round its item is in: told once, it is told.
ACROSS_ROUNDS = (Family.CASE, Family.DECISION, Family.REQUEST, Family.NUMBERS, Family.FIRM, *COURSE)


@dataclass(slots=True)
class Sight:
    """One obligation in full: its row, events, folded state and, where they were asked for, rungs decided so far."""

    owed: Owed
    state: State
    events: list[EventRow]
    rungs: list[RungRow]

    @property
    def questions(self) -> list[str]:
        """What was questioned at the last filing: empty (内容为空), or word for word the one before (内容雷同)."""
        filed = [row for row in self.events if row.kind in (FactKind.FILED, FactKind.FILED_UNSEALED)]
        return [str(name) for name in filed[-1].detail.get("questions", [])] if filed else []


class Glance(NamedTuple):
    """One in short, for whoever counts and sorts many of which few are shown: its row and folded state."""

    owed: Owed | OwedInShort
    state: State


def see(db: Connection, rows: Sequence[Owed], *, with_rungs: bool = True) -> list[Sight]:
    """Everything known about `rows`, in their order."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    happened, decided = events.of(db, ids), rungs.of(db, ids) if with_rungs else {}
    folded = _folded(rows, (events.facts(happened.get(key, ())) for key in ids))
    return [
        Sight(row, state, happened.get(key, []), decided.get(key, []))
        for key, row, state in zip(ids, rows, folded, strict=True)
    ]


def happening(sight: Sight, event: EventRow) -> Sight:
    """The same with one event more, which nobody need read."""
    happened = [*sight.events, event]
    state = fold(obligations.terms(sight.owed), events.facts(happened))
    return Sight(sight.owed, state, happened, sight.rungs)


def _folded(rows: Sequence[Owed | OwedInShort], happened: Iterable[Sequence[Fact]]) -> Iterator[State]:
    """The state of each. Terms and facts are made once: the same ones, as those of a month in which nobody has
    reported, are the same state.
    """
    known: dict[tuple[int, ...], tuple[Sequence[Fact], State]] = {}
    for row, facts in zip(rows, happened, strict=True):
        terms = obligations.terms(row)
        same = id(terms), *map(id, facts)
        if same not in known:
            known[same] = facts, fold(terms, facts)  # which hold facts and terms: their ids stay theirs
        yield known[same][1]


def states(db: Connection, rows: Sequence[Owed | OwedInShort]) -> dict[int, State]:
    """The folded state of each row, by id; rows need no more than their terms."""
    ids = [row.id for row in rows]
    happened = events.facts_of(db, ids)
    return dict(zip(ids, _folded(rows, (happened.get(key, ()) for key in ids)), strict=True))


def glances(bureau: Bureau, db: Connection, ids: Collection[int]) -> dict[int, Glance]:
    """Those obligations by id, in short."""
    rows = obligations.in_short_by_id(db, bureau.key, ids)
    folded = states(db, rows)
    return {row.id: Glance(row, folded[row.id]) for row in rows}


def seen(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> dict[int, Seen]:
    """What was decided, told and repeated, for each sight by id; the costly parts only for what is overdue."""
    late = [sight for sight in sights if sight.state.is_overdue(now)]
    told = tellings(bureau, db, [sight for sight in sights if sight.state.is_overdue(now) or _untold_case(sight)])
    again = _repeated(bureau, db, [sight.owed for sight in late if sight.state.case is None], now)
    return {
        sight.owed.id: Seen(
            _decided(bureau, sight),
            told.get(sight.owed.id, {}),
            again.get(sight.owed.id, 0),
        )
        for sight in sights
    }


def _decided(bureau: Bureau, sight: Sight) -> dict[str, datetime | None]:
    return {
        row.rung: _out(bureau, sight, row.decided_at) if row.verdict == "fired" else None
        for row in sight.rungs
        if row.verdict != VOID
        and (row.round == sight.state.round or (row.family in ACROSS_ROUNDS and row.rung not in _slips(bureau, sight)))
    }


def _out(bureau: Bureau, sight: Sight, decided_at: datetime) -> datetime:
    return goes_out(decided_at, sight.state.freezes, bureau.rules, bureau.calendar)


def _slips(bureau: Bureau, sight: Sight) -> tuple[str, ...]:
    """A slip belongs to its round, the one that proposes a case too: a later round decides its own."""
    return tuple(rung.name for rung in sight.state.terms.ladder(bureau.rules).after)


def _untold_case(sight: Sight) -> bool:
    case = sight.state.case
    return case is not None and not case.decision and (case.told_at is None or bool(case.untold))


def tellings(bureau: Bureau, db: Connection, sights: Sequence[Sight]) -> dict[int, dict[str, datetime]]:
    """Which slips of this round, and which proposal, were told and when first, for each sight by id."""
    sent = rungs.sent_at(db, bureau.key, [s.owed.id for s in sights], files=bureau.files_tell) if sights else {}
    return {sight.owed.id: _told(bureau, sight, sent.get(sight.owed.id, {})) for sight in sights}


def _told(bureau: Bureau, sight: Sight, sent: dict[tuple[int, str], datetime]) -> dict[str, datetime]:
    """By a message of that very rung, or by a call logged for it."""
    told: dict[str, datetime] = {}
    for row in told_rungs(bureau, sight):
        instants = [call.at for call in sight.state.calls if _is_of(call, row)]
        instants += [sent[row.round, row.rung]] if (row.round, row.rung) in sent else []
        if instants:
            told[row.rung] = min(instants)
    return told


def told_rungs(bureau: Bureau, sight: Sight) -> list[RungRow]:
    """The fired slips of this round and the proposal of whichever: what the unit must have been told."""
    names = _slips(bureau, sight)
    mine = [row for row in sight.rungs if row.family == Family.CASE or row.round == sight.state.round]
    return [row for row in mine if row.verdict == "fired" and (row.family == Family.CASE or row.rung in names)]


def _is_of(call: Call, row: RungRow) -> bool:
    same_round: bool = call.round == row.round or row.family == Family.CASE
    return same_round and call.rung == row.rung


def _repeated(bureau: Bureau, db: Connection, rows: Sequence[Owed], now: datetime) -> dict[int, int]:
    """The obligations whose owner was overdue in two of the five periods before, with in how many.

    A period that nobody was told of does not count: it opened only after its deadline, or no slip of it arrived.
    """
    earlier = obligations.earlier(db, rows, bureau.rules.repetition_window)
    before = {old.id: old for olds in earlier.values() for old in olds}
    lapsed_before = _lapsed(bureau, db, states(db, [*before.values()]), now) if before else set[int]()
    counted = {key: lapses([old.id in lapsed_before for old in olds], bureau.rules) for key, olds in earlier.items()}
    return {key: count for key, count in counted.items() if repeats(count, bureau.rules)}


def was_lapsed(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> dict[int, bool]:
    """Whether each became overdue and its unit was told so, made up since or not, by id."""
    found = _lapsed(bureau, db, {sight.owed.id: sight.state for sight in sights}, now)
    return {sight.owed.id: sight.owed.id in found for sight in sights}


def _lapsed(bureau: Bureau, db: Connection, folded: dict[int, State], now: datetime) -> set[int]:
    """Those that became overdue and of which a slip was told: the first one, since none goes before it."""
    late = {key: state for key, state in folded.items() if lapsed(state, now)}
    sent = rungs.told(db, bureau.key, [*late], files=bureau.files_tell) if late else set[int]()
    return sent | {key for key, state in late.items() if any(call.rung for call in state.calls)}


def sight_of(db: Connection, rows: Iterable[Owed], *, with_rungs: bool = True) -> dict[int, Sight]:
    """The same by id."""
    return {sight.owed.id: sight for sight in see(db, [*rows], with_rungs=with_rungs)}


def owed_by_id(bureau: Bureau, db: Connection, id: int) -> Owed | None:
    """One obligation of this bureau, None where it has none of that id."""
    return obligations.by_id(db, bureau.key, [id]).get(id)


def was_appealed(bureau: Bureau, owed: Owed) -> bool:
    """Whether the unit appealed against what was decided about it."""
    with bureau.reading() as db:
        state = states(db, [owed])[owed.id]
    return state.case is not None and state.case.appealed_at is not None


def owed_in(bureau: Bureau, db: Connection, period: str) -> Sequence[Owed]:
    """All that is owed in a period."""
    return obligations.listed(db, bureau.key, period=period)


def name_of(owed: Owed) -> str:
    """How an obligation is called outside: 2020-09/report/就业局."""
    return obligations.name(owed)


def day_of(event: EventRow) -> date:
    """The day that an instruction, a request or a recount names: no event of these kinds is without."""
    assert event.day is not None
    return event.day
