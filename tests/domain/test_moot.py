"""What was decided earlier is checked again before it is said."""

import pytest

from tests.domain.cast import after, fact, moment
from yudu_flow.domain.facts import CaseChoice, ExtensionChoice, Fact, FactKind
from yudu_flow.domain.moot import is_frozen, moot
from yudu_flow.domain.verdict import Family

ASKED = fact(FactKind.EXTENSION_ASKED, "09-22", to="10-10")
GRANTED = fact(FactKind.EXTENSION_DECIDED, "09-23", to="10-10", choice=ExtensionChoice.APPROVE)
EXPLAINED, LATE_FORM = fact(FactKind.EXPLAINED, "09-28"), fact(FactKind.FILED_UNSEALED, "09-28 21:30")
CASE = fact(FactKind.CASE_PROPOSED, "10-10 09:00")
FILED, FORM = fact(FactKind.FILED, "09-22"), fact(FactKind.FILED_UNSEALED, "09-22")


@pytest.mark.parametrize(
    ("family", "facts", "expected"),
    [
        (Family.AHEAD, [], None),
        (Family.AHEAD, [FILED], "filed"),
        (Family.AHEAD, [FORM], "filed_unsealed"),
        (Family.AHEAD, [fact(FactKind.WAIVED, "09-22")], "waived"),
        (Family.AHEAD, [ASKED], "request_pending"),
        (Family.AHEAD, [ASKED, GRANTED], "new_round"),
        (Family.AHEAD, [FILED, fact(FactKind.RETURNED, "09-23", until="09-28")], "new_round"),
        (Family.SEAL, [FORM], None),
        (Family.SEAL, [FORM, fact(FactKind.SEALED, "09-23")], "filed"),
        (Family.SLIP, [], None),
        (Family.SLIP, [FORM], "filed_unsealed"),
        (Family.SLIP, [LATE_FORM], "filed_unsealed"),
        (Family.SLIP, [FILED], "filed"),
        (Family.SLIP, [ASKED, GRANTED], "new_round"),
        (Family.SLIP, [EXPLAINED], None),
        (Family.SLIP, [EXPLAINED, fact(FactKind.CLOSED, "10-31")], "closed"),
        (Family.AHEAD, [fact(FactKind.CLOSED, "10-31")], "closed"),
        (Family.URGE, [], None),
        (Family.URGE, [FILED], "filed"),
        (Family.URGE, [ASKED], "request_pending"),
        (Family.CASE, [CASE, FILED], None),
        (Family.CASE, [CASE, fact(FactKind.CASE_DECIDED, "10-15", choice=CaseChoice.DISMISS)], "case_decided"),
        (Family.DECISION, [CASE], None),
        (Family.DECISION, [CASE, fact(FactKind.CASE_DECIDED, "10-15", choice=CaseChoice.CONFIRM)], "case_decided"),
        (Family.REQUEST, [ASKED], None),
        (Family.REQUEST, [ASKED, GRANTED], "decided"),
        (Family.REQUEST, [ASKED, FILED], "decided"),
    ],
)
def test_it_withdraws_what_no_longer_holds(family: Family, facts: list[Fact], expected: str | None) -> None:
    assert moot(family, after(*facts), round_=1, now=moment("09-29 09:00")) == expected


def test_it_urges_for_the_page_once_it_is_overdue() -> None:
    assert moot(Family.SLIP, after(FORM), round_=1, now=moment("10-01")) is None


def test_it_urges_nobody_whose_deadline_has_not_come() -> None:
    """As where a slip is held and the days are counted anew."""
    assert moot(Family.SLIP, after(), round_=1, now=moment("09-27 23:59")) == "not_due"
    assert moot(Family.URGE, after(), round_=1, now=moment("09-27 23:59")) is None


def test_it_holds_slips_and_nothing_else_while_a_reason_waits() -> None:
    assert is_frozen(Family.SLIP, after(EXPLAINED))
    assert not is_frozen(Family.SLIP, after())
    assert not is_frozen(Family.CASE, after(EXPLAINED))
