"""What a unit or a person owes is found by an index: each desk had read all that was ever owed."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_index("ix_obligation_unit", "obligation", ["bureau", "unit", "month"])
    op.create_index(
        "ix_obligation_person",
        "obligation",
        ["bureau", "person", "month"],
        sqlite_where=sa.text("person IS NOT NULL"),
        postgresql_where=sa.text("person IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_person", table_name="obligation")
    op.drop_index("ix_obligation_unit", table_name="obligation")
