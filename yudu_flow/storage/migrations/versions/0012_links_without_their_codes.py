"""Links without their codes: what opens a desk is in no copy of the database.

An old link goes on opening what it did, by the keyed hash of its code, where the key is at hand; beside it stands a new
one, whose mark takes the code's place in every text. Without the key old links are over.
"""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.link_codes import code_of, hash_of, new_mark

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OLD_CODE = re.compile(r"(?<=/s/)[A-Za-z0-9_-]{8,}")
LINK = sa.table("link", *map(sa.column, ("hash", "mark", "bureau", "recipient", "unit", "period")))
WHEN = ("issued_at", "expires_at", "revoked_at")
NAMES = [column.name for column in LINK.c] + [*WHEN]
TEXTS = ("subject", "text", "html", "reply")
MESSAGE = sa.table("message", *map(sa.column, ("id", *TEXTS)))
AT_ONCE = 500


def upgrade() -> None:
    old = [row._asdict() for row in op.get_bind().execute(sa.text("SELECT * FROM link"))]
    op.drop_table("link")
    _create()
    key: bytes = op.get_context().config.attributes["link_key"]  # type: ignore[union-attr]  # `schema` ran this
    marks = {row["code"]: new_mark() for row in old} if key else {}
    columns = sa.table("link", *map(sa.column, NAMES))
    if marks:
        op.bulk_insert(columns, [one for row in old for one in _without_code(key, row, marks[row["code"]])])
    _clean_texts(marks)


def _create() -> None:
    op.create_table(
        "link",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_link_recipient", "link", ["bureau", "recipient", "period"])


def _without_code(key: bytes, row: dict[str, Any], mark: str) -> Iterator[dict[str, Any]]:
    kept = {name: row[name] for name in ("bureau", "recipient", "unit", "period", *WHEN)}
    yield {**kept, "hash": hash_of(key, row["code"]), "mark": ""}
    yield {**kept, "hash": hash_of(key, code_of(key, row["bureau"], row["recipient"], mark)), "mark": mark}


def _clean_texts(marks: dict[str, str]) -> None:
    db, last = op.get_bind(), ""
    page = sa.select(MESSAGE).where(MESSAGE.c.id > sa.bindparam("last")).order_by(MESSAGE.c.id).limit(AT_ONCE)
    change = sa.update(MESSAGE).where(MESSAGE.c.id == sa.bindparam("key"))
    change = change.values({name: sa.bindparam(f"new_{name}") for name in TEXTS})
    while rows := db.execute(page, {"last": last}).all():
        last = rows[-1].id
        changes = [_cleaned(row, marks) for row in rows if any(OLD_CODE.search(getattr(row, name)) for name in TEXTS)]
        if changes:
            db.execute(change, changes)


def _cleaned(row: Any, marks: dict[str, str]) -> dict[str, str]:
    """Also the codes of links that are no more: nobody is to wonder whether they open something."""
    new = {name: OLD_CODE.sub(lambda code: marks.get(code[0], "…"), getattr(row, name)) for name in TEXTS}
    return {"key": row.id} | {f"new_{name}": words for name, words in new.items()}


def downgrade() -> None:
    """An older program makes new links with its next messages."""
    op.drop_table("link")
    op.create_table(
        "link",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("bureau", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("bureau", "recipient", "unit", "period"),
    )
