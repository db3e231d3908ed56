"""Rows into words: what one obligation says to one person, as a `Line` that templates only arrange."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider
from yudu_flow.actions.look import Sight, day_of
from yudu_flow.domain.case import CaseStep
from yudu_flow.domain.case_course import MENDING, WANTED
from yudu_flow.domain.digest import Line, OfficeList
from yudu_flow.domain.duties.registry import SPOKEN
from yudu_flow.domain.escalation import decidable_from
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.obligation import Pending, State
from yudu_flow.domain.period import ZONE, midnight_after, spell_deadline
from yudu_flow.domain.roster import Roster
from yudu_flow.storage.rows import DueInMonth, EventRow, Owed
from yudu_flow.wording.cases import APPEALS, CHECKS, DECISIONS, KINDS, YOU
from yudu_flow.wording.periods import spell_period, this_period
from yudu_flow.wording.standings import Stand, Stands, stand

CASE_CHOICES: Mapping[str, Mapping[str, str]] = {
    FactKind.CASE_DECIDED: DECISIONS,
    FactKind.APPEAL_DECIDED: APPEALS,
    FactKind.CASE_CHECKED: CHECKS,
}
PENDING = {
    Pending.EXTENSION: "申请延期",
    Pending.EXPLANATION: "说明原因",
    Pending.HAND_BACK: "退请",
    Pending.FIRM_LOST: "报告企业失联",
}
"""What waits for the office's word, and the fact that asked for it."""
ASKED = {
    Pending.EXTENSION: FactKind.EXTENSION_ASKED,
    Pending.EXPLANATION: FactKind.EXPLAINED,
    Pending.HAND_BACK: FactKind.HANDED_BACK,
    Pending.FIRM_LOST: FactKind.FIRM_LOST,
}


Ended = tuple[str, Sequence[DueInMonth], Sequence[DueInMonth]]
"""Reports that were due together, with what they are called, and those of the period before."""


@dataclass
class Writer:
    """Puts obligations into lines on one `day`, in Asia/Shanghai; remembers what several people are told alike."""

    bureau: Bureau
    now: datetime
    sights: dict[int, Sight] = field(default_factory=dict)
    ended: list[Ended] | None = None
    office: OfficeList | None = None
    counted: dict[int, dict[frozenset[str], Counter[str]]] = field(default_factory=dict)
    _lines: dict[tuple[int, str], Line] = field(default_factory=dict)
    _alike: dict[Hashable, Mapping[str, Any]] = field(default_factory=dict)
    _measures: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    known_firms: Mapping[str, str] = field(default_factory=dict)
    day: date = field(init=False)
    _stands: Stands = field(init=False)

    def __post_init__(self) -> None:
        self.day = local_day(self.now)
        self._stands = Stands(self.bureau.rules, self.bureau.calendar, self.now)

    def line(self, sight: Sight, kind: str, recipient: str, *, catch_up: bool = False, link: str = "") -> Line:
        """One obligation as it stands now, for one person."""
        owed, reason = sight.owed, self.reason(sight.owed, recipient)
        known = self._lines.get((owed.id, kind))
        if known:
            line = replace(known, reason=reason, catch_up=catch_up, link=link)
        else:
            shared = self._shared(sight, kind)
            line = Line(unit=owed.unit, owner=owed.owner, reason=reason, catch_up=catch_up, link=link, **shared)
            self._lines[owed.id, kind] = line
        return replace(line, by=YOU) if line.by and self._decides(sight, recipient) else line

    def _decides(self, sight: Sight, recipient: str) -> bool:
        """Whether this person decides on its case today."""
        leader = decider(self.bureau, sight.owed, self.day)
        return leader is not None and leader.id == recipient

    def _shared(self, sight: Sight, kind: str) -> Mapping[str, Any]:
        """What is said alike of all who owe the same and to whom nothing happened: they share a state (look.py).

        Firms are an owner's own, so what names some is said of it alone.
        """
        owed = sight.owed
        if sight.events or owed.firms:
            return self._words(sight, kind)
        same = owed.plan, owed.title, owed.basis, owed.period, owed.subject, owed.provisional, owed.quota
        # A state that is printed is held by `sights` or by its list until then, so its id is no other's.
        key = (id(sight.state), kind, *same, *owed.assignments)
        if key not in self._alike:
            self._alike[key] = self._words(sight, kind)
        return self._alike[key]

    def _words(self, sight: Sight, kind: str) -> Mapping[str, Any]:
        owed, state = sight.owed, sight.state
        stands, until = self._stands.of(state), _until(state, kind)
        return {
            "kind": kind,
            "title": owed.title,
            "period": "" if owed.subject else spell_period(owed.period),
            "this": this_period(owed.period),
            "verb": state.terms.kind.words.verb,
            "free": state.terms.kind.words.free,
            "deadline": f"{spell_deadline(until)}{_put_off(sight)}",
            "short_deadline": short_deadline(until),
            "due": until,
            "days": self._days(sight, stands),
            "stands": stands.sentence,
            "form_in": state.unsealed_at is not None,
            "basis": owed.basis,
            "measures": self._measures_of(owed),
            "provisional": owed.provisional,
            "quota": owed.quota,
            "visited": len(state.visited),
            "firms": _firms(sight, kind),
            "known": self._known(sight, kind),
            "note": given_words(sight),
            **self._case(sight, kind),
        }

    def _known(self, sight: Sight, kind: str) -> tuple[str, ...]:
        """What is known of each firm on the month's list."""
        if kind != sight.state.terms.kind.says.first:
            return ()
        return tuple(f"{name}：{self.known_firms[name]}" for name in sight.owed.firms if name in self.known_firms)

    def _days(self, sight: Sight, stands: Stand) -> int:
        """Working days late, or left until the last one in time."""
        if sight.state.is_overdue(self.now):
            return stands.days
        return self.bureau.calendar.between(self.day, sight.state.base_day)

    def _case(self, sight: Sight, kind: str) -> dict[str, str]:
        if kind == sight.state.terms.kind.says.limit:
            return {"limit": spell_deadline(sight.state.late_from), "note": last_words(sight, FactKind.RETURNED)}
        if sight.state.case is None:
            return {}
        if kind in COURSE_SAYS:
            limit = spell_deadline(_until(sight.state, kind))
            return {"limit": limit, "note": _to_mend(sight), "case": KINDS[sight.state.case.kind]}
        leader = decider(self.bureau, sight.owed, self.day)
        until = sight.state.case.decidable_from or decidable_from(self.now, self.bureau.rules, self.bureau.calendar)
        return {
            "case": KINDS[sight.state.case.kind],
            "note": case_facts(self.bureau, sight, self.now),
            "by": leader.name if leader else "",
            "limit": spell_deadline(until),
        }

    def reason(self, owed: Owed, recipient: str) -> str:
        """Why this person hears of it, in plain words."""
        key = (recipient, owed.unit)
        if key not in self._reasons:
            self._reasons[key] = _part(self.bureau.roster, owed, recipient, self.day)
        return self._reasons[key]

    def _measures_of(self, owed: Owed) -> tuple[str, ...]:
        key = (owed.plan, ",".join(owed.assignments))
        if key not in self._measures:
            found = self.bureau.assignments(owed.plan, owed.assignments)
            self._measures[key] = tuple(f"{a.id} {a.summary}" for a in found)
        return self._measures[key]


