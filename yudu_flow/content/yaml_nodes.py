"""What a node of a YAML text's tree is, told without the library that makes them: it loads where a file is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode


def is_word(node: Node | None) -> TypeGuard[ScalarNode]:
    return getattr(node, "id", "") == "scalar"


def is_list(node: Node | None) -> TypeGuard[SequenceNode]:
    return getattr(node, "id", "") == "sequence"


def is_mapping(node: Node | None) -> TypeGuard[MappingNode]:
    return getattr(node, "id", "") == "mapping"


def is_holder(node: Node | None) -> TypeGuard[CollectionNode]:
    """Whether it is a list or a mapping."""
    return is_list(node) or is_mapping(node)
