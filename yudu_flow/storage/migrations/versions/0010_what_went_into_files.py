"""What went into files, and cases whose proposal may have reached nobody: the rules look at those anew."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OF_SLIPS = sa.text("family IN ('slip', 'case')")


def upgrade() -> None:
    op.add_column("message", sa.Column("spooled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE message SET spooled = true WHERE state = 'sent' AND reply LIKE '已写入 %'")
    place = ["bureau", "created_at"]
    op.create_index("ix_notice_of_slips", "notice", place, sqlite_where=OF_SLIPS, postgresql_where=OF_SLIPS)
    op.execute(
        "UPDATE obligation SET wake_at = late_from WHERE id IN"
        " (SELECT obligation_id FROM event WHERE kind = 'case_proposed')"
        " AND id NOT IN (SELECT obligation_id FROM event WHERE kind = 'case_decided')"
    )


def downgrade() -> None:
    op.drop_index("ix_notice_of_slips", "notice")
    op.drop_column("message", "spooled")
