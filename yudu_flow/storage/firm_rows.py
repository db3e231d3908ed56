"""Rows of the firms' register: as they are read, as in `rows`, and as they are to be written, as in `new_rows`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept


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


class Contact(NamedTuple):
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


@dataclass
class NewFirm:
    """A firm that comes into the register."""

    bureau: str
    name: str
    name_key: str
    created_at: datetime
    credit_code: str | None = None
    address: str = ""
    contact: str = ""
    mobile: str = ""
    tags: list[str] = field(default_factory=list)
    note: str = ""


@dataclass
class NewPairing:
    """A firm that gets its visitor."""

    bureau: str
    firm_id: int
    owner: str
    since: date
    until: date | None = None
    listed: str = ""


@dataclass
class NewFirmDeed:
    """What somebody did to a firm's entry."""

    bureau: str
    firm_id: int
    kind: str
    at: datetime
    by: str
    by_id: str
    detail: Kept
