"""Backup and restore: database, attachments and the three content folders in one zip, taken while the program runs."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy import make_url

from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import Settings
from yudu_flow.storage.attachments import write_private
from yudu_flow.storage.audit_key import forget_notes, key_in
from yudu_flow.storage.database import connect, reading, snapshot
from yudu_flow.storage.messages import count_waiting

CONTENT = ("workflows", "notifications", "config")
DATABASE, MANIFEST, ATTACHMENTS = "database.db", "manifest.json", "attachments"


def write_backup(settings: Settings, file: Path, now: datetime) -> int:
    """Write a backup to `file`; returns its size in bytes. The archive appears whole or not at all.

    Raises BadRequest where it cannot be written.
    """
    _sqlite_file(settings)
    draft = file.with_name(f".{file.name}.part")
    try:
        _write(settings, draft, now)
        draft.replace(file)
    except OSError as error:
        raise BadRequest(f"备份写不进 {file}，请核对文件名、权限和磁盘空间") from error
    except sqlite3.OperationalError as error:
        rooms = f"临时文件夹 {tempfile.gettempdir()} 或 {file.parent}"
        raise BadRequest(f"备份没有做成：{rooms} 没有空间或写不进去，请清理磁盘后再试（{error}）") from error
    finally:
        with suppress(OSError):
            draft.unlink()
    return file.stat().st_size


def _write(settings: Settings, draft: Path, now: datetime) -> None:
    draft.touch(mode=0o600)
    draft.chmod(0o600)  # one that a killed backup left may be open to others
    with tempfile.TemporaryDirectory() as folder, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        copy = Path(folder) / DATABASE
        snapshot(connect(settings.database), copy)
        archive.write(copy, DATABASE)
        for path, name in _files(settings):
            archive.write(path, name)
        said = {"taken_at": now.isoformat(), "format": 1, "audit_key": _key(settings)}
        archive.writestr(MANIFEST, json.dumps(said))


def _files(settings: Settings) -> Iterator[tuple[Path, str]]:
    roots = [(settings.var / ATTACHMENTS, ATTACHMENTS), *((settings.home / name, name) for name in CONTENT)]
    for root, name in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file():
                yield path, f"{name}/{path.relative_to(root).as_posix()}"


def read_backup(settings: Settings, file: Path, *, replace: bool) -> tuple[datetime, int, str]:
    """Put database and attachments back; content folders stay as they are.

    Returns when the backup was taken, how many messages waited in it, and the name of the key of its audit where this
    machine has another one. What was sent before then is marked so in it
    and is not sent again. Raises NotAllowed where a database is there and `replace` is not given.
    """
    target = _sqlite_file(settings)
    if target.exists() and not replace:
        raise NotAllowed(f"已有数据库 {target}；确认要用备份替换，请先停止程序，再加 --yes")
    try:
        with ZipFile(file) as archive:
            said = json.loads(archive.read(MANIFEST))
            taken = datetime.fromisoformat(said["taken_at"])
            _put_database(archive, target)
            _put_attachments(archive, settings.var / ATTACHMENTS)
    except (BadZipFile, KeyError, FileNotFoundError) as error:
        raise BadRequest(f"{file} 不是 yudu-flow 的备份文件，或已损坏") from error
    forget_notes(settings.var)
    key = str(said.get("audit_key", ""))
    with reading(connect(settings.database)) as db:
        return taken, count_waiting(db), "" if key == _key(settings) else key


def _key(settings: Settings) -> str:
    return key_in(settings.var, settings.secret_key).id


def _put_database(archive: ZipFile, target: Path) -> None:
    """The old database is kept beside the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.restored")
    with archive.open(DATABASE) as source, draft.open("wb") as out:
        shutil.copyfileobj(source, out)
    for suffix in ("", "-wal", "-shm"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(old.with_name(f"{target.name}.before-restore{suffix}"))
    draft.replace(target)


def _put_attachments(archive: ZipFile, folder: Path) -> None:
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        if parts[0] == ATTACHMENTS and ".." not in parts and len(parts) == 3:
            place = folder.joinpath(*parts[1:])
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_private(place, archive.read(name))


def _sqlite_file(settings: Settings) -> Path:
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotAllowed("数据库不是 SQLite 文件，请用数据库自己的工具备份（PostgreSQL：pg_dump、pg_restore）")
    return Path(url.database)
