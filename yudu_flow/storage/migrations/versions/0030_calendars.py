"""Addresses at which people's calendars fetch their deadlines."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words = sa.String(collation="C") if server else sa.String()
    op.create_table(
        "calendar_feed",
        sa.Column("hash", words, primary_key=True),
        *(sa.Column(name, words, nullable=False) for name in ("mark", "bureau", "person")),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
    )
    op.create_index("ix_calendar_feed_person", "calendar_feed", ["bureau", "person"])


def downgrade() -> None:
    op.drop_table("calendar_feed")
