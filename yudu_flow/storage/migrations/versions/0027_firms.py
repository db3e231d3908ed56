"""The firms' register: firms, their pairings by dates, and what was done to their entries."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    text = sa.Text(collation="C") if server else sa.Text()
    op.create_table(
        "firm",
        sa.Column("id", number, primary_key=True),
        *(sa.Column(name, words, nullable=False) for name in ("bureau", "name", "name_key")),
        sa.Column("credit_code", words),
        *(sa.Column(name, words, nullable=False) for name in ("address", "contact", "mobile")),
        sa.Column("tags", Json(), nullable=False),
        sa.Column("note", text, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("ended", sa.Date()),
        sa.UniqueConstraint("bureau", "credit_code"),
    )
    op.create_index("ix_firm_name", "firm", ["bureau", "name_key"])
    op.create_table(
        "pairing",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("firm_id", number, sa.ForeignKey("firm.id"), nullable=False),
        sa.Column("owner", words, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("listed", words, nullable=False),
    )
    op.create_index("ix_pairing_firm", "pairing", ["firm_id"])
    op.create_index("ix_pairing_owner", "pairing", ["bureau", "owner"])
    op.create_table(
        "firm_deed",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("firm_id", number, sa.ForeignKey("firm.id"), nullable=False),
        sa.Column("kind", words, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        *(sa.Column(name, words, nullable=False) for name in ("by", "by_id")),
        sa.Column("detail", Json(), nullable=False),
    )
    op.create_index("ix_firm_deed_firm", "firm_deed", ["firm_id"])


def downgrade() -> None:
    for table in ("firm_deed", "pairing", "firm"):
        op.drop_table(table)
