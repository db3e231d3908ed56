"""When homes of a folder are to be looked at again, so that a start need not read them all."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    words = sa.String(collation="C") if op.get_bind().dialect.name != "sqlite" else sa.String()
    op.create_table(
        "glance",
        sa.Column("place", words, primary_key=True),
        sa.Column("home", words, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("files", words, nullable=False),
        sa.Column("next_at", Instant(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("glance")
