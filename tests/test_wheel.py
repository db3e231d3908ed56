"""The wheel and the bundle around it: looked into, installed without a network, and run far from the checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import httpx2
import pytest

from release import bundle

ROOT = Path(__file__).parents[1]


ALONE = ["unshare", "--user", "--map-root-user", "--net"]
NO_NETWORK = (
    ALONE if shutil.which(ALONE[0]) and subprocess.call([*ALONE, "true"], stderr=subprocess.DEVNULL) == 0 else []
)


ANY_PORT = {"YUDU_FLOW_WEB_PORT": "0"}
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("YUDU_FLOW", "PYTHON", "COV"))}


PYTHON = """\
#!/bin/sh
[ "$2" = venv ] || exec '{python}' "$@"
'{python}' "$@" --without-pip && cp -R -p '{pip}' program/lib/python*/site-packages/
"""
"""Gives a new environment this one's pip: to unpack and compile Python's own takes 7 s, and is not our work."""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=CLEAN | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in the archive, but for the wheels of the lock."""
    folder = tmp_path_factory.mktemp("unpacked") / "一个 文件夹"
    (folder / "wheels").mkdir(parents=True)
    bundle.complete(folder, bundle.Target())
    return folder


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    [built] = (folder / "wheels").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(folder: Path) -> Path:
    """`yudu-flow` as the bundle's script installs it where no network is, with the dependencies of this environment."""
    (folder / "home").mkdir()  # the script fills it only if it is missing, and could not yet
    python = folder.parent / "python"
    pip = Path(sysconfig.get_path("purelib")) / "pip"
    python.write_text(PYTHON.format(python=sys.executable, pip=pip), encoding="utf-8")
    python.chmod(0o755)
    run(*NO_NETWORK, "sh", folder / "install.sh", cwd=folder.parent, PYTHON=str(python))
    [packages] = folder.glob("program/lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (folder / "home").rmdir()
    return folder / "program" / "bin" / "yudu-flow"


def names(wheel: Path) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.namelist()


def test_it_puts_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"yudu_flow"}


def test_it_carries_starter_and_migrations(wheel: Path) -> None:
    held = {*names(wheel)}
    for folder in ("workflows", "notifications", "config"):
        files = {file for file in (ROOT / folder).rglob("*") if file.is_file()}
        assert {f"yudu_flow/starter/{file.relative_to(ROOT).as_posix()}" for file in files} <= held
    assert "yudu_flow/storage/migrations/env.py" in held
    assert any(name.startswith("yudu_flow/storage/migrations/versions/0001") for name in held)


def test_it_carries_no_tests_and_no_state(wheel: Path) -> None:
    assert [name for name in names(wheel) if "/var/" in name or "test_" in name or "__pycache__" in name] == []


@pytest.mark.long
def test_it_runs_far_from_the_checkout(command: Path, folder: Path) -> None:
    where = run(command.parent / "python", "-c", "import yudu_flow; print(yudu_flow.__file__)", cwd=folder)
    assert str(folder) in where
    run(command, "init", folder / "home", cwd=folder)
    assert "错误0处" in run("sh", folder / "start.sh", "check", cwd=folder.parent)
    with subprocess.Popen(
        ["sh", folder / "start.sh"], env=CLEAN | ANY_PORT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            here = next(line.split("　")[-1].strip() for line in server.stdout if "网页　" in line)
            assert httpx2.get(f"{here}/health").status_code == 200
        finally:
            server.terminate()
            server.communicate(timeout=30)
    assert server.returncode == 0
    assert (folder / "home" / "var" / "yudu-flow.db").is_file()


def test_the_scripts_and_the_note_fit_their_readers(folder: Path) -> None:
    note = (folder / "安装说明.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")
    assert b"@" not in note
    assert note.count(b"\r\n") == note.count(b"\n")
    for name in re.findall(r"(?:docs|deploy)/[a-z/.]+[a-z]", note.decode()):
        assert (folder / name).exists()
    for script in folder.glob("*.bat"):
        assert "@PYTHON@" not in script.read_bytes().decode("gbk")
    assert subprocess.run(["sh", "-n", folder / "install.sh"], check=False).returncode == 0


def test_a_bundle_for_windows_holds_what_windows_needs() -> None:
    lock = bundle.LOCK.read_text(encoding="utf-8")
    there, here = bundle.applying(lock, bundle.windows("3.12").markers), bundle.applying(lock, {})
    assert "\ncolorama==" in there
    assert "\ncolorama==" not in here
    assert ";" not in there + here
    assert there.count("--hash=") == lock.count("--hash=")
