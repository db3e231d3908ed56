"""Tables of what the office asks itself about its own work: what forms cost, whether a duty goes on, the bulletin."""

from sqlalchemy import UniqueConstraint

from yudu_flow.storage.columns import table_of
from yudu_flow.storage.yearly_rows import BulletinRow, DutyAnswerRow, FormOpeningRow

FORM_OPENING = table_of("form_opening", FormOpeningRow, UniqueConstraint("bureau", "obligation_id"))

DUTY_ANSWER = table_of(
    "duty_answer", DutyAnswerRow, UniqueConstraint("bureau", "plan", "duty", "year"), reason="", by_id=""
)

BULLETIN = table_of("bulletin", BulletinRow, UniqueConstraint("bureau", "plan", "period"), version=1)
