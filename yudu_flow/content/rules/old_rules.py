"""A rules.yaml from before each kind of duty had its block: read as if it had, and written anew with its comments."""

import re
from dataclasses import dataclass

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rules.ladders import BLOCK
from yudu_flow.content.source import Source

MOVED = {
    "soon_days": ("report", "soon_days"),
    "before": ("report", "before"),
    "last_day": ("report", "last"),
    "after": ("report", "after"),
    "seal": ("report", "seal"),
    "visit_soon_days": ("visit", "soon_days"),
    "visit_list": ("visit", "first"),
    "visit_before": ("visit", "before"),
    "visit_after": ("visit", "after"),
}
"""Where what stood by itself stands now: in whose block, by which name."""
INDENT = "    "


def lead(source: Source) -> list[str]:
    """Move what is written the old way to its block, each value keeping its place in the file; its names."""
    # A file that has the new block too is none of the old ones: its shape refuses what stands outside.
    if not isinstance(source.data, dict) or BLOCK in source.data:
        return []
    old = [name for name in source.data if name in MOVED]
    if old:
        blocks: dict[str, dict[str, object]] = {}
        for name in old:
            kind, part = MOVED[name]
            blocks.setdefault(kind, {})[part] = source.data[name]
        source.data = {**{name: value for name, value in source.data.items() if name not in old}, BLOCK: blocks}
        for places in (source.keys, source.values):
            # Added to the old ones: the warning that a file is written the old way looks for its place there.
            places.update({_moved(trail): place for trail, place in places.items() if trail and trail[0] in old})
    return old


def _moved(trail: Trail) -> Trail:
    return (BLOCK, *MOVED[str(trail[0])], *trail[1:])


def renewed(text: str) -> str:
    """The file the new way: each old setting goes to its block with the comments above and behind it.

    What is not old stays as it is, and so does a text that is not YAML.
    """
    source = source_of(text, "")
    if not lead(source):
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") else text + end
    pieces = _pieces(whole, {line: str(trail[0]) for trail, (line, _) in source.keys.items() if len(trail) == 1})
    place = next(index for index, piece in enumerate(pieces) if piece.name in MOVED)
    kept = ["".join(piece.lines) for piece in pieces[place:] if piece.name not in MOVED]
    blocks = _blocks([piece for piece in pieces if piece.name in MOVED], end)
    return "".join([*("".join(piece.lines) for piece in pieces[:place]), *blocks, *kept])


@dataclass(frozen=True, slots=True)
class OldLines:
    """The lines of one setting, with the blank lines and comments above it."""

    name: str
    lines: list[str]


def _pieces(text: str, starts: dict[int, str]) -> list[OldLines]:
    pieces, waiting = [OldLines("", [])], list[str]()
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if number in starts:
            pieces.append(OldLines(starts[number], [*waiting, line]))
            waiting = []
        elif not line.strip() or line.startswith("#"):
            waiting.append(line)
        else:
            pieces[-1].lines.extend([*waiting, line])
            waiting = []
    return [*pieces, OldLines("", waiting)]


def _blocks(pieces: list[OldLines], end: str) -> list[str]:
    lines = [f"{BLOCK}:{end}"]
    for kind in dict.fromkeys(kind for kind, _ in MOVED.values()):
        mine = [piece for piece in pieces if MOVED[piece.name][0] == kind]
        lines += [f"  {kind}:{end}"] if mine else []
        lines += [_indented(line, piece.name) for piece in mine for line in piece.lines]
    return lines


def _indented(line: str, name: str) -> str:
    """A line four characters deeper; the one with the setting's name has its new one."""
    if not line.strip():
        return line
    return INDENT + re.sub(rf"^[\"']?{name}[\"']?(?=\s*:)", MOVED[name][1], line)
