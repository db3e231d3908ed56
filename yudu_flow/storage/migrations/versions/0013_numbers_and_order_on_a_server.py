"""Numbers and order on a server: as wide as SQLite's, and texts by their code points whatever language it speaks.

SQLite has both already.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

COLUMNS = sa.text(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND table_name <> 'alembic_version' AND data_type IN ('integer', 'bigint', 'text', 'character varying')"
)
NUMBERINGS = sa.text("SELECT sequence_name FROM information_schema.sequences WHERE sequence_schema = current_schema()")
NARROW = {"bigint": "integer", "text": "text", "character varying": "varchar"}
WIDE = {"integer": "bigint", "text": 'text COLLATE "C"', "character varying": 'varchar COLLATE "C"'}


def upgrade() -> None:
    _to(WIDE, "bigint")


def downgrade() -> None:
    _to(NARROW, "integer")


def _to(types: dict[str, str], number: str) -> None:
    """Each table is written anew once, whatever changes in it."""
    db = op.get_bind()
    if db.dialect.name != "postgresql":
        return
    op.drop_index("ix_notice_of_slips", "notice")  # else its condition would be kept in other words than are asked
    changes: dict[str, list[str]] = {}
    for table, column, kind in db.execute(COLUMNS):
        if to := types.get(kind):
            changes.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE {to}')
    for table, several in changes.items():
        op.execute(f'ALTER TABLE "{table}" {", ".join(several)}')
    for (numbering,) in db.execute(NUMBERINGS).all():
        op.execute(f'ALTER SEQUENCE "{numbering}" AS {number}')
    of_slips = sa.text("family IN ('slip', 'case')")
    op.create_index("ix_notice_of_slips", "notice", ["bureau", "created_at"], postgresql_where=of_slips)
