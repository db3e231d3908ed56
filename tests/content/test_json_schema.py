"""The JSON Schemas that editors use."""

from collections.abc import Iterator
from typing import Any

from yudu_flow.content.json_schema import schemas


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The file's own mapping and those inside it."""
    yield schema
    yield from (inner for inner in schema.get("$defs", {}).values() if "properties" in inner)


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for mapping in objects(schema):
        yield from mapping["properties"].items()


def test_it_has_one_for_each_kind_of_file() -> None:
    assert list(schemas()) == ["workflow", "roster", "rules", "calendar"]


def test_it_describes_every_field_in_chinese() -> None:
    silent = [name for schema in schemas().values() for name, field in fields(schema) if "description" not in field]
    assert silent == []


def test_it_says_nothing_in_english() -> None:
    described = [field["description"] for schema in schemas().values() for _, field in fields(schema)]
    assert not any(words.isascii() for words in described)
    assert not any("description" in mapping for schema in schemas().values() for mapping in objects(schema))


def test_it_refuses_unknown_fields() -> None:
    assert all(mapping["additionalProperties"] is False for s in schemas().values() for mapping in objects(s))


def test_it_writes_days_of_a_tenure_as_from_and_to() -> None:
    holder = schemas()["roster"]["$defs"]["HolderShape"]
    assert list(holder["properties"]) == ["person", "from", "to"]
