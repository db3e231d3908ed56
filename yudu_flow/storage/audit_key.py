"""The key of the audit, kept outside the database, so that who can write the database alone cannot forge its chain.

Beside it is noted, for each bureau, from which number on acts are keyed and which act was last seen: a chain that was
stripped of its key or cut off at the end shows by that. One bureau's notes are in the key's own file; where a folder
has thousands of homes each has a file for its notes, since every pass looks at them.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from sqlalchemy import Connection, Engine

from yudu_flow.domain.errors import BadRequest
from yudu_flow.whole_files import write_first, write_whole

NAME, APART = "audit.key", "audit.notes"
OPTION = "audit_key"


@dataclass(frozen=True, slots=True, repr=False)
class AuditKey:
    """A key, its file, and the folder where notes lie `apart` from it, if they do."""

    secret: bytes
    file: Path
    apart: Path | None = None

    @property
    def id(self) -> str:
        """A short name of the key, which tells nothing of it."""
        return hashlib.sha256(b"id of " + self.secret).hexdigest()[:8]

    def seal(self, text: str) -> str:
        """The keyed hash of a row, with the key's name before it."""
        return f"{self.id}:{hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()}"

    def noted(self, bureau: str) -> Mapping[str, Any]:
        """`first`, `seq` and `hash` of that bureau; nothing where none was noted."""
        # Until the first note of its own, what the key's file has from before, when it held the notes of all.
        if self.apart and (own := self.apart / f"{bureau}.json").exists():
            return _notes(own)
        return _read(self.file)["bureaus"].get(bureau, {})

    def note(self, bureau: str, **place: int | str) -> None:
        """Keep what is said of that bureau beside what was."""
        if self.apart:
            self.apart.mkdir(mode=0o700, exist_ok=True)
            _replace(self.apart / f"{bureau}.json", {**self.noted(bureau), **place})
            return
        known = _read(self.file)
        known["bureaus"].setdefault(bureau, {}).update(place)
        _replace(self.file, known)


def key_in(folder: Path, given: str, *, many: bool = False) -> AuditKey:
    """The key in that folder, made where there is none; from the setting where that is given when it is made. With
    `many` bureaus, their notes lie apart.

    Raises BadRequest where the file is damaged.
    """
    file = folder / NAME
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_first(file, json.dumps({"key": "" if given else secrets.token_hex(32), "bureaus": {}}).encode())
    kept = str(_read(file)["key"])
    if not kept and not given:
        raise BadRequest(f"{file} 记着审计密钥由 YUDU_FLOW_SECRET_KEY 得出，请把它设回原来的值")
    secret = bytes.fromhex(kept) if kept else hmac.new(given.encode(), b"yudu-flow audit", hashlib.sha256).digest()
    return AuditKey(secret, file, folder / APART if many else None)


def written(key: AuditKey, bureau: str) -> bytes:
    """A file with that key and what is noted of that bureau alone."""
    noted = key.noted(bureau)
    return json.dumps({"key": key.secret.hex(), "bureaus": {bureau: dict(noted)} if noted else {}}).encode()


def forget_notes(folder: Path) -> None:
    """The database was put back to an earlier state on purpose; the key stays."""
    if (folder / NAME).exists():
        _replace(folder / NAME, {"key": _read(folder / NAME)["key"], "bureaus": {}})
    for own in (folder / APART).glob("*.json"):
        own.unlink()


def with_key(engine: Engine, key: AuditKey) -> Engine:
    """The same engine, whose connections know the key."""
    return engine.execution_options(**{OPTION: key})


def key_of(there: Connection | Engine) -> AuditKey | None:
    """The key of the audit; None in a simulation, which nobody forges."""
    found: AuditKey | None = there.get_execution_options().get(OPTION)
    return found


class _Known(TypedDict):
    """What the key's file says: the key in hexadecimals, and what is noted of each bureau."""

    key: str
    bureaus: dict[str, dict[str, Any]]


def _read(file: Path) -> _Known:
    try:
        known: _Known = json.loads(file.read_text(encoding="utf-8"))
        bytes.fromhex(known["key"])
        dict(known["bureaus"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        # Not made anew: under another key the whole chain would look forged.
        raise BadRequest(f"审计密钥 {file} 读不了或已损坏，请从另存的副本拷回，不要新建") from error
    return known


def _notes(file: Path) -> Mapping[str, Any]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BadRequest(f"审计记录的旁注 {file} 读不了或已损坏，请从另存的副本拷回") from error


def _replace(file: Path, kept: Mapping[str, Any]) -> None:
    write_whole(file, json.dumps(kept).encode())
