"""What kept a message from arriving: an address, the relay, the moment. Older ones say only that nobody was there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("message", sa.Column("fault", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE message SET fault = 'address' WHERE nobody AND state = 'failed'")


def downgrade() -> None:
    op.drop_column("message", "fault")
