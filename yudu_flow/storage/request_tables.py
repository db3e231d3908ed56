"""Tables of what firms ask for (企业诉求): each request, and the obligations that are its steps."""

from sqlalchemy import Index, UniqueConstraint

from yudu_flow.storage.columns import table_of
from yudu_flow.storage.request_rows import RequestRow, RequestStepRow

REQUEST = table_of(
    "request", RequestRow, UniqueConstraint("bureau", "number"), Index("ix_request_firm", "firm_id"), visitor=""
)

REQUEST_STEP = table_of(
    "request_step", RequestStepRow, UniqueConstraint("obligation_id"), Index("ix_request_step_request", "request_id")
)
