"""Tables of the firms' register (企业名录): firms, who is paired with which from when until when, and what was done."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field

from yudu_flow.storage.columns import Declared, Kept, table_of
from yudu_flow.storage.json_text import Json


class Firm(Declared, table=True):
    """A firm as it stands; `name_key` is what names are compared by. From `ended` on nobody is sent to it any more."""

    __table_args__ = (UniqueConstraint("bureau", "credit_code"), Index("ix_firm_name", "bureau", "name_key"))

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    name: str
    name_key: str
    credit_code: str | None = None
    address: str = ""
    contact: str = ""
    mobile: str = ""
    tags: list[str] = Field(default_factory=list, sa_type=Json)
    note: str = Field(default="", sa_type=Text)
    created_at: datetime
    ended: date | None = None


class Pairing(Declared, table=True):
    """A firm is visited by `owner`, a unit by its name or a person by id: from `since` to the day before `until`.

    `listed` is how config/roster.yaml names it under that owner, where it does: taking it off there ends the pairing.
    """

    __table_args__ = (
        Index("ix_pairing_firm", "firm_id"),
        Index("ix_pairing_owner", "bureau", "owner"),
    )

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    firm_id: int = Field(foreign_key="firm.id")
    owner: str
    since: date
    until: date | None = None
    listed: str = ""


class FirmDeed(Declared, table=True):
    """What was done to a firm's entry, never changed: `kind` says what, `detail` the values before and after."""

    __tablename__ = "firm_deed"
    __table_args__ = (Index("ix_firm_deed_firm", "firm_id"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    firm_id: int = Field(foreign_key="firm.id")
    kind: str
    at: datetime
    by: str = ""
    by_id: str = ""
    detail: Kept = Field(sa_type=Json)


FIRM, PAIRING, FIRM_DEED = table_of(Firm), table_of(Pairing), table_of(FirmDeed)


class FirmRow(NamedTuple):
    id: int
    bureau: str
    name: str
    name_key: str
    credit_code: str | None
    address: str
    contact: str
    mobile: str
    tags: list[str]
    note: str
    created_at: datetime
    ended: date | None


class PairingRow(NamedTuple):
    id: int
    bureau: str
    firm_id: int
    owner: str
    since: date
    until: date | None
    listed: str

    def holds_on(self, day: date) -> bool:
        """Whether the owner visits the firm on that day."""
        return self.since <= day and (self.until is None or day < self.until)


class FirmDeedRow(NamedTuple):
    id: int
    bureau: str
    firm_id: int
    kind: str
    at: datetime
    by: str
    by_id: str
    detail: Kept


class ContactMade(NamedTuple):
    """An event of an obligation that is about a firm, and who owed there."""

    id: int
    obligation_id: int
    owner: str
    unit: str
    period: str
    kind: str
    at: datetime
    by: str
    by_id: str
    choice: str | None
    subject: str | None
    detail: Kept
