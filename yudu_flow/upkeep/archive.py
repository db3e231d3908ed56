"""Backup and restore: database, attachments and the three content folders in one zip, taken while the program runs."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import make_url

from yudu_flow.actions.papers.archive_check import DAMAGES
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.printable import legible
from yudu_flow.settings import Settings
from yudu_flow.storage.audit_key import forget_notes, key_in
from yudu_flow.storage.database import connect, reading, snapshot
from yudu_flow.storage.messages import count_waiting
from yudu_flow.upkeep.dumps import dump, load
from yudu_flow.whole_files import write_pieces_whole, write_whole

CONTENT = ("workflows", "notifications", "config")
FILE, DUMP = "database.db", "database.dump"
"""The database in an archive, of a file and of a server."""
AT_ONCE = 2**20
MANIFEST, ATTACHMENTS, HOMES = "manifest.json", "attachments", "homes"


def write_backup(settings: Settings, file: Path, now: datetime) -> int:
    """Write a backup to `file`; returns its size in bytes. The archive appears whole or not at all.

    Raises BadRequest where it cannot be written, NotAllowed for one home of several on the database.
    """
    _whole(settings)
    try:
        with _draft_beside(file) as draft:
            _write(settings, draft, now)
            draft.replace(file)
    except OSError as error:
        raise BadRequest(f"备份写不进 {file}，请核对文件名、权限和磁盘空间") from error
    except sqlite3.OperationalError as error:
        rooms = f"临时文件夹 {tempfile.gettempdir()} 或 {file.parent}"
        raise BadRequest(f"备份没有做成：{rooms} 没有空间或写不进去，请清理磁盘后再试（{error}）") from error
    return file.stat().st_size


@contextmanager
def _draft_beside(file: Path) -> Iterator[Path]:
    """Closed to others, and nobody else's: into one of the same name two backups of one second wrote side by side."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink()


def _write(settings: Settings, draft: Path, now: datetime) -> None:
    # Files of 1970, as images and clocks that lost their hour leave them, are in no other ZIP.
    zipped = ZipFile(draft, "w", ZIP_DEFLATED, strict_timestamps=False)
    with tempfile.TemporaryDirectory() as folder, zipped as archive:
        archive.write(_copied(settings, Path(folder)), _database_in(settings))
        for path, name in _files(settings):
            archive.write(path, legible(name))
        manifest = {"taken_at": now.isoformat(), "format": 1, "audit_key": _key(settings)}
        archive.writestr(MANIFEST, json.dumps(manifest))


def _copied(settings: Settings, folder: Path) -> Path:
    """The whole database at one instant, as a file."""
    copy, engine = folder / _database_in(settings), connect(settings.database)
    if copy.name == FILE:
        snapshot(engine, copy)
    else:
        dump(engine, copy)
        engine.dispose()
    return copy


def _database_in(settings: Settings) -> str:
    return FILE if make_url(settings.database).get_backend_name() == "sqlite" else DUMP


def _files(settings: Settings) -> Iterator[tuple[Path, str]]:
    for root, name in _roots(settings):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file():
                yield path, f"{name}/{path.relative_to(root).as_posix()}"


def _roots(settings: Settings) -> Iterator[tuple[Path, str]]:
    """The folders that go into an archive: one home's, or those of each home of a folder."""
    if settings.attachments_folder:
        yield settings.attachments_folder, ATTACHMENTS
    for home, before in _homes(settings):
        yield from ((home / name, f"{before}{name}") for name in CONTENT)
        if before and not settings.attachments:
            yield home / "var" / ATTACHMENTS, f"{before}{ATTACHMENTS}"


def _homes(settings: Settings) -> Iterator[tuple[Path, str]]:
    if not settings.many:
        yield settings.home, ""
        return
    for roster in sorted(settings.home.glob("*/config/roster.yaml")):
        home = roster.parents[1]
        yield home, f"{HOMES}/{home.name}/"


def _whole(settings: Settings) -> None:
    """A database holds all homes of a folder: to put one back would put back the others too."""
    if settings.homes and not settings.many:
        how = "一起备份和恢复：请去掉 YUDU_FLOW_HOME，再运行一次；要带走一个局，用 yudu-flow move"
        raise NotAllowed(f"{settings.homes} 里的局共用一个数据库，{how}")


