"""Deliver: claim messages with a lease, hand them to their channel, mark what became of them.

The claim is committed before the first byte goes out, the mark after the relay has answered: a crash can repeat a
message under the same Message-ID, never lose one. A lease runs by the machine's own clock, whatever instant the pass
is for, since it says only that a process is alive.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.clock import Clock, wall_clock
from yudu_flow.delivery.channel import Channel as Way
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.domain.quiet import is_quiet, next_allowed, released_since
from yudu_flow.domain.rules import Channel
from yudu_flow.storage import messages
from yudu_flow.storage.database import reading, writing

CLAIM = 400
LEASE = timedelta(minutes=5)
MARK_AT, MARK_AFTER = 64, 0.02  # how many, or how many seconds, of sent messages a crash may send again
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_ATTEMPTS = 20

Ways = Mapping[Channel, Way]
Watch = Callable[[int, int], None]
"""Told how many messages are done, of how many."""

Run = Callable[[Coroutine[Any, Any, None]], None]
"""Runs a coroutine to its end, as `asyncio.run` does."""


@dataclass
class Delivered:
    """What became of each message tried, as rows for `messages.mark`."""

    marks: list[dict[str, Any]] = field(default_factory=list)
    watch: Callable[[int], None] = lambda _done: None

    def count(self, state: str) -> int:
        """How many ended so; a passing failure stays queued."""
        return sum(1 for mark in self.marks if mark["to"] == state)


def deliver(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    stopping: Callable[[], bool] = lambda: False,
    watch: Watch | None = None,
    run: Run = asyncio.run,
) -> Delivered:
    """Send everything due, each message at most once a claim; in quiet hours only what the office released.

    Returns when nothing is due. `run` may keep one event loop for many deliveries.
    """
    delivered, now = Delivered(), clock()
    since = released_since(now, bureau.rules, bureau.calendar)
    if since and not _any_released(bureau, since):
        return delivered
    with writing(bureau.engine) as db:
        messages.free_the_dead(db, bureau.key, wall_clock())
        total = messages.count_queued(db, bureau.key, now) if watch and since is None else 0
    if watch and since is None:
        delivered.watch = lambda done: watch(done, total)
    run(_deliver(bureau, ways, clock, stopping, delivered, since))
    return delivered


def _any_released(bureau: Bureau, since: datetime) -> bool:
    with reading(bureau.engine) as db:
        return messages.count_released(db, bureau.key, since) > 0


async def _deliver(
    bureau: Bureau,
    ways: Ways,
    clock: Clock,
    stopping: Callable[[], bool],
    delivered: Delivered,
    since: datetime | None,
) -> None:
    def over() -> bool:
        """Told to stop, or the evening has come while a long claim was being sent."""
        return stopping() or (since is None and is_quiet(clock(), bureau.rules, bureau.calendar))

    for channel, way in ways.items():
        async with way:
            full = True
            while full and not over() and (rows := _claim(bureau, channel, clock(), since)):
                await _send(bureau, way, rows, clock, over, delivered)
                full = len(rows) == CLAIM


def _claim(bureau: Bureau, channel: Channel, now: datetime, since: datetime | None) -> dict[str, Row[Any]]:
    with writing(bureau.engine) as db:
        alive_at = wall_clock()
        rows = messages.claim(db, bureau.key, str(channel), now, alive_at + LEASE, CLAIM, alive_at, since)
    return {row.id: row for row in rows}


async def _send(
    bureau: Bureau,
    way: Way,
    rows: dict[str, Row[Any]],
    clock: Clock,
    stopping: Callable[[], bool],
    delivered: Delivered,
) -> None:
    """Send one claim, marking in small groups. An SMS whose attempt ended without a word is not sent again blindly."""
    doubtful = {row.id for row in rows.values() if row.unsure and not way.resends_unsure}
    unknown = [Receipt(key, False, "送达情况不明，未重发", permanent=True, unsure=True) for key in doubtful]
    _mark(bureau, unknown, rows, clock, delivered)
    waiting = {key: row for key, row in rows.items() if key not in doubtful}
    done: list[Receipt] = []
    marked_at = time.monotonic()
    async for receipt in way.send(_until(stopping, waiting)):
        done.append(receipt)
        if len(done) >= MARK_AT or time.monotonic() - marked_at > MARK_AFTER:
            _mark(bureau, done, rows, clock, delivered)
            done, marked_at = [], time.monotonic()
    _mark(bureau, done, rows, clock, delivered)
    _give_back(bureau, waiting)


def _until(stopping: Callable[[], bool], waiting: dict[str, Row[Any]]) -> Iterator[Outgoing]:
    """Hands over one message after another; what is left in `waiting` when it is told to stop was never tried."""
    while waiting and not stopping():
        yield _outgoing(waiting.pop(next(iter(waiting))))


def _give_back(bureau: Bureau, untried: Mapping[str, Row[Any]]) -> None:
    """End the claim on what was not tried, so that it is neither doubtful nor has to wait for the lease."""
    if untried:
        with writing(bureau.engine) as db:
            messages.give_back(db, [*untried.values()])


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        id=row.id,
        message_id=row.message_id,
        channel=row.channel,
        recipient=row.recipient,
        name=row.name,
        address=row.address,
        subject=row.subject,
        text=row.text,
        html=row.html,
        queued_at=row.queued_at,
        calendar=row.calendar,
    )


def _mark(
    bureau: Bureau, receipts: Iterable[Receipt], rows: Mapping[str, Row[Any]], clock: Clock, delivered: Delivered
) -> None:
    now = clock()
    marks = [_marked(bureau, receipt, rows[receipt.id], now) for receipt in receipts]
    if marks:
        with writing(bureau.engine) as db:
            messages.mark(db, marks)
    delivered.marks += marks
    delivered.watch(len(delivered.marks))


def _marked(bureau: Bureau, receipt: Receipt, row: Row[Any], now: datetime) -> dict[str, Any]:
    failed = receipt.permanent or row.attempts + 1 >= MOST_ATTEMPTS
    state = "sent" if receipt.sent else "failed" if failed else "queued"
    return {
        "one": receipt.id,
        "to": state,
        "sent": now if receipt.sent else None,
        "answer": receipt.reply,
        "due": row.due_at if state != "queued" else _again(bureau, row, now),
        "doubt": receipt.unsure and not receipt.sent,
        "missing": receipt.nobody,
    }


def _again(bureau: Bureau, row: Row[Any], now: datetime) -> datetime:
    """When to try again; in quiet hours only what the office released, on the day of its order."""
    later: datetime = now + BACK_OFF[min(row.attempts, len(BACK_OFF) - 1)]
    if row.released_at and local_day(later) == local_day(row.released_at):
        return later
    return next_allowed(later, bureau.rules, bureau.calendar)