def _put_off(sight: Sight) -> str:
    """That a rest day moved the deadline which earlier messages printed."""
    moves = [day_of(row) for row in sight.events if row.kind == FactKind.RECOUNTED and _led_here(sight, row)]
    if not moves:
        return ""
    return f"（原定{moves[0].month}月{moves[0].day}日，因放假顺延）"


def _led_here(sight: Sight, move: EventRow) -> bool:
    """Whether it moved what stands now: the first deadline, or the limit that a fact of this round gave instead."""
    state = sight.state
    limit = state.late_from != sight.owed.late_from
    return (move.until is not None) == limit and (state.round_began is None or move.at >= state.round_began)


def _firms(sight: Sight, kind: str) -> tuple[str, ...]:
    """All paired firms on the month's list, those still to be visited in every later message."""
    whole = kind == sight.state.terms.kind.says.first
    return tuple(firm for firm in sight.owed.firms if whole or firm not in sight.state.visited)


def _part(roster: Roster, owed: Owed, recipient: str, day: date) -> str:
    unit = roster.unit(owed.unit)
    for post, word in ((unit.liaison, "联络员"), (unit.head, "负责人")):
        holder = roster.posts[post].holder(day) if post in roster.posts else None
        if holder == recipient:
            return f"您是{owed.unit}{word}"
        acting = roster.holder(post, day)
        if acting and acting.id == recipient:
            return f"您代行{owed.unit}{word}职责"
    return "您是本事项责任人" if owed.owner != owed.unit else f"您分管{owed.unit}有关工作"


def case_facts(bureau: Bureau, sight: Sight, now: datetime) -> str:
    """The facts of the case in one sentence, and what the obligation is at `now`: first, where something came."""
    note, sentence = case_note(sight), stand(sight.state, bureau.rules, bureau.calendar, now).sentence
    came = sight.state.ended or sight.state.unsealed_at
    return f"现在：{sentence}；{note}" if came else f"{note}；现在：{sentence}"


