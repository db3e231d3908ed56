"""Ids beside names: who acted, wrote or owes in person is known by id; names are shown. What signing in remembers.

What is older keeps its name alone: the roster that gives names their ids lies outside the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BESIDE = {"event": "by_id", "audit": "by_id", "draft": "saved_by_id"}


def upgrade() -> None:
    for table, column in BESIDE.items():
        op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=""))
    op.add_column("obligation", sa.Column("person", sa.String(), nullable=True))
    op.add_column("account", sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("session", sa.Column("opened_by", sa.String(), nullable=False, server_default="password"))


def downgrade() -> None:
    op.drop_column("session", "opened_by")
    op.drop_column("account", "totp_step")
    op.drop_column("obligation", "person")
    for table, column in BESIDE.items():
        op.drop_column(table, column)
