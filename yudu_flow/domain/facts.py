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
    VISITED = "visited"
    CALLED = "called"
    RELEASED = "released"
    NOTED = "noted"
    URGED = "urged"
    HANDED_BACK = "handed_back"
    HAND_BACK_ANSWERED = "hand_back_answered"
    INSTRUCTED = "instructed"
    INSTRUCTION_DONE = "instruction_done"
    OVERDUE = "overdue"
    CASE_PROPOSED = "case_proposed"
    OBJECTED = "objected"
    CASE_DECIDED = "case_decided"
    CASE_CLOSED = "case_closed"
    CLOSED = "closed"


class Choice(StrEnum):
    """How a request, an explanation or a case was decided."""

    APPROVE = "approve"
    REFUSE = "refuse"
    ACCEPT = "accept"
    WAIVE = "waive"
    REJECT = "reject"
    CONFIRM = "confirm"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Fact:
    """One event. `at` is when it was recorded; `received` the true receipt of a paper registered later.

    `day` is the date asked for or granted, `until` the limit of a return, `subject` the firm that was visited.
    """

    kind: FactKind
    at: datetime
    received: datetime | None = None
    day: date | None = None
    until: datetime | None = None
    choice: Choice | None = None
    subject: str | None = None

    @property
    def counts_at(self) -> datetime:
        """The instant that decides timeliness."""
        return self.received or self.at