def case_note(sight: Sight) -> str:
    """The facts of the case as they stood when it was proposed, in one sentence."""
    detail: Mapping[str, Any] = next((row.detail for row in sight.events if row.kind == FactKind.CASE_PROPOSED), {})
    again = f"近{detail['periods']}个周期内第{detail['lapse']}次逾期" if detail.get("reason") == "repetition" else ""
    trial = "试运行" if detail.get("trial") else ""
    slips = bool(detail.get("slips")) or not detail.get("grounds")
    urged = f"{_urged(sight, detail)}，{_explained(detail)}" if slips else ""
    parts = (trial, again, *detail.get("grounds", []), urged, _before(detail))
    return "；".join(part for part in parts if part)


def _before(detail: Mapping[str, Any]) -> str:
    """That the same was confirmed not long ago."""
    earlier = detail.get("before")
    if not earlier:
        return ""
    closed = datetime.fromisoformat(earlier["closed_at"]).astimezone(ZONE)
    period = spell_period(earlier["obligation"].split("/", 1)[0])
    return f"{period}的同类认定{closed.month}月{closed.day}日销号，不久再次发生"


def _urged(sight: Sight, detail: Mapping[str, Any]) -> str:
    """When the unit was urged and told so; what did not arrive after all is not counted."""
    lost = sight.state.case.untold if sight.state.case else frozenset()
    told = [slip for slip in detail.get("slips", []) if slip["rung"] not in lost]
    days = [datetime.fromisoformat(slip["at"]).astimezone(ZONE) for slip in told]
    urged = f"{'、'.join(f'{day.month}月{day.day}日' for day in days)}已催办{len(days)}次" if days else ""
    back = f"另有{len(detail['slips']) - len(told)}次催办没有送到" if len(told) < len(detail.get("slips", [])) else ""
    return "，".join(part for part in (urged, back) if part) or "没有催办记录"


def _explained(detail: Mapping[str, Any]) -> str:
    """What became of the reason; one that was still waiting when the report was returned was never answered."""
    if not detail.get("explained"):
        return "未说明原因"
    return {"accept": "所提原因已采纳并延期", "reject": "所提原因未获采纳"}.get(
        detail["answer"], "已说明原因，未经审核"
    )


def given_words(sight: Sight) -> str:
    """What was said with what somebody gave to a unit, or what a firm asks for; empty for the rest."""
    return str(sight.events[0].detail.get("text", "")) if sight.owed.kind in SPOKEN and sight.events else ""


def last_words(sight: Sight, *kinds: FactKind, name: str = "reason") -> str:
    """The reason given with the latest event of those kinds, or what else was said with it, by its `name`."""
    found = [row for row in sight.events if row.kind in kinds]
    return str(found[-1].detail.get(name, "")) if found else ""


COURSE_SAYS = (WANTED, MENDING)


def _until(state: State, kind: str) -> datetime:
    """The first instant that is too late: for the measures of a case, where it is about these."""
    case = state.case
    if case is None or kind not in COURSE_SAYS:
        return state.late_from
    day = case.measures_by if case.step is CaseStep.MEASURES else case.mend_by
    return midnight_after(day) if day else state.late_from


def _to_mend(sight: Sight) -> str:
    """What was promised; before that why the case was confirmed."""
    return last_words(sight, FactKind.CASE_MEASURED, name="text") or last_words(sight, FactKind.CASE_DECIDED)


def answering(line: Line, event: EventRow) -> Line:
    """The line as the answer to an act says it: the reason or decision, by whom, until when."""
    until = spell_deadline(event.until) if event.until else ""
    note, limit, appeal = str(event.detail.get("reason", "")), until or line.limit, line.appeal
    if event.kind in CASE_CHOICES:
        note = f"{CASE_CHOICES[event.kind][event.choice]}。{note}".rstrip("。") if event.choice else note
        measures_by = event.day or event.last_day
        limit, appeal = spell_deadline(midnight_after(measures_by)) if measures_by else "", until
    if event.kind == FactKind.FIRM_LOST_DECIDED:
        note = "。".join(filter(None, (event.subject, note)))
    if event.kind == FactKind.FILED:
        note = f"收到时间：{spell_instant(event.received or event.at)}"
    if event.kind in (FactKind.INSTRUCTED, FactKind.HANDED_OVER):
        note, limit = event.detail["text"], spell_deadline(midnight_after(day_of(event)))
    back = event.detail.get("hand_back_until")
    shown = spell_deadline(datetime.fromisoformat(back)) if back else line.back
    return replace(line, note=note, by=event.by, limit=limit, appeal=appeal, back=shown)


@lru_cache(maxsize=256)
def short_deadline(late_from: datetime) -> str:
    """9月27日24:00, for SMS."""
    last = (late_from - timedelta(seconds=1)).astimezone(ZONE)
    clock = "24:00" if (last.hour, last.minute) == (23, 59) else f"{late_from.astimezone(ZONE):%H:%M}"
    return f"{last.month}月{last.day}日{clock}"


def spell_instant(instant: datetime) -> str:
    """2020年9月24日 10:05."""
    local = instant.astimezone(ZONE)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
