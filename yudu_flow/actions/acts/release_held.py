"""The office releases what the quiet hours hold for one owner (免扰放行), with a reason.

It hastens only what rules or acts have ordered already and what is held at that instant: later notices wait as usual,
and so does what belongs into the message of a day whose pass is still ahead or that has spoken. Source: 2-semantics
"Only the office may override".
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.sift import ANSWER, COUNTDOWN
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import UNIT
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.moot import is_frozen, moot
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.quiet import is_quiet, next_allowed, next_pass, pass_is_ahead
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import messages, notices
from yudu_flow.storage.notice_rows import NoticeOpen


@verb(
    "release",
    "免扰放行",
    Doers.OFFICE,
    "因免打扰等待发出的消息当天提前发出，写明原因。",
    called="免扰放行",
    done="已放行",
    api=Api("release", "Reasoned"),
)
def release_held(scene: Scene, reason: Annotated[str, Asked("原因", "免扰放行请写明原因")]) -> Act:
    """What waits for this owner because of quiet hours goes out with the next pass, until 24:00 of the same day."""
    _order_out(scene.bureau, scene.db, _going(scene.bureau, scene.db, scene.sight, scene.at), scene.at)
    return Act(Fact(FactKind.RELEASED, scene.at), {"reason": reason})


def _order_out(bureau: Bureau, db: Connection, rows: Sequence[NoticeOpen], at: datetime) -> None:
    """A message that was written before is written anew, since it may speak of others or of another day."""
    written = {row.message for row in rows if row.message}
    notices.recompose(db, written, at, next_allowed(at, bureau.rules, bureau.calendar))
    # Behind that: what was in a message is queued only now.
    notices.order_out(db, bureau.key, [row.id for row in rows], at)


def _going(bureau: Bureau, db: Connection, sight: Sight, at: datetime) -> list[NoticeOpen]:
    """What can go out. Raises NotAllowed where nothing is held, or all of it belongs into another message."""
    held = [row for row in notices.open_of(db, bureau.key, sight.owed.id) if _is_held(bureau, sight, row, at)]
    if not held:
        raise NotAllowed(f"{sight.owed.owner}本期没有因免打扰等待发出的消息，不用放行")
    spoken = _spoken(bureau, db, held, at)
    # A daily message that goes out now would use up the day's one and push that morning's own to the next day.
    going = [row for row in held if row.family == ANSWER or row.id not in spoken]
    if not going:
        coming = spell_deadline(next_pass(at, bureau.rules, bureau.calendar))
        raise NotAllowed(f"每人每天只发一条提醒，{sight.owed.owner}的提醒到{coming}一并发出，不能提前")
    return going


def _is_held(bureau: Bureau, sight: Sight, row: NoticeOpen, at: datetime) -> bool:
    """Held by quiet hours alone: the owner's, still true, not on its way, and not released today already."""
    if row.role != UNIT or row.claimed_until or row.unsure or row.reason == "already_told_today":
        return False
    if row.released_at and local_day(row.released_at) == local_day(at):
        return False
    quiet = is_quiet(at, bureau.rules, bureau.calendar)
    waits = quiet or row.waits_until == next_pass(at, bureau.rules, bureau.calendar)
    return waits and (row.family == ANSWER or _is_true(sight, row, at))


def _is_true(sight: Sight, row: NoticeOpen, at: datetime) -> bool:
    family = Family(row.family)
    passed = family in COUNTDOWN and at >= sight.state.late_from
    return not (passed or is_frozen(family, sight.state) or moot(family, sight.state, row.round, at))


def _spoken(bureau: Bureau, db: Connection, held: Sequence[NoticeOpen], at: datetime) -> set[int]:
    """Those whose reader has today's message through that channel, or gets it from a pass that is still ahead."""
    if pass_is_ahead(at, bureau.rules, bureau.calendar):
        return {row.id for row in held}
    key = messages.daily_key(local_day(at))
    ids = {row.id: messages.identity(bureau.key, row.recipient, row.channel, key) for row in held}
    there = messages.by_id(db, bureau.key, ids.values())
    return {row.id for row in held if ids[row.id] in there and ids[row.id] != row.message}
