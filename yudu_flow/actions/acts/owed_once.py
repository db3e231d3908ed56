"""What an act opens: owed once, by a day of its own, and in the month of that day."""

from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.ladder import closes_at
from yudu_flow.domain.period import Period, deadline_on
from yudu_flow.storage.new_rows import NewObligations


def owed_once(
    bureau: Bureau,
    kind: Kind,
    due: date,
    now: datetime,
    *,
    duty: str,
    subject: str,
    title: str,
    basis: str,
    plan: str = "",
) -> NewObligations:
    """What all who owe it have in common."""
    deadline, period = deadline_on(due, bureau.rules, bureau.calendar), Period.of(due)
    return NewObligations(
        bureau=bureau.key,
        plan=plan,
        duty=duty,
        kind=kind.id,
        title=title,
        basis=basis,
        period=str(period),
        month=str(period),
        ladder="",
        nominal=deadline.nominal,
        remind_by=deadline.remind_by,
        last_day=deadline.last_day,
        late_from=deadline.late_from,
        opened_at=now,
        closes_at=closes_at(period, bureau.calendar),
        created_at=now,
        provisional=bureau.calendar.is_provisional(due),
        sealed=False,
        subject=subject,
        wake_at=now,
    )
