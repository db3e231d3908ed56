"""What happened to an obligation (事项): the only thing stored about it. Everything else is derived."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FactKind(StrEnum):
    """The kinds of event; `simulate` prints these words."""

    FILED = "filed"
    FILED_UNSEALED = "filed_unsealed"
    SEALED = "sealed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_DECIDED = "extension_decided"
    EXPLAINED = "explained"
    EXPLANATION_DECIDED = "explanation_decided"
    REQUEST_WITHDRAWN = "request_withdrawn"
    VISITED = "visited"
    VISIT_STRUCK = "visit_struck"
    PHONED = "phoned"
    PHONE_STRUCK = "phone_struck"
    FIRM_LOST = "firm_lost"
    FIRM_LOST_DECIDED = "firm_lost_decided"
    CALLED = "called"
    RELEASED = "released"
    NOTED = "noted"
    URGED = "urged"
    LINKS_REVOKED = "links_revoked"
    HANDED_BACK = "handed_back"
    HAND_BACK_ANSWERED = "hand_back_answered"
    INSTRUCTED = "instructed"
    INSTRUCTION_DONE = "instruction_done"
    HANDED_OVER = "handed_over"
    REQUEST_RAISED = "request_raised"
    REQUEST_DECIDED = "request_decided"
    REQUEST_ENDED = "request_ended"
    FIGURE_GIVEN = "figure_given"
    FIGURE_CORRECTED = "figure_corrected"
    OVERDUE = "overdue"
    CASE_GROUNDED = "case_grounded"
    CASE_PROPOSED = "case_proposed"
    CASE_TOLD = "case_told"
    CASE_UNTOLD = "case_untold"
    OBJECTED = "objected"
    CASE_DECIDED = "case_decided"
    CASE_APPEALED = "case_appealed"
    APPEAL_DECIDED = "appeal_decided"
    CASE_MEASURED = "case_measured"
    CASE_CHECKED = "case_checked"
    CASE_CLOSED = "case_closed"
    CLOSED = "closed"
    CORRECTED = "corrected"
    RECOUNTED = "recounted"
    CLOCK_CORRECTED = "clock_corrected"


IN_PASSING = frozenset(
    {
        FactKind.PHONED,
        FactKind.PHONE_STRUCK,
        FactKind.RELEASED,
        FactKind.NOTED,
        FactKind.LINKS_REVOKED,
        FactKind.URGED,
        FactKind.HANDED_OVER,
        FactKind.INSTRUCTION_DONE,
        FactKind.CLOCK_CORRECTED,
    }
)
"""Those that move a message or leave a word, never a date; of any other `history` says what follows from it."""


# One for each decision: while they shared one, an extension that was confirmed was answered as refused.
class ExtensionChoice(StrEnum):
    """How a request for more time was decided."""

    APPROVE = "approve"
    REFUSE = "refuse"


class ReasonChoice(StrEnum):
    """How an explanation was decided."""

    ACCEPT = "accept"
    WAIVE = "waive"
    REJECT = "reject"


class HandBackChoice(StrEnum):
    """How a hand-back was answered."""

    ACCEPT = "accept"
    REJECT = "reject"


class LostChoice(StrEnum):
    """How it was decided that a firm cannot be reached (失联)."""

    ACCEPT = "accept"
    REJECT = "reject"


class Satisfaction(StrEnum):
    """What a firm said of the answer when it was called back."""

    SATISFIED = "满意"
    FAIRLY = "基本满意"
    NOT = "不满意"


class RequestChoice(StrEnum):
    """How the leader decided on a request of which the firm is not satisfied after its second round."""

    CLOSE = "close"
    ORDER = "order"


class CaseChoice(StrEnum):
    """How a case was decided."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"


class AppealChoice(StrEnum):
    """How an appeal was decided."""

    UPHOLD = "uphold"
    OVERTURN = "overturn"


class CheckChoice(StrEnum):
    """What the office found of the measures."""

    FULFILLED = "fulfilled"
    UNFULFILLED = "unfulfilled"


class Correction(StrEnum):
    """What the record of a closed period should say, by a dated correction; the words of an outcome."""

    ON_TIME = "on_time"
    LATE = "late"
    EXTENDED = "extended"
    EXCUSED = "excused"
    MISSING = "missing"


CaseDecision = CaseChoice | AppealChoice | CheckChoice
Choice = (
    ExtensionChoice
    | ReasonChoice
    | HandBackChoice
    | LostChoice
    | CaseDecision
    | Correction
    | Satisfaction
    | RequestChoice
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One event. `at` is when it was recorded; `received` the true receipt of a paper registered later.

    `day` is the date asked for or granted, or the last day that a rest day moved; `subject` the firm that was visited
    or whose visit is struck, the assignment that is handed back (None for all that is owed), the slip that a call or a
    bounce is about, or the kind of a proposed case, none for the first of them. What the rules of its day made of it is
    kept with it, so that later rules leave it alone (`history.dated`): `until` is the first late instant of a deadline
    granted, of a return, or of the time to object or appeal; a request asked before it holds the ladder. `remind_by`
    and `last_day` are that deadline's other days, the latter that for measures too, or the day on which a visit counted
    that is struck; the sealed page of a form in hand may follow by 24:00 of `page_by`.
    """

    kind: FactKind
    at: datetime
    received: datetime | None = None
    day: date | None = None
    until: datetime | None = None
    choice: Choice | None = None
    subject: str | None = None
    remind_by: date | None = None
    last_day: date | None = None
    page_by: date | None = None

    @property
    def counts_at(self) -> datetime:
        """The instant that decides timeliness."""
        return self.received or self.at
