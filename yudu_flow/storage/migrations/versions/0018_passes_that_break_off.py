"""Since when passes break off, and of what: whoever looks from outside must not take that for a process that sleeps."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("bureau", sa.Column("failing_since", Instant(), nullable=True))
    words = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.add_column("bureau", sa.Column("fault", words, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("bureau", "fault")
    op.drop_column("bureau", "failing_since")
