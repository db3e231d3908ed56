"""What other content changes from when: which periods, whose, with which days; and what is open and stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.open_period import standing, unopened
from yudu_flow.content.home import Content
from yudu_flow.domain.expected import Owner, owners
from yudu_flow.domain.opening import Span
from yudu_flow.domain.period import spell_day
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.storage import bureaus, duties, openings
from yudu_flow.storage.under_way import under_way
from yudu_flow.wording.periods import spell_period

AHEAD = 3
"""Periods that are compared: what differs later differs already in one of them, but for a holiday."""
Key = tuple[str, str]


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


@dataclass(frozen=True, slots=True)
class _Ahead:
    plan: Plan
    duty: Duty
    spans: tuple[Span, ...]
    owners: tuple[Owner, ...]


def change_effects(bureau: Bureau, db: Connection, content: Content, now: datetime) -> Effects:
    """What `content` changes of what `bureau` works by."""
    begun = openings.latest(db, bureau.key)
    before, after = _ahead(bureau, db, now), _ahead(replace(bureau, content=content), db, now)
    found = [effect for key in {**before, **after} if (effect := _effect(key, before, after, begun))]
    stay = {plan.id for plan in content.plans if plan in bureau.content.plans}
    stay = stay if bureau.rules == content.rules else set()
    rows = [one for one in under_way(db, bureau.key) if one.plan not in stay]
    return Effects(tuple(found), tuple((one.title, spell_period(one.period), one.owing) for one in rows))


def _ahead(bureau: Bureau, db: Connection, now: datetime) -> dict[Key, _Ahead]:
    row, today = bureaus.find(db, bureau.key), local_day(now)
    seen = dict.fromkeys(standing(bureau, today), now) | duties.seen(db, bureau.key)
    started = row.started_at if row else now
    return {
        (one.plan.id, one.duty.id): _Ahead(
            one.plan,
            one.duty,
            tuple(islice(one.coming, AHEAD)),
            tuple(owners(one.plan, one.duty, bureau.roster, today)),
        )
        for one in unopened(bureau, db, started, seen)
    }


def _effect(
    key: Key, before: Mapping[Key, _Ahead], after: Mapping[Key, _Ahead], begun: Mapping[Key, object]
) -> Effect | None:
    old, new = before.get(key), after.get(key)
    here = new or old
    assert here is not None  # the key is of one of them
    words = tuple(_words(old, new, here.duty, key in begun))
    joins, leaves = _names(new, old), _names(old, new)
    once_begun = not here.duty.kind.cyclic and key in begun
    if not words and (not (joins or leaves) or once_begun):
        return None
    return Effect(here.plan.title, here.duty.title, words or (_from(new or old),), joins, leaves)


def _words(old: _Ahead | None, new: _Ahead | None, duty: Duty, begun: bool) -> Iterator[str]:
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


def _moved(old: _Ahead, new: _Ahead) -> Iterator[str]:
    """Days that differ, period by period; where they come in another cycle, the first of each."""
    if old.duty.every is not new.duty.every:
        yield f"改为：{_day_of(new.spans[0], new.duty)}；原来：{_day_of(old.spans[0], old.duty)}"
        return
    known = {one.period: one for one in old.spans}
    for one in new.spans:
        was = known.get(one.period)
        if was and was.deadline.last_day != one.deadline.last_day:
            days = f"{spell_day(was.deadline.last_day)} → {spell_day(one.deadline.last_day)}"
            yield f"{_when(one, new.duty)}：最后一天 {days}"
        elif was and was.deadline != one.deadline:
            yield f"{_when(one, new.duty)}：提醒到 {spell_day(one.deadline.remind_by)}"
    said = [f"{label}{'要' if now else '不要'}" for label, was, now in _terms(old.duty, new.duty) if was != now]
    if said:
        yield f"{_when(new.spans[0], new.duty)}起{'，'.join(said)}"
    if old.duty.contents != new.duty.contents:
        yield f"{_when(new.spans[0], new.duty)}起内容改为{'、'.join(new.duty.contents) or '全部'}"
    if len(new.spans) < len(old.spans):
        yield f"{_when(new.spans[-1], new.duty)}是最后一期"
    elif len(new.spans) > len(old.spans):
        yield f"{_when(new.spans[len(old.spans)], new.duty)}起继续"


def _terms(old: Duty, new: Duty) -> list[tuple[str, bool, bool]]:
    return [("盖章", old.sealed, new.sealed)] if old.kind.written else []


def _from(one: _Ahead | None) -> str:
    return f"{_when(one.spans[0], one.duty)}起" if one and one.spans else "以后各期"


def _when(one: Span, duty: Duty) -> str:
    return spell_period(str(one.period)) if duty.kind.cyclic else duty.title


def _day_of(one: Span, duty: Duty) -> str:
    when = f"{spell_period(str(one.period))}起，" if duty.kind.cyclic else ""
    return f"{when}最后一天 {spell_day(one.deadline.last_day)}"


def _names(some: _Ahead | None, others: _Ahead | None) -> tuple[str, ...]:
    """Who owes it here and not there."""
    there = {one.owner for one in others.owners} if others and others.spans else set()
    return tuple(one.owner for one in some.owners if one.owner not in there) if some and some.spans else ()
