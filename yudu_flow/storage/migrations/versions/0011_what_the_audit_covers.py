"""What the audit covers: imprints of the rows that an act vouches for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("audit", sa.Column("covers", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("audit", "covers")
