"""Links without their codes: what opens a desk is in no copy of the database.

An old link goes on opening what it did, by the keyed hash of its code, where the key is at hand; beside it stands a new
one, whose mark takes the code's place in every text. Without the key old links are over, and the new ones open from
the moment at which a message that says them goes out.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from yudu_flow.storage.link_codes import code_of, hash_of, new_mark

revision = "0012"
down_revision = "0011"

MARK = re.compile(r"/s/(~[A-Za-z0-9]{9})")
OLD_CODE = re.compile(r"(?<=/s/)[A-Za-z0-9_-]{8,}")
LINK = sa.table("link", *map(sa.column, ("hash", "mark", "bureau", "recipient", "unit", "period")))
WHEN = ("issued_at", "expires_at", "revoked_at")
NAMES = [column.name for column in LINK.c] + [*WHEN]
TEXTS = ("subject", "text", "html", "reply")
MESSAGE = sa.table("message", *map(sa.column, ("id", *TEXTS)))
AT_ONCE = 500
SPELLED = r"https?://[^\s\"'<>]*/s/~[A-Za-z0-9]{9}(?:/[a-z0-9]+)?"
BUTTON = re.compile(rf"<a\b[^>]*{SPELLED}[^>]*>.*?</a>", re.DOTALL)
LINE = re.compile(rf"^[^\n：]*：{SPELLED}[ ]*\n?", re.MULTILINE)
ADDRESS = re.compile(rf"[ ]*{SPELLED}")
"""How a message says a link: as a button, as a line of its own, and anywhere else, as in an SMS."""


def upgrade() -> None:
    old = [row._asdict() for row in op.get_bind().execute(sa.text("SELECT * FROM link"))]
    op.drop_table("link")
    _create()
    key: bytes = op.get_context().config.attributes["link_key"]  # type: ignore[union-attr]  # `schema` ran this
    marks = {row["code"]: new_mark() for row in old}
    columns = sa.table("link", *map(sa.column, NAMES))
    if old:
        op.bulk_insert(columns, [one for row in old for one in _without_code(key, row, marks[row["code"]])])
    # Also the codes of links that are no more: nobody is to wonder whether they open something.
    _change_texts(OLD_CODE, lambda words: OLD_CODE.sub(lambda code: marks.get(code[0], "…"), words))


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
    if not key:
        yield {**kept, "hash": secrets.token_hex(32), "mark": mark}
        return
    yield {**kept, "hash": hash_of(key, row["code"]), "mark": ""}
    yield {**kept, "hash": hash_of(key, code_of(key, row["bureau"], row["recipient"], mark)), "mark": mark}


def _change_texts(old: re.Pattern[str], mended: Callable[[str], str]) -> None:
    """Every text of every message in which `old` is found."""
    db, last = op.get_bind(), ""
    page = sa.select(MESSAGE).where(MESSAGE.c.id > sa.bindparam("last")).order_by(MESSAGE.c.id).limit(AT_ONCE)
    change = sa.update(MESSAGE).where(MESSAGE.c.id == sa.bindparam("key"))
    change = change.values({name: sa.bindparam(f"new_{name}") for name in TEXTS})
    while rows := db.execute(page, {"last": last}).all():
        last = rows[-1].id
        found = [row for row in rows if any(old.search(getattr(row, name)) for name in TEXTS)]
        changes = [{"key": row.id} | {f"new_{name}": mended(getattr(row, name)) for name in TEXTS} for row in found]
        if changes:
            db.execute(change, changes)


def _without_links(words: str) -> str:
    """No mark is left that an older program would send as it is: it knows no way from a mark to a code."""
    for shape in (BUTTON, LINE, ADDRESS):
        words = shape.sub("", words)
    return words


def downgrade() -> None:
    """An older program makes new links with its next messages; those that wait go out without one."""
    _change_texts(MARK, _without_links)
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