def read_backup(settings: Settings, file: Path, *, replace: bool) -> tuple[datetime, int, str]:
    """Put database and attachments back; content folders stay as they are.

    Returns when the backup was taken, how many messages waited in it, and the name of the key of its audit where this
    machine has another one. What was sent before then is marked so in it and is not sent again. Raises NotAllowed where
    a database is there and `replace` is not given, and for one home of several on it.
    """
    _whole(settings)
    taken, key = _looked_through(file)
    with ZipFile(file) as archive:
        _check_kind(settings, archive)
        _put_database(settings, archive, replace=replace)
        _put_attachments(archive, settings)
    # Else the audit would call what came after the backup cut off.
    for folder in (settings.shared, *settings.home.glob("*/var/keys")):
        forget_notes(folder)
    with reading(connect(settings.database)) as db:
        return taken, count_waiting(db), "" if key == _key(settings) else key


def _looked_through(file: Path) -> tuple[datetime, str]:
    """When it was taken, and the name of the key of its audit. What is put back is read once before any of it is.

    Raises BadRequest where any of that is damaged.
    """
    try:
        with ZipFile(file) as archive:
            [database] = {*archive.namelist()} & {FILE, DUMP}
            for name in (database, *(name for name, _ in _attachments_in(archive))):
                _read_through(archive, name)
            manifest = json.loads(archive.read(MANIFEST))
            return datetime.fromisoformat(manifest["taken_at"]), str(manifest.get("audit_key", ""))
    except PermissionError:  # what may not be read is not known to be damaged
        raise
    except (*DAMAGES, KeyError, TypeError, AttributeError) as error:
        raise BadRequest(DAMAGED.format(file)) from error


def _read_through(archive: ZipFile, name: str) -> None:
    """To the end, where its check sum is verified."""
    with archive.open(name) as part:
        while part.read(AT_ONCE):
            pass


DAMAGED = "{} 不是 yudu-flow 的备份文件，或已损坏"


def _key(settings: Settings) -> str:
    return key_in(settings.shared, settings.secret_key).id


def _check_kind(settings: Settings, archive: ZipFile) -> None:
    """What a file's archive holds is none of a server's."""
    mine = _database_in(settings)
    if mine not in archive.namelist():
        raise NotAllowed(OF_A_FILE if mine == DUMP else OF_A_SERVER)


OF_A_FILE = "这是 SQLite 的备份：请先不设 YUDU_FLOW_DATABASE_URL 恢复它，再用 yudu-flow move 搬到 PostgreSQL"
OF_A_SERVER = "这是 PostgreSQL 的备份：请把 YUDU_FLOW_DATABASE_URL 指向一个空的 PostgreSQL 数据库再恢复"


def _put_database(settings: Settings, archive: ZipFile, *, replace: bool) -> None:
    if _database_in(settings) == FILE:
        _put_file(archive, Path(make_url(settings.database).database or ""), replace=replace)
        return
    engine = connect(settings.database)
    with tempfile.TemporaryDirectory() as folder:
        load(engine, Path(archive.extract(DUMP, folder)))
    engine.dispose()


def _put_file(archive: ZipFile, target: Path, *, replace: bool) -> None:
    """The old database is kept beside the new one."""
    if target.exists() and not replace:
        raise NotAllowed(f"已有数据库 {target}；确认要用备份替换，请先停止程序，再加 --yes")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.restored")
    with archive.open(FILE) as source:
        write_pieces_whole(draft, iter(partial(source.read, AT_ONCE), b""))
    # With its log, in which its last acts may be alone, and which SQLite would else play into the new one.
    for suffix in ("", "-wal", "-shm"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            old.replace(old.with_name(f"{target.name}.before-restore{suffix}"))
    draft.replace(target)


def _put_attachments(archive: ZipFile, settings: Settings) -> None:
    for name, parts in _attachments_in(archive):
        place = _folder_of(parts[:-3], settings).joinpath(*parts[-2:])
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(place, archive.read(name))


def _attachments_in(archive: ZipFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Their names, and the parts of each."""
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        # Names in an archive are anybody's: none leads out of the folder.
        if len(parts) in (3, 5) and parts[-3] == ATTACHMENTS and ".." not in parts:
            yield name, parts


def _folder_of(before: Sequence[str], settings: Settings) -> Path:
    """Where attachments of an archive go: those of one of several homes to it, unless one folder has them all."""
    if before and settings.many and not settings.attachments:
        return settings.home / before[1] / "var" / ATTACHMENTS
    return settings.attachments_folder or settings.var / ATTACHMENTS
