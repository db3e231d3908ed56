"""Attachments: bytes under their SHA-256, outside every folder that is served; the row keeps the name.

The bytes lie in a folder, or in the database itself.
"""

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, select, update

from yudu_flow.storage import pieces
from yudu_flow.storage.among import among
from yudu_flow.storage.new_rows import NewAttachment
from yudu_flow.storage.obligations import in_period
from yudu_flow.storage.pieces import InDatabase
from yudu_flow.storage.rows import AttachmentRow, all_rows, first_row
from yudu_flow.storage.tables import ATTACHMENT, HERE, OBLIGATION
from yudu_flow.whole_files import write_whole

Store = Path | InDatabase
# Built once: building it costs as much as running it.
OF_ONE = (
    select(ATTACHMENT)
    .where(ATTACHMENT.c.bureau == HERE, ATTACHMENT.c.obligation_id == bindparam("one"))
    .order_by(ATTACHMENT.c.id)
)
AT_ONCE = 2**16
"""Bytes that are read together: whoever takes a .zip away slowly keeps some of these in memory, for hours."""


def put(db: Connection, store: Store | None, bureau: str, obligation: int, event: int, files: Sequence[Path]) -> None:
    """Keep copies of `files`. The bytes are on disk before the row is committed, so that no row points nowhere."""
    if not files:
        return
    if store is None:
        raise ValueError("no store for attachments")
    rows = []
    for file in files:
        data = file.read_bytes()
        digest = keep(store, data, db)
        rows.append({"sha256": digest, "name": file.name, "size": len(data)})
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    db.execute(insert(ATTACHMENT), [{**place, **row} for row in rows])


def keep(store: Store, data: bytes, db: Connection | None = None) -> str:
    """Write bytes under their hash, once; returns the hash. In the transaction at hand where the database has them."""
    digest = hashlib.sha256(data).hexdigest()
    if isinstance(store, InDatabase):
        store.keep(digest, data, db)
    else:
        _onto_disk(store, digest, data)
    return digest


def _onto_disk(store: Path, digest: str, data: bytes) -> None:
    place = path(store, digest)
    try:
        os.utime(place)  # wanted again: the sweep waits anew
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(place, data)


def read(store: Store, digest: str) -> Iterator[bytes]:
    """The bytes of that hash, some at a time. Raises FileNotFoundError."""
    if isinstance(store, InDatabase):
        yield from store.read(digest)
        return
    with path(store, digest).open("rb") as file:
        while some := file.read(AT_ONCE):
            yield some


def has(store: Store, digest: str) -> bool:
    """Whether there are bytes under that hash."""
    return store.has(digest) if isinstance(store, InDatabase) else path(store, digest).is_file()


def lost(store: Store, digests: Collection[str]) -> set[str]:
    """Those hashes under which there are no bytes."""
    if isinstance(store, InDatabase):
        return {*digests} - store.here(digests)
    return {digest for digest in digests if not path(store, digest).is_file()}


def is_whole(store: Store, digest: str) -> bool | None:
    """Whether the bytes are those of the hash; None where there are none."""
    total = hashlib.sha256()
    try:
        for some in read(store, digest):
            total.update(some)
    except FileNotFoundError:
        return None
    return total.hexdigest() == digest


def digests(db: Connection, most: int | None = None, bureau: str | None = None) -> set[str]:
    """The hashes that rows speak of: those of the last `most` files, or of a `bureau`'s."""
    query = select(ATTACHMENT.c.sha256, ATTACHMENT.c.thumb).order_by(ATTACHMENT.c.id.desc()).limit(most)
    if bureau is not None:
        query = query.join(OBLIGATION, OBLIGATION.c.id == ATTACHMENT.c.obligation_id)  # which has an index for it
        query = query.where(OBLIGATION.c.bureau == bureau)
    return {digest for row in db.execute(query) for digest in row if digest}


def path(store: Path, digest: str) -> Path:
    """Where the bytes of that hash lie."""
    return store / digest[:2] / digest


def add(db: Connection, bureau: str, obligation: int, file: NewAttachment, event: int | None = None) -> int:
    """A file that came with an act, or without one waits in a draft; returns its id."""
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    key = db.execute(insert(ATTACHMENT), {**place, **vars(file)}).inserted_primary_key
    assert key is not None  # the driver always gives it for a single insert
    return int(key[0])


