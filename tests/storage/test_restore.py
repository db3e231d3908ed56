"""A restored backup is whole, and resends nothing that was sent before it was taken."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from tests.bureau import HEAD, JOBS, LIAISON, UNITS, Desk, desk_in
from tests.engine.books import messages
from tests.storage.conftest import PAGE, TAKEN
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import Settings
from yudu_flow.storage.database import reading
from yudu_flow.upkeep.archive import read_backup, write_backup

pytestmark = pytest.mark.only_sqlite


def test_it_resends_nothing_that_was_sent_before_it_was_taken(
    backup: Path, settings: Settings, home: Path, database: str
) -> None:
    """It is as silent at noon of 09-21 as the bureau was, and goes on with R-3."""
    assert read_backup(settings, backup, replace=True) == (TAKEN, 0, "")
    desk = desk_in(home, database)
    desk.at("2020-09-21T12:00")
    assert desk.mails() == desk.texts() == {}
    desk.at("2020-09-23T09:00")
    assert set(desk.mails()) >= {LIAISON[unit] for unit in UNITS if unit != JOBS}
    assert HEAD[JOBS] not in {row.recipient for row in messages(desk)}


def test_what_was_filed_before_is_in_it(backup: Path, settings: Settings, home: Path, database: str) -> None:
    """It knows the filing of 09-18 and nothing of 09-23."""
    read_backup(settings, backup, replace=True)
    with reading(desk_in(home, database).bureau.engine) as db:
        assert db.execute(text("SELECT count(*) FROM event WHERE kind = 'filed'")).scalar_one() == 1
        assert db.execute(text("SELECT count(*) FROM rung WHERE rung = 'R-3'")).scalar_one() == 0


def test_the_pages_that_came_with_reports_are_in_it(backup: Path, settings: Settings) -> None:
    """It puts the bytes back under their hash."""
    shutil.rmtree(settings.var / "attachments")
    read_backup(settings, backup, replace=True)
    [page] = [path for path in (settings.var / "attachments").rglob("*") if path.is_file()]
    assert page.name == sha256(PAGE).hexdigest()
    assert page.read_bytes() == PAGE


def test_the_database_that_was_there_is_kept_beside_it(backup: Path, settings: Settings) -> None:
    """It can be looked into for what came after the backup."""
    read_backup(settings, backup, replace=True)
    place = Path(settings.database.removeprefix("sqlite:///"))
    assert place.with_name("test.db.before-restore").exists()


def test_two_that_are_made_at_once_under_one_name_are_whole(backup: Path, settings: Settings) -> None:
    """As by a button that is pressed twice within a second."""
    both = Barrier(2)

    def press(_: int) -> int:
        both.wait()
        return write_backup(settings, backup, TAKEN)

    with ThreadPoolExecutor(2) as hands:
        assert len([*hands.map(press, range(2))]) == 2
    with ZipFile(backup) as archive:
        assert archive.testzip() is None
    assert [*backup.parent.glob(f".{backup.name}*")] == []


@pytest.mark.parametrize("of", ["database", "attachments/", "manifest"])
def test_a_damaged_one_is_refused_before_anything_is_put_back(
    backup: Path, settings: Settings, home: Path, database: str, of: str
) -> None:
    with ZipFile(backup) as archive:
        entry = next(one for one in archive.infolist() if one.filename.startswith(of))
    data = bytearray(backup.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    data[start] = 255 - data[start]
    backup.write_bytes(data)
    with pytest.raises(BadRequest, match="或已损坏"):
        read_backup(settings, backup, replace=True)
    desk = desk_in(home, database)
    assert max(row.queued_at for row in messages(desk)) > TAKEN


def test_a_database_in_use_is_not_replaced_unasked(backup: Path, settings: Settings) -> None:
    """It refuses and says how."""
    with pytest.raises(NotAllowed, match="--yes"):
        read_backup(settings, backup, replace=False)


def test_a_file_that_is_no_backup_is_refused(settings: Settings, desk: Desk, tmp_path: Path) -> None:
    """It leaves the database as it was."""
    desk.at("2020-09-18T09:00")
    (tmp_path / "no.zip").write_bytes(b"nothing")
    with pytest.raises(BadRequest, match="不是 yudu-flow 的备份文件"):
        read_backup(settings, tmp_path / "no.zip", replace=True)
    assert desk.run().opened == []
