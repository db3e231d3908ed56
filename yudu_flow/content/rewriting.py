"""A YAML text brought to say other values: what stays the same keeps its characters, its comments and its place.

The text is read once; every change is a splice of it, and the outcome is read again: where it does not say exactly what
was wanted, nothing is changed. An entry of a list that is moved takes its lines along, with what is written in them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from yudu_flow.content.new_lines import lines_of
from yudu_flow.content.plain_yaml import BLANKS, Trail
from yudu_flow.content.read_source import source_of
from yudu_flow.content.yaml_text import (
    Tree,
    YamlText,
    end_of,
    entries_of,
    flow,
    is_holder,
    is_list,
    is_mapping,
    is_word,
    line_end,
    line_start,
)
from yudu_flow.domain.errors import BadRequest

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

Wanted = str | None | Sequence["ListEntry | str"] | Mapping[str, "Wanted"]


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list, and where in the text it stood; None for a new one."""

    value: Wanted
    was: Trail | None = None


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    words: str


def rewritten(text: str, wanted: Mapping[str, Wanted], file: str) -> str:
    """The text with `wanted` in it, `text` itself where it says so already.

    Keys without a value, and empty lists, count as not written. The text must be readable YAML. Raises BadRequest where
    it is written too oddly to be changed for sure.
    """
    whole = text if text.endswith("\n") else text + _newline(text)
    after = _Rewriting(whole).done(wanted)
    if said_by(source_of(after, file).data) != said_by(wanted):
        raise BadRequest(f"这一处的写法特殊，系统改不了，请直接修改 {file}")
    return text if after == whole else after


def said_by(data: object) -> Tree | None:
    """Values without blanks, and without where they stood: what a text says."""
    if data is None or isinstance(data, str):  # most are words: to ask whether something is a mapping takes longer
        return (data and data.strip()) or None
    if isinstance(data, ListEntry):
        return said_by(data.value)
    if isinstance(data, dict | Mapping):
        return {key: said for key, inner in data.items() if (said := said_by(inner)) is not None} or None
    if isinstance(data, list | Sequence):
        return [said for inner in data if (said := said_by(inner)) is not None] or None
    return str(data).strip() or None


