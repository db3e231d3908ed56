"""Last days of what is awake: each pass asks for them, and read all that is awake to find a few."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

AWAKE = sa.text("wake_at IS NOT NULL")


def upgrade() -> None:
    columns = ["bureau", "last_day"]
    op.create_index("ix_obligation_last_day", "obligation", columns, sqlite_where=AWAKE, postgresql_where=AWAKE)


def downgrade() -> None:
    op.drop_index("ix_obligation_last_day", "obligation")
