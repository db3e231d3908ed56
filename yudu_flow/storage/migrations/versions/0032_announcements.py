"""What the office announces to units."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    text = sa.Text(collation="C") if server else sa.Text()
    op.create_table(
        "announcement",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("title", words, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("told", Json(), nullable=False),
        *(sa.Column(name, words, nullable=False) for name in ("by", "by_id")),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("withdrawn_by", words, nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.UniqueConstraint("bureau", "number"),
    )
    op.create_index("ix_announcement_at", "announcement", ["bureau", "at"])


def downgrade() -> None:
    op.drop_table("announcement")
