"""The desks: accounts and sign-in, drafts, the summary, more of what a report says; and what acts froze."""

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.instants import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _accounts()
    _sessions()
    _papers()
    _duties()
    for name in ("remind_by", "last_day", "page_by"):
        op.add_column("event", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("message", sa.Column("nobody", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("submission", sa.Column("next_steps", sa.Text(), nullable=False, server_default=""))
    op.add_column("submission", sa.Column("parts", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("attachment") as table:
        table.alter_column("event_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("kind", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("pages", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("thumb", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("seal", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("totp", sa.String(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("disabled_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bureau", "person"),
    )


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "entry",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    for name in ("session", "entry", "api_token"):
        op.create_index(f"ix_{name}_account_id", name, ["account_id"])


def _papers() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bureau", "obligation_id"),
    )
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bureau", "plan", "period"),
    )


def _duties() -> None:
    """Those that were opened before stand in the plans since the bureau started."""
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("bureau", "plan", "duty"),
    )
    op.execute(
        "INSERT INTO duty (bureau, plan, duty, seen_at) "
        "SELECT DISTINCT o.bureau, o.plan, o.duty, b.started_at FROM opening o JOIN bureau b ON b.bureau = o.bureau"
    )


def downgrade() -> None:
    for name in ("remind_by", "last_day", "page_by"):
        op.drop_column("event", name)
    for name in ("duty", "summary", "draft", "api_token", "entry", "session", "account"):
        op.drop_table(name)
    op.drop_index("ix_attachment_sha256", "attachment")
    with op.batch_alter_table("attachment") as table:
        for column in ("kind", "pages", "thumb", "seal"):
            table.drop_column(column)
    op.drop_column("message", "nobody")
    with op.batch_alter_table("submission") as papers:
        papers.drop_column("next_steps")
        papers.drop_column("parts")
