"""docs/architecture.md names files, folders and definitions that exist."""

import ast
import re

import pytest

from tests.bureau import SHIPPED

PACKAGE = SHIPPED / "yudu_flow"
NAMED = sorted(
    {*re.findall(r"`([a-z_/]+(?:\.py|/)(?:::\w+)?)`", (SHIPPED / "docs" / "architecture.md").read_text("utf-8"))}
)


@pytest.mark.parametrize("name", NAMED)
def test_each_name_is_there(name: str) -> None:
    file, _, defined = name.partition("::")
    place = PACKAGE / file
    assert place.is_dir() if name.endswith("/") else place.is_file()
    if defined:
        assert defined in names_in(place.read_text("utf-8"))


def names_in(source: str) -> set[str]:
    """What a module defines."""
    body = ast.parse(source).body
    made = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    given = [one.targets[0] for one in body if isinstance(one, ast.Assign)]
    given += [one.target for one in body if isinstance(one, ast.AnnAssign)]
    return made | {one.id for one in given if isinstance(one, ast.Name)}


def test_every_room_is_named() -> None:
    rooms = {f"{one.name}/" for one in PACKAGE.iterdir() if (one / "__init__.py").is_file()}
    assert rooms <= {*NAMED}
