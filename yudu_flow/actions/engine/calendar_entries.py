"""Calendars of deadlines: a message's has one entry an obligation, the office's one a duty and month.

An entry of its own for each deadline would leave an alarm behind for what was extended or has come back. So its name
is the obligation's (it outlives the database, as calendars do), and its sequence rises (RFC 5545 3.8.7.4). In the
office's calendar whoever has a deadline of his own stands apart, under the name that his mails have for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha1
from uuid import NAMESPACE_URL

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.delivery.ics import CalendarEntry, deadline_events
from yudu_flow.domain.facts import ExtensionChoice, FactKind
from yudu_flow.domain.history import ANSWERED
from yudu_flow.domain.obligation import Round
from yudu_flow.domain.period import spell_deadline
from yudu_flow.domain.verdict import Family
from yudu_flow.storage.rows import NoticeRow, Owed
from yudu_flow.wording.periods import spell_owed
from yudu_flow.wording.standings import stand


def entries(bureau: Bureau, told: Iterable[tuple[NoticeRow, Sight]]) -> str:
    """A calendar of what these notices are the first to name a deadline of, soonest first; empty where none is."""
    named = {sight.owed.id: sight for notice, sight in told if _names_first(notice, sight)}
    found = own_entries(bureau, named.values())
    return deadline_events(*found) if found else ""


def own_entries(bureau: Bureau, sights: Iterable[Sight]) -> list[CalendarEntry]:
    """One an obligation, soonest first, under the names that the mails have for them."""
    return sorted((_entry(bureau, sight) for sight in sights), key=lambda entry: (entry.due, entry.uid))


def month_entries(bureau: Bureau, sights: Iterable[Sight], now: datetime) -> Iterator[CalendarEntry]:
    """The deadlines of a month as they stand at `now`, and what each obligation is."""
    together: dict[tuple[str, str], list[Sight]] = defaultdict(list)
    for sight in sights:
        if sight.state.deadline.late_from == sight.owed.late_from:
            together[sight.owed.plan, sight.owed.duty].append(sight)
        else:
            words = _stands(bureau, [sight], now)
            yield _entry(bureau, sight)._replace(due=sight.state.deadline.late_from, description=words, stamp=now)
    for same in together.values():
        yield _of_duty(bureau, same, now)


def _of_duty(bureau: Bureau, same: Sequence[Sight], now: datetime) -> CalendarEntry:
    owed = same[0].owed
    return CalendarEntry(
        uid=_uid(bureau, owed.plan, owed.duty, owed.period),
        title=f"{_named('', owed)}截止（{len(same)}项）",
        due=max(sight.owed.late_from for sight in same),
        description=_stands(bureau, same, now),
        stamp=now,
        sequence=max(len(_moved(sight)) for sight in same),
    )


def _stands(bureau: Bureau, sights: Iterable[Sight], now: datetime) -> str:
    lines = ((s.owed.owner, stand(s.state, bureau.rules, bureau.calendar, now).sentence) for s in sights)
    return "\n".join(f"{owner}　{words}" for owner, words in lines)


def _uid(bureau: Bureau, *place: str) -> str:
    return f"{_uuid('/'.join((bureau.key, bureau.mail_domain, *place)))}@{bureau.mail_domain}"


def _uuid(name: str) -> str:
    """`uuid5(NAMESPACE_URL, name)` as text: version and variant stand in two of its figures (RFC 9562 5.5)."""
    # uuid5 makes an object of each, which is felt where thousands of mails carry one.
    digest = sha1(NAMESPACE_URL.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def _named(owner: str, owed: Owed) -> str:
    return spell_owed(owner, owed.period, owed.title, once=bool(owed.subject))


def _entry(bureau: Bureau, sight: Sight) -> CalendarEntry:
    """Titled as the mail names it: a calendar holds those of every unit that somebody answers for."""
    owed, state = sight.owed, sight.state
    returned = state.terms.kind.words.again if state.round_kind is Round.RETURNED else ""
    moved = [*_moved(sight), *_answered(sight)]
    return CalendarEntry(
        uid=_uid(bureau, owed.plan, owed.duty, owed.owner, owed.period),
        title=f"{_named(owed.owner, owed)}{returned}截止",
        due=state.late_from,
        description=f"应于{spell_deadline(state.late_from)}前完成。依据：{owed.basis}。",
        stamp=max([state.round_began or owed.opened_at, *moved]),
        sequence=state.round - 1 + len(moved),
    )


def _answered(sight: Sight) -> list[datetime]:
    """When what waited was answered by no day of its own: that moves a deadline too, and begins no round."""
    return [event.at for event in sight.events if event.kind in ANSWERED and event.choice != ExtensionChoice.APPROVE]


def _moved(sight: Sight) -> list[datetime]:
    """When a rest day moved the deadline on within its round."""
    return [event.at for event in sight.events if event.kind == FactKind.RECOUNTED]


def _names_first(notice: NoticeRow, sight: Sight) -> bool:
    """Whether it is what began the item, the answer that set the deadline, or the first reminder of it."""
    state = sight.state
    event = next((one for one in sight.events if one.id == notice.event_id), None) if notice.event_id else None
    sets = event and (event.kind == FactKind.RETURNED or (event.until and event.until == state.extended_to))
    if sets or notice.kind == state.terms.kind.says.opened:
        return True
    if notice.family != Family.AHEAD:
        return False
    fired = [row for row in sight.rungs if row.round == notice.round and row.verdict == "fired"]
    moved = max(_moved(sight), default=None)
    since = [row for row in fired if moved is None or row.decided_at >= moved]
    return notice.rung in [rows[0].rung for rows in (fired, since) if rows]
