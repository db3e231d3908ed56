"""A firm's request over its steps: no step out of order, no second at once, and each clock over holidays."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cast import REAL, RULES, day, moment
from yudu_flow.domain.duties.kind import RequestPart
from yudu_flow.domain.facts import RequestChoice, Satisfaction
from yudu_flow.domain.firm_request import (
    ROUNDS,
    Drop,
    HandOver,
    Heard,
    Stage,
    StepTaken,
    Tell,
    coming,
    due_on,
    hand_back_until,
    handed_on,
    leading,
    stage,
    subject_of,
)

LEAD, HELPER, OTHER, VISITOR = "就业局", "社保局", "人才股", "李子健"


@dataclass
class Life:
    """A request as it is played: pieces, and a number for each thing that happens."""

    pieces: list[StepTaken] = field(default_factory=list)
    number: int = 0
    steps: list[str] = field(default_factory=list)

    @classmethod
    def begun(cls, *helpers: str) -> "Life":
        """Handed to a lead, and to those who help."""
        life = cls()
        life.hand(HandOver(RequestPart.LEAD, 1, LEAD))
        for helper in helpers:
            life.hand(HandOver(RequestPart.HELP, 1, helper))
        return life

    def tick(self) -> int:
        self.number += 1
        return self.number

    def hand(self, step: HandOver) -> None:
        new = StepTaken(len(self.pieces), step.part, step.round, step.owner or VISITOR, self.tick())
        self.pieces.append(new)

    def change(self, piece: StepTaken, **values: object) -> None:
        self.pieces[piece.key] = replace(piece, **values)  # type: ignore[arg-type] # fields of a piece by name

    def do(self, piece: StepTaken, **values: object) -> None:
        """Somebody acts, and whatever follows of itself."""
        self.change(piece, **values)
        for _ in range(9):
            step = coming(self.pieces)
            match step:
                case None:
                    return
                case HandOver():
                    self.hand(step)
                case Drop(piece=dropped):
                    assert dropped.owed
                    self.change(dropped, gone=True)
                case Heard(piece=answer):
                    self.change(answer, heard=True)
                case Tell(piece=asked):
                    self.change(asked, told=True)
            self.steps.append(type(step).__name__)
        raise AssertionError("one step leads to the next without end")

    def of(self, part: RequestPart) -> list[StepTaken]:
        return [one for one in self.pieces if one.part is part]

    @property
    def lead(self) -> StepTaken:
        return leading(self.pieces)

    @property
    def call(self) -> StepTaken:
        return self.of(RequestPart.CALL)[-1]

    def answer(self) -> None:
        self.do(self.lead, done=self.tick())

    def called(self, said: Satisfaction) -> None:
        self.do(self.call, done=self.tick(), said=said)


def test_a_satisfied_firm_ends_it() -> None:
    life = Life.begun(HELPER)
    assert stage(life.pieces) is Stage.ANSWER
    life.answer()
    assert (stage(life.pieces), life.call.owner) == (Stage.CALL, VISITOR)
    life.called(Satisfaction.FAIRLY)
    assert stage(life.pieces) is Stage.SETTLED
    assert not any(one.owed for one in life.pieces)


def test_a_co_unit_that_was_late_stays_so() -> None:
    life = Life.begun(HELPER)
    life.change(life.of(RequestPart.HELP)[0], late=True)
    life.answer()
    life.called(Satisfaction.SATISFIED)
    assert [one.owner for one in life.pieces if one.owed] == [HELPER]


def test_a_firm_that_is_not_satisfied_has_one_more_round_and_then_the_leader_decides() -> None:
    life = Life.begun()
    life.answer()
    life.called(Satisfaction.NOT)
    assert (life.lead.round, life.lead.owner, stage(life.pieces)) == (2, LEAD, Stage.ANSWER)
    life.answer()
    life.called(Satisfaction.NOT)
    assert (stage(life.pieces), life.lead.told, life.lead.round) == (Stage.LEADER, True, 2)
    life.do(life.lead, decision=RequestChoice.ORDER, to=OTHER)
    assert (life.lead.round, life.lead.owner) == (3, OTHER)
    life.answer()
    life.called(Satisfaction.NOT)
    assert stage(life.pieces) is Stage.LEADER
    life.do(life.lead, decision=RequestChoice.CLOSE)
    assert stage(life.pieces) is Stage.ENDED


def test_what_is_not_ours_goes_on_to_another_lead() -> None:
    life = Life.begun(OTHER)
    life.do(life.lead, gone=True, passed_to=OTHER)
    assert (life.lead.owner, life.lead.round) == (OTHER, 1)
    assert not life.of(RequestPart.HELP)[0].owed, "who leads does not help as well"
    life.do(life.lead, gone=True, passed_to=LEAD)
    assert (life.lead.owner, [one.passed_to for one in life.of(RequestPart.LEAD)]) == (LEAD, [OTHER, LEAD, ""])


def test_an_answer_that_came_back_takes_its_call_back_along() -> None:
    life = Life.begun()
    life.answer()
    life.do(life.lead, done=None)
    assert (stage(life.pieces), life.call.owed) == (Stage.ANSWER, False)
    life.answer()
    assert (stage(life.pieces), life.call.owed, len(life.of(RequestPart.CALL))) == (Stage.CALL, True, 2)


def test_who_helps_no_longer_is_replaced_once() -> None:
    life = Life.begun(HELPER, OTHER)
    life.do(life.of(RequestPart.HELP)[0], gone=True, passed_to="专技股")
    assert [one.owner for one in life.of(RequestPart.HELP) if one.owed] == [OTHER, "专技股"]


ACTS = st.sampled_from(["answer", "return", "well", "badly", "pass", "waive", "late", "order", "close", "end", "help"])


@given(st.lists(ACTS, max_size=40))
def test_no_step_is_out_of_order(acts: list[str]) -> None:
    """Whatever people try: what does not fit is refused by the acts, so it is left out here."""
    life = Life.begun(HELPER)
    for act in acts:
        was = stage(life.pieces)
        play(life, act, was)
        check(life, was)


def play(life: Life, act: str, at: Stage) -> None:
    lead, helpers = life.lead, [one for one in life.of(RequestPart.HELP) if one.owed]
    match act:
        case "answer" if lead.owed:
            life.answer()
        case "return" if lead.done and not lead.heard and not lead.ended:
            life.do(lead, done=None)
        case "well" | "badly" if at is Stage.CALL:
            life.called(Satisfaction.SATISFIED if act == "well" else Satisfaction.NOT)
        case "pass" if lead.owed:
            life.do(lead, gone=True, passed_to=OTHER if lead.owner != OTHER else LEAD)
        case "waive" if lead.owed:
            life.do(lead, gone=True)
        case "late":
            life.change(lead, late=True)
        case "order" | "close" if at is Stage.LEADER:
            life.do(lead, decision=RequestChoice.ORDER if act == "order" else RequestChoice.CLOSE, to=OTHER)
        case "end" if not at.over:
            life.do(lead, ended=True, gone=lead.done is None)
        case "help" if helpers:
            life.do(helpers[0], done=life.tick())


def check(life: Life, was: Stage) -> None:
    at, leads, calls = stage(life.pieces), life.of(RequestPart.LEAD), life.of(RequestPart.CALL)
    assert coming(life.pieces) is None, "whatever follows of itself has followed"
    assert sum(one.owed for one in leads) <= 1
    assert sum(one.owed for one in calls) <= 1
    assert at is not Stage.CALL or (life.lead.done is not None and life.call.owed)
    assert at is not Stage.LEADER or (life.lead.round >= ROUNDS and life.lead.told and not life.lead.decision)
    assert not was.over or at is was, "what is over stays over"
    rounds = [one.round for one in leads]
    assert rounds == sorted(rounds)
    for earlier, later in pairwise(leads):
        if later.round > max(ROUNDS, earlier.round):
            assert earlier.decision is RequestChoice.ORDER, "after two rounds only the leader orders another"


@pytest.mark.parametrize(
    ("recorded", "handed"),
    [
        ("09-24 17:00", "09-24"),
        ("09-24 17:01", "09-25"),
        ("09-26 10:00", "09-27"),  # a Saturday; the Sunday is worked
        ("09-30 17:30", "10-09"),
        ("10-03 09:00", "10-09"),
        ("2023-01-20 18:00", "2023-01-28"),  # Spring Festival; the Saturday is worked
    ],
)
def test_it_is_handed_over_the_same_day_until_five(recorded: str, handed: str) -> None:
    assert handed_on(moment(recorded), RULES, REAL) == day(handed)


@pytest.mark.parametrize(
    ("part", "begun", "due"),
    [
        (RequestPart.LEAD, "09-24 10:00", "10-10"),  # 25, 27, 28, 29, 30, 10-09, 10-10
        (RequestPart.HELP, "09-24 10:00", "09-28"),
        (RequestPart.CALL, "09-29 19:00", "10-10"),  # from the answer itself, however late in the day
        (RequestPart.LEAD, "2023-01-19 16:00", "2023-02-02"),  # 20, 28 and 29 worked, 30, 31, 02-01, 02-02
    ],
)
def test_each_step_has_its_working_days(part: RequestPart, begun: str, due: str) -> None:
    assert due_on(part, moment(begun), RULES, REAL) == day(due)


MINUTES = st.integers(0, 30 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
HOLIDAYS = st.sampled_from([moment("09-20"), moment("2023-01-10")])


@given(HOLIDAYS, MINUTES, st.sampled_from(RequestPart))
def test_no_clock_ends_on_a_rest_day_or_is_short_of_its_days(
    start: datetime, after: timedelta, part: RequestPart
) -> None:
    """Over National Day and Spring Festival."""
    now = start + after
    handed, due, limit = handed_on(now, RULES, REAL), due_on(part, now, RULES, REAL), hand_back_until(now, RULES, REAL)
    begun = now.date() if part is RequestPart.CALL else handed
    between = [begun + timedelta(n) for n in range(1, (due - begun).days + 1)]
    assert all(map(REAL.is_working, (handed, due)))
    assert handed >= now.date()
    assert sum(map(REAL.is_working, between)) == (7 if part is RequestPart.LEAD else 3)
    assert now < limit
    assert REAL.between(handed, (limit - timedelta(seconds=1)).date()) == 1


def test_its_rounds_are_told_apart_by_its_subject() -> None:
    assert [subject_of(17, one) for one in (1, 2, 3)] == ["request:17", "request:17.2", "request:17.3"]
