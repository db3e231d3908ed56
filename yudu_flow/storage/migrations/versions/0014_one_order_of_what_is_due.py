"""One order of what is due: messages of one instant by their ids, so that every database hands them over alike."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

QUEUED = sa.text("state = 'queued'")


def upgrade() -> None:
    _index(["bureau", "due_at", "id"])


def downgrade() -> None:
    _index(["bureau", "due_at"])


def _index(columns: list[str]) -> None:
    op.drop_index("ix_message_due", "message")
    op.create_index("ix_message_due", "message", columns, sqlite_where=QUEUED, postgresql_where=QUEUED)
