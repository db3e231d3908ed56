"""A YAML text changed in place: only the characters of the value that changes are touched.

The reader of the text says where every value stands; the rest, with comments, blank lines, quotes, alignment and
line ends, is never written anew. (ruamel's own round trip would write each line again, and hangs the comment above the
next section on whatever is appended before it.)
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeGuard

from yudu_flow.content.plain_yaml import BLANKS, NotPlain, Trail, compose_plain
from yudu_flow.content.read_source import source_of

if TYPE_CHECKING:
    from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"]
BLOCKS = ("|", ">")
TOP = 2
"""The length of a trail to an entry of a section of the file."""


def is_word(node: Node | None) -> TypeGuard[ScalarNode]:
    """Told, as the next ones, without the library that makes nodes: it loads where a file is edited."""
    return getattr(node, "id", "") == "scalar"


def is_list(node: Node | None) -> TypeGuard[SequenceNode]:
    return getattr(node, "id", "") == "sequence"


def is_mapping(node: Node | None) -> TypeGuard[MappingNode]:
    return getattr(node, "id", "") == "mapping"


def is_holder(node: Node | None) -> TypeGuard[CollectionNode]:
    return is_list(node) or is_mapping(node)


def differing(before: str, after: str, file: str) -> list[Trail]:
    """Where two texts do not say the same."""
    old, new = _leaves(before, file), _leaves(after, file)
    return [at for at in {**old, **new} if old.get(at) != new.get(at)]


def difference(before: str, after: str, file: str) -> tuple[dict[str, str], dict[str, str]]:
    """What stood there and what stands there now, by place, like {"people.li-ming.email": …}."""
    old, new, places = _leaves(before, file), _leaves(after, file), differing(before, after, file)
    told = [{".".join(map(str, at)): found[at] for at in places if at in found} for found in (old, new)]
    return told[0], told[1]


def _leaves(text: str, file: str) -> dict[Trail, str]:
    """Every value of the text by its trail."""
    found: dict[Trail, str] = {}
    _gather(source_of(text, file).data, (), found)
    return found


def _gather(data: object, trail: Trail, found: dict[Trail, str]) -> None:
    if isinstance(data, dict):
        for name, inner in data.items():
            _gather(inner, (*trail, name), found)
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            _gather(inner, (*trail, index), found)
    elif data is not None:
        found[trail] = str(data)


class YamlText:
    """The text so far. Trails lead through keys and indexes, as in `Source`. The text must be readable YAML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._root = _composed(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def find(self, trail: Trail) -> Node | None:
        """The node that `trail` leads to, None where there is none."""
        node = self._root
        for step in trail:
            node = _inner(node, step)
        return node

    def word(self, trail: Trail) -> str:
        """The text of a scalar; empty where it is blank or missing."""
        node = self.find(trail)
        if not is_word(node) or (not node.style and node.value in BLANKS):
            return ""
        return str(node.value).strip()

    def count(self, trail: Trail) -> int:
        """How many entries a list or mapping has; 0 where it is missing."""
        node = self.find(trail)
        return len(node.value) if is_holder(node) else 0

    def words(self, trail: Trail) -> list[str]:
        """The entries of a list of scalars."""
        return [self.word((*trail, index)) for index in range(self.count(trail))]

    def put(self, trail: Trail, value: Tree) -> None:
        """Set a key of a mapping that exists; a key that is new is added behind the others."""
        node, key = self.find(trail), str(trail[-1])
        if node is None:
            self._add_to(trail[:-1], f"{scalar(key)}: {flow(value)}")
        elif node.start_mark.index == end_of(node, self.text):  # `email:` with nothing behind it
            start = len(self.text[: node.start_mark.index].rstrip(" "))
            self._splice(start, start, f" {flow(value)}")
        else:
            style = node.style if is_word(node) else None
            self._splice(node.start_mark.index, end_of(node, self.text), flow(value, style))

    def append(self, trail: Trail, value: Tree) -> None:
        """Add an entry behind the others of a list; a list that is missing or blank is made."""
        node = self.find(trail)
        if is_list(node):
            self._add_to(trail, flow(value))
        else:
            self.put(trail, [value])

    def rename(self, trail: Trail, key: str) -> None:
        """Another key for what stands there, in its place."""
        holder = self.find(trail[:-1])
        found = holder.value if is_mapping(holder) else []
        old = next(old for old, _ in found if old.value == trail[-1])
        self._splice(old.start_mark.index, old.end_mark.index, scalar(key, old.style))

    def to_front(self, trail: Trail) -> bool:
        """Put an entry of a block before the others, with its own lines; False where it is not written as a block."""
        holder = self.find(trail[:-1])
        entries = entries_of(holder)
        at = next(at for at, (name, _, _) in enumerate(entries) if name == trail[-1])
        if not is_mapping(holder) or holder.flow_style:
            return False
        start, end = line_start(self.text, entries[at][1]), line_end(self.text, end_of(entries[at][2], self.text))
        lines, first = self.text[start:end], line_start(self.text, entries[0][1])
        lines += "" if lines.endswith("\n") else self._newline
        self._splice(first, end, lines + self.text[first:start])
        return True

    def drop(self, trail: Trail) -> None:
        """Take out a key or an entry, where it is there; a list may be left empty."""
        holder = self.find(trail[:-1])
        entries = entries_of(holder)
        place = next((at for at, (name, _, _) in enumerate(entries) if name == trail[-1]), None)
        if not is_holder(holder) or place is None:
            return
        # `people:` or `holders:` with nothing behind it counts as not written, and the roster's shape wants both.
        if len(entries) == 1 and (is_list(holder) or len(trail) == TOP):
            self.put(trail[:-1], [] if is_list(holder) else {})
        elif holder.flow_style:
            self._drop_between(entries, place)
        else:
            _, start, node = entries[place]
            self._splice(line_start(self.text, start), line_end(self.text, end_of(node, self.text)), "")

    def _drop_between(self, entries: Sequence[tuple[str | int, int, Node]], place: int) -> None:
        """Out of `{a, b, c}`, with the comma that follows, or for the last one the comma before."""
        start, end = entries[place][1], end_of(entries[place][2], self.text)
        if place + 1 < len(entries):
            end = entries[place + 1][1]
        elif place:
            start = end_of(entries[place - 1][2], self.text)
        self._splice(start, end, "")

    def _add_to(self, trail: Trail, entry: str) -> None:
        holder = self.find(trail)
        if not is_holder(holder):
            raise KeyError(trail)
        if holder.value or len(trail) != 1:
            self._add(holder, entry)
            return
        # A section that was empty gets lines of its own, not one that grows with everybody.
        dash = "" if is_mapping(holder) else "- "
        start, end = holder.start_mark.index, holder.end_mark.index
        bare = not self.text[end : line_end(self.text, end)].strip()
        self._splice(len(self.text[:start].rstrip(" ")) if bare else start, end, "")
        # From before the value: with it and its blank gone, `start` may lie on the next line.
        end = line_end(self.text, start - 1)
        before = "" if self.text[:end].endswith("\n") else self._newline
        self._splice(end, end, f"{before}  {dash}{entry}{self._newline}")

    def _add(self, holder: CollectionNode, entry: str) -> None:
        entries = entries_of(holder)
        if not entries:  # `{}`
            self._splice(holder.start_mark.index + 1, holder.start_mark.index + 1, entry)
            return
        last = entries[-1][2]
        end = end_of(last, self.text)
        if holder.flow_style:
            blank = " " if last.start_mark.index == end else ""  # `email:,` would be read as a name
            self._splice(end, end, f"{blank}, {entry}")
            return
        end = line_end(self.text, end)
        before = "" if self.text[:end].endswith("\n") else self._newline
        dash = "" if is_mapping(holder) else "- "
        self._splice(end, end, f"{before}{' ' * holder.start_mark.column}{dash}{entry}{self._newline}")

    def _splice(self, start: int, end: int, words: str) -> None:
        self.text = self.text[:start] + words + self.text[end:]
        self._root = _composed(self.text)


def _composed(text: str) -> Node | None:
    """Read anew after each change: libyaml takes milliseconds for what takes ruamel a second."""
    with suppress(NotPlain):
        return compose_plain(text)
    from yudu_flow.content.any_yaml import tree_of

    return tree_of(text)


def _inner(node: Node | None, step: str | int) -> Node | None:
    return next((value for name, _, value in entries_of(node) if name == step), None)


def entries_of(node: Node | None) -> list[tuple[str | int, int, Node]]:
    """Each entry's key or index, where it begins, and its value."""
    if is_mapping(node):
        return [(str(key.value), key.start_mark.index, value) for key, value in node.value]
    if is_list(node):
        return [(index, value.start_mark.index, value) for index, value in enumerate(node.value)]
    return []


def end_of(node: Node, text: str) -> int:
    """Where the node's last character is: ruamel ends blocks only before the next token, behind the comments."""
    if is_word(node):
        end = int(node.end_mark.index)
        return len(text[:end].rstrip()) if node.style in BLOCKS else end
    inner = entries_of(node)
    in_block = is_holder(node) and not node.flow_style
    return end_of(inner[-1][2], text) if in_block and inner else int(node.end_mark.index)


def line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the next line begins."""
    return text.find("\n", index) + 1 or len(text)


class Bare(str):
    """A number, a day, true or false: never in quotes."""

    __slots__ = ()


def flow(value: Tree, style: str | None = None) -> str:
    """On one line, for any place. A scalar that stood in quotes keeps them."""
    if isinstance(value, str):
        return str(value) if isinstance(value, Bare) and not style else scalar(value, style)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(name)}: {flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def scalar(value: str, style: str | None = None) -> str:
    """A word as YAML reads it as itself, in any place."""
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    # Figures are a mobile, a key or 5.1 here, which an editor or another reader would take for a number.
    if style == '"' or value.replace(".", "", 1).isdigit() or not _reads_plain(value):
        return json.dumps(value, ensure_ascii=False)
    return value


def _reads_plain(value: str) -> bool:
    """Whether the bare word is read as itself, in brackets and outside, where a dash alone begins a list."""
    from ruamel.yaml.error import YAMLError

    try:
        inside, outside = _composed(f"[{value}: {value}]"), _composed(f"{value}: {value}")
    except YAMLError:  # a thousand brackets are a word too
        return False
    return value not in BLANKS and _plain(inside) == [{value: value}] == [_plain(outside)]


def _plain(node: Node | None) -> object:
    if is_mapping(node):
        return {name: _plain(value) for name, _, value in entries_of(node)}
    if is_list(node):
        return [_plain(value) for value in node.value]
    return str(node.value) if is_word(node) and not node.style else node
