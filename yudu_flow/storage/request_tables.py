"""Tables of what firms ask for (企业诉求): each request, and the obligations that are its steps."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from yudu_flow.storage.columns import Declared, table_of


class Request(Declared, table=True):
    """What a firm asked for, as it was recorded; what became of it, its steps say.

    `firm` is its name then, `firm_id` its entry in the register where it has one. `visitor` is who visits it: a unit by
    its name or a person by id; `event_id` the visit, where one brought it.
    """

    __table_args__ = (UniqueConstraint("bureau", "number"), Index("ix_request_firm", "firm_id"))

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    number: int
    firm: str
    firm_id: int | None = Field(default=None, foreign_key="firm.id")
    need: str
    text: str = Field(sa_type=Text)
    visitor: str = ""
    event_id: int | None = Field(default=None, foreign_key="event.id")
    opened_at: datetime
    by: str
    by_id: str


class RequestStep(Declared, table=True):
    """A step of a request in its round: the obligation that it is."""

    __tablename__ = "request_step"
    __table_args__ = (UniqueConstraint("obligation_id"), Index("ix_request_step_request", "request_id"))

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    request_id: int = Field(foreign_key="request.id")
    obligation_id: int = Field(foreign_key="obligation.id")
    round: int


REQUEST, REQUEST_STEP = table_of(Request), table_of(RequestStep)


class RequestRow(NamedTuple):
    id: int
    bureau: str
    number: int
    firm: str
    firm_id: int | None
    need: str
    text: str
    visitor: str
    event_id: int | None
    opened_at: datetime
    by: str
    by_id: str


class RequestStepRow(NamedTuple):
    id: int
    bureau: str
    request_id: int
    obligation_id: int
    round: int
