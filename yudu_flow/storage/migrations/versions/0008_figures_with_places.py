"""Figures may have places after the point: a rate is 98.5%."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("target_reading") as table:
        table.alter_column("value", existing_type=sa.Integer(), type_=sa.Float(53), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("target_reading") as table:
        table.alter_column("value", existing_type=sa.Float(53), type_=sa.Integer(), existing_nullable=False)