class _Rewriting:
    """One text; trails lead through keys and indexes."""

    def __init__(self, text: str) -> None:
        self._yaml = YamlText(text)
        self.text = text
        self._newline = _newline(text)

    def done(self, wanted: Mapping[str, Wanted]) -> str:
        root = self._yaml.find(())
        if not is_mapping(root):
            return self._newline.join([self.text.rstrip("\n"), *lines_of(_tree(wanted), 0), ""]).lstrip("\n")
        return self._spliced(0, len(self.text), [*self._change(root, (), wanted)])

    def _spliced(self, start: int, end: int, splices: Sequence[_Splice]) -> str:
        """A stretch with changes made in it: inner ones stand before outer ones at the same place."""
        out, at = [], start
        for one in sorted(splices, key=lambda one: one.start):
            out += [self.text[at : one.start], one.words]
            # A new entry may come amid lines that go, the rest of which must not come back behind it.
            at = max(at, one.end)
        return "".join([*out, self.text[at:end]])

    def _change(self, node: Node, trail: Trail, wanted: Wanted) -> Iterator[_Splice]:
        if said_by(_plain(node)) == said_by(wanted) and not _moves(trail, wanted):
            return
        if is_mapping(node) and isinstance(wanted, Mapping) and node.value:
            yield from self._mapping(node, trail, wanted)
        elif is_list(node) and node.value and not (wanted is None or isinstance(wanted, str | Mapping)):
            yield from self._list(node, trail, wanted)
        else:
            yield from self._put(node, trail, wanted)

    def _put(self, node: Node, trail: Trail, wanted: Wanted) -> Iterator[_Splice]:
        """Another value in the place of the whole one."""
        start, end = node.start_mark.index, end_of(node, self.text)
        lines = lines_of({str(trail[-1]): _tree(wanted)}, 0)
        if start == end:
            start = end = self._behind_key(trail)
        if len(lines) > 1:  # it does not go on one line: below the key, whose comment stays beside it
            column = self._column(self._key_start(trail))
            yield _Splice(start - (self.text[start - 1 : start] == " "), end, "")
            words = "".join(f"{' ' * column}{line}{self._newline}" for line in lines[1:])
            yield _Splice(line_end(self.text, end), line_end(self.text, end), words)
            return
        words = flow(_tree(wanted), node.style if is_word(node) else None)
        yield _Splice(start, end, f" {words}" if start == end else words)

    def _mapping(self, node: MappingNode, trail: Trail, wanted: Mapping[str, Wanted]) -> Iterator[_Splice]:
        known = entries_of(node)
        fresh = [key for key, value in wanted.items() if key not in {k for k, _, _ in known} and said_by(value)]
        gone = [key for key, _, value in known if not said_by(wanted.get(str(key))) and said_by(_plain(value))]
        if node.flow_style and (fresh or gone):
            yield self._flow_mapping(node, trail, wanted)
            return
        for key, start, value in known:
            if key in gone:
                yield self._without(start, value)
            elif said_by(wanted.get(str(key))):
                yield from self._change(value, (*trail, key), wanted[str(key)])
        for key in fresh:
            yield self._new_key(node, wanted, key)

    def _new_key(self, node: MappingNode, wanted: Mapping[str, Wanted], key: str) -> _Splice:
        """Behind the key that comes before it, else behind all of them."""
        known, order = {k: value for k, _, value in entries_of(node)}, [*wanted]
        before = [one for one in order[: order.index(key)] if one in known]
        place = line_end(self.text, end_of(known[before[-1]] if before else [*known.values()][-1], self.text))
        lines = lines_of({key: _tree(wanted[key])}, self._column(node.start_mark.index))
        return _Splice(place, place, "".join(line + self._newline for line in lines))

    def _without(self, start: int, value: Node) -> _Splice:
        """A key gone with its lines; where a comment stands beside it, or a dash before it, its value alone."""
        begin, end = value.start_mark.index, end_of(value, self.text)
        first = self.text[line_start(self.text, start) : start]
        beside = self.text[end : line_end(self.text, end)].strip()
        if is_word(value) and (first.strip() or beside):
            return _Splice(begin - (self.text[begin - 1 : begin] == " "), end, "")
        return _Splice(line_start(self.text, start), line_end(self.text, end), "")

    def _flow_mapping(self, node: MappingNode, trail: Trail, wanted: Mapping[str, Wanted]) -> _Splice:
        """`{a: 1, b: 2}` anew, each pair that stays as it was written."""
        known = {str(key): (start, value) for key, start, value in entries_of(node)}
        self._check_plain(node)
        pairs = []
        for key in _in_order([*known], wanted):
            value = wanted[key]
            start, old = known.get(key, (0, None))
            pairs.append(
                self._spliced(start, end_of(old, self.text), [*self._change(old, (*trail, key), value)])
                if old is not None
                else flow({key: _tree(value)})[1:-1]
            )
        return _Splice(node.start_mark.index, end_of(node, self.text), "{" + ", ".join(pairs) + "}")

    def _list(self, node: SequenceNode, trail: Trail, wanted: Sequence[ListEntry | str]) -> Iterator[_Splice]:
        entries = _placed(node, trail, wanted)
        if node.flow_style:
            yield from self._flow_list(node, trail, entries)
            return
        here = [one.was[-1] for one in entries if one.was and one.was[:-1] == trail]
        stay = set(_rising([int(at) for at in here]))
        yield from (self._out(node, at) for at in range(len(node.value)) if at not in stay)
        place = line_start(self.text, node.value[0].start_mark.index)
        for one in entries:
            if one.was and one.was[:-1] == trail and one.was[-1] in stay:
                kept = node.value[int(one.was[-1])]
                yield from self._change(kept, one.was, one.value)
                place = line_end(self.text, end_of(kept, self.text))
            else:
                yield _Splice(place, place, self._lines(one, node))

    def _flow_list(self, node: SequenceNode, trail: Trail, entries: Sequence[ListEntry]) -> Iterator[_Splice]:
        if [one.was for one in entries] == [(*trail, at) for at in range(len(node.value))]:
            for old, one in zip(node.value, entries, strict=True):
                yield from self._change(old, one.was or (), one.value)
            return
        self._check_plain(node)
        words = ", ".join(self._flow_entry(one) for one in entries)
        yield _Splice(node.start_mark.index, end_of(node, self.text), f"[{words}]")

    def _flow_entry(self, one: ListEntry) -> str:
        old = self._yaml.find(one.was) if one.was else None
        if not (is_word(old) or (is_holder(old) and old.flow_style)):
            return flow(_tree(one.value))
        changes = [*self._change(old, one.was or (), one.value)]
        return self._spliced(old.start_mark.index, end_of(old, self.text), changes)

    def _out(self, node: SequenceNode, at: int) -> _Splice:
        return _Splice(*self._stretch(node.value[at], first=at == 0), "")

    def _stretch(self, entry: Node, *, first: bool) -> tuple[int, int]:
        """The lines of an entry of a list, with the comment right above it; above the first stands the list's own."""
        start = line_start(self.text, entry.start_mark.index)
        while not first and start:
            above = line_start(self.text, start - 1)
            if not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start, line_end(self.text, end_of(entry, self.text))

    def _lines(self, one: ListEntry, into: SequenceNode) -> str:
        """The lines of an entry that comes to a list: its own, where it had some, else new ones like others there."""
        column = into.start_mark.column
        old, holder = (self._yaml.find(one.was), self._yaml.find(one.was[:-1])) if one.was else (None, None)
        if old is None or not is_list(holder) or holder.flow_style:
            beside = into.value[0]
            spread = is_mapping(beside) and not beside.flow_style
            lines = lines_of([_tree(one.value)], column, spread=spread)
            return "".join(line + self._newline for line in lines)
        start, end = self._stretch(old, first=bool(one.was and one.was[-1] == 0))
        words = self._spliced(start, end, [*self._change(old, one.was or (), one.value)])
        return _shifted(words, column - holder.start_mark.column)

    def _check_plain(self, node: Node) -> None:
        """Brackets over several lines may hold comments, which nobody would find again."""
        if "\n" in self.text[node.start_mark.index : end_of(node, self.text)]:
            raise BadRequest("括号里分成几行的写法，系统改不了，请直接修改文件")

    def _key_start(self, trail: Trail) -> int:
        holder = self._yaml.find(trail[:-1])
        return next(start for key, start, _ in entries_of(holder) if key == trail[-1])

    def _behind_key(self, trail: Trail) -> int:
        """Where a value would begin that is not written: the comment beside it comes later."""
        return self.text.index(":", self._key_start(trail) + len(str(trail[-1]))) + 1

    def _column(self, index: int) -> int:
        return index - line_start(self.text, index)


