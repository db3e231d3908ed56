"""What each process does, for which bureau and where, and when each work was last looked after."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0017"
down_revision = "0016"

SIGNS, LOOKS = ("bureau", "works", "host"), ("decided_at", "delivered_at")


def upgrade() -> None:
    words = sa.String(collation="C") if op.get_bind().dialect.name != "sqlite" else sa.String()
    for name in SIGNS:
        op.add_column("holder", sa.Column(name, words, nullable=True))
    for name in LOOKS:
        op.add_column("bureau", sa.Column(name, Instant(), nullable=True))


def downgrade() -> None:
    for name in LOOKS:
        op.drop_column("bureau", name)
    for name in SIGNS:
        op.drop_column("holder", name)
