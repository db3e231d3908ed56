"""YAML as libyaml reads it, a hundred times quicker than ruamel: text that is plain and right.

It is no judge of anything else: whatever is wrong or rare (anchors, tags, tabs, blocks of text) is left to ruamel,
which says where and why. On what is left the two agree, which a test holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

Trail = tuple[str | int, ...]
Place = tuple[int, int]

LOADER = getattr(yaml, "CBaseLoader", None)
"""None where PyYAML was built without libyaml."""
# On a tab, NEL or U+2028 the two do not agree: to libyaml the first is a blank, and each of the others ends a line.
PLAIN = re.compile("[\n -~\u00a1-\u2027\u202a-\u303f\u3041-\ud7ff\ue000-\ufefe\uff01-\ufffd\U00010000-\U0010ffff]*")
BLANKS = ("", "~", "null")
BLOCKS = ("|", ">")
# A file nested a thousand deep ended in RecursionError: its page broke, and so did a pass every half minute.
MOST_DEEP = 50


class NotPlain(Exception):
    """Somebody else is to read it."""


@dataclass
class Plain:
    """What a text says, str, None, list and dict, with the place of every key and value."""

    data: object = None
    keys: dict[Trail, Place] = field(default_factory=dict)
    values: dict[Trail, Place] = field(default_factory=dict)


@lru_cache(maxsize=32)
def read_plain(text: str) -> Plain:
    """Read it, or remember it: many homes have files in common. Nobody may change what it gives. Raises NotPlain."""
    text = text.replace("\r\n", "\n")
    if LOADER is None or not PLAIN.fullmatch(text):
        raise NotPlain
    found = Plain()
    try:
        found.data = _document(yaml.parse(text, Loader=LOADER), found)
    except yaml.YAMLError as wrong:
        raise NotPlain from wrong
    return found


def compose_plain(text: str) -> yaml.Node | None:
    """Its tree, where each node knows its place in the text; None for an empty one. Raises NotPlain."""
    # Looked at without the ends of Windows' lines, and read with them: they are characters that places count.
    if LOADER is None or not PLAIN.fullmatch(text.replace("\r\n", "\n")):
        raise NotPlain
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as wrong:
        raise NotPlain from wrong
    return node


def _document(events: Iterator[yaml.Event], into: Plain) -> object:
    """The one document of a stream, None for an empty one."""
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        return None
    data = _value(next(events), events, (), into)
    next(events)
    if not isinstance(next(events), yaml.StreamEndEvent):
        raise NotPlain
    return data


def _value(event: yaml.Event, events: Iterator[yaml.Event], trail: Trail, into: Plain) -> object:
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag or len(trail) >= MOST_DEEP:
        raise NotPlain
    into.values[trail] = _place(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(events, trail, into)
    return _word(event) if isinstance(event, yaml.ScalarEvent) else _mapping(events, trail, into)


def _word(event: yaml.ScalarEvent) -> str | None:
    if event.style in BLOCKS:
        raise NotPlain
    return event.value if event.style or event.value not in BLANKS else None


def _list(events: Iterator[yaml.Event], trail: Trail, into: Plain) -> list[object]:
    found: list[object] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_value(event, events, (*trail, len(found)), into))
    return found


def _mapping(events: Iterator[yaml.Event], trail: Trail, into: Plain) -> dict[str, object]:
    found: dict[str, object] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag or event.value in found:
            raise NotPlain
        inner = (*trail, event.value)
        into.keys[inner] = _place(event)
        found[event.value] = _value(next(events), events, inner, into)
    return found


def _place(event: yaml.Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
