"""The cast of the domain's tests: the real calendar, September 2020, and one obligation watched under the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from chinese_calendar.constants import holidays, workdays

from yudu_flow.domain.case_course import COURSE
from yudu_flow.domain.decision import rule
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.escalation import decidable_from, goes_out
from yudu_flow.domain.facts import Choice, Fact, FactKind
from yudu_flow.domain.history import dated, fold
from yudu_flow.domain.obligation import State, Terms
from yudu_flow.domain.opening import span
from yudu_flow.domain.period import ZONE, Period
from yudu_flow.domain.plan import Duty
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.situation import Ruling, Seen
from yudu_flow.domain.verdict import Family, Verdict
from yudu_flow.domain.workdays import Calendar

REAL = Calendar(frozenset(holidays), frozenset(workdays), frozenset(day.year for day in holidays))
RULES = Rules()
REPORT = Duty("report", KINDS["report"], "贯彻落实情况", "三（三）")
VISITS = Duty("visits", KINDS["visit"], "走访企业", "二（一）5", firms=2)
ACROSS_ROUNDS = (Family.CASE, Family.DECISION, Family.REQUEST, Family.NUMBERS, Family.FIRM, *COURSE)
SAID = tuple(family for family in Family if family is not Family.NUMBERS)
"""What concerns the unit or asks somebody to decide: the month in numbers is the leaders' own."""


def day(text: str) -> date:
    """`2020-09-27`, or `09-27` for 2020."""
    return date.fromisoformat(text if len(text) == 10 else f"2020-{text}")


def moment(text: str) -> datetime:
    """`2020-09-27 10:00` in Asia/Shanghai; `09-27 10:00` is 2020, and without an hour it is 00:00."""
    written, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"{day(written)} {clock or '00:00'}").replace(tzinfo=ZONE)


def owed(
    period: str = "2020-09", *, opened: str = "", rules: Rules = RULES, duty: Duty = REPORT, calendar: Calendar = REAL
) -> Terms:
    """What was owed in `period`; `opened` is the first pass where it was later than the period's own opening."""
    dates = span(duty, Period.parse(period), rules, calendar)
    opens = max(dates.opens_at, moment(opened)) if opened else dates.opens_at
    return Terms(duty.kind, opens, dates.closes_at, dates.deadline, duty.firms, cycle=duty.every)


def fact(
    kind: FactKind,
    at: str,
    *,
    received: str = "",
    to: str = "",
    until: str = "",
    choice: Choice | None = None,
    subject: str | None = None,
) -> Fact:
    """A fact, its instants written as `moment` reads them."""
    return Fact(
        kind,
        moment(at),
        moment(received) if received else None,
        day(to) if to else None,
        moment(until) if until else None,
        choice,
        subject,
    )


def after(*facts: Fact, terms: Terms | None = None, rules: Rules = RULES, calendar: Calendar = REAL) -> State:
    """The state of September 2020's report after `facts`, each recorded under these rules."""
    owing, recorded = terms or owed(rules=rules), list[Fact]()
    for said in facts:
        recorded.append(dated(said, fold(owing, recorded), rules, calendar))
    return fold(owing, recorded)


@dataclass(frozen=True)
class Entry:
    """A verdict as it was decided: in which round, at which look, and whether anything was still owed."""

    round: int
    at: datetime
    ended: bool
    verdict: Verdict


