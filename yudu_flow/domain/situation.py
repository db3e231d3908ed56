"""What a rule is given about one obligation, and what it leaves behind: one look at it, and the ruling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yudu_flow.domain.ladder import Step
from yudu_flow.domain.obligation import State
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.rules import Ladder, Rules
from yudu_flow.domain.slowness import Judged
from yudu_flow.domain.verdict import Family, Reason, Verdict
from yudu_flow.domain.workdays import Calendar

WentOut = Mapping[str, datetime | None]
"""Rung name → the working day's instant at which its notices went out; None where it was skipped."""
Told = Mapping[str, datetime]
"""Slip or proposal → when the unit was first told: by a message of that very rung that arrived, or a call about it."""


@dataclass(slots=True)
class Ruling:
    """Everything decided at one look; `proposed` is why a case is proposed, `wake_at` the next look.

    `case_told` is when the proposal of a case is found to have been told, `arrived` slips of it that had come back.
    """

    verdicts: list[Verdict] = field(default_factory=list)
    overdue_at: datetime | None = None
    proposed: Reason | None = None
    case_told: datetime | None = None
    arrived: tuple[str, ...] = ()
    closes: bool = False
    wake_at: datetime | None = None

    @property
    def proposal(self) -> Verdict:
        """The rung that proposes the case, where one is proposed."""
        return next(verdict for verdict in self.verdicts if verdict.fired and verdict.family is Family.CASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was decided before, who was told, and how often the same was overdue lately, where it counts as repeated.

    `targets` are those whose figures are asked with it; None where none is, or all was said of them.
    """

    decided: WentOut
    told: Told
    lapses: int = 0
    targets: Judged | None = None

    @property
    def repeats(self) -> bool:
        """Whether this is a repeated lapse."""
        return self.lapses > 0


@dataclass(frozen=True, slots=True)
class Situation:
    """One look at one obligation: everything a rule needs to know."""

    state: State
    seen: Seen
    rules: Rules
    calendar: Calendar
    now: datetime

    @property
    def ladder(self) -> Ladder:
        return self.state.terms.ladder(self.rules)

    def undecided(self, steps: list[Step]) -> list[Step]:
        """Those of `steps` that were not decided before."""
        return [step for step in steps if step.name not in self.seen.decided]


def fired_step(situation: Situation, family: Family, step: Step) -> Verdict:
    """Fired at its time; a day or more later it is made up (补发) and takes effect when it is."""
    late = situation.now.astimezone(ZONE).date() > step.at.astimezone(ZONE).date()
    return Verdict(step.rung, family, situation.now if late else step.at, True, Reason.CATCH_UP if late else Reason.DUE)
