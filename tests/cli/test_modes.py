"""What the program keeps is closed to other users of the machine, whatever the umask and whatever it was before."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import fine, play
from tests.warm import Program
from yudu_flow.storage import attachments, drawn_pages

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have no modes")

FILED = "file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已落实 --attach"


def run(home: Path, *arguments: str) -> None:
    """A command in a process of its own, under the umask that most machines have."""
    told = {**os.environ, "YUDU_FLOW_HOME": str(home)}
    with Program(*arguments, cwd=home, env=told, umask=0o022) as command:
        said = command.communicate(timeout=120)
    assert command.returncode == 0, said


def open_to_others(*places: Path) -> Iterator[str]:
    """What other users may read, write or enter there."""
    for place in places:
        for path in [place, *place.rglob("*")]:
            if path.stat().st_mode & 0o077:
                yield f"{path.name} {stat.filemode(path.stat().st_mode)}"


def test_a_new_home_is_closed(desk_home: Path, tmp_path: Path) -> None:
    """Database, spool, attachments and backups; the content stays as the office left it."""
    before = {path: path.stat().st_mode for path in (desk_home / "config").iterdir()}
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4 stamped")
    run(desk_home, "tick", "--at", "2020-09-21T09:00")
    run(desk_home, *FILED.split(), str(page))
    run(desk_home, "backup", str(tmp_path / "b.zip"))
    kept = {path.relative_to(desk_home / "var").parts[0] for path in (desk_home / "var").rglob("*")}
    assert {"yudu-flow.db", "spool", "attachments"} <= kept
    assert [*open_to_others(desk_home / "var", tmp_path / "b.zip")] == []
    assert {path: path.stat().st_mode for path in (desk_home / "config").iterdir()} == before


def test_what_is_kept_is_closed_from_its_first_byte(tmp_path: Path) -> None:
    """Also where nobody set the umask: in a program that uses the store by itself."""
    before = os.umask(0o022)
    try:
        digest = attachments.keep(tmp_path / "store", b"stamped")
        drawn_pages.keep(tmp_path / "pages", digest, 1, b"drawn", 2**20)
    finally:
        os.umask(before)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 2


def test_an_old_home_is_closed_by_the_next_command(opened: Path, tmp_path: Path) -> None:
    """Nothing that an earlier release left open stays so."""
    var = opened / "var"
    (var / "pages").mkdir()
    for file in ("secret.key", "yudu-flow.db-wal", "yudu-flow.db-shm", "pages/1.1"):
        (var / file).touch()
    for path in [var, *var.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    run(opened, "backup", str(tmp_path / "b.zip"))
    assert [*open_to_others(var, tmp_path / "b.zip")] == []


def test_a_database_elsewhere_is_closed_too(opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is not the program's to close."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", f"sqlite:///{elsewhere / 'flow.db'}")
    fine("db", "upgrade")
    (elsewhere / "flow.db").chmod(0o644)
    play("tick --at 2020-09-18T09:00")
    assert [*open_to_others(*elsewhere.iterdir())] == []
    assert elsewhere.stat().st_mode & 0o777 == 0o755


def test_a_starter_is_for_everybody(tmp_path: Path) -> None:
    """The office edits it under other names than the program runs under."""
    run(tmp_path, "init", str(tmp_path / "new"))
    assert (tmp_path / "new" / "config" / "roster.yaml").stat().st_mode & 0o044 == 0o044
