"""A duty may ask for reports without a seal; what is open already was opened under the rule that asks for one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("obligation", sa.Column("sealed", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("obligation", "sealed")
