"""Other cycles than the month: what is owed is found by the month of its pages, and may climb a ladder of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    words = sa.String(collation="C") if op.get_bind().dialect.name != "sqlite" else sa.String()
    op.add_column("obligation", sa.Column("month", words, nullable=False, server_default=""))
    op.add_column("obligation", sa.Column("ladder", words, nullable=False, server_default=""))
    op.execute("UPDATE obligation SET month = period")
    op.drop_index("ix_obligation_period", "obligation")
    op.drop_index("ix_obligation_owner", "obligation")
    op.create_index("ix_obligation_month", "obligation", ["bureau", "month"])
    op.create_index("ix_obligation_owner", "obligation", ["bureau", "owner", "month"])


def downgrade() -> None:
    op.drop_index("ix_obligation_month", "obligation")
    op.drop_index("ix_obligation_owner", "obligation")
    op.create_index("ix_obligation_period", "obligation", ["bureau", "period"])
    op.create_index("ix_obligation_owner", "obligation", ["bureau", "owner", "period"])
    op.drop_column("obligation", "ladder")
    op.drop_column("obligation", "month")
