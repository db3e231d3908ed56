"""Rows of the firms' register as they are read."""

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
