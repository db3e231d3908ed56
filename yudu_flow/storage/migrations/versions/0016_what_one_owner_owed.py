"""What one owner owed, and what is awake by number: in a bureau of thousands of units both were found by reading all."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

AWAKE = sa.text("wake_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_obligation_owner", "obligation", ["bureau", "owner", "period"])
    if op.get_bind().dialect.name == "postgresql":
        columns = ["bureau", "id", "wake_at"]
        op.create_index("ix_obligation_awake", "obligation", columns, postgresql_where=AWAKE)


def downgrade() -> None:
    op.drop_index("ix_obligation_owner", "obligation")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_obligation_awake", "obligation")
