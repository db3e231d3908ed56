"""A file of the office's content changed in a page: what the form says is written into its text, tried, and kept.

What was typed is tried as `check` would and shown with what it changes; only then is it kept, by whoever has seen that.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.acts.tried_beside import BrokenFiles, TriedBeside, as_it_stands, try_beside
from yudu_flow.actions.acts.whose_edit import ChangedMeanwhile
from yudu_flow.actions.acts.write_back import digest
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entries import Outline, Row, mark_of, row_of, tree_of, value_at
from yudu_flow.content.entry_changes import Changed, changes
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.content.home import Content
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import rewritten
from yudu_flow.content.source import Source
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit
from yudu_flow.wording.record import Record

ELSEWHERE = "这份文件刚刚被别人改过，您的修改还没有保存；请看过最新的，再改"
MISSING = re.compile("“([a-z_]+)”没有填")
"""What is not there has no place of its own in the file."""
MOST_TOLD = 60
"""Changes that the audit lists; of more it says how many there were."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A file as an editor sees it; `seen` is the mark of its text."""

    file: str
    seen: str
    row: Row


@dataclass(frozen=True, slots=True)
class FormFault:
    """An error, at the field `name` of the form; empty where it is none of it."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form makes of a file: its text, what it changes, what is wrong with it."""

    before: bytes
    row: Row
    changes: tuple[Changed, ...]
    faults: tuple[FormFault, ...]
    tried: TriedBeside

    @property
    def file(self) -> str:
        return self.tried.file

    @property
    def text(self) -> str:
        return self.tried.text

    @property
    def content(self) -> Content | None:
        """That of all files with it, None where it has errors."""
        return self.tried.content

    @property
    def mark(self) -> str:
        """Names this very text."""
        return digest(self.text.encode())

    @property
    def new(self) -> bool:
        """Whether it changes anything."""
        return self.text != self.before.decode("utf-8-sig")


def sheet(home: Path, file: str, outline: Outline, place: Trail = ()) -> FormSheet:
    """The file as it stands, or what it has in a place. Raises BrokenFiles where it is no YAML."""
    data, text = as_it_stands(home, file)
    return FormSheet(file, digest(data), _row(outline, _data(source_of(text, file)), place))


def propose(home: Path, file: str, row: Row, seen: str, now: datetime, place: Trail = ()) -> Proposal:
    """What the form `row`, of that place, makes of the file that an editor saw with the mark `seen`.

    Raises Conflict where it is another by now, BadRequest where it is written too oddly to be changed for sure.
    """
    before, old = as_it_stands(home, file)
    if digest(before) != seen:
        raise ChangedMeanwhile(ELSEWHERE, file)
    data, row = _data(source_of(old, file)), replace(row, was=mark_of(place))
    text = rewritten(old, tree_of(row, data, place), file)
    told = tuple(changes(_row(row.outline, data, place), row))
    tried = try_beside(home, file, text, now)
    errors = tuple(one for one in tried.findings if one.level is Level.ERROR)
    faults = tuple(_faults(errors, text, file, row, place))
    return Proposal(before, row, told, faults, tried)


def noting(
    bureau: Bureau, actor: Who, now: datetime, act: str, about: str, detail: Record
) -> Callable[[Connection, str], None]:
    """Writes the audit's row of a changed file, with the SHA-256 of what is written."""

    def note(db: Connection, sha256: str) -> None:
        audit.record(db, bureau.key, now, actor, act, about, {**detail, "sha256": sha256})

    return note


def told(found: tuple[Changed, ...]) -> Record:
    """The changes for the audit: each place, what stood there, what stands there."""
    shown = [[one.told, *((one.old or "空", one.new or "空") if one.old or one.new else ("", ""))] for one in found]
    return {"changes": shown[:MOST_TOLD], **({"more": len(shown)} if len(shown) > MOST_TOLD else {})}


def _data(source: Source) -> object:
    if source.findings:
        raise BrokenFiles(BrokenContent(source.findings))
    return source.data


def _row(outline: Outline, data: object, place: Trail) -> Row:
    return row_of(outline, value_at(data, place), place)


def _faults(errors: tuple[Finding, ...], text: str, file: str, row: Row, within: Trail) -> Iterator[FormFault]:
    """Each at the field whose value it is about; what is wrong with other files comes last, at none."""
    source = source_of(text, file)
    places = {place: trail for found in (source.keys, source.values) for trail, place in found.items()}
    for one in errors:
        if one.file == file:
            trail = _inside(places.get((one.line, one.column), ()), within)
            missing = MISSING.search(one.message)
            name = _name(row, (*trail, missing[1]) if missing else trail)
            yield FormFault(name, _words(one, _outline_at(row.outline, name)))
    yield from (FormFault("", str(one)) for one in errors if one.file != file)


def _inside(trail: Trail, place: Trail) -> Trail:
    return trail[len(place) :] if trail[: len(place)] == place else ()


def _name(row: Row, trail: Trail) -> str:
    """The field of the form that a place of the file shows in, else the entry that it is in."""
    name, held = "", row
    while trail:
        key = str(trail[0])
        rows, single = held.lists.get(key, ()), any(one.single for one in held.outline.lists if one.name == key)
        at = 0 if single else trail[1] if len(trail) > 1 else -1
        if isinstance(at, int) and 0 <= at < len(rows):
            name, held, trail = f"{name}{key}.{at}.", rows[at], trail[1 if single else 2 :]
            continue
        known = key in held.said or key in held.lists
        return f"{name}{key}" if known else name.rstrip(".")
    return name.rstrip(".")


def _outline_at(outline: Outline, name: str) -> Outline:
    """That of the entry in which a field of the form stands."""
    for step in name.split("."):
        outline = next((one for one in outline.lists if one.name == step), outline)
    return outline


def _words(one: Finding, outline: Outline) -> str:
    """The message with the labels of the form in the place of the keys of the file."""
    words = f"{one.message}（{one.suggestion}）" if one.suggestion else one.message
    for name, label in labels(outline).items():
        words = words.replace(f"“{name}”", f"“{label}”")
    return words


def labels(outline: Outline) -> dict[str, str]:
    """What each key of an entry is called in the form."""
    lists = {one.name: one.label for one in outline.lists}
    return lists | {one.name: one.label for one in outline.fields}
