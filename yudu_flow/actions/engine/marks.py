"""What is noted of a message that was tried: its state, and when to try again where that may help."""

from datetime import datetime, timedelta

from yudu_flow.actions.access.links import without_codes_of
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.delivery.message import Fault, Receipt
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.storage.new_rows import Mark
from yudu_flow.storage.rows import MessageRow

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
ENOUGH = 3
"""Tries before the end of a day may end a message; so many announced waits are taken at their word."""


def mark_of(bureau: Bureau, receipt: Receipt, row: MessageRow, now: datetime) -> Mark:
    """What is written of a message after an attempt at `now`."""
    again = row.due_at if receipt.sent else _again(bureau, receipt, row, now)
    state = _state(receipt, row.attempts + 1, again, now)
    return Mark(
        id=receipt.id,
        state=state,
        sent_at=now if receipt.sent else None,
        reply=without_codes_of(bureau, row, receipt.reply),
        due_at=again if state == "queued" else row.due_at,
        unsure=receipt.unsure and not receipt.sent,
        nobody=receipt.nobody,
        fault=str(receipt.fault),
        spooled=Channel(row.channel) in bureau.spooled,
    )


def _state(receipt: Receipt, tries: int, again: datetime, now: datetime) -> str:
    if receipt.sent:
        return "sent"
    if receipt.fault is Fault.UNDESCRIBED:
        # Most gateways say no with a 200 as well: it has told nobody, and is not sent again.
        return "unconfirmed"
    day_over = receipt.today and tries >= ENOUGH and local_day(again) != local_day(now)
    return "failed" if receipt.permanent or tries >= receipt.tries or day_over else "queued"


def _again(bureau: Bureau, receipt: Receipt, row: MessageRow, now: datetime) -> datetime:
    """When to try again; in quiet hours only what the office released, on the day of its order."""
    later: datetime = now + _pause(receipt, row.attempts)
    if row.released_at and local_day(later) == local_day(row.released_at):
        return later
    return next_allowed(later, bureau.rules, bureau.calendar)


def _pause(receipt: Receipt, tries: int) -> timedelta:
    """As long as the answer asks for; where it keeps asking, longer each time, as without a word."""
    usual = BACK_OFF[min(tries, len(BACK_OFF) - 1)]
    if receipt.wait is None:
        return usual
    return receipt.wait if tries < ENOUGH else max(receipt.wait, usual)
