"""What the READMEs promise: their commands run, their settings and variables exist, and nothing is left undescribed."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest

from tests.bureau import SHIPPED
from tests.cli.commands import fine, use, yudu
from yudu_flow.content.notifications.samples import full
from yudu_flow.content.notifications.words import frame_words, section_words, sections_of, short_words
from yudu_flow.content.rules.shape import LadderShape, RulesShape
from yudu_flow.domain.digest import CallLine, LeaderDigest, Letter, Line, OfficeList, Tallies
from yudu_flow.settings import Settings

README = (SHIPPED / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
PROGRAM = ".venv/bin/yudu-flow "
FINDINGS = {"doctor": 1}
"""`doctor --help` says so: on a machine whose roster still holds placeholders there is something to mend."""


@pytest.fixture(scope="module")
def running_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what ships, in which the scheduler has run once."""
    home = tmp_path_factory.mktemp("running")
    for folder in ("workflows", "notifications", "config"):
        shutil.copytree(SHIPPED / folder, home / folder)
    with running(home) as started:
        assert started.stdout is not None
        for line in started.stdout:
            if "按 Ctrl+C 停止" in line:
                break
    return home


@contextmanager
def running(home: Path) -> Iterator[subprocess.Popen[str]]:
    """`yudu-flow run` in `home`, stopped with SIGTERM; it must end well."""
    environment = {**os.environ, "YUDU_FLOW_HOME": str(home), "PYTHONPATH": str(SHIPPED), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(SHIPPED / "scheduler.py")]
    with subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=30)
            assert (process.returncode, said.splitlines()[-1:]) == (0, ["已停止。"])
        finally:
            process.kill()


@pytest.fixture
def there(running_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return use(monkeypatch, running_home)


def test_it_is_short_and_starts_soon() -> None:
    assert len(README.split()) <= 500
    first = next(number for number, line in enumerate(README.splitlines(), 1) if line == COMMANDS[0])
    assert (COMMANDS[0], first <= 25) == ("make run", True)


@pytest.mark.parametrize("command", [line for line in COMMANDS if not line.startswith("make ")])
def test_it_shows_commands_that_run(there: Path, command: str) -> None:
    assert command.startswith(PROGRAM)
    arguments = command.removeprefix(PROGRAM).split()
    ran = yudu(*arguments)
    assert ran.code == FINDINGS.get(arguments[0], 0), ran.err
    assert ran.out


def test_it_documents_the_code_of_the_doctor() -> None:
    assert "有问题时退出码为 1" in fine("doctor", "--help").out


def test_it_explains_a_trace_and_the_books(there: Path) -> None:
    [why] = re.findall(r"`(why --unit \S+ --period \S+)`", README)
    fine(*why.split())
    assert "相符" in fine("reconcile", "--period", why.split()[-1]).out


def test_it_names_acts_that_have_help_in_chinese() -> None:
    [acts] = re.findall(r"`reconcile` shows\s.*?(`file`.*?)\srecord what", README, re.DOTALL)
    for act in re.findall(r"`(\w+)`", acts):
        assert "选项" in fine(act, "--help").out


def test_it_copies_backs_up_and_restores_as_it_says(there: Path, tmp_path: Path) -> None:
    assert all(f"`yudu-flow {line}`" in README for line in ("init DIR", "backup FILE", "restore FILE"))
    fine("init", str(tmp_path / "DIR"))
    fine("backup", str(tmp_path / "FILE"))
    fine("restore", str(tmp_path / "FILE"), "--yes")


def test_it_names_make_targets_and_places_that_exist() -> None:
    makefile = (SHIPPED / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", README):
        assert re.search(rf"^{target}:.* ## ", makefile, re.MULTILINE)
    for place in re.findall(r"^\| `(\w+(?:/|\.py))` \|", README, re.MULTILINE):
        assert (SHIPPED / place).exists()


def test_it_names_settings_that_exist() -> None:
    """The limits stand in the administrators' help, each with what it is where nobody sets it."""
    named = {name.lower() for name in re.findall(r"`(?:YUDU_FLOW)?_([A-Z_]+)`", README)}
    page = (SHIPPED / "yudu_flow" / "web" / "templates" / "help" / "admin.html").read_text(encoding="utf-8")
    limits = dict(re.findall(r"<dt>YUDU_FLOW_([A-Z_]+)</dt><dd>[^<]*?默认 (\d+)。", page))
    known = {name: field.default for name, field in Settings.model_fields.items()}
    assert named
    assert named <= known.keys()
    assert {name.lower(): int(most) for name, most in limits.items()}.items() <= known.items()
    assert known.keys() - named - {name.lower() for name in limits} == {"log_level"}


def test_it_describes_every_rule_to_the_office() -> None:
    described = (SHIPPED / "config" / "README.md").read_text(encoding="utf-8")
    commented = (SHIPPED / "config" / "rules.yaml").read_text(encoding="utf-8")
    settings = [*RulesShape.model_fields, *LadderShape.model_fields]
    assert [name for name in settings if f"`{name}`" not in described] == []
    assert [name for name in RulesShape.model_fields if f"\n{name}:" not in commented] == []


@pytest.mark.parametrize(
    ("shape", "prefix"),
    [(Line, "line."), (Letter, "letter."), (OfficeList, ""), (LeaderDigest, ""), (Tallies, ""), (CallLine, "")],
)
def test_it_describes_every_variable_of_the_messages(shape: type, prefix: str) -> None:
    text = (SHIPPED / "notifications" / "README.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(shape) if f"`{prefix}{field.name}`" not in text] == []


def test_it_describes_what_only_some_files_get() -> None:
    text = (SHIPPED / "notifications" / "README.md").read_text(encoding="utf-8")
    letter = full("report-reminder")
    given = {
        *frame_words(letter, "", daily=True),
        *section_words(letter, sections_of(letter)[0]),
        *short_words(letter, ""),
    }
    assert {name for name in given - {"line", "letter"} if f"`{name}`" not in text} == set()
