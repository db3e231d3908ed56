"""Bytes of files in the database: whole in pieces, once, gone when nobody speaks of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select, update

from tests.bureau import JOBS, Desk, desk_in, instant, report_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.views.verify_audit import verify_audit
from yudu_flow.clock import wall_clock
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments
from yudu_flow.storage.access_tables import PIECE
from yudu_flow.storage.database import reading, writing
from yudu_flow.storage.pieces import InDatabase
from yudu_flow.upkeep.gather import gather

LARGE = bytes(range(256)) * 2500
AGES = timedelta(hours=2)


@pytest.fixture
def engine(desk: Desk) -> Engine:
    return desk.bureau.engine


def pieces_in(engine: Engine) -> int:
    with reading(engine) as db:
        return int(db.execute(select(func.count()).select_from(PIECE)).scalar_one())


def swept(engine: Engine, ahead: timedelta = AGES) -> list[str]:
    """What a sweep takes of what was kept before that instant."""
    with writing(engine) as db:
        return attachments.sweep(db, InDatabase(engine), (wall_clock() + ahead).timestamp())


def test_it_says_which_are_not_here(engine: Engine, tmp_path: Path) -> None:
    """A folder and the database alike."""
    for store in (InDatabase(engine), tmp_path / "attachments"):
        kept = attachments.keep(store, LARGE)
        assert attachments.lost(store, [kept, "0" * 64]) == {"0" * 64}
        assert attachments.lost(store, []) == set()


def filed(desk: Desk, place: Path, store: attachments.Store) -> None:
    """A report with two files that say the same."""
    desk.at("2020-09-18T09:00")
    for name in ("one.pdf", "two.pdf"):
        (place / name).write_bytes(LARGE)
    said = Report("已完成", files=(place / "one.pdf", place / "two.pdf"))
    file_report(desk.bureau, report_of(JOBS), "苏禾", instant("2020-09-18T10:00"), said, store=store)


@pytest.mark.parametrize("data", [LARGE, b"", b"short"])
def test_what_is_kept_is_read_again(engine: Engine, data: bytes) -> None:
    """Once, however often it is kept; one that is not there is no empty one."""
    store = InDatabase(engine)
    digest = attachments.keep(store, data)
    before = pieces_in(engine)
    with writing(engine) as db:
        assert attachments.keep(store, data, db) == digest
    assert pieces_in(engine) == before
    assert b"".join(attachments.read(store, digest)) == data
    assert attachments.is_whole(store, digest)
    with pytest.raises(FileNotFoundError):
        [*attachments.read(store, digest[::-1])]


def test_a_file_that_nobody_speaks_of_goes(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    """What was filed stays, and what was kept since."""
    filed(desk, tmp_path, InDatabase(engine))
    stray = attachments.keep(InDatabase(engine), LARGE + b"!")
    assert swept(engine, -AGES) == []
    assert pieces_in(engine) == 6
    assert swept(engine) == [stray]
    assert pieces_in(engine) == 3
    assert swept(engine) == []


def test_the_audit_reads_them(desk: Desk, engine: Engine, tmp_path: Path) -> None:
    """A piece that was changed or is gone shows."""
    store = InDatabase(engine)
    filed(desk, tmp_path, store)
    assert verify_audit(desk.bureau, store).wrong == ()
    with writing(engine) as db:
        db.execute(update(PIECE).where(PIECE.c.number == 1).values(data=b"other"))
    assert [line[-6:] for line in verify_audit(desk.bureau, store).wrong] == ["的文件被改动"] * 2
    with writing(engine) as db:
        db.execute(delete(PIECE))
    assert [line[-6:] for line in verify_audit(desk.bureau, store).wrong] == ["的文件不见了"] * 2


def test_a_change_of_place_takes_them_along(home: Path, database: str, tmp_path: Path) -> None:
    """From the folder into the database, and into another folder; what is nowhere is counted."""
    desk = desk_in(home, database)
    engine = desk.bureau.engine
    settings = {
        place: Settings(home=home, database_url=database, attachments=place, _env_file=None)
        for place in ("", "database", str(tmp_path / "shared"))
    }
    own, inside, shared = settings.values()
    filed(desk, tmp_path, home / "var" / "attachments")
    assert gather(own, engine) == (0, 0)
    assert gather(inside, engine) == (1, 0)
    assert gather(inside, engine) == (0, 0)
    [file] = [path for path in (home / "var" / "attachments").rglob("*") if path.is_file()]
    file.unlink()
    assert gather(shared, engine) == (1, 0)
    assert (tmp_path / "shared" / file.parent.name / file.name).read_bytes() == LARGE
    with writing(engine) as db:
        db.execute(delete(PIECE))
    assert gather(inside, engine) == (0, 1)
    engine.dispose()
