"""`backup` and `restore`: everything in one file, put back only where that is meant."""

import os
import resource
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.bureau import build_home
from tests.cli.commands import fine, listed, play, use, yudu

FILED = "--unit 就业中心 --period 2020-09 --by 苏禾"


@pytest.fixture
def saved(opened: Path, tmp_path: Path) -> Path:
    """A backup taken after one report with an attachment."""
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4 stamped")
    play(f"file {FILED} --at 2020-09-22T10:00 --progress 已落实 --attach {page}")
    file = tmp_path / "backup.zip"
    assert fine("backup", str(file)).out.startswith(f"已备份到 {file}（")
    return file


def test_it_holds_database_attachments_and_content(saved: Path) -> None:
    with ZipFile(saved) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
    assert {"database.db", "manifest.json", "config/roster.yaml", "workflows/plan.yaml"} < names
    assert [name.split("/")[0] for name in names].count("attachments") == 1


def test_it_takes_files_from_before_there_were_zips(opened: Path, tmp_path: Path) -> None:
    """As an image of a machine has them."""
    os.utime(opened / "config" / "roster.yaml", (0, 0))
    fine("backup", str(tmp_path / "backup.zip"))
    with ZipFile(tmp_path / "backup.zip") as archive:
        assert archive.read("config/roster.yaml") == (opened / "config" / "roster.yaml").read_bytes()


def test_it_takes_files_that_windows_named(opened: Path, tmp_path: Path) -> None:
    """A copy that somebody unpacked beside the words: no command minds it."""
    (opened / "notifications" / "receipt" / os.fsdecode("副本.txt".encode("gbk"))).write_text(
        "已收到", encoding="utf-8"
    )
    play("tick --at 2020-09-18T09:30")
    assert "notifications/receipt/副本.txt" in yudu("check").out
    fine("backup", str(tmp_path / "backup.zip"))
    with ZipFile(tmp_path / "backup.zip") as archive:
        assert "notifications/receipt/副本.txt" in archive.namelist()


def test_it_restores_on_another_machine(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed("status", "--at", "2020-09-23T09:00")
    other = use(monkeypatch, build_home(tmp_path / "other"))
    shown = fine("restore", str(saved)).out
    assert "已恢复到 " in shown
    assert listed("status", "--at", "2020-09-23T09:00") == before
    kept = [file.read_bytes() for file in (other / "var" / "attachments").rglob("*") if file.is_file()]
    assert kept == [b"%PDF-1.4 stamped"]


def test_both_say_where_the_secret_of_the_links_is(saved: Path, tmp_path: Path) -> None:
    with ZipFile(saved) as archive:
        assert not [name for name in archive.namelist() if "secret" in name]
    assert "打开消息链接要用的 var/secret.key" in fine("backup", str(tmp_path / "other.zip")).out
    assert "已发消息里的链接要用原机器的 var/secret.key" in fine("restore", str(saved), "--yes").out


def test_it_does_not_replace_a_database_unasked(saved: Path) -> None:
    play("accept --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-22T11:00")
    ran = yudu("restore", str(saved))
    assert ran.code == 2
    assert "确认要用备份替换，请先停止程序，再加 --yes" in ran.err
    assert standing() == "accepted"


def test_it_replaces_it_when_asked(saved: Path) -> None:
    play("accept --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-22T11:00")
    fine("restore", str(saved), "--yes")
    assert standing() == "filed"
    assert fine("audit", "verify").out.startswith("审计记录2条，完整")


def standing() -> str:
    return str(listed("status", "--unit", "就业中心", "--at", "2020-09-23T09:00")[0]["standing"])


def test_where_there_is_no_room_a_restore_leaves_everything_as_it_was(saved: Path, opened: Path) -> None:
    before = sorted(path.name for path in (opened / "var").iterdir())
    small, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most))
    try:
        ran = yudu("restore", str(saved), "--yes")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, most))
    assert ran.code == 2
    assert sorted(path.name for path in (opened / "var").iterdir()) == before


def test_it_sends_nothing_twice_after_a_restore(saved: Path) -> None:
    fine("restore", str(saved), "--yes")
    play("tick --at 2020-09-22T10:05")
    days = {(row["sent_at"][:10], row["kind"]) for row in listed("messages")}
    assert days == {("2020-09-18", "visit-list"), ("2020-09-22", "receipt"), ("2020-09-22", "report-reminder")}


@pytest.mark.parametrize("content", [b"no zip at all", b""])
def test_it_refuses_a_file_that_is_no_backup(opened: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    ran = yudu("restore", str(tmp_path / "other.zip"), "--yes")
    assert ran.code == 2
    assert "不是 yudu-flow 的备份文件，或已损坏" in ran.err
    assert listed("status")


def test_it_refuses_a_foreign_zip_and_a_missing_file(opened: Path, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("database.db", "not ours")
    for name in ("other.zip", "none.zip"):
        ran = yudu("restore", str(tmp_path / name), "--yes")
        assert (ran.code, "不是 yudu-flow 的备份文件" in ran.err) == (2, True)
    assert listed("status")


def test_it_says_that_the_folder_is_not_there(opened: Path, tmp_path: Path) -> None:
    ran = yudu("backup", str(tmp_path / "none" / "backup.zip"))
    assert (ran.code, ran.err) == (2, f"FILE：没有文件夹 {tmp_path / 'none'}，请先建好\n")


def test_it_says_that_it_cannot_write_there_and_leaves_nothing_behind(opened: Path, tmp_path: Path) -> None:
    place = tmp_path / "shelf"
    (place / "backup.zip").mkdir(parents=True)
    ran = yudu("backup", str(place / "backup.zip"))
    assert (ran.code, ran.err) == (2, f"备份写不进 {place / 'backup.zip'}，请核对文件名、权限和磁盘空间\n")
    assert [path.name for path in place.iterdir()] == ["backup.zip"]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_it_says_what_a_server_needs_to_be_installed(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A server's own programs do it; without them nothing is written."""
    file = tmp_path / "server.zip"
    with ZipFile(saved) as archive, ZipFile(file, "w") as other:
        other.writestr("manifest.json", archive.read("manifest.json"))
        other.writestr("database.dump", "a dump")
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", "postgresql://127.0.0.1/yudu")
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = yudu(command, str(file))
    assert ran.code == 2
    assert "请安装与服务器同版本的 postgresql-client" in ran.err


def test_it_says_how_the_backup_of_a_file_gets_onto_a_server(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", "postgresql://127.0.0.1/yudu")
    assert "再用 yudu-flow move 搬到 PostgreSQL" in yudu("restore", str(saved)).err
