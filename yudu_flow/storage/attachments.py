"""Attachments: bytes under their SHA-256, outside every folder that is served; the row keeps the name."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, insert

from yudu_flow.storage.tables import ATTACHMENT


def put(db: Connection, store: Path | None, bureau: str, obligation: int, event: int, files: Sequence[Path]) -> None:
    """Keep copies of `files`. The bytes are on disk before the row is committed, so that no row points nowhere."""
    if not files:
        return
    if store is None:
        raise ValueError("no store for attachments")
    rows = []
    for file in files:
        data = file.read_bytes()
        digest = keep(store, data)
        rows.append({"sha256": digest, "name": file.name, "size": len(data)})
    place = {"bureau": bureau, "obligation_id": obligation, "event_id": event}
    db.execute(insert(ATTACHMENT), [{**place, **row} for row in rows])


def keep(store: Path, data: bytes) -> str:
    """Write bytes under their hash, once; returns the hash."""
    digest = hashlib.sha256(data).hexdigest()
    place = path(store, digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = place.with_name(f".{digest}.{os.getpid()}")
        with draft.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    return digest


def path(store: Path, digest: str) -> Path:
    """Where the bytes of that hash lie."""
    return store / digest[:2] / digest