def _in_order(known: Sequence[str], wanted: Mapping[str, Wanted]) -> list[str]:
    """The keys that are said: known ones as they stand, each new one behind the key that comes before it."""
    said = [key for key, value in wanted.items() if said_by(value)]
    order = [key for key in known if key in said]
    for at, key in enumerate(said):
        if key not in known:
            before = [order.index(one) for one in said[:at] if one in order]
            order.insert(max(before, default=len(order) - 1) + 1, key)
    return order


def _placed(node: SequenceNode, trail: Trail, wanted: Sequence[ListEntry | str]) -> list[ListEntry]:
    """Entries with where they stood; words by themselves are looked for among those that stand there."""
    if all(isinstance(one, ListEntry) for one in wanted):
        return [one for one in wanted if isinstance(one, ListEntry)]
    old, new = [said_by(_plain(one)) for one in node.value], [said_by(one) for one in wanted]
    found: dict[int, int] = {}
    # autojunk would take no notice of what comes often in a list of two hundred and more.
    for _, i, j, k, n in SequenceMatcher(None, list(map(str, old)), list(map(str, new)), autojunk=False).get_opcodes():
        found |= dict(zip(range(k, n), range(i, j), strict=False))
    return [ListEntry(str(one), (*trail, found[at]) if at in found else None) for at, one in enumerate(wanted)]


def _moves(trail: Trail, wanted: Wanted) -> bool:
    """Whether some entry within came from elsewhere though it says the same."""
    if isinstance(wanted, Mapping):
        return any(_moves((*trail, key), inner) for key, inner in wanted.items())
    if wanted is None or isinstance(wanted, str):
        return False
    return any(
        isinstance(one, ListEntry) and (one.was != (*trail, at) or _moves(one.was, one.value))
        for at, one in enumerate(wanted)
    )


def _rising(places: Sequence[int]) -> list[int]:
    """The longest run of them that is in order: what may stay where it is."""
    runs: list[list[int]] = []
    for place in places:
        at = bisect_left([run[-1] for run in runs], place)
        runs[at : at + 1] = [[*(runs[at - 1] if at else []), place]]
    return runs[-1] if runs else []


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _plain(node: Node) -> object:
    if is_mapping(node):
        return {str(key): _plain(value) for key, _, value in entries_of(node)}
    if is_list(node):
        return [_plain(one) for one in node.value]
    return node.value if is_word(node) and (node.style or node.value not in BLANKS) else None


def _tree(wanted: Wanted) -> Tree:
    """Without where it stood, and without what is not said."""
    if wanted is None or isinstance(wanted, str):
        return wanted or ""
    if isinstance(wanted, Mapping):
        return {key: _tree(value) for key, value in wanted.items() if said_by(value)}
    return [_tree(one.value if isinstance(one, ListEntry) else one) for one in wanted]


def _shifted(words: str, by: int) -> str:
    """Lines with so many more blanks before them, or fewer."""
    if by == 0:
        return words
    lines = words.splitlines(keepends=True)
    return "".join(" " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)
