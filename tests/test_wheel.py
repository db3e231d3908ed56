"""The wheel: built, looked into, installed beside the dependencies of this environment, and run far from here."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The output of a command that must succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("YUDU_FLOW", "PYTHON", "COV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ".", cwd=ROOT)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`yudu-flow` in a new environment that holds the wheel alone and borrows this one's dependencies."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent)
    [packages] = place.glob("lib/python*/site-packages")
    borrow = ["--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", "--quiet"]
    run(
        sys.executable, "-m", "pip", f"--python={place / 'bin' / 'python'}", "install", *borrow, wheel, cwd=place.parent
    )
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place / "bin" / "yudu-flow"


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


def test_it_runs_far_from_the_checkout(command: Path, tmp_path: Path) -> None:
    where = run(command.parent / "python", "-c", "import yudu_flow; print(yudu_flow.__file__)", cwd=tmp_path)
    assert str(command.parents[1]) in where
    home = tmp_path / "home"
    run(command, "init", home, cwd=tmp_path)
    assert "错误0处" in run(command, "check", cwd=tmp_path, YUDU_FLOW_HOME=str(home))
    run(command, "tick", "--at", "2020-09-18T09:00", cwd=tmp_path, YUDU_FLOW_HOME=str(home))
    assert (home / "var" / "yudu-flow.db").is_file()
