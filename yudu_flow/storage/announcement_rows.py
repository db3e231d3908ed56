"""A row of what the office announced, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept


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
