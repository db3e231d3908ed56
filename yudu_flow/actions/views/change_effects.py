"""What other content changes from when: which periods, whose, with which days; and what is open and stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.views.owed_otherwise import Ahead, ahead, otherwise
from yudu_flow.content.home import Content
from yudu_flow.domain.opening import Span
from yudu_flow.domain.period import spell_day
from yudu_flow.domain.plan import Duty
from yudu_flow.storage import openings
from yudu_flow.storage.under_way import under_way
from yudu_flow.wording.periods import spell_period

AHEAD = 3
"""Periods that are compared: what differs later differs already in one of them, but for a holiday."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes another in a duty: in which words, period by period; who owes it from then on, and who no more."""

    plan: str
    title: str
    words: tuple[str, ...]
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effects:
    """`open` says what is under way in the plans that change: title, period, how many."""

    effects: tuple[Effect, ...]
    open: tuple[tuple[str, str, int], ...]


def change_effects(bureau: Bureau, db: Connection, content: Content, now: datetime) -> Effects:
    """What `content` changes of what `bureau` works by."""
    begun = openings.latest(db, bureau.key)
    before, after = (ahead(bureau, one, db, now, _next) for one in (bureau.content, content))
    found = [_effect(before.get(key), after.get(key), now, key in begun) for key in {**before, **after}]
    stay = {plan.id for plan in content.plans if plan in bureau.content.plans}
    stay = stay if bureau.rules == content.rules else set()
    rows = [one for one in under_way(db, bureau.key) if one.plan not in stay]
    stands = tuple((one.title, spell_period(one.period), one.owing) for one in rows)
    return Effects(tuple(effect for effect in found if effect), stands)


def _next(spans: Iterator[Span]) -> Iterator[Span]:
    return islice(spans, AHEAD)


def _effect(old: Ahead | None, new: Ahead | None, now: datetime, begun: bool) -> Effect | None:
    here = new or old
    assert here is not None  # it is of one of them
    words, moved = tuple(_words(old, new, here.duty, begun)), otherwise(old, new, now)
    joins, leaves = (moved.new, moved.gone) if moved else ((), ())
    once_begun = not here.duty.kind.cyclic and begun
    if not words and (not (joins or leaves) or once_begun):
        return None
    since = f"{_when(moved.since, here.duty)}起" if moved else ""
    return Effect(here.plan.title, here.duty.title, words or (since,), joins, leaves)


def _words(old: Ahead | None, new: Ahead | None, duty: Duty, begun: bool) -> Iterator[str]:
    if not duty.kind.cyclic and begun:
        if old is None or new is None or old.duty.by != new.duty.by:
            yield "已经开始办理，本次改动不影响它；确要改期限或免办的，到那一事项里办理"
    elif new is None or not new.spans:
        if old is not None and old.spans:
            yield f"{_when(old.spans[0], old.duty)}起不再要求"
    elif old is None or not old.spans:
        yield f"新增：{_day_of(new.spans[0], new.duty)}"
    else:
        yield from _moved(old, new)


def _moved(old: Ahead, new: Ahead) -> Iterator[str]:
    """Days that differ, period by period; where they come in another cycle, the first of each."""
    if old.duty.every is not new.duty.every:
        yield f"改为：{_day_of(new.spans[0], new.duty)}；原来：{_day_of(old.spans[0], old.duty)}"
        return
    first, begins = old.spans[0].period, new.spans[0].period
    cyclic = new.duty.kind.cyclic
    if cyclic and first != begins:
        yield f"改从{spell_period(str(begins))}开始，原来从{spell_period(str(first))}开始"
    # What has a day of its own is in another period once its day is in another month.
    known = {one.period if cyclic else begins: one for one in old.spans}
    for one in new.spans:
        was = known.get(one.period)
        if was and was.deadline.last_day != one.deadline.last_day:
            days = " → ".join(_day(each.deadline.last_day, new.duty) for each in (was, one))
            yield f"{_when(one, new.duty)}：最后一天 {days}"
        elif was and was.deadline != one.deadline:
            yield f"{_when(one, new.duty)}：提醒到 {_day(one.deadline.remind_by, new.duty)}"
    if old.duty.kind.written and old.duty.sealed != new.duty.sealed:
        yield f"{_when(new.spans[0], new.duty)}起盖章{'要' if new.duty.sealed else '不要'}"
    if old.duty.contents != new.duty.contents:
        yield f"{_when(new.spans[0], new.duty)}起内容改为{'、'.join(new.duty.contents) or '全部'}"
    if len(new.spans) < len(old.spans):
        yield f"{_when(new.spans[-1], new.duty)}是最后一期"
    elif len(new.spans) > len(old.spans) and first == begins:
        yield f"{_when(new.spans[len(old.spans)], new.duty)}起继续"


def _when(one: Span, duty: Duty) -> str:
    return spell_period(str(one.period)) if duty.kind.cyclic else duty.title


def _day_of(one: Span, duty: Duty) -> str:
    when = f"{spell_period(str(one.period))}起，" if duty.kind.cyclic else ""
    return f"{when}最后一天 {_day(one.deadline.last_day, duty)}"


def _day(day: date, duty: Duty) -> str:
    """With its year where no period says it."""
    return spell_day(day) if duty.kind.cyclic else f"{day.year}年{spell_day(day)}"
