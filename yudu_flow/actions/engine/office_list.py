"""The office's list and the leaders' digest: exceptions only, written when there is something new to tell.

Source: 2-semantics "Digest to leaders and the office's list".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider_name
from yudu_flow.actions.engine.duty_questions import questions_in_words
from yudu_flow.actions.engine.period_numbers import numbers_today, passing_in_short
from yudu_flow.actions.engine.watch_targets import led_by
from yudu_flow.actions.letters import ASKED, PENDING, Writer, last_words
from yudu_flow.actions.look import Glance, Sight, sight_of
from yudu_flow.actions.proof import slip_words
from yudu_flow.actions.target_words import target_line
from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.case_course import COURSE
from yudu_flow.domain.digest import SHOWN, CallLine, LeaderDigest, Line, Lines, OfficeList, UnreadOfficeList
from yudu_flow.domain.duties.registry import GIVEN
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Pending, Round
from yudu_flow.domain.period import ZONE, at
from yudu_flow.domain.roster import is_placeholder
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import audit, bureaus, events, notices, obligations, work
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.notice_rows import NoticeAnswered
from yudu_flow.storage.rows import NoticeRow, Owed
from yudu_flow.wording.cases import stage
from yudu_flow.wording.periods import month_and_day, spell_owed, spell_period

T = TypeVar("T")
RECENT = timedelta(days=100)
# What is late is counted whole: read up to a limit, the list said that no more were late.
MOST, ALL = 500, 2**31 - 1
FEW = 5
UNSURE = "短信是否送达待确认"
NOT_SATISFIED = "企业对两次答复都不满意，请决定结束，或责成再办"
ELSEWHERE = (Family.TARGET, Family.NUMBERS, Family.REQUEST)
"""What a leader is told of in words of its own, and not in a list."""
EXCEPTIONS = (FactKind.OVERDUE, *ASKED.values(), FactKind.CASE_PROPOSED)


def office_list(bureau: Bureau, db: Connection, writer: Writer) -> OfficeList:
    """What is late, what waits for a decision (longest first), whom to call, the books; the same for all readers."""
    if writer.office is None:
        writer.office = _office_list(bureau, db, writer)
    return writer.office


def _office_list(bureau: Bureau, db: Connection, writer: Writer) -> OfficeList:
    found = cache(partial(_found, bureau, db, writer))
    look = _looking(bureau, db, writer, lambda: found().shown)
    return UnreadOfficeList(
        late=lambda: found().late.lines(lambda one: _late(writer, look(one))),
        waiting=lambda: found().waiting.lines(lambda one: _waiting(writer, look(one))),
        calls=lambda: tuple(calls(bureau, db, writer)),
        unsure=lambda: tuple(dict.fromkeys(call_of(bureau, *one) for one in to_confirm(bureau, db, writer))),
        cases=lambda: found().cases.lines(lambda one: _case_line(writer, look(one), "")),
        provisional=lambda: found().provisional,
        yearly=lambda: tuple(questions_in_words(bureau, db, writer.day)),
        books=lambda: _books(bureau, db),
        numbers=lambda: numbers_today(bureau, db, writer, None),
        refused=lambda: _refused(bureau),
        link=lambda: _page(bureau, "/office"),
    )


class _Found(NamedTuple):
    """What is listed, the first of each kept; `provisional` names the periods that will be counted anew."""

    waiting: "_First[Glance | Sight]"
    cases: "_First[Glance | Sight]"
    late: "_First[Glance | Sight]"
    provisional: tuple[str, ...]

    @property
    def shown(self) -> list[int]:
        return [one.owed.id for kept in (self.waiting, self.cases, self.late) for one in kept.first()]


def _found(bureau: Bureau, db: Connection, writer: Writer) -> _Found:
    ids = {*events.recent(db, bureau.key, EXCEPTIONS, writer.now - RECENT, ALL, awake=True)}
    # However old: an undecided case outlives its month, and 400 days were once the silent end of it.
    ids |= {*work.cases(db, bureau.key)}
    waiting = _First[Glance | Sight](lambda one: one.state.pending_since or writer.now)
    cases, late = (_First[Glance | Sight](by) for by in (lambda one: one.owed.id, lambda one: one.state.late_from))
    provisional: dict[str, None] = {}
    for one in passing_in_short(bureau, db, writer, ids):
        if one.state.waits:
            waiting.take(one)
        if _goes_on(one.state.case):
            cases.take(one)
        if one.state.is_overdue(writer.now) and not one.state.closed_at:
            late.take(one)
        # What closed on projected days, and is listed for its case, is not counted anew.
        counts_anew = one.owed.provisional and not one.state.closed_at
        provisional |= {spell_period(one.owed.period): None} if counts_anew else {}
    return _Found(waiting, cases, late, tuple(provisional))


def _goes_on(case: Case | None) -> bool:
    return case is not None and (case.stands or case.step is CaseStep.PROPOSED)


class _First(Generic[T]):
    """The first few of many, in an order; how many there were."""

    def __init__(self, order: Callable[[T], Any]) -> None:
        self._order, self._kept, self._total = order, list[T](), 0

    def take(self, one: T) -> None:
        self._total += 1
        self._kept.append(one)
        if len(self._kept) > 2 * SHOWN:
            self._kept = self.first()

    def first(self) -> list[T]:
        """What is shown of them."""
        return sorted(self._kept, key=self._order)[:SHOWN]

    def lines(self, write: Callable[[T], Line]) -> Lines:
        """Them in words, put together when they are printed."""
        return Lines((partial(write, one) for one in self.first()), self._total)


def _case_line(writer: Writer, sight: Sight, reader: str) -> Line:
    """The time to object is not known before the proposal is told; on its first day it is about to be."""
    line, case = writer.line(sight, "case-proposed", reader), sight.state.case
    if case and case.stands:
        note = stage(case, decider_name(writer.bureau, sight, writer.now), writer.now)
        return replace(line, note=note, limit="", by="")
    if case is None or case.told_at or local_day(case.proposed_at) == writer.day:
        return line
    return replace(line, note=f"{line.note}；告知还没有送到单位", limit="")


def _late(writer: Writer, sight: Sight) -> Line:
    return replace(writer.line(sight, _overdue(sight), ""), note=_reported(sight))


def _overdue(sight: Sight) -> str:
    return sight.state.terms.kind.says.overdue


def _reported(sight: Sight) -> str:
    """What the unit has said for itself."""
    reason = last_words(sight, FactKind.EXPLAINED)
    return f"所述原因：{reason}" if reason else "未说明原因"


def _waiting(writer: Writer, sight: Sight) -> Line:
    pending = sight.state.pending or Pending.EXPLANATION
    since = sight.state.pending_since or writer.now
    days = writer.bureau.calendar.between(since.date(), writer.day)
    line = writer.line(sight, _overdue(sight), "")
    return replace(line, note=f"{PENDING[pending]}：{last_words(sight, ASKED[pending])}", days=days)


def calls(bureau: Bureau, db: Connection, writer: Writer) -> list[CallLine]:
    """The call sheet: people whom nothing reaches, for obligations still owed and not called about since."""
    return [*dict.fromkeys(call_of(bureau, sight, row) for sight, row in to_call(bureau, db, writer))]


def to_call(bureau: Bureau, db: Connection, writer: Writer) -> list[tuple[Sight, NoticeAnswered]]:
    """The notices that reached nobody, with what they were about, where a call is still to be made.

    Of a slip decided before today that nobody at the unit was told, one: a call to one of them is enough.
    """
    since, today = writer.now - RECENT, at(writer.day)
    refused = notices.unreached(db, bureau.key, since, MOST)
    silent = notices.untold(db, bureau.key, since, today, MOST, files=bureau.files_tell)
    known = {_slip_of(row) for row in refused}
    # Backwards, so that the first notice of each slip stays.
    rows = [*refused, *{_slip_of(row): row for row in reversed(silent) if _slip_of(row) not in known}.values()]
    rows.sort(key=lambda row: row.id)
    sights = {s.owed.id: s for s in _sights(bureau, db, writer, {row.obligation_id for row in rows})}
    return [(sights[row.obligation_id], row) for row in rows if _still_to_call(sights[row.obligation_id], row)]


def to_confirm(bureau: Bureau, db: Connection, writer: Writer) -> list[tuple[Sight, NoticeAnswered]]:
    """SMS that are 待确认, to people who were told in no other way and are not to be called already."""
    rows = notices.unsure(db, bureau.key, writer.now - RECENT, MOST, files=bureau.files_tell)
    if not rows:
        return []
    called = {(sight.owed.id, row.recipient) for sight, row in to_call(bureau, db, writer)}
    sights = {s.owed.id: s for s in _sights(bureau, db, writer, {row.obligation_id for row in rows})}
    found = [(sights[row.obligation_id], row) for row in rows]
    return [(s, row) for s, row in found if (s.owed.id, row.recipient) not in called and _still_to_call(s, row)]


def _slip_of(row: NoticeAnswered) -> tuple[int, int, str]:
    return row.obligation_id, row.round, row.rung


def tells(row: NoticeAnswered) -> bool:
    """Whether it is a slip or a proposal: what a unit must have been told."""
    return row.family in (Family.SLIP, Family.CASE)


def _still_to_call(sight: Sight, row: NoticeAnswered) -> bool:
    """A slip waits for a call about that very slip, a proposal until the case is decided, the rest for any call."""
    state, case = sight.state, sight.state.case
    called = any(call.at >= row.created_at and (not tells(row) or call.rung == row.rung) for call in state.calls)
    if called or row.family == Family.CASE:
        return not called and case is not None and case.decision is None
    return not (state.ended or state.closed_at or (tells(row) and row.round != state.round))


def call_of(bureau: Bureau, sight: Sight, row: NoticeAnswered) -> CallLine:
    """A line of the call sheet: whom to call, about what, and why no message got there."""
    person = bureau.roster.people.get(row.recipient)
    owed = sight.owed
    phone = person.mobile if person and person.mobile and not is_placeholder(person.mobile) else ""
    nowhere = "登记的邮箱和手机都收不到" if phone else "没有可用的邮箱或手机，请先在名册中登记"
    lost = f"{slip_words(bureau, sight, row.rung)}没有送到" if tells(row) else "消息没有送到"
    told = {"failed": f"邮件或短信被退回：{row.reply}", "unconfirmed": UNSURE}
    why = told.get(row.message_state or "", f"{lost}：没有发出去，或只写成文件") if row.channel != "call" else nowhere
    about = _named(owed)
    return CallLine(owed.unit, person.name if person else row.recipient, phone or "", about, why)


def _looking(
    bureau: Bureau, db: Connection, writer: Writer, ids: Callable[[], Sequence[int]]
) -> Callable[[Glance | Sight], Sight]:
    """How one of them is seen in full: all of them are read together, once the first is printed."""

    def look(one: Glance | Sight) -> Sight:
        if one.owed.id not in writer.sights:
            _sights(bureau, db, writer, {*ids()})
        return writer.sights[one.owed.id]

    return look


def _sights(bureau: Bureau, db: Connection, writer: Writer, ids: Iterable[int]) -> list[Sight]:
    """Those obligations by id, each read once for everybody who is written to."""
    wanted = sorted(ids)
    new = [key for key in wanted if key not in writer.sights]
    if new:
        writer.sights |= sight_of(db, obligations.by_id(db, bureau.key, new).values(), with_rungs=False)
    return [writer.sights[key] for key in wanted]


def _refused(bureau: Bureau) -> tuple[str, ...]:
    """The first errors of changed content; the rest are for `check` and the page."""
    more = len(bureau.refused) - FEW
    return (*bureau.refused[:FEW], *([f"另有{more}处，请运行 yudu-flow check 查看"] if more > 0 else []))


def _books(bureau: Bureau, db: Connection) -> str:
    row = bureaus.find(db, bureau.key)
    if row is None or row.reconciled_on is None:
        return ""
    head = f"；审计核对码 {audit.short(row.audit_seq, row.audit_hash)}" if key_of(db) else ""
    day = month_and_day(row.reconciled_on)
    if row.imbalance:
        return f"{day}有{row.imbalance}项消息对不上账，请运行 yudu-flow reconcile 查看{head}"
    return f"{day}应发消息与发送记录相符{head}"


def leader_digest(
    bureau: Bureau, db: Connection, writer: Writer, leader: str, told: Iterable[tuple[Sight, NoticeRow]]
) -> LeaderDigest:
    """What is new for one leader: `told` are the obligations with the notices that say so, looked at once."""
    # All rank alike, so they stay in the order in which they were told.
    sections: dict[str, _First[tuple[Sight, NoticeRow]]] = defaultdict(lambda: _First(lambda _: 0))
    slow, undecided, cases = list[Sight](), list[str](), set[int]()
    for sight, notice in told:
        match notice.family:
            case Family.TARGET:
                slow.append(sight)
            case Family.REQUEST:
                undecided.append(_undecided(bureau, sight))
            case Family.DECISION | Family.APPEAL | Family.FIRM:
                cases.add(sight.owed.id)
        if notice.family not in ELSEWHERE:
            sections[_heading(bureau, sight, notice)].take((sight, notice))
    targets = [one for sight in slow for one in led_by(bureau, db, sight, leader, writer.now)]
    return LeaderDigest(
        **{name: found.lines(lambda one: _told(writer, one[0], leader, one[1])) for name, found in sections.items()},
        undecided=tuple(undecided),
        behind=tuple(target_line(one) for one in targets if not one.dark),
        dark=tuple(target_line(one) for one in targets if one.dark),
        numbers=numbers_today(bureau, db, writer, leader),
        link=_desk(bureau, cases),
    )


def _named(owed: Owed) -> str:
    return spell_owed(owed.owner, owed.period, owed.title, once=bool(owed.subject))


def _undecided(bureau: Bureau, sight: Sight) -> str:
    asked = sight.state.pending_since
    word = PENDING[sight.state.pending or Pending.EXPLANATION]
    day = f"{month_and_day(asked.astimezone(ZONE).date())}" if asked else ""
    # What somebody gave they may answer too, and what the office owes a leader does: whoever reads this, it may be.
    office = sight.owed.kind not in GIVEN and sight.owed.unit != bureau.roster.office.name
    return f"{_named(sight.owed)}：{day}{word}，{'办公室' if office else ''}尚未答复"


def _desk(bureau: Bureau, cases: Set[int]) -> str:
    """To the one case that awaits the leader, else to the desk with all of them."""
    return _page(bureau, f"/leader/{next(iter(cases))}#decide" if len(cases) == 1 else "/leader")


def _page(bureau: Bureau, path: str) -> str:
    return f"{bureau.base_url.rstrip('/')}{path}" if bureau.base_url else ""


def _told(writer: Writer, sight: Sight, leader: str, notice: NoticeRow) -> Line:
    if notice.family == Family.FIRM:
        return replace(writer.line(sight, _overdue(sight), leader), note=NOT_SATISFIED)
    if sight.state.case:
        return _case_line(writer, sight, leader)
    return replace(writer.line(sight, _overdue(sight), leader), note=_reported(sight))


def _heading(bureau: Bureau, sight: Sight, notice: NoticeRow) -> str:
    if notice.family == Family.CASE:
        return "proposed"
    if notice.family in (Family.DECISION, Family.APPEAL, Family.FIRM):
        return "awaiting"
    if notice.family in COURSE:
        return "unmended"
    if notice.rung != sight.state.terms.ladder(bureau.rules).after[0].name:
        return "second_slip"
    return "broken" if sight.state.round_kind is Round.EXTENDED else "overdue"
