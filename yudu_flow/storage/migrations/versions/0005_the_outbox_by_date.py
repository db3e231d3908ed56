"""The outbox by date: a page of it is read from an index, however many messages there are.

It leaves out what is queued: SQLite would take it for the queue too, and read every message there ever was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

DONE = sa.text("state <> 'queued'")


def upgrade() -> None:
    place = ["bureau", "state", "queued_at"]
    op.create_index("ix_message_done", "message", place, sqlite_where=DONE, postgresql_where=DONE)


def downgrade() -> None:
    op.drop_index("ix_message_done", "message")
