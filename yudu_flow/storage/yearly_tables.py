"""Tables of what the office asks itself about its own work: what forms cost, whether a duty goes on, the bulletin."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from yudu_flow.storage.columns import Declared, Kept, table_of
from yudu_flow.storage.json_text import Json


class FormOpening(Declared, table=True):
    """When the form of an item was first opened by whoever owes it. Not by whom, nor how often: nobody is watched."""

    __tablename__ = "form_opening"
    __table_args__ = (UniqueConstraint("bureau", "obligation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id")
    at: datetime


class DutyAnswer(Declared, table=True):
    """What the office chose for a duty when it was asked in that `year` whether it goes on."""

    __tablename__ = "duty_answer"
    __table_args__ = (UniqueConstraint("bureau", "plan", "duty", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    duty: str
    year: int
    choice: str
    reason: str = Field(default="", sa_type=Text)
    by: str
    by_id: str = ""
    at: datetime


class Bulletin(Declared, table=True):
    """The month's 通报 as the office edited it: paragraph key → its text and the digest of what it was written over."""

    __table_args__ = (UniqueConstraint("bureau", "plan", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    period: str
    paragraphs: Kept = Field(sa_type=Json)
    version: int = 1
    changed_by: str
    changed_at: datetime


FORM_OPENING, DUTY_ANSWER, BULLETIN = table_of(FormOpening), table_of(DutyAnswer), table_of(Bulletin)


class FormOpeningRow(NamedTuple):
    id: int
    bureau: str
    obligation_id: int
    at: datetime


class DutyAnswerRow(NamedTuple):
    id: int
    bureau: str
    plan: str
    duty: str
    year: int
    choice: str
    reason: str
    by: str
    by_id: str
    at: datetime


class BulletinRow(NamedTuple):
    id: int
    bureau: str
    plan: str
    period: str
    paragraphs: Kept
    version: int
    changed_by: str
    changed_at: datetime
