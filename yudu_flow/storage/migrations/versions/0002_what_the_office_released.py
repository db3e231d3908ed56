"""What the office released from the quiet hours."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("notice", sa.Column("released_at", Instant(), nullable=True))
    op.add_column("message", sa.Column("released_at", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("message", "released_at")
    op.drop_column("notice", "released_at")
