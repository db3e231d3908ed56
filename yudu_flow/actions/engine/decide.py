"""Decide: ask the rules about every obligation whose time has come, and write down verdicts and notices in bulk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine import verdicts
from yudu_flow.actions.engine.case_facts import Proposals
from yudu_flow.actions.engine.rulings import Rulings
from yudu_flow.actions.engine.watch_targets import led_over
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.paces import known_of
from yudu_flow.actions.processes.hand import Hand
from yudu_flow.actions.processes.shift import Shift, ShiftLost
from yudu_flow.actions.recipients import Recipient, Recipients
from yudu_flow.domain.bucket import bucket
from yudu_flow.domain.escalation import decidable_from
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import State, outcome
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.domain.rules import CaseKind
from yudu_flow.domain.situation import Ruling, Seen
from yudu_flow.domain.verdict import Family, Verdict
from yudu_flow.storage import events, notices, obligations, rungs
from yudu_flow.storage.database import asking, writes_alone, writing
from yudu_flow.storage.new_rows import NewNotice, NewRung

BATCH = 1000
STRETCH = 20 * BATCH
"""Obligations that are looked up at once: to find each batch by itself, a server sorts all that is due."""


@dataclass
class Decided:
    """What one run of `decide` wrote: in numbers, and as rows where they are kept; facts as (obligation, fact, detail).

    `counts` are of verdicts, kinds of facts, `notices`, those `held`, and obligations `looked` at. `wake` is the
    earliest.
    """

    rungs: list[NewRung] = field(default_factory=list)
    notices: list[NewNotice] = field(default_factory=list)
    facts: list[tuple[int, Fact, dict[str, object]]] = field(default_factory=list)
    wakes: dict[int, datetime | None] = field(default_factory=dict)
    numbered: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    wake: datetime | None = None

    @property
    def verdicts(self) -> int:
        """How many rungs were decided."""
        return self.counts["fired"] + self.counts["skipped"]

    def extend(self, other: "Decided", *, keep: bool = True) -> None:
        """Add what another batch wrote; its rows only to `keep` them."""
        self.counts += other.counts
        self.wake = min((wake for wake in (self.wake, other.wake) if wake), default=None)
        if keep:
            self.rungs += other.rungs
            self.notices += other.notices
            self.facts += other.facts
            self.wakes |= other.wakes

    def count(self, now: datetime) -> None:
        """Put its rows into numbers."""
        self.counts.update(row.verdict for row in self.rungs)
        self.counts.update(str(fact.kind) for _, fact, _ in self.facts)
        held = sum(1 for row in self.notices if row.state == "queued" and row.due_at > now)
        self.counts.update(notices=len(self.notices), held=held, looked=len(self.wakes))
        self.wake = min((wake for wake in self.wakes.values() if wake), default=None)


def decide(bureau: Bureau, now: datetime, shift: Shift | None = None, *, keep: bool = True) -> Decided:
    """Decide everything due at `now`, a transaction a batch, as long as this process has the `shift`.

    Safe to run twice. To `keep` the rows of all batches takes memory for each obligation.
    """
    total = Decided()
    with suppress(ShiftLost), Hand() as hand:
        for ids in _batches(bureau, now):
            if shift and not shift.is_mine():
                break
            total.extend(_decide_batch(bureau, ids, now, hand, shift), keep=keep)
        hand.finish()
    return total


def _batches(bureau: Bureau, now: datetime) -> Iterator[Sequence[int]]:
    last, full = 0, True
    while full:
        with asking(bureau.engine) as db:
            ids = obligations.due(db, bureau.key, now, last, STRETCH)
        yield from (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
        last, full = max(ids, default=last), len(ids) == STRETCH


def _decide_batch(bureau: Bureau, ids: Sequence[int], now: datetime, hand: Hand, shift: Shift | None) -> Decided:
    """One transaction, which a server may still be writing down while the next batch is thought over.

    Not where it holds facts: by these others are judged.
    """
    with ExitStack() as transaction:
        db = transaction.enter_context(writing(bureau.engine))
        if shift:
            shift.hold(db)
        decided = _decided(bureau, db, ids, now)
        hand.finish()
        if len(ids) == BATCH and not decided.facts and not writes_alone(db):
            hand.start(_finish, transaction.pop_all(), bureau, db, decided)
        else:
            _write(bureau, db, decided)
    return decided


def _decided(bureau: Bureau, db: Connection, ids: Sequence[int], now: datetime) -> Decided:
    # They were looked up before, so another process may have decided some of them by now.
    sights = see(db, obligations.still_due(db, ids, now))
    decided = Decided()
    if sights:
        known = known_of(bureau, db, sights, now)
        recipients, rulings = Recipients.on(bureau, db, local_day(now)), Rulings(bureau, now)
        found = [(sight, rulings.on(sight, known[sight.owed.id])) for sight in sights]
        proposals = Proposals.of(bureau, db, found)
        for sight, ruling in found:
            _note(bureau, proposals, decided, sight, known[sight.owed.id], ruling, recipients, now)
        decided.count(now)
    return decided


def _finish(transaction: ExitStack, bureau: Bureau, db: Connection, decided: Decided) -> None:
    with transaction:
        _write(bureau, db, decided)


def _write(bureau: Bureau, db: Connection, decided: Decided) -> None:
    rungs.put(db, decided.rungs)
    notices.put(db, decided.notices)
    events.append_all(db, bureau.key, decided.facts)
    obligations.set_wake(db, decided.wakes)


def _note(
    bureau: Bureau,
    proposals: Proposals,
    decided: Decided,
    sight: Sight,
    known: Seen,
    ruling: Ruling,
    recipients: Recipients,
    now: datetime,
) -> None:
    """What it says is held to the next pass where it is quiet."""
    key = sight.owed.id
    for verdict in ruling.verdicts:
        told = [*_told(bureau, decided, sight, known, verdict, recipients)] if verdict.fired else []
        decided.rungs.append(verdicts.rung(bureau, sight, verdict, len(told), now))
        due = next_allowed(now, bureau.rules, bureau.calendar) if told else now
        decided.notices += [verdicts.notice(bureau, sight, verdict, one, now, due) for one in told]
    decided.facts += [(key, fact, detail) for fact, detail in _facts(bureau, proposals, sight, known, ruling, now)]
    decided.wakes[key] = ruling.wake_at


def _told(
    bureau: Bureau, decided: Decided, sight: Sight, known: Seen, verdict: Verdict, recipients: Recipients
) -> Iterator[Recipient]:
    """A leader hears of the month once, by whichever report under their charge comes first."""
    owed = sight.owed
    if verdict.family is Family.TARGET and known.targets:
        owed = led_over(bureau, owed, known.targets.behind + known.targets.dark)
    for one in recipients.of(owed, verdict.rung, verdict.family):
        month = (one.person, sight.owed.period)
        if verdict.family is not Family.NUMBERS or month not in decided.numbered:
            yield one
        if verdict.family is Family.NUMBERS:
            decided.numbered.add(month)


def _facts(
    bureau: Bureau, proposals: Proposals, sight: Sight, known: Seen, ruling: Ruling, now: datetime
) -> Iterator[tuple[Fact, dict[str, object]]]:
    if ruling.overdue_at:
        yield Fact(FactKind.OVERDUE, ruling.overdue_at), {}
    if ruling.proposed:
        proposal = ruling.proposal
        kind = None if proposal.rung.proposes is CaseKind.NEGLECT else proposal.rung.proposes
        yield Fact(FactKind.CASE_PROPOSED, proposal.at, subject=kind), proposals.facts(sight, known, ruling)
    if ruling.case_told:
        until = decidable_from(ruling.case_told, bureau.rules, bureau.calendar)
        yield Fact(FactKind.CASE_TOLD, ruling.case_told, until=until), {}
    for name in ruling.arrived:
        yield Fact(FactKind.CASE_TOLD, now, subject=name), {}
    if ruling.closes:
        closed = sight.state.closes_at
        # As of its closing, were the machine off then: what has come since is an addendum.
        yield Fact(FactKind.CLOSED, closed), _became(sight.state, now)


def _became(state: State, now: datetime) -> dict[str, object]:
    """Its outcome, and what it is counted as where counts tell apart what the outcome does not."""
    became, place = str(outcome(state, now)), str(bucket(state, now))
    return {"outcome": became, **({"counted": place} if place != became else {})}