def claim(db: Connection, bureau: str, obligation: int, event: int) -> None:
    """What waited in the draft belongs to this filing."""
    db.execute(
        update(ATTACHMENT).where(*_of(bureau, obligation), ATTACHMENT.c.event_id.is_(None)).values(event_id=event)
    )


def of(db: Connection, bureau: str, obligation: int) -> Sequence[AttachmentRow]:
    """Every file of that obligation, in the order they came."""
    return all_rows(AttachmentRow, db.execute(OF_ONE, {"here": bureau, "one": obligation}))


def _of(bureau: str, obligation: int) -> tuple[ColumnElement[bool], ...]:
    return ATTACHMENT.c.bureau == bureau, ATTACHMENT.c.obligation_id == obligation


def find(db: Connection, bureau: str, attachment: int) -> AttachmentRow | None:
    """That file, if it is this bureau's."""
    query = select(ATTACHMENT).where(ATTACHMENT.c.bureau == bureau, ATTACHMENT.c.id == attachment)
    return first_row(AttachmentRow, db.execute(query))


def filed(db: Connection, bureau: str) -> Sequence[AttachmentRow]:
    """Every file that came with an act."""
    mine = select(ATTACHMENT).where(ATTACHMENT.c.bureau == bureau, ATTACHMENT.c.event_id.is_not(None))
    return all_rows(AttachmentRow, db.execute(mine.order_by(ATTACHMENT.c.id)))


def filed_of(db: Connection, bureau: str, obligations: Sequence[int]) -> dict[int, list[AttachmentRow]]:
    """What came with an act, for each of those obligations that has any."""
    mine = ATTACHMENT.c.bureau == bureau, ATTACHMENT.c.event_id.is_not(None)
    query = select(ATTACHMENT).where(*mine, among(ATTACHMENT.c.obligation_id, "ids")).order_by(ATTACHMENT.c.id)
    found: dict[int, list[AttachmentRow]] = defaultdict(list)
    for row in all_rows(AttachmentRow, db.execute(query, {"ids": [*obligations]})):
        found[row.obligation_id].append(row)
    return dict(found)


def size_of(db: Connection, bureau: str, unit: str, period: str) -> int:
    """Bytes of all files of a unit in a period."""
    theirs = and_(OBLIGATION.c.bureau == bureau, OBLIGATION.c.unit == unit, *in_period(period))
    query = select(func.coalesce(func.sum(ATTACHMENT.c.size), 0)).join(OBLIGATION).where(theirs)
    return int(db.execute(query).scalar_one())


def old(store: Path, before: float) -> Iterator[Path]:
    """The files in a folder that nobody kept since `before` (seconds since 1970)."""
    for place in store.glob("??/*"):
        try:
            found = place.stat()
        except FileNotFoundError:  # another process sweeps too
            continue
        if stat.S_ISREG(found.st_mode) and found.st_mtime < before:
            yield place


def sweep(db: Connection, store: Store, before: float, bureau: str | None = None) -> list[str]:
    """Delete what no row speaks of and nobody kept since `before` (seconds since 1970); the hashes that are gone.

    In a transaction that writes: whoever keeps a file looks again in theirs whether it is there, so that none goes
    between their look and their row. With a `bureau` in a folder of its home; what is another's by mistake stays.
    """
    spoken_of = digests(db, bureau=bureau)
    if isinstance(store, InDatabase):
        return pieces.sweep(db, spoken_of, datetime.fromtimestamp(before, UTC))
    doubtful = [place for place in old(store, before) if place.name not in spoken_of]
    anybodys = digests(db) if doubtful and bureau is not None else spoken_of
    return [place.name for place in doubtful if place.name not in anybodys and _taken_away(place, before)]


def _taken_away(place: Path, before: float) -> bool:
    """Set aside first: where rows alone are locked, somebody may keep the file again just now."""
    aside = place.with_name(f".{place.name}.{os.getpid()}.gone")
    try:
        place.replace(aside)
        if aside.stat().st_mtime >= before:
            aside.replace(place)
            return False
        aside.unlink()
    except FileNotFoundError:  # another process was first
        return False
    return True


def remove(db: Connection, bureau: str, attachment: int) -> bool:
    """Take a file out of a draft; one that was filed stays. Whether it was there."""
    mine = ATTACHMENT.c.bureau == bureau, ATTACHMENT.c.id == attachment, ATTACHMENT.c.event_id.is_(None)
    return db.execute(delete(ATTACHMENT).where(*mine)).rowcount == 1
