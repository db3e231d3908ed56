"""What became a file: the call sheet asks whom of these nothing else has told, and read each slip's message for it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

IN_FILES = sa.text("spooled = true")


def upgrade() -> None:
    columns = ["bureau", "queued_at"]
    op.create_index("ix_message_in_files", "message", columns, sqlite_where=IN_FILES, postgresql_where=IN_FILES)


def downgrade() -> None:
    op.drop_index("ix_message_in_files", "message")
