"""What firms ask for, and the obligations that are the steps of each."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    text = sa.Text(collation="C") if server else sa.Text()
    op.create_table(
        "request",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("number", number, nullable=False),
        sa.Column("firm", words, nullable=False),
        sa.Column("firm_id", number, sa.ForeignKey("firm.id")),
        sa.Column("need", words, nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("visitor", words, nullable=False),
        sa.Column("event_id", number, sa.ForeignKey("event.id")),
        sa.Column("opened_at", Instant(), nullable=False),
        *(sa.Column(name, words, nullable=False) for name in ("by", "by_id")),
        sa.UniqueConstraint("bureau", "number"),
    )
    op.create_index("ix_request_firm", "request", ["firm_id"])
    op.create_table(
        "request_step",
        sa.Column("id", number, primary_key=True),
        sa.Column("bureau", words, nullable=False),
        sa.Column("request_id", number, sa.ForeignKey("request.id"), nullable=False),
        sa.Column("obligation_id", number, sa.ForeignKey("obligation.id"), nullable=False),
        sa.Column("round", number, nullable=False),
        sa.UniqueConstraint("obligation_id"),
    )
    op.create_index("ix_request_step_request", "request_step", ["request_id"])


def downgrade() -> None:
    for table in ("request_step", "request"):
        op.drop_table(table)
