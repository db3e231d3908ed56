"""A backup of a server's database: whole, put back only where nothing is, and as silent as the bureau was."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from tests import postgresql
from tests.bureau import HEAD, JOBS, LIAISON, UNITS, desk_in
from tests.engine.books import messages
from tests.storage.conftest import TAKEN
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import Settings
from yudu_flow.storage.database import connect
from yudu_flow.upkeep import dumps
from yudu_flow.upkeep.archive import read_backup, write_backup

pytestmark = pytest.mark.only_postgresql


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own, of its version."""
    monkeypatch.setenv("PATH", str(postgresql.programs()), prepend=":")


def emptied(database: str) -> None:
    """Nothing is left there, as in a database that was just made."""
    engine = connect(database)
    with engine.begin() as db:
        schema = db.execute(text("SELECT current_schema()")).scalar_one()
        db.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        db.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()


@pytest.mark.parametrize("looked_at", [False, True], ids=["new", "with empty tables"])
def test_it_resends_nothing_that_was_sent_before_it_was_taken(
    backup: Path, settings: Settings, home: Path, database: str, looked_at: bool
) -> None:
    """It is as silent at noon of 09-21 as the bureau was, and goes on with R-3; pages are where they were."""
    emptied(database)
    if looked_at:
        desk_in(home, database).bureau.engine.dispose()
    [page] = [path for path in (settings.var / "attachments").rglob("*") if path.is_file()]
    page.unlink()
    assert read_backup(settings, backup, replace=False) == (TAKEN, 0, "")
    assert page.read_bytes() == b"%PDF-1.4 sealed page"
    desk = desk_in(home, database)
    desk.at("2020-09-21T12:00")
    assert desk.mails() == desk.texts() == {}
    desk.at("2020-09-23T09:00")
    assert set(desk.mails()) >= {LIAISON[unit] for unit in UNITS if unit != JOBS}
    assert HEAD[JOBS] not in {row.recipient for row in messages(desk)}
    desk.bureau.engine.dispose()


def test_a_database_in_use_stays_as_it_is(backup: Path, settings: Settings, home: Path, database: str) -> None:
    """It is never replaced: another one is to be made."""
    with pytest.raises(NotAllowed, match="请换一个空的数据库"):
        read_backup(settings, backup, replace=True)
    desk = desk_in(home, database)
    assert messages(desk)
    desk.bureau.engine.dispose()


def test_the_password_is_in_no_command_and_no_error(
    settings: Settings, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's programs find it in their environment; what they complain of does not say it."""
    told = tmp_path / "pg_dump"
    told.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "x (PostgreSQL) 99.1" && exit\necho "$*/$PGPASSWORD" >&2; exit 1\n'
    )
    told.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    engine = connect(settings.database)
    monkeypatch.setattr(engine, "url", engine.url.set(password="s3cret"))
    with pytest.raises(BadRequest, match="pg_dump 没有做成") as error:
        dumps.dump(engine, tmp_path / "file")
    engine.dispose()
    command, _, password = str(error.value).rpartition("/")
    assert "s3cret" not in command
    assert password == "…"


def test_an_older_program_is_told_from_one_of_the_server(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could read only half of what is there."""
    old = tmp_path / "pg_dump"
    old.write_text('#!/bin/sh\necho "pg_dump (PostgreSQL) 9.6"\n')
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(BadRequest, match=r"本机的 pg_dump 是版本9，服务器是\d+：请安装 postgresql-client-"):
        write_backup(settings, tmp_path / "backup.zip", TAKEN)
    assert not [*tmp_path.glob("*.zip*")]


def test_an_archive_holds_the_dump_the_pages_and_the_content(backup: Path) -> None:
    with ZipFile(backup) as archive:
        names = {name.split("/")[0] for name in archive.namelist()}
    assert names == {"database.dump", "manifest.json", "attachments", "config", "workflows", "notifications"}
