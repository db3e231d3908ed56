"""What was decided earlier is checked again before it is said."""

import pytest

from tests.domain.cast import after, fact
from yudu_flow.domain.decision import Family, moot
from yudu_flow.domain.facts import Choice, Fact, FactKind

ASKED = fact(FactKind.EXTENSION_ASKED, "09-22", to="10-10")
GRANTED = fact(FactKind.EXTENSION_DECIDED, "09-23", to="10-10", choice=Choice.APPROVE)
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
        (Family.SLIP, [FORM], None),
        (Family.SLIP, [FILED], "filed"),
        (Family.SLIP, [fact(FactKind.EXPLAINED, "09-28")], "request_pending"),
        (Family.CASE, [CASE, FILED], None),
        (Family.CASE, [CASE, fact(FactKind.CASE_DECIDED, "10-15", choice=Choice.DISMISS)], "case_decided"),
        (Family.DECISION, [CASE], None),
        (Family.DECISION, [CASE, fact(FactKind.CASE_DECIDED, "10-15", choice=Choice.CONFIRM)], "case_decided"),
        (Family.REQUEST, [ASKED], None),
        (Family.REQUEST, [ASKED, GRANTED], "decided"),
        (Family.REQUEST, [ASKED, FILED], "decided"),
    ],
)
def test_it_withdraws_what_no_longer_holds(family: Family, facts: list[Fact], expected: str | None) -> None:
    assert moot(family, after(*facts), round_=1) == expected
