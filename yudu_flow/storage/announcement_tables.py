"""The table of what the office announced to units (通知)."""

from sqlalchemy import Index, UniqueConstraint

from yudu_flow.storage.announcement_rows import AnnouncementRow
from yudu_flow.storage.columns import table_of

ANNOUNCEMENT = table_of(
    "announcement",
    AnnouncementRow,
    UniqueConstraint("bureau", "number"),
    Index("ix_announcement_at", "bureau", "at"),
    by_id="",
    withdrawn_by="",
)
