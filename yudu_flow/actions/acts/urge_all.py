"""The office urges everybody at once (全部催办): all that is overdue or soon due, but for those who were told today.

Each is urged by the act `urge` in a transaction of its own; whoever owes several things gets one mail (compose.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.one_by_one import Chosen, ManyDone, one_by_one
from yudu_flow.actions.acts.urge import urge
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import UNIT, Recipient, Recipients
from yudu_flow.actions.running_period import running_period, work_around
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.obligation import Standing, standing
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.quiet import next_allowed
from yudu_flow.storage import notices, obligations
from yudu_flow.storage.notice_rows import NoticeInFull

SAYS = "逾期和临近期限、还没有报的一次催办；已报的不在内，今天已经通知过的不重复催办。每人一封邮件，免打扰时段顺延。"
NOBODY = "没有需要催办的：该报的都报了，或今天都已经通知过"
TO_URGE = (Standing.OVERDUE, Standing.DUE_TODAY, Standing.DUE_SOON, Standing.RETURNED)


@dataclass(frozen=True, slots=True)
class Urging:
    """One obligation that could be urged: who hears of it, by name, or why it is left out."""

    sight: Sight
    hears: tuple[str, ...]
    left_out: str = ""

    @property
    def chosen(self) -> Chosen:
        """What the act names it by."""
        return Chosen(self.sight.owed.id, self.sight.events[-1].id if self.sight.events else 0)


def to_urge(bureau: Bureau, sights: Iterable[Sight], now: datetime) -> list[Sight]:
    """What is overdue or soon due and not in, the most overdue first."""
    found = [
        sight
        for sight in sights
        if not (sight.state.frozen or sight.state.closed_at)
        and standing(sight.state, bureau.rules, bureau.calendar, now) in TO_URGE
    ]
    return sorted(found, key=lambda sight: (sight.state.late_from, sight.owed.id))


def urging(bureau: Bureau, db: Connection, now: datetime) -> list[Urging]:
    """What a press would urge, and what it would leave out and why, before anything is sent."""
    period = running_period(bureau, db, now)
    sights = to_urge(bureau, work_around(bureau, db, period, alone=False), now) if period else []
    told, finds = notices.of(db, bureau.key, [s.owed.id for s in sights]), Recipients.on(bureau, db, local_day(now))
    return [
        _urging(bureau, sight, finds.answered(sight.owed, loud=True), told.get(sight.owed.id, []), now)
        for sight in sights
    ]


def urge_all(
    bureau: Bureau, by: str, now: datetime, note: str = "", chosen: Sequence[Chosen] | None = None
) -> ManyDone:
    """Urge all that `urging` finds, or those of it that were `chosen`. Raises NotYours for whoever is not of the
    office, NotAllowed where there is nothing to urge, BadRequest where it is too much at once.
    """
    of_office(bureau, by, now, "催办")
    with bureau.reading() as db:
        known = urging(bureau, db, now)
    wanted = {one.id: one for one in chosen} if chosen is not None else {o.chosen.id: o.chosen for o in known}
    mine = [one for one in known if one.chosen.id in wanted]
    going = [wanted[one.chosen.id] for one in mine if not one.left_out]
    # Of all, who was told today is left out without a word; whoever chose is answered for each.
    left = () if chosen is None else tuple((one.sight.owed, one.left_out) for one in mine if one.left_out)
    if not going and not left:
        raise NotAllowed(NOBODY)
    outcome = one_by_one(bureau, urge, going, by, now, note=note) if going else ManyDone()
    return ManyDone(outcome.done, (*outcome.refused, *left))


def record(one: Urging) -> dict[str, object]:
    """For programs: what, whose, who hears, and why not."""
    owed = one.sight.owed
    known = {"id": owed.id, "seen": one.chosen.seen, "obligation": obligations.name(owed), "owner": owed.owner}
    return {**known, "hears": one.hears, "left_out": one.left_out}


def _urging(
    bureau: Bureau, sight: Sight, recipients: Sequence[Recipient], told: Sequence[NoticeInFull], now: datetime
) -> Urging:
    people = bureau.roster.people
    names = tuple(people[one.person].name for one in recipients if one.channel is not Channel.CALL)
    refusal = urge.refuses(sight, now)
    if refusal:
        return Urging(sight, names, str(refusal))
    return Urging(sight, names, "没有可用的邮箱，请电话告知" if not names else _told(bureau, told, now))


def _told(bureau: Bureau, rows: Sequence[NoticeInFull], now: datetime) -> str:
    """That its owner was told of it today, or is about to be, no later than an urge would go out."""
    today, soon = local_day(now), next_allowed(now, bureau.rules, bureau.calendar)
    mine = [row for row in rows if row.role == UNIT]
    sent = [row.sent_at for row in mine if row.message_state == "sent" and row.sent_at]
    last = max((at.astimezone(ZONE) for at in sent if local_day(at) == today), default=None)
    if last:
        return f"今天{last:%H:%M}已经通知过"
    waits = any(row.state == "queued" or row.message_state == "queued" for row in mine if row.due_at <= soon)
    return "已有消息等待发出" if waits else ""
