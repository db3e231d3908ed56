"""A case (认定事项) from its proposal to its end, and where it stands. Facts make it (case_history.py).

`proposed → the unit's word → decided → (confirmed) measures and a day → checked → closed`, with one appeal on the way.
Source: 6-duties "Cases", notice 三（三）.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yudu_flow.domain.facts import CaseChoice
from yudu_flow.domain.rules import CaseKind


class CaseStep(StrEnum):
    """Where a case stands: whose move it is follows from that."""

    PROPOSED = "proposed"
    DISMISSED = "dismissed"
    APPEALED = "appealed"
    MEASURES = "measures"
    MENDING = "mending"
    MENDED = "mended"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ground:
    """Facts that propose a case by themselves, found where no ladder looks."""

    kind: CaseKind
    at: datetime


@dataclass(slots=True)
class Case:
    """A case in its steps, with its facts folded in; read it, do not change it.

    The unit may object, and nobody decides, before `decidable_from`. That counts from the day on which the proposal was
    told: both are None until then. `untold` are slips that the case rests on and that did not arrive after all. The
    decider may have given the unit time until the end of `given_until`. A confirmed one asks for measures until the end
    of `measures_by`, None where it was decided before that was asked; the unit promises `mend_by` or is given it by a
    check. `appeal_until` is the first instant at which no appeal is heard; an appeal that succeeds makes the decision a
    dismissal.
    """

    proposed_at: datetime
    kind: CaseKind = CaseKind.NEGLECT
    told_at: datetime | None = None
    decidable_from: datetime | None = None
    untold: frozenset[str] = frozenset()
    objected_at: datetime | None = None
    given_until: date | None = None
    times_given: int = 0
    decision: CaseChoice | None = None
    decided_at: datetime | None = None
    measures_by: date | None = None
    appeal_until: datetime | None = None
    appealed_at: datetime | None = None
    appeal_decided_at: datetime | None = None
    measured_at: datetime | None = None
    mend_by: date | None = None
    given_at: datetime | None = None
    checks: int = 0
    mended_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def appeal_waits(self) -> bool:
        """Whether an appeal is not decided."""
        return self.appealed_at is not None and self.appeal_decided_at is None

    @property
    def step(self) -> CaseStep:
        """Where it stands."""
        if self.decision is None:
            return CaseStep.PROPOSED
        if self.decision is CaseChoice.DISMISS:
            return CaseStep.DISMISSED
        if self.closed_at:
            return CaseStep.CLOSED
        return CaseStep.APPEALED if self.appeal_waits else self._mending

    @property
    def _mending(self) -> CaseStep:
        # Confirmed before measures were asked for, it can only be struck off, as then.
        if self.mended_at or self.measures_by is None:
            return CaseStep.MENDED
        return CaseStep.MENDING if self.measured_at else CaseStep.MEASURES

    @property
    def stands(self) -> bool:
        """Whether it is confirmed and not closed."""
        return self.step not in (CaseStep.PROPOSED, CaseStep.DISMISSED, CaseStep.CLOSED)
