"""What a firm asks for (企业诉求), over its steps: where it is, which step comes next, and how long each has.

A request is what its steps are: each is owed by somebody (duties/request.py), and the next one follows from what became
of those before. Pure: pieces in, the next step out. Source: 6-duties "Request".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.duties.registry import part_kind
from yudu_flow.domain.facts import RequestChoice, Satisfaction
from yudu_flow.domain.period import ZONE, midnight_after
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import DAY, Calendar

ROUNDS = 2
"""After so many rounds it is the leader who says what becomes of it."""


class FirmNeed(StrEnum):
    """What it is about (类别)."""

    WORKERS = "用工"
    CREDIT = "融资"
    APPROVAL = "审批"
    INSURANCE = "社保"
    OTHER = "其他"


class Stage(StrEnum):
    """Where a request is."""

    ANSWER = "answer"
    CALL = "call"
    LEADER = "leader"
    SETTLED = "settled"
    ENDED = "ended"

    @property
    def over(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return self in (Stage.SETTLED, Stage.ENDED)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step that fell to `owner`, under the `key` of its obligation.

    `opened` and `done` are numbers of events, which give their order; `done` is the answer in hand. `gone`: it is owed
    no more, `passed_to` the unit that got it instead, empty where none did. `late`: it was not done in its time. `said`
    is what the firm said, `decision` the leader's, with the unit that it goes `to`; `told`: the leader has been asked.
    `ended`: the office closed the whole request here; `heard`: what the firm said of this answer stands beside it.
    """

    key: int
    part: RequestPart
    round: int
    owner: str
    opened: int
    done: int | None = None
    gone: bool = False
    late: bool = False
    passed_to: str = ""
    said: Satisfaction | None = None
    decision: RequestChoice | None = None
    to: str = ""
    told: bool = False
    ended: bool = False
    heard: bool = False

    @property
    def owed(self) -> bool:
        """Whether somebody still has to do it."""
        return self.done is None and not self.gone


@dataclass(frozen=True, slots=True)
class HandOver:
    """The step falls to `owner`; to whoever visits the firm where that is empty."""

    part: RequestPart
    round: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """That step is owed no more."""

    piece: StepTaken


@dataclass(frozen=True, slots=True)
class Tell:
    """The leader is asked to decide about that answer."""

    piece: StepTaken


@dataclass(frozen=True, slots=True)
class Heard:
    """The firm was called about that answer: it comes back to nobody any more."""

    piece: StepTaken
    said: Satisfaction


Step = HandOver | Drop | Tell | Heard


def leading(pieces: Sequence[StepTaken]) -> StepTaken:
    """The lead's step that counts: the one handed over last."""
    return max((one for one in pieces if one.part is RequestPart.LEAD), key=lambda one: one.opened)


def calling(pieces: Sequence[StepTaken]) -> StepTaken | None:
    """The call back about the answer in hand; None before there is one. An answer that came back had another."""
    answered = leading(pieces).done
    calls = (one for one in pieces if one.part is RequestPart.CALL and answered is not None and one.opened > answered)
    return max(calls, key=lambda one: one.opened, default=None)


def stage(pieces: Sequence[StepTaken]) -> Stage:
    """What it waits for: answer, call back, leader; SETTLED once the firm is content, ENDED where nothing is owed."""
    lead, call = leading(pieces), calling(pieces)
    if any(one.ended for one in pieces) or lead.decision is RequestChoice.CLOSE:
        return Stage.ENDED
    if lead.gone:
        return Stage.ANSWER if lead.passed_to else Stage.ENDED
    if lead.done is None:
        return Stage.ANSWER
    if call is None or call.owed:
        return Stage.CALL
    if call.done is None:
        return Stage.ENDED
    if call.said is not Satisfaction.NOT:
        return Stage.SETTLED
    return Stage.ANSWER if lead.round < ROUNDS or lead.decision else Stage.LEADER


def coming(pieces: Sequence[StepTaken]) -> Step | None:
    """The step that follows of itself from what has happened; None where somebody has to act first."""
    lead, call, at = leading(pieces), calling(pieces), stage(pieces)
    # Before it is found to be over: else nobody would note beside the last answer what the firm said of it.
    if call and call.said and not lead.heard:
        return Heard(lead, call.said)
    if at.over:
        return _to_drop(pieces, late=at is Stage.ENDED)
    if passed := _passed(pieces, lead):
        return passed
    match at:
        case Stage.ANSWER if lead.done is None:
            return next((Drop(one) for one in pieces if one.owed and _is_idle(one, lead)), None)
        case Stage.ANSWER:
            return HandOver(RequestPart.LEAD, lead.round + 1, lead.to or lead.owner)
        case Stage.CALL if call is None:
            return HandOver(RequestPart.CALL, lead.round)
        case Stage.LEADER if not lead.told:
            return Tell(lead)
    return None


def _passed(pieces: Sequence[StepTaken], lead: StepTaken) -> HandOver | None:
    """What was handed back goes on to whom the office named, once."""
    if lead.passed_to:
        return HandOver(RequestPart.LEAD, lead.round, lead.passed_to)
    helps = [one for one in pieces if one.part is RequestPart.HELP]
    owners = {one.owner for one in helps}
    gone = (one for one in helps if one.passed_to and one.passed_to not in owners)
    return next((HandOver(RequestPart.HELP, one.round, one.passed_to) for one in gone), None)


def _is_idle(piece: StepTaken, lead: StepTaken) -> bool:
    """A call about an answer that came back; and who has come to lead does not help as well."""
    return piece.part is RequestPart.CALL or (piece.part is RequestPart.HELP and piece.owner == lead.owner)


def _to_drop(pieces: Sequence[StepTaken], *, late: bool) -> Drop | None:
    """What nobody waits for any more; what is late stays so, unless the whole request was ended."""
    return next((Drop(one) for one in pieces if one.owed and (late or not one.late)), None)


def handed_on(now: datetime, rules: Rules, calendar: Calendar) -> date:
    """The day on which what is recorded at `now` is handed over: that day until 17:00, else the next working day."""
    local = now.astimezone(ZONE)
    return calendar.on_or_after(local.date() + DAY if local.time() > rules.request_until else local.date())


def due_on(part: RequestPart, now: datetime, rules: Rules, calendar: Calendar) -> date:
    """The last day of a step that begins at `now`: a call back counts from the answer, the rest from the hand-over."""
    days = part_kind(part).days
    assert days is not None  # every part of a request says it
    start = now.astimezone(ZONE).date() if part is RequestPart.CALL else handed_on(now, rules, calendar)
    return calendar.plus(start, days(rules))


def hand_back_until(handed: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """The first instant at which it is too late to say that it is not ours."""
    return midnight_after(calendar.plus(handed_on(handed, rules, calendar), rules.hand_back_days))


def number_of(subject: str) -> int | None:
    """17 of request:17.2; None for what is about something else."""
    kind, _, number = subject.partition(":")
    number = number.partition(".")[0]
    return int(number) if kind == part_kind(RequestPart.LEAD).id and number.isdigit() else None


def subject_of(number: int, round: int) -> str:
    """How a request is called in its round: request:17, then request:17.2."""
    return f"{part_kind(RequestPart.LEAD).id}:{number}" + (f".{round}" if round > 1 else "")