@dataclass
class Watch:
    """One obligation and the loop around `rule`: verdicts become decided rungs, facts, and what the unit was told.

    `reached` says which slips and proposals arrive as messages; what is decided in quiet hours is told at the next
    pass.
    """

    terms: Terms = field(default_factory=owed)
    rules: Rules = RULES
    calendar: Calendar = REAL
    reached: Sequence[str] = ("E+1", "E+3", "V+1", "V+3", "E+5", "C")
    repeats: bool = False
    facts: list[Fact] = field(default_factory=list)
    log: list[Entry] = field(default_factory=list)
    wake_at: datetime | None = None
    folded: tuple[int, State] | None = None

    @property
    def state(self) -> State:
        """The facts so far, folded; once for as many as there are, for none is ever taken back."""
        if self.folded is None or self.folded[0] != len(self.facts):
            self.folded = len(self.facts), fold(self.terms, self.facts)
        return self.folded[1]

    def record(self, *facts: Fact) -> None:
        """Somebody does something: it is kept with the days that the rules give it."""
        for said in facts:
            self.facts.append(dated(said, self.state, self.rules, self.calendar))

    def look(self, now: datetime) -> Ruling:
        """Look once, and write down what was ruled."""
        state = self.state
        ruling = rule(state, self._seen(state, now), self.rules, self.calendar, now)
        self.log += [Entry(state.round, now, state.ended, verdict) for verdict in ruling.verdicts]
        if ruling.overdue_at:
            self.facts.append(Fact(FactKind.OVERDUE, ruling.overdue_at))
        if ruling.proposed:
            kind = ruling.proposal.rung.proposes
            self.facts.append(Fact(FactKind.CASE_PROPOSED, ruling.proposal.at, subject=kind))
        if ruling.case_told:
            until = decidable_from(ruling.case_told, self.rules, self.calendar)
            self.facts.append(Fact(FactKind.CASE_TOLD, ruling.case_told, until=until))
        if ruling.closes:
            self.facts.append(Fact(FactKind.CLOSED, state.closes_at))
        self.wake_at = ruling.wake_at
        return ruling

    def settle(self, now: datetime) -> "Watch":
        """Look at `now` until nothing more follows at once; the alarm clock never asks for the past."""
        for _ in range(9):
            self.look(now)
            if self.wake_at is None or self.wake_at > now:
                return self
            assert self.wake_at == now
        raise AssertionError("the rules never come to rest")

    def run(self, start: datetime, end: datetime) -> "Watch":
        """Look at `start` and at every wake before `end`."""
        self.settle(start)
        while self.wake_at and self.wake_at < end:
            self.settle(self.wake_at)
        return self

    def through(self, end: str, *acts: Fact, start: str = "") -> "Watch":
        """From the opening (or `start`) to `end`, with `acts` recorded and looked at when they happen."""
        now = moment(start) if start else self.terms.opened_at
        for act in acts:
            if act.at > now:
                self.run(now, act.at)
            self.record(act)
            now = act.at
        return self.run(now, moment(end))

    def at(self, *texts: str) -> "Watch":
        """Look at these instants only, as a machine that is switched off in between."""
        for text in texts:
            self.settle(moment(text))
        return self

    def _seen(self, state: State, now: datetime) -> Seen:
        names = {rung.name for rung in state.terms.ladder(self.rules).after}
        mine = [e for e in self.log if e.round == state.round or self._is_across(e, names)]
        decided = {e.verdict.rung.name: self._sent(e) if e.verdict.fired else None for e in mine}
        fired = [e for e in mine if e.verdict.fired and (e.verdict.rung.name in names or _proposes(e))]
        told = {e.verdict.rung.name: min(self._tellings(e, state, now)) for e in fired if self._tellings(e, state, now)}
        return Seen(decided, told, RULES.repetition_count if self.repeats else 0)

    def _is_across(self, entry: Entry, slip_names: Iterable[str]) -> bool:
        return entry.verdict.family in ACROSS_ROUNDS and entry.verdict.rung.name not in slip_names

    def _sent(self, entry: Entry) -> datetime:
        return goes_out(entry.at, self.state.freezes, self.rules, self.calendar)

    def _tellings(self, entry: Entry, state: State, now: datetime) -> list[datetime]:
        sent = [self._sent(entry)] if entry.verdict.rung.name in self.reached and self._sent(entry) <= now else []
        calls = [call for call in state.calls if call.rung == entry.verdict.rung.name and call.at >= entry.verdict.at]
        return [*sent, *(call.at for call in calls if call.round == entry.round or _proposes(entry))]

    def fired(self, *families: Family) -> list[str]:
        """What fired, as `E+1 09-28 09:00`; of some families only where given."""
        return [f"{name} {spelled(at)}" for name, at, ok, _ in self._rows(families) if ok]

    def skipped(self, *families: Family) -> dict[str, str]:
        """What was skipped, with its reason."""
        return {name: reason for name, _, ok, reason in self._rows(families) if not ok}

    def reasons(self) -> dict[str, str]:
        """What fired, with its reason."""
        return {name: reason for name, _, ok, reason in self._rows(()) if ok}

    def _rows(self, families: tuple[Family, ...]) -> list[tuple[str, datetime, bool, str]]:
        verdicts = [(e.at, e.verdict) for e in self.log if e.verdict.family in (families or SAID)]
        return [(v.rung.name, at, v.fired, str(v.reason)) for at, v in verdicts]


def _proposes(entry: Entry) -> bool:
    return entry.verdict.family is Family.CASE


def spelled(at: datetime) -> str:
    """`09-28 09:00` in Asia/Shanghai."""
    return f"{at.astimezone(ZONE):%m-%d %H:%M}"


def hours(start: datetime, count: int) -> datetime:
    """`count` hours after `start`."""
    return start + timedelta(hours=count)
