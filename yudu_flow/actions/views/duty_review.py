"""Whether a duty is still needed: one page of facts for the office to decide on. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.answer_duty import AskedDuty, asked_of
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.views.burden import burden
from yudu_flow.domain.bucket import FILED, Bucket, bucket
from yudu_flow.domain.burden import middle
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.storage import duty_answers, obligations, submissions
from yudu_flow.storage.yearly_tables import DutyAnswerRow
from yudu_flow.wording.record import Record
from yudu_flow.wording.yearly import CHOICES, effect_words, ends_words

MONTHS = 12


@dataclass(frozen=True, slots=True)
class OwnersYear:
    """What became of one owner's items: `filed` of those `owed`, of these `late`; `nothing_new` said so."""

    owner: str
    owed: int
    filed: int
    late: int
    missing: int
    excused: int
    nothing_new: int


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    id: str
    word: str
    effect: str


@dataclass(frozen=True, slots=True)
class Review:
    """A duty over the months from `first` to `last`: who reported what, and what it cost.

    `messages` is how often units were told of it, `minutes` the middle of the times from a form to its filing,
    `written` how many were timed. Nothing is asked now where there are no `choices`.
    """

    plan: Plan
    duty: Duty
    ends: str
    first: str
    last: str
    owners: tuple[OwnersYear, ...]
    messages: int
    mails: int
    sms: int
    fields: int
    returns: int
    minutes: int | None
    written: int
    since: str
    choices: tuple[ChoiceShown, ...]
    answered: tuple[DutyAnswerRow, ...]

    @property
    def filed(self) -> int:
        """How many were filed."""
        return sum(one.filed for one in self.owners)

    @property
    def nothing_new(self) -> int:
        """How many of them said that there is nothing new."""
        return sum(one.nothing_new for one in self.owners)

    @property
    def idle_share(self) -> float:
        """The share of 无新进展 among what was filed, in percent."""
        return round(100 * self.nothing_new / self.filed, 1) if self.filed else 0.0


def reviews(bureau: Bureau, db: Connection, now: datetime) -> list[Review]:
    """One a duty that comes again and again, in the order of the plans."""
    return [review(bureau, db, now, duty.id) for _, duty in bureau.duties() if duty.kind.cyclic]


def review(bureau: Bureau, db: Connection, now: datetime, duty: str) -> Review:
    """That of one duty. Raises NotFound."""
    found = next(((plan, one) for plan, one in bureau.duties() if one.id == duty and one.kind.cyclic), None)
    if found is None:
        raise NotFound("没有这一类事项")
    plan, mine = found
    last = Period.of(local_day(now))
    first = last.shift(1 - MONTHS)
    of, months = (plan.id, duty), (str(first), str(last))
    rows = [row for row in obligations.between(db, bureau.key, *months) if (row.plan, row.duty) == of]
    cost = burden(bureau, db, *months, of)
    minutes = [minute for one in cost for minute in one.minutes]
    asked = _asked(bureau, db, duty, now)
    return Review(
        plan,
        mine,
        ends_words(plan.last_of(mine)),
        min((row.month for row in rows), default=str(first)),
        str(last),
        tuple(_owners(bureau, db, see(db, rows, with_rungs=False), now)),
        sum(one.messages for one in cost),
        sum(one.mails for one in cost),
        sum(one.sms for one in cost),
        sum(one.fields for one in cost),
        sum(one.returns for one in cost),
        middle(minutes),
        len(minutes),
        str(asked.question.since) if asked else "",
        tuple(ChoiceShown(str(one), CHOICES[one], effect_words(one, asked.changes[one], mine)) for one in asked.changes)
        if asked
        else (),
        tuple(row for row in duty_answers.listed(db, bureau.key) if (row.plan, row.duty) == of),
    )


def _asked(bureau: Bureau, db: Connection, duty: str, now: datetime) -> AskedDuty | None:
    try:
        return asked_of(bureau, db, duty, now)
    except NotAllowed:
        return None


def _owners(bureau: Bureau, db: Connection, sights: Sequence[Sight], now: datetime) -> list[OwnersYear]:
    """As the roster has them."""
    latest = submissions.latest_of(db, bureau.key, [sight.owed.id for sight in sights])
    mine: dict[str, list[Sight]] = defaultdict(list)
    for sight in sights:
        mine[sight.owed.owner].append(sight)
    silent = {id for id, row in latest.items() if row.nothing_new.strip()}
    return [_year_of(owner, mine[owner], silent, now) for owner in sorted(mine, key=bureau.roster.place)]


def _year_of(owner: str, sights: Sequence[Sight], silent: set[int], now: datetime) -> OwnersYear:
    counted = [bucket(sight.state, now) for sight in sights]
    return OwnersYear(
        owner,
        len(counted),
        sum(one in FILED for one in counted),
        counted.count(Bucket.LATE),
        counted.count(Bucket.MISSING) + counted.count(Bucket.UNPAGED) + counted.count(Bucket.OVERDUE),
        counted.count(Bucket.EXCUSED),
        sum(sight.owed.id in silent for sight in sights if bucket(sight.state, now) in FILED),
    )


def record(one: Review) -> Record:
    names = ("first", "last", "messages", "mails", "sms", "fields", "returns", "minutes", "filed", "nothing_new")
    return {
        **{"plan": one.plan.id, "number": one.plan.number, "duty": one.duty.id, "title": one.duty.title},
        **{"basis": one.duty.basis, "every": str(one.duty.every), "ends": one.ends},
        **{name: getattr(one, name) for name in (*names, "idle_share", "since")},
        "owners": [{name: getattr(owner, name) for name in owner.__slots__} for owner in one.owners],
        "choices": [{"choice": choice.id, "says": choice.word, "effect": choice.effect} for choice in one.choices],
        "answered": [
            {"year": row.year, "choice": row.choice, "reason": row.reason, "by": row.by} for row in one.answered
        ],
    }
