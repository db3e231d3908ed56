"""Deliver: claim messages with a lease, hand them to their channel, mark what became of them.

The claim is committed before the first byte goes out, the mark after the relay has answered: a crash can repeat a
message under the same Message-ID, never lose one. A claim is the holder's (holder.py) as long as that renews its lease;
what is not surely its own any more it does not hand over. A claim is as much as takes about two seconds, so that others
get their share of what is due. What has gone out is noted before anything else is done, however long others have the
rows or the database is away: only what a dead process had in hand can go out twice.

What an answer means is the channel's to say. Where nobody is there, the address ends, unless that is said of so many in
one pass that the relay must be wrong.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from yudu_flow.actions.access.links import as_sent, renew
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.marks import mark_of
from yudu_flow.actions.processes.hand import Hand
from yudu_flow.actions.processes.holder import Holder
from yudu_flow.clock import Clock, running_time
from yudu_flow.delivery.carrier import Carrier as Way
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.quiet import is_quiet, released_since
from yudu_flow.storage import claims, messages
from yudu_flow.storage.away import is_away
from yudu_flow.storage.database import ends_at, noting, writing
from yudu_flow.storage.new_rows import Mark
from yudu_flow.storage.rows import MessageRow

FIRST_CLAIM, LEAST_CLAIM, MOST_CLAIM = 200, 16, 1000
CLAIM_FOR = 2.0
"""Seconds that a claim should take, by the speed of the one before."""
MARK_AT, MARK_AFTER = 64, 0.1
"""How many, or how many seconds, of sent messages are marked together. The next go out meanwhile, as many at most: so
twice as much is what a crash may send again.
"""
STUCK_AFTER = 1.0
"""Seconds that the answers to SMS in flight may wait to be read while others keep the database from this process."""
GIVES_UP_AFTER = 20.0
"""Seconds for which whoever is told to stop goes on trying to note what went out; for all of it services grant 60."""
WAVE_LEAST, WAVE_SHARE = 4, 0.5
"""No such user, said of this many in one pass and of this share of them: a roster is never that wrong overnight."""

log = logging.getLogger("yudu_flow")

Noted = TypeVar("Noted", Mark, MessageRow)
Ways = Mapping[Channel, Way]
Watch = Callable[[int, int], None]
"""Told how many messages are done, of how many."""

Run = Callable[[Coroutine[Any, Any, None]], None]
"""Runs a coroutine to its end, as `asyncio.run` does."""


@dataclass
class Delivered:
    """What became of each message tried: in numbers, and as rows for `claims.mark` to `keep` them.

    `written` are those of the sent ones that went into files, which nobody is handed.
    """

    marks: list[Mark] = field(default_factory=list)
    watch: Callable[[int], None] = lambda _done: None
    keep: bool = True
    written: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        return self.counts.total()

    def count(self, state: str) -> int:
        """How many ended so; a passing failure stays queued."""
        return self.counts[state]

    def note(self, marks: Sequence[Mark]) -> None:
        self.counts.update(mark.state for mark in marks)
        self.written += sum(1 for mark in marks if mark.state == "sent" and mark.spooled)
        self.marks += marks if self.keep else ()

    def extend(self, other: "Delivered") -> None:
        """Add what another delivery did."""
        self.counts += other.counts
        self.written += other.written
        self.marks += other.marks


def deliver(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    holder: Holder,
    stopping: Callable[[], bool] = lambda: False,
    watch: Watch | None = None,
    run: Run = asyncio.run,
    *,
    keep: bool = True,
) -> Delivered:
    """Send everything due, each message at most once a claim; in quiet hours only what the office released.

    Returns when nothing is due. `run` may keep one event loop for many deliveries.
    """
    delivered, now = Delivered(keep=keep), clock()
    holder.free_the_dead()  # also in quiet hours: nobody is sending what a dead holder had in hand
    since = released_since(now, bureau.rules, bureau.calendar)
    if since and not _any_released(bureau, since):
        return delivered
    if watch and since is None:
        with bureau.reading() as db:
            total = messages.count_queued(db, bureau.key, now)
        delivered.watch = lambda done: watch(done, total)
    run(_deliver(bureau, ways, clock, holder, stopping, delivered, since))
    return delivered


def _any_released(bureau: Bureau, since: datetime) -> bool:
    with bureau.reading() as db:
        return messages.count_released(db, bureau.key, since) > 0


async def _deliver(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    holder: Holder,
    stopping: Callable[[], bool],
    delivered: Delivered,
    since: datetime | None,
) -> None:
    def over() -> bool:
        """Told to stop, or the evening has come while a long claim was being sent."""
        return stopping() or (since is None and is_quiet(clock(), bureau.rules, bureau.calendar))

    with Hand() as hand:
        beat = asyncio.create_task(holder.beat(hand))
        try:
            for channel, way in ways.items():
                sending = _Sending(bureau, way, clock, holder, hand, delivered, stopping)
                async with way:
                    while not over() and (claim := _claim(bureau, channel, way, holder, clock(), since, sending.size)):
                        if not await sending.send(claim, over):
                            break
                sending.judge_the_refused()
        finally:
            beat.cancel()


@dataclass(frozen=True)
class _Claim:
    """Messages that are in hand under one name."""

    rows: dict[str, MessageRow]
    name: str
    full: bool


def _claim(
    bureau: Bureau, channel: Channel, way: Way, holder: Holder, now: datetime, since: datetime | None, size: int
) -> _Claim | None:
    with writing(bureau.engine) as db:
        name, until = holder.within(db)
        to_go = way.resends_unsure
        rows = claims.claim(db, bureau.key, str(channel), now, name, until, size, since, to_go=to_go)
        # What was composed before the secret changed went out with a code that opened nothing.
        renew(bureau, db, rows, now)
    return _Claim({row.id: row for row in rows}, name, len(rows) == size) if rows else None


class _Sending:
    """One pass through one channel. What was refused for want of a user is judged at its end, all together."""

    def __init__(
        self,
        bureau: Bureau,
        way: Way,
        clock: Clock,
        holder: Holder,
        hand: Hand,
        delivered: Delivered,
        stopping: Callable[[], bool],
    ) -> None:
        self._bureau, self._way, self._clock, self._delivered = bureau, way, clock, delivered
        self._holder, self._hand, self._stopping = holder, hand, stopping
        self.size = FIRST_CLAIM
        self._stuck = False
        self._gives_up_at = 0.0
        self._taken = 0
        self._refused: dict[str, tuple[Receipt, MessageRow, str]] = {}

    async def send(self, claim: _Claim, stopping: Callable[[], bool]) -> bool:
        """Send one claim, marking in small groups; whether there may be more.

        An SMS whose attempt ended without a word is not sent again blindly.
        """
        self._stuck = False
        doubtful = {key for key, row in claim.rows.items() if row.unsure and not self._way.resends_unsure}
        unknown = "送达情况不明，未重发"
        lost = [Receipt(key, False, unknown, True, True, fault=Fault.UNSURE) for key in doubtful]
        self._mark(lost, claim, self._clock())
        waiting = {key: row for key, row in claim.rows.items() if key not in doubtful}
        done: list[Receipt] = []
        # Not by the clock, which may be set while messages go out.
        began = marked_at = time.monotonic()
        async for receipt in self._way.send(self._until(stopping, claim, waiting)):
            done.append(receipt)
            if len(done) >= MARK_AT or time.monotonic() - marked_at > MARK_AFTER:
                await self._hand.rest()
                self._hand.start(self._mark, done, claim, self._clock())
                done, marked_at = [], time.monotonic()
        await self._hand.rest()
        self._mark(done, claim, self._clock())
        self._give_back(waiting, claim)
        self.size = _sized(len(claim.rows) - len(waiting), time.monotonic() - began)
        # What was given back, or was lost with the claim, is still due.
        return claim.full or self._stuck or not self._holder.still(claim.name)

    def _until(self, stopping: Callable[[], bool], claim: _Claim, waiting: dict[str, MessageRow]) -> Iterator[Outgoing]:
        """Hands over one message after another; what is left in `waiting` when it is to stop was never tried."""

        def held() -> bool:
            return self._holder.still(claim.name)

        while waiting and held() and not (stopping() or self._stuck):
            row = waiting.pop(next(iter(waiting)))
            if self._begun(row, claim):
                yield _outgoing(self._bureau, row, held)
            # Where nothing is stuck either the claim was lost, and the message is another's to send.
            elif self._stuck:
                waiting[row.id] = row

    def _begun(self, row: MessageRow, claim: _Claim) -> bool:
        """Where a second copy would harm, each message is noted as under way by itself, and no other with it.

        Where that cannot be noted now, nothing more goes out before what has gone out is noted.
        """
        if self._way.resends_unsure:
            return True
        if not self._hand.is_free(STUCK_AFTER):
            self._stuck = True
            return False
        try:
            return self._hand.do(_under_way, self._bureau, row, claim)
        except SQLAlchemyError as fault:
            if not is_away(fault):
                raise
            self._stuck = True
            return False

    def _mark(self, receipts: Sequence[Receipt], claim: _Claim, now: datetime) -> None:
        told = []
        for receipt in receipts:
            self._taken += receipt.sent
            if receipt.nobody:
                self._refused[receipt.id] = receipt, claim.rows[receipt.id], claim.name
            else:
                told.append((receipt, claim.rows[receipt.id]))
        self._write(told, claim.name, now)

    def judge_the_refused(self) -> None:
        """End the addresses that nobody is at; but a wave of them is the relay's fault and passes."""
        many = len(self._refused)
        wave = many >= WAVE_LEAST and many >= WAVE_SHARE * (many + self._taken)
        # Each under the name that it was claimed by: whoever lost a lease meanwhile goes on under another.
        for name in {name for _, _, name in self._refused.values()}:
            mine = [(receipt, row) for receipt, row, whose in self._refused.values() if whose == name]
            judged = [(_passing(receipt) if wave else receipt, row) for receipt, row in mine]
            self._write(judged, name, self._clock())

    def _write(self, told: Iterable[tuple[Receipt, MessageRow]], name: str, now: datetime) -> None:
        marks = [mark_of(self._bureau, receipt, row, now) for receipt, row in told]
        self._note(marks, claims.mark, name)
        self._delivered.note(marks)
        self._delivered.watch(self._delivered.tried)

    def _give_back(self, untried: Mapping[str, MessageRow], claim: _Claim) -> None:
        """End the claim on what was not tried, so that it is neither doubtful nor has to wait for the lease."""
        self._note([*untried.values()], claims.give_back, claim.name)

    def _note(self, rows: Sequence[Noted], do: Callable[[Connection, Sequence[Noted], str], None], name: str) -> None:
        """What somebody keeps locked is waited for alone: nothing else has to be in doubt when this process ends."""

        def some(db: Connection, rows: Sequence[Noted], waits: bool) -> Sequence[Noted]:
            free = {row.id for row in rows} if waits else claims.free(db, [row.id for row in rows])
            if mine := [row for row in rows if row.id in free]:
                do(db, mine, name)
            return [row for row in rows if row.id not in free]

        noting(self._bureau.engine, rows, some, lambda why: self._goes_on(name, why))

    def _goes_on(self, name: str, why: Exception) -> bool:
        """Whether to try again to note what has gone out: as long as nobody stops this process, and then for some time,
        as long as it still holds what it sent, which is renewed meanwhile. Whoever gave up sooner would send it again.

        Meanwhile nothing more goes out.
        """
        self._stuck = True
        log.warning("what was sent, or was not, cannot be noted yet; it is tried again: %s", why)
        with suppress(SQLAlchemyError):  # the database may be what is wrong
            self._holder.keep()
        if not self._stopping():
            return True
        self._gives_up_at = self._gives_up_at or min(running_time() + GIVES_UP_AFTER, ends_at(self._bureau.engine))
        return self._holder.still(name) and running_time() < self._gives_up_at


def _sized(tried: int, seconds: float) -> int:
    """How much to claim next."""
    return max(LEAST_CLAIM, min(MOST_CLAIM, int(tried * CLAIM_FOR / max(seconds, 0.001))))


def _passing(receipt: Receipt) -> Receipt:
    return replace(receipt, permanent=False, nobody=False, today=True, fault=Fault.WAVE)


def _under_way(bureau: Bureau, row: MessageRow, claim: _Claim) -> bool:
    with writing(bureau.engine) as db:
        return claims.under_way(db, row.id, claim.name)


def _outgoing(bureau: Bureau, row: MessageRow, held: Callable[[], bool]) -> Outgoing:
    return Outgoing(
        id=row.id,
        message_id=row.message_id,
        channel=row.channel,
        recipient=row.recipient,
        name=row.name,
        address=row.address,
        subject=as_sent(bureau, row, row.subject),
        text=as_sent(bureau, row, row.text),
        html=as_sent(bureau, row, row.html),
        queued_at=row.queued_at,
        calendar=row.calendar,
        held=held,
    )
