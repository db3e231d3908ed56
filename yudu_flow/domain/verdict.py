"""A rung as it was decided: which part of the rules it belongs to, and why it fired or did not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yudu_flow.domain.rules import Rung


class Reason(StrEnum):
    """Why a rung fired or did not."""

    DUE = "due"
    CATCH_UP = "catch_up"
    BEFORE_OPENING = "before_opening"
    ALREADY_PAST = "already_past"
    SUPERSEDED = "superseded"
    DEADLINE_PASSED = "deadline_passed"
    REQUEST_REFUSED = "request_refused"
    FILED = "filed"
    FILED_UNSEALED = "filed_unsealed"
    WAIVED = "waived"
    CASE_EXISTS = "case_exists"
    REPETITION = "repetition"
    GROUNDED = "grounded"
    SLOW = "slow"
    UNKNOWN = "unknown"
    CLOSED = "closed"


class Family(StrEnum):
    """What a rung is about: it decides the recipients, the words, and what makes it moot.

    An urge is the office's own word beside the ladder: it may come before the deadline, and needs no rung. News are
    about nothing that is owed. What a firm asks for and is not satisfied with is for the leader to decide.
    """

    AHEAD = "ahead"
    SEAL = "seal"
    SLIP = "slip"
    CASE = "case"
    DECISION = "decision"
    APPEAL = "appeal"
    MEASURES = "measures"
    MENDING = "mending"
    CHECK = "check"
    REQUEST = "request"
    TARGET = "target"
    NUMBERS = "numbers"
    URGE = "urge"
    NEWS = "news"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rung decided, once and for all: `at` is when its rule took effect."""

    rung: Rung
    family: Family
    at: datetime
    fired: bool
    reason: Reason
