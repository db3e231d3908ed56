"""Which content came into force when, and from where: hosts whose folders differ must not take turns."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    op.create_table(
        "edition",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("hash", words, nullable=False),
        sa.Column("place", words, nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("ix_edition_bureau", "edition", ["bureau", "id"])


def downgrade() -> None:
    op.drop_table("edition")
