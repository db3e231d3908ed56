"""A row of what the office announced, as in `rows`."""

from datetime import datetime
from typing import NamedTuple

from yudu_flow.storage.columns import Kept, Long


class AnnouncementRow(NamedTuple):
    """Words to units about nothing that they owe. `told`: for each unit `unit`, `person` (id), `name` and `channels`.

    What became of each is read from its notices, as always.
    """

    id: int
    bureau: str
    number: int
    title: str
    text: Long
    urgent: bool
    told: list[Kept]
    by: str
    by_id: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None
