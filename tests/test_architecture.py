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
        tree = ast.parse(place.read_text("utf-8"))
        assert defined in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_every_room_is_named() -> None:
    rooms = {f"{one.name}/" for one in PACKAGE.iterdir() if (one / "__init__.py").is_file()}
    assert rooms <= {*NAMED}
