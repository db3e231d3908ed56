"""What goes wrong on a machine is told in one Chinese line, never as a traceback."""

import errno
import os
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import use, yudu
from yudu_flow.cli.faults import spoken
from yudu_flow.storage import database
from yudu_flow.storage.schema import HEAD
from yudu_flow.storage.secret_key import secret_in

MAIL = "YUDU_FLOW_MAIL_FROM=局办公室 <office@test.local>\n"


def one_line(*arguments: str) -> str:
    """What a command that fails says, which is one line."""
    ran = yudu(*arguments)
    assert ran.code == 2
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1
    return ran.err


def test_a_full_disk_is_named_and_what_was_there_stays(desk_home: Path, tmp_path: Path) -> None:
    place = tmp_path / "urge.docx"
    place.write_bytes(b"kept")
    small, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
    try:
        ran = yudu("paper", "layout", "urge", "--out", str(place))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, most))
    assert (ran.code, ran.err) == (2, f"磁盘没有空间了，{place} 写不进去：请清理磁盘后再试\n")
    assert ([*tmp_path.glob("*.docx")], place.read_bytes()) == ([place], b"kept")
    assert (
        f"找不到 {tmp_path / 'none' / 'urge.docx'}："
        in yudu("paper", "layout", "urge", "--out", f"{tmp_path}/none/urge.docx").err
    )


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("beside", [True, False])
def test_it_refuses_settings_that_are_not_utf8(
    desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, beside: bool
) -> None:
    place = (desk_home if beside else tmp_path) / ".env"
    place.write_bytes(MAIL.encode(encoding))
    monkeypatch.chdir(tmp_path)
    assert one_line("doctor").startswith(f"{place} 不是 UTF-8 编码，读不了：请用记事本打开")


def test_it_reads_settings_that_notepad_saved_as_utf8(desk_home: Path) -> None:
    (desk_home / ".env").write_bytes(("\ufeffYUDU_FLOW_SMTP_URL=smtp://127.0.0.1:9?tls=none\n" + MAIL).encode())
    assert "127.0.0.1:9" in yudu("doctor").out


def test_it_reads_the_settings_beside_the_home_folder(
    desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment goes first, then the home's own, then that of the folder in which the command runs."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (desk_home / ".env").write_text("YUDU_FLOW_SMTP_URL=smtp://127.0.0.1:8?tls=none\n" + MAIL, encoding="utf-8")
    (elsewhere / ".env").write_text("YUDU_FLOW_SMTP_URL=smtp://127.0.0.1:7?tls=none\n", encoding="utf-8")
    assert "127.0.0.1:8" in yudu("doctor").out
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://127.0.0.1:9?tls=none")
    assert "127.0.0.1:9" in yudu("doctor").out


def test_it_finds_the_home_that_the_folder_of_the_command_names(
    desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YUDU_FLOW_HOME")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"YUDU_FLOW_HOME={desk_home}\n", encoding="utf-8")
    assert "12人都已登记" in yudu("doctor").out


def test_it_leaves_a_later_programs_database_alone(opened: Path) -> None:
    with closing(sqlite3.connect(opened / "var" / "yudu-flow.db")) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    said = f"数据库由更新版本的程序建立（9999，本程序只认得{HEAD}）：请换用新版程序"
    assert one_line("status").startswith(said)


def test_it_says_that_another_program_holds_the_database(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=50", *database.PRAGMAS[1:]))
    with closing(sqlite3.connect(opened / "var" / "yudu-flow.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = one_line("people", "add", "唐宁")
    assert said.startswith("数据库正被别的程序占用，等了半分钟还没有放开")


def test_it_says_that_there_is_no_room_for_a_backup(
    opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("yudu_flow.upkeep.archive.snapshot", full)
    assert one_line("backup", str(tmp_path / "b.zip")).startswith("备份没有做成：临时文件夹")
    assert not [*tmp_path.glob("*b.zip*")]


def test_it_starts_where_a_file_cannot_have_a_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    key = secret_in(tmp_path, "")
    assert len(key) == 32
    assert secret_in(tmp_path, "") == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_it_says_that_the_home_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, tmp_path / "none")
    ran = yudu("tick", "--at", "2020-09-21T09:00")
    assert ran.code == 2
    assert "内容有错，没有启动" in ran.err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EACCES, "没有权限读写 /srv/yudu/var"),
        (errno.EROFS, "/srv/yudu/var 在只读的磁盘上"),
        (errno.ENOSPC, "磁盘没有空间了，/srv/yudu/var 写不进去"),
        (errno.ENOENT, "找不到 /srv/yudu/var"),
        (errno.EADDRINUSE, "网页端口用不了"),
        (errno.EIO, "读写 /srv/yudu/var 失败"),
    ],
)
def test_it_has_words_for_what_a_machine_refuses(code: int, said: str) -> None:
    told = spoken(OSError(code, os.strerror(code), "/srv/yudu/var"))
    assert told is not None
    assert told.startswith(said)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("attempt to write a readonly database", "数据库写不进去"),
        ("database or disk is full", "磁盘已满或读写出错"),
        ("disk I/O error", "磁盘已满或读写出错"),
        ("unable to open database file", "数据库打不开"),
        ("database disk image is malformed", "数据库文件已损坏"),
    ],
)
def test_it_has_words_for_what_the_database_refuses(fault: str, said: str) -> None:
    told = spoken(sqlite3.OperationalError(fault))
    assert told is not None
    assert told.startswith(said)


def test_it_leaves_its_own_faults_as_they_are() -> None:
    assert spoken(RuntimeError("a bug")) is None
