"""Bytes of files in the database, for hosts that share no folder."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    op.create_table(
        "piece",
        sa.Column("sha256", words, primary_key=True),
        sa.Column("number", number, primary_key=True, autoincrement=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("piece")
