"""A bureau moved to another database, and back: every row arrives, nothing is sent twice, or nothing is written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from tests.bureau import JOBS, Desk, desk_in
from tests.cli.commands import fine, use, yudu
from yudu_flow.actions.processes.presence import Presence
from yudu_flow.actions.role import Role
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments, copying
from yudu_flow.storage.copying import TableSum
from yudu_flow.storage.database import connect, reading, writing
from yudu_flow.storage.pieces import InDatabase
from yudu_flow.storage.tables import AUDIT, HOLDER, MESSAGE
from yudu_flow.upkeep.move import move

pytestmark = pytest.mark.only_postgresql
MORNING = "2020-09-21T09:00"


def settings(home: Path, database: str) -> Settings:
    return Settings(home=home, database_url=database, _env_file=None)


def rows_in(database: str, table: Any = MESSAGE) -> int:
    """How many rows a table there has."""
    engine = connect(database)
    with reading(engine) as db:
        found = db.execute(select(func.count()).select_from(table)).scalar_one()
    engine.dispose()
    return int(found)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'file.db'}"


@pytest.fixture
def on_file(home: Path, file: str) -> Iterator[Desk]:
    """The bureau on a file, after its first reminders and one report; a message is in doubt and in a dead hand."""
    desk = desk_in(home, file)
    desk.at("2020-09-18T09:00")
    desk.at(MORNING)
    desk.file(JOBS, "2020-09-22T10:00", "苏禾")
    attachments.keep(InDatabase(desk.bureau.engine), bytes(range(256)) * 2500)
    yield desk
    desk.bureau.engine.dispose()


def test_it_goes_on_where_it_was_and_comes_back_the_same(
    on_file: Desk, home: Path, file: str, database: str, tmp_path: Path
) -> None:
    """It sends nothing of what was sent, composes the same to the byte, numbers on, and has equal hashes both ways."""
    desk_in(home, database).bureau.engine.dispose()  # tables without a row are as good as none
    there = move(settings(home, file), database)
    back = move(settings(home, database), f"sqlite:///{tmp_path / 'back.db'}")
    assert there == back
    assert {one.table: one.rows for one in there.held}["piece"] == 3
    on_server = desk_in(home, database)
    on_server.at("2020-09-21T09:05")
    assert on_server.mails() == on_server.texts() == {}
    for when in ("2020-09-22T10:01", "2020-09-24T09:00", "2020-09-28T09:00"):
        on_file.at(when)
        on_server.at(when)
        assert on_server.email.sent == on_file.email.sent != []
    on_server.bureau.engine.dispose()


def test_states_move_and_claims_do_not(on_file: Desk, home: Path, file: str, database: str) -> None:
    """Who held a message does not know the new database; that it may have gone out is known there too."""
    with writing(on_file.bureau.engine) as db:
        db.execute(
            update(MESSAGE).values(state="queued", claimed_by="gone", claimed_until=on_file.clock(), unsure=True)
        )
    move(settings(home, file), database)
    engine = connect(database)
    with reading(engine) as db:
        columns = (MESSAGE.c.claimed_by, MESSAGE.c.claimed_until, MESSAGE.c.unsure, MESSAGE.c.state)
        assert {tuple(row) for row in db.execute(select(*columns))} == {(None, None, True, "queued")}
    engine.dispose()
    assert rows_in(database, HOLDER) == 0


def test_it_waits_until_nobody_is_at_work(on_file: Desk, home: Path, file: str, database: str) -> None:
    """A process of any role would go on writing where nobody looks any more; one that died stops nobody."""
    presence = Presence(on_file.bureau.engine, on_file.bureau.key, [Role.WEB])
    presence.beat()
    with pytest.raises(NotAllowed, match="还有进程在用现在的数据库"):
        move(settings(home, file), database)
    with writing(on_file.bureau.engine) as db:
        db.execute(update(HOLDER).values(born="before"))
    move(settings(home, file), database)


def test_a_database_with_records_is_no_target(on_file: Desk, home: Path, file: str, database: str) -> None:
    """It is refused as it is, and stays so."""
    move(settings(home, file), database)
    before = rows_in(database, AUDIT)
    with pytest.raises(NotAllowed, match="已经有记录"):
        move(settings(home, file), database)
    assert rows_in(database, AUDIT) == before


def test_nothing_is_written_where_a_row_arrives_otherwise(
    on_file: Desk, home: Path, file: str, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that the target keeps otherwise shows in the sum of its table."""
    seen = copying.held
    monkeypatch.setattr(
        "yudu_flow.upkeep.move.held",
        lambda db, table, bureau: TableSum(table.name, 0, "") if table is AUDIT else seen(db, table, bureau),
    )
    with pytest.raises(BadRequest, match="对不上（audit），已撤回"):
        move(settings(home, file), database)
    assert rows_in(database) == 0


def test_what_the_target_cannot_hold_is_named_by_its_table(on_file: Desk, home: Path, file: str, database: str) -> None:
    """A file takes a NUL in a text, a server does not."""
    with writing(on_file.bureau.engine) as db:
        db.execute(update(MESSAGE).values(reply="250 \0ok"))
    with pytest.raises(BadRequest, match="message 写不进新的数据库，已撤回"):
        move(settings(home, file), database)
    assert rows_in(database, AUDIT) == 0


def test_whoever_wrote_meanwhile_is_noticed(
    on_file: Desk, home: Path, file: str, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One look at the source is all that moves; what came after it would be lost."""
    count_on = copying.count_on

    def and_write(db: Any) -> None:
        count_on(db)
        with writing(on_file.bureau.engine) as other:
            columns = "bureau, seq, at, by, by_id, act, about, detail, covers, previous, hash"
            copied = columns.replace("seq", "seq + 100")
            other.execute(text(f"INSERT INTO audit ({columns}) SELECT {copied} FROM audit LIMIT 1"))

    monkeypatch.setattr("yudu_flow.upkeep.move.count_on", and_write)
    with pytest.raises(NotAllowed, match="又有了新的记录，已撤回"):
        move(settings(home, file), database)
    assert rows_in(database) == 0


def test_the_command_says_what_moved_and_what_to_do_next(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each table with its sum, and no password."""
    use(monkeypatch, home)
    fine("tick", "--at", "2020-09-18T09:00")
    ran = fine("move", "--to", database)
    assert "两边都相同" in ran.out
    assert "把 YUDU_FLOW_DATABASE_URL 改为新数据库" in ran.out
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", database)
    assert "没有改动" in fine("move", "--to", f"sqlite:///{home / 'var' / 'back.db'}").out
    assert fine("audit", "verify").out.startswith("审计记录")


@pytest.mark.parametrize("to", ["mysql://u:secret@h/db", "sqlite://", "postgresql//u:secret@h"])
def test_it_says_what_a_database_is(home: Path, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    use(monkeypatch, home)
    fine("tick", "--at", "2020-09-18T09:00")
    ran = yudu("move", "--to", to)
    assert (ran.code, "--to 应为 postgresql" in ran.err, "secret" in ran.err) == (2, True, False)


def test_there_must_be_something_to_move(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no empty file where there was none."""
    use(monkeypatch, home)
    ran = yudu("move", "--to", "postgresql://h/db")
    assert (ran.code, "没有东西可搬" in ran.err) == (2, True)
    assert not (home / "var" / "yudu-flow.db").exists()
