"""The READMEs of the content folders describe every field, and their examples are right."""

import re
from pathlib import Path

import pytest

from tests.content.copies import SHIPPED
from yudu_flow.content.complaints import shaped
from yudu_flow.content.json_schema import SHAPES, schemas
from yudu_flow.content.read_source import read_source

READMES = {"workflow": "workflows", "roster": "config", "rules": "config", "calendar": "config"}


def text_of(folder: str) -> str:
    return (SHIPPED / folder / "README.md").read_text(encoding="utf-8")


def examples(folder: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", text_of(folder), re.DOTALL)


@pytest.mark.parametrize(("kind", "folder"), READMES.items())
def test_it_describes_every_field(kind: str, folder: str) -> None:
    schema = schemas()[kind]
    inner = [mapping for mapping in schema["$defs"].values() if "properties" in mapping]
    names = {name for mapping in [schema, *inner] for name in mapping["properties"]}
    assert {name for name in names if f"`{name}`" not in text_of(folder)} == set()


@pytest.mark.parametrize(
    ("kind", "folder", "index"), [("workflow", "workflows", 0), ("calendar", "config", 1)], ids=["plan", "calendar"]
)
def test_it_shows_an_example_that_fits(tmp_path: Path, kind: str, folder: str, index: int) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(examples(folder)[index], encoding="utf-8")
    source = read_source(file)
    assert shaped(source, SHAPES[kind]) is not None, source.findings


def test_it_shows_parts_of_a_roster_that_only_lack_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "roster.yaml"
    file.write_text(examples("config")[0], encoding="utf-8")
    source = read_source(file)
    assert shaped(source, SHAPES["roster"]) is None
    assert [finding.message for finding in source.findings] == ["“bureau”没有填"]
