"""Who holds claims and shifts. Claims of processes that ran before this end here."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0015"
down_revision = "0014"

FREED = "UPDATE message SET claimed_until = NULL, claimed_by = NULL WHERE state = 'queued' AND claimed_by IS NOT NULL"


def upgrade() -> None:
    server = op.get_bind().dialect.name != "sqlite"
    words, number = (sa.String(collation="C"), sa.BigInteger()) if server else (sa.String(), sa.Integer())
    op.create_table(
        "holder",
        sa.Column("id", words, primary_key=True),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("place", words, nullable=False),
        sa.Column("process", number, nullable=False),
        sa.Column("born", words, nullable=False),
    )
    op.add_column("bureau", sa.Column("worker", words, nullable=True))
    op.execute(FREED)


def downgrade() -> None:
    op.drop_column("bureau", "worker")
    op.drop_table("holder")
    op.execute(FREED)
