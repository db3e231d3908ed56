"""What is owed may be about something by itself, and a notice about the bureau or a person instead of an obligation.

SQLite changes no key: the two tables are written anew. Notices go first and come back last, so that nothing looks for
those of each obligation in turn.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

OLD = ["bureau", "plan", "duty", "owner", "period"]
NEW = [*OLD, "subject"]
NEWS = ["bureau", "about", "rung", "recipient", "channel"]
NOTHING_OWED = sa.text("obligation_id IS NULL")


def upgrade() -> None:
    alone = op.get_bind().dialect.name == "sqlite"
    words = sa.String() if alone else sa.String(collation="C")
    op.add_column("obligation", sa.Column("subject", words, nullable=False, server_default=""))
    op.add_column("notice", sa.Column("about", words, nullable=False, server_default=""))
    if alone:
        _write_anew(OLD, NEW, "obligation_id INTEGER NOT NULL", "obligation_id INTEGER")
    else:
        op.drop_constraint(_key(OLD), "obligation")
        op.create_unique_constraint(None, "obligation", NEW)
        op.alter_column("notice", "obligation_id", nullable=True)
    op.create_index(
        "ix_notice_news", "notice", NEWS, unique=True, sqlite_where=NOTHING_OWED, postgresql_where=NOTHING_OWED
    )


def downgrade() -> None:
    op.drop_index("ix_notice_news", "notice")
    op.execute("DELETE FROM notice WHERE obligation_id IS NULL")
    if op.get_bind().dialect.name == "sqlite":
        _write_anew(NEW, OLD, "obligation_id INTEGER", "obligation_id INTEGER NOT NULL")
    else:
        op.drop_constraint(_key(NEW), "obligation")
        op.create_unique_constraint(None, "obligation", OLD)
        op.alter_column("notice", "obligation_id", nullable=False)
    op.drop_column("notice", "about")
    op.drop_column("obligation", "subject")


def _key(columns: list[str]) -> str:
    keys = sa.inspect(op.get_bind()).get_unique_constraints("obligation")
    return next(str(key["name"]) for key in keys if key["column_names"] == columns)


def _write_anew(key: list[str], new_key: list[str], column: str, new_column: str) -> None:
    op.execute("PRAGMA defer_foreign_keys = ON")
    notice = _taken_apart("notice")
    obligation = _taken_apart("obligation")
    unique = r"UNIQUE \(" + ", ".join(f'"?{name}"?' for name in key) + r"\)"
    there = "UNIQUE (" + ", ".join(f'"{name}"' for name in new_key) + ")"
    _put_back("obligation", [re.sub(unique, there, one) for one in obligation])
    _put_back("notice", [one.replace(column, new_column, 1) for one in notice])


def _taken_apart(table: str) -> list[str]:
    """Its rows lie in a table of their own; returns what made it and its indexes."""
    named = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL ORDER BY type DESC, rowid"
    )
    made = [*op.get_bind().execute(named, {"name": table}).scalars()]
    op.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
    op.drop_table(table)
    return made


def _put_back(table: str, made: list[str]) -> None:
    create, *indexes = made
    op.execute(create)
    op.execute(f"INSERT INTO {table} SELECT * FROM kept_{table} ORDER BY id")
    op.drop_table(f"kept_{table}")
    for index in indexes:
        op.execute(index)
