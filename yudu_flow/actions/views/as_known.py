"""An obligation as it was known at an instant that is past: nothing that was recorded, decided or sent later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, see
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.history import fold
from yudu_flow.storage import events, obligations
from yudu_flow.storage.notice_rows import NoticeInFull
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.standings import stand


@dataclass(frozen=True, slots=True)
class NoticeThen:
    """What a trace says of a notice; one that went out or was dropped later was still waiting then."""

    row: NoticeInFull
    waiting: bool


def see_then(db: Connection, rows: Sequence[Owed], then: datetime) -> list[Sight]:
    """Those of `rows` that were there, as they were known."""
    return [_sight(sight, then) for sight in see(db, [row for row in rows if row.created_at <= then])]


def _sight(sight: Sight, then: datetime) -> Sight:
    happened = [row for row in sight.events if row.at <= then]
    decided = [row for row in sight.rungs if row.decided_at <= then]
    return Sight(sight.owed, fold(obligations.terms(sight.owed), events.facts(happened)), happened, decided)


def notices_then(rows: Sequence[NoticeInFull], then: datetime | None) -> list[NoticeThen]:
    """Those that were there; all of them as they are now where `then` is None."""
    there = [row for row in rows if then is None or row.created_at <= then]
    return [NoticeThen(row, then is not None and (row.sent_at or row.changed_at) > then) for row in there]


def closing_words(bureau: Bureau, sight: Sight) -> dict[int, str]:
    """What it had become when its period closed, by the event that closed it: what came later stands in later lines."""
    found = {}
    for place, row in enumerate(sight.events, 1):
        if row.kind == FactKind.CLOSED:
            then = fold(obligations.terms(sight.owed), events.facts(sight.events[:place]))
            found[row.id] = stand(then, bureau.rules, bureau.calendar, row.at).result
    return found
