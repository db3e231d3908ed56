"""Bytes of files in the database, in pieces, for hosts that share no folder."""

from collections.abc import Collection, Iterator, Set
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, Engine, bindparam, delete, select, update

from yudu_flow.storage.access_tables import PIECE
from yudu_flow.storage.among import among
from yudu_flow.storage.database import insert_new, reading, writing
from yudu_flow.storage.holders import present
from yudu_flow.storage.tables import NOW

SIZE = 2**18
WHICH: BindParameter[str] = bindparam("which")
KEPT_AGAIN = update(PIECE).where(PIECE.c.sha256 == WHICH, PIECE.c.number == 0).values(kept_at=NOW)
HERE = select(PIECE.c.number).where(PIECE.c.sha256 == WHICH, PIECE.c.number == 0)
THERE = select(PIECE.c.sha256).where(among(PIECE.c.sha256, "hashes"), PIECE.c.number == 0)
PIECES = select(PIECE.c.data).where(PIECE.c.sha256 == WHICH).order_by(PIECE.c.number)
FORGOTTEN = select(PIECE.c.sha256).where(PIECE.c.number == 0, PIECE.c.kept_at < NOW)
GONE = delete(PIECE).where(PIECE.c.number == 0, PIECE.c.kept_at < NOW, among(PIECE.c.sha256, "hashes"))
REST_GONE = delete(PIECE).where(among(PIECE.c.sha256, "hashes"))


@dataclass(frozen=True, slots=True)
class InDatabase:
    """The database as a place for files."""

    engine: Engine

    def keep(self, digest: str, data: bytes, db: Connection | None) -> None:
        """Once; in the transaction at hand, else in one of its own."""
        with nullcontext(db) if db else writing(self.engine) as here:
            now = present(here)
            if not here.execute(KEPT_AGAIN, {"which": digest, "now": now}).rowcount:
                # An empty file has a piece too, or it would look like one that is not here.
                starts = range(0, max(len(data), 1), SIZE)
                rows = [{"number": n, "data": data[start : start + SIZE]} for n, start in enumerate(starts)]
                here.execute(insert_new(here, PIECE), [{"sha256": digest, "kept_at": now, **row} for row in rows])

    def has(self, digest: str) -> bool:
        """Whether it is kept here."""
        with reading(self.engine) as db:
            return db.execute(HERE, {"which": digest}).first() is not None

    def here(self, digests: Collection[str]) -> set[str]:
        """Which of them are kept here."""
        with reading(self.engine) as db:
            return {*db.execute(THERE, {"hashes": [*digests]}).scalars()}

    def read(self, digest: str) -> Iterator[bytes]:
        """Piece by piece. Raises FileNotFoundError."""
        with reading(self.engine) as db:
            found = False
            for piece in db.execute(PIECES.execution_options(yield_per=1), {"which": digest}).scalars():
                found = True
                yield piece
        if not found:
            raise FileNotFoundError(digest)


def sweep(db: Connection, spoken_of: Set[str], before: datetime) -> list[str]:
    """Delete what is not spoken of and was kept by nobody since; the hashes that are gone.

    The first piece goes first, and only while it is as old: whoever keeps the file again meanwhile renews it.
    """
    there = db.execute(FORGOTTEN, {"now": before}).scalars()
    if not (hashes := [digest for digest in there if digest not in spoken_of]):
        return []
    gone = [*db.execute(GONE.returning(PIECE.c.sha256), {"now": before, "hashes": hashes}).scalars()]
    db.execute(REST_GONE, {"hashes": gone})
    return gone
