"""The table of what the office announced to units (通知)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from yudu_flow.storage.columns import Declared, Kept, table_of
from yudu_flow.storage.json_text import Json


class Announcement(Declared, table=True):
    """Words to units about nothing that they owe. `told`: for each unit `unit`, `person` (id), `name` and `channels`.

    What became of each is read from its notices, as always.
    """

    __table_args__ = (UniqueConstraint("bureau", "number"), Index("ix_announcement_at", "bureau", "at"))

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    number: int
    title: str
    text: str = Field(sa_type=Text)
    urgent: bool
    told: list[Kept] = Field(sa_type=Json)
    by: str
    by_id: str = ""
    at: datetime
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None


ANNOUNCEMENT = table_of(Announcement)


class AnnouncementRow(NamedTuple):
    id: int
    bureau: str
    number: int
    title: str
    text: str
    urgent: bool
    told: list[Kept]
    by: str
    by_id: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None
