"""When forms were first opened, whether duties go on, and the month's bulletin."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    text = sa.Text(collation="C") if server else sa.Text()
    op.create_table(
        "form_opening",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("obligation_id", number, sa.ForeignKey("obligation.id"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.UniqueConstraint("bureau", "obligation_id"),
    )
    op.create_table(
        "duty_answer",
        sa.Column("id", number, primary_key=True),
        *(sa.Column(name, words, nullable=False) for name in ("bureau", "plan", "duty")),
        sa.Column("year", number, nullable=False),
        sa.Column("choice", words, nullable=False),
        sa.Column("reason", text, nullable=False),
        *(sa.Column(name, words, nullable=False) for name in ("by", "by_id")),
        sa.Column("at", Instant(), nullable=False),
        sa.UniqueConstraint("bureau", "plan", "duty", "year"),
    )
    op.create_table(
        "bulletin",
        sa.Column("id", number, primary_key=True),
        *(sa.Column(name, words, nullable=False) for name in ("bureau", "plan", "period")),
        sa.Column("paragraphs", Json(), nullable=False),
        sa.Column("version", number, nullable=False),
        sa.Column("changed_by", words, nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.UniqueConstraint("bureau", "plan", "period"),
    )


def downgrade() -> None:
    for table in ("bulletin", "duty_answer", "form_opening"):
        op.drop_table(table)
