"""What docs/operations.md and deploy/ say is there: commands, settings, files. systemd and Docker can read theirs."""

import configparser
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bureau import SHIPPED, Desk
from tests.web.browser import console_of
from yudu_flow.cli.commands import command as _command
from yudu_flow.settings import Settings
from yudu_flow.storage.database import connect
from yudu_flow.upkeep.archive import CONTENT

PAGE = SHIPPED / "docs" / "operations.md"
DEPLOY = SHIPPED / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROGRAM = "/opt/yudu-flow/program/bin/yudu-flow"
TEXT = PAGE.read_text(encoding="utf-8")
CODE = [*re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL), *re.findall(r"`([^`\n]+)`", TEXT)]


def compose() -> Any:
    """The file of Docker, read."""
    return YAML(typ="safe", pure=True).load(DEPLOY / "compose.yaml")


def unit(file: Path) -> configparser.ConfigParser:
    """A unit, read."""
    said = configparser.ConfigParser(interpolation=None)
    said.optionxform = str  # type: ignore[assignment, method-assign]  # its keys are written as systemd wants them
    said.read(file, encoding="utf-8")
    return said


def commands() -> Iterator[str]:
    """What is written after the program's name, wherever it is."""
    for code in CODE:
        yield from re.findall(r"\byudu-flow ([a-z][^\n#]*)", code.replace("-u yudu-flow", ""))
    for file in UNITS:
        yield unit(file)["Service"]["ExecStart"].removeprefix(f"{PROGRAM} ")
    for service in compose()["services"].values():
        if service["image"] == "yudu-flow":
            yield " ".join(service["command"])


def wrong(command: str) -> str:
    """What the program says of a command that it cannot read; empty where it can. Nothing is run."""
    known, words = _command(), command.replace("分工", "all").split()
    while words and words[0] in (below := getattr(known, "commands", {})):
        known, words = below[words[0]], words[1:]
    if hasattr(known, "commands"):
        return f"no command {words[:1]}"
    try:
        known.make_context("yudu-flow", words)
    except Exception as refused:  # whichever library Typer takes its errors from
        said = str(getattr(refused, "message", refused))
        return "" if said.endswith("does not exist.") else said  # a file that stands for any
    return ""


def test_every_command_that_it_names_is_there() -> None:
    named = {*commands()}
    assert {"run --role web", "run --role decide", "run --role deliver", "db upgrade", "doctor"} <= named
    assert {command: said for command in named if (said := wrong(command))} == {}
    assert all(wrong(command) for command in ("run --role both", "run --rolle web", "db downgrade", "dance"))


def test_every_setting_that_it_names_is_there() -> None:
    files = [PAGE, *(path for path in DEPLOY.rglob("*") if path.is_file())]
    named = {name for file in files for name in re.findall(r"YUDU_FLOW_([A-Z_]+)", file.read_text(encoding="utf-8"))}
    assert len(named) > 8
    assert {name.lower() for name in named} - {*Settings.model_fields} == set()


def test_the_files_that_it_names_are_there_and_it_is_found() -> None:
    for path in {*re.findall(r"`(deploy/[a-z/.@-]+[a-z])`", TEXT)} - {"deploy/.env"}:
        assert (SHIPPED / path).exists(), path
    for name in re.findall(r"`(yudu-flow[a-z@-]*\.service)`", TEXT):
        assert DEPLOY / "systemd" / name in UNITS
    assert "(docs/operations.md)" in (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert all(f"`{folder}`" in TEXT for folder in CONTENT)


def test_it_explains_everything_that_health_says(desk: Desk, home: Path) -> None:
    console = console_of(desk, home)
    said = console.stranger().get("/health").json()
    console.close()
    named = {*re.findall(r"`([a-z_]+)`", TEXT)}
    assert {*said, *said["roles"]["decide"]} - named == set()


def test_the_connections_that_it_counts_are_those_of_the_program() -> None:
    pytest.importorskip("psycopg")
    pool: Any = connect("postgresql://nobody@localhost/none").pool
    assert f"最多 {pool.size() + pool._max_overflow} 个" in TEXT


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_systemd_finds_nothing_wrong_with_a_unit(file: Path, tmp_path: Path) -> None:
    """It starts what is there, as the user it is told, again and again, and may write where the program writes."""
    said = unit(file)["Service"]
    home = said["WorkingDirectory"]
    assert (said["User"], said["Restart"], said["ReadWritePaths"]) == ("yudu-flow", "always", home)
    assert f"YUDU_FLOW_HOME={home}" in said["Environment"].split()
    copy = tmp_path / file.name
    copy.write_text(file.read_text(encoding="utf-8").replace(PROGRAM, "/bin/sh"), encoding="utf-8")
    if shutil.which("systemd-analyze"):
        ran = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_docker_gets_each_role_after_one_upgrade() -> None:
    """The tables are made once, before anybody begins; two send."""
    services = compose()["services"]
    roles = {name: service["command"][-1] for name, service in services.items() if service["command"][0] == "run"}
    assert roles == {"web": "web", "decide": "decide", "deliver": "deliver"}
    assert all(
        services[name]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}} for name in roles
    )
    assert services["upgrade"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert (services["upgrade"]["restart"], services["deliver"]["deploy"]["replicas"]) == ("no", 2)
    assert services["web"]["environment"].items() >= services["decide"]["environment"].items()
    volumes = {volume.partition(":")[0] for volume in services["postgres"]["volumes"]}
    assert volumes == {*compose()["volumes"]}


def test_docker_reads_its_file() -> None:
    ask = ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    if not shutil.which("docker") or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        pytest.skip("no docker compose here")
    ran = subprocess.run(
        ask, env={"PATH": "/usr/bin:/bin:/usr/local/bin", "POSTGRES_PASSWORD": "x"}, capture_output=True
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_image_is_made_of_files_that_are_there() -> None:
    """All that the build needs is let in, and nothing that is an office's own."""
    let_in = re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in let_in if not (SHIPPED / name).exists()] == []
    assert {"requirements.txt", "requirements-dev.txt", "pyproject.toml", *CONTENT} <= {*let_in}
    locked = (SHIPPED / "requirements-dev.txt").read_text(encoding="utf-8")
    assert re.search(r"^psycopg==.*?^psycopg-binary==.*?^    # via psycopg$", locked, re.MULTILINE | re.DOTALL)
