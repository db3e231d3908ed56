"""Backups made from a page: they lie in var/backups, the newest few, until somebody takes them to another machine."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.access.sign_in import Proof, prove
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.period import ZONE
from yudu_flow.settings import Settings
from yudu_flow.storage import audit
from yudu_flow.upkeep.archive import write_backup

MADE, TAKEN = "backup_made", "backup_taken"
KEPT = 5
NAME = re.compile(r"yudu-flow-\d{8}-\d{6}\.zip")
ABOUT = "备份"


@dataclass(frozen=True, slots=True)
class Backup:
    """One of them; `size` in bytes."""

    name: str
    at: datetime
    size: int


def backups(settings: Settings) -> list[Backup]:
    """Newest first."""
    found = [path for path in _folder(settings).glob("*.zip") if NAME.fullmatch(path.name)]
    made = [Backup(path.name, _made_at(path.name), path.stat().st_size) for path in found]
    return sorted(made, key=lambda one: one.name, reverse=True)


def last_taken(bureau: Bureau) -> datetime | None:
    """When one was last downloaded: only then is there one elsewhere."""
    with bureau.reading() as db:
        found = audit.last(db, bureau.key, TAKEN)
    return found.at if found else None


def make_backup(settings: Settings, bureau: Bureau, by: str, now: datetime) -> Backup:
    """Make one; of more than KEPT the oldest go. Raises BadRequest, NotAllowed for one home of several."""
    folder = _folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"yudu-flow-{now.astimezone(ZONE):%Y%m%d-%H%M%S}.zip"
    size = write_backup(settings, folder / name, now)
    for old in backups(settings)[KEPT:]:
        (folder / old.name).unlink(missing_ok=True)
    _record(bureau, by, now, MADE, name)
    return Backup(name, now, size)


def take_backup(settings: Settings, bureau: Bureau, account: int, name: str, proof: Proof, now: datetime) -> Path:
    """Its file, for an administrator who has proved once more who they are. Raises NotAllowed, NotFound."""
    person = prove(bureau, account, proof, now)
    path = _folder(settings) / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise NotFound("没有这份备份")
    _record(bureau, person, now, TAKEN, name)
    return path


def _record(bureau: Bureau, by: str, now: datetime, act: str, name: str) -> None:
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, acting(bureau, by), act, ABOUT, {"file": name})


def _folder(settings: Settings) -> Path:
    return settings.var / "backups"


def _made_at(name: str) -> datetime:
    return datetime.strptime(name, "yudu-flow-%Y%m%d-%H%M%S.zip").replace(tzinfo=ZONE)
