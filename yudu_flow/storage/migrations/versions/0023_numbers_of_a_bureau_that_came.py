"""By how much the numbers of a bureau's rows were raised when it came from another database."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    wide = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("bureau", sa.Column("raised", wide, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("bureau", "raised")
