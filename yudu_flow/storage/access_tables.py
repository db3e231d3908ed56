"""Tables of the web console: who may sign in, what links open, what is half written, the month's summary; and what
several hosts share: which content is in force, and the bytes of files."""

from sqlalchemy import Index, UniqueConstraint

from yudu_flow.storage.access_rows import (
    AccountRow,
    ApiTokenRow,
    CalendarFeedRow,
    DraftRow,
    EditionRow,
    EntryRow,
    GlanceRow,
    LinkRow,
    PieceRow,
    SessionRow,
    SummaryRow,
)
from yudu_flow.storage.columns import table_of

ACCOUNT = table_of(
    "account", AccountRow, UniqueConstraint("bureau", "person"), password="", totp="", totp_step=0, is_admin=False
)

SESSION = table_of(
    "session", SessionRow, Index("ix_session_account_id", "account_id"), keys=("hash",), agent="", opened_by="password"
)

ENTRY = table_of("entry", EntryRow, Index("ix_entry_account_id", "account_id"), keys=("hash",), asked=False)

API_TOKEN = table_of("api_token", ApiTokenRow, UniqueConstraint("hash"), Index("ix_api_token_account_id", "account_id"))

DRAFT = table_of("draft", DraftRow, UniqueConstraint("bureau", "obligation_id"), saved_by_id="")

SUMMARY = table_of("summary", SummaryRow, UniqueConstraint("bureau", "plan", "period"), state="draft", version=1)

EDITION = table_of("edition", EditionRow, Index("ix_edition_bureau", "bureau", "id"))

PIECE = table_of(
    "piece",
    PieceRow,
    keys=(
        "sha256",
        "number",
    ),
)

LINK = table_of("link", LinkRow, Index("ix_link_recipient", "bureau", "recipient", "period"), keys=("hash",))

CALENDAR_FEED = table_of(
    "calendar_feed", CalendarFeedRow, Index("ix_calendar_feed_person", "bureau", "person"), keys=("hash",)
)

GLANCE = table_of(
    "glance",
    GlanceRow,
    keys=(
        "place",
        "home",
    ),
)
