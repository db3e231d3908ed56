"""What a page shows and takes of a file: fields with their labels, and the entries of lists, to any depth.

An `Outline` says what a mapping in the file has. A `Row` is one such mapping as a form has it, each value as its words.
What a file says beyond its outline is carried along untouched.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.rewriting import ListEntry, Wanted
from yudu_flow.content.yaml_text import Bare
from yudu_flow.domain.names import names_in

BETWEEN = "、"
YES, NO = "true", "false"
FIGURE = re.compile(r"[0-9][0-9.-]*|true|false")
FIGURES = re.compile("[0-9]{1,6}")
"""A whole number as people type it: of thousands of figures Python makes none."""


class Sort(StrEnum):
    """How a value is written: in a form, and in the file."""

    WORD = "word"
    TEXT = "text"
    NAMES = "names"
    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    NUMBER = "number"
    FIGURE = "figure"
    CLOCK = "clock"
    CHOICE = "choice"
    FLAG = "flag"


BARE = (Sort.DAY, Sort.MONTH, Sort.NUMBER, Sort.FLAG, Sort.FIGURE)
"""What YAML has without quotes."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value. `default` is what holds where the file does not say; `choices` are values with their words."""

    name: str
    label: str
    sort: Sort = Sort.WORD
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A mapping: its values, and its lists of mappings. `name` is the key of the list that it stands in.

    `called` are the fields whose values name one of them; where it is `single`, one stands there by itself.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    lists: tuple["Outline", ...] = ()
    called: tuple[str, ...] = ()
    single: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a form has it; `was` is where it stood in the file, empty for a new one."""

    outline: Outline
    said: Mapping[str, str]
    lists: Mapping[str, tuple["Row", ...]]
    was: str = ""

    @property
    def called(self) -> str:
        """What people call it."""
        return " ".join(word for name in self.outline.called if (word := self.said.get(name)))

    @property
    def blank(self) -> bool:
        """Whether nobody has written anything into it."""
        defaults = {one.name: one.default for one in self.outline.fields}
        return not self.was and {**defaults, **self.said} == defaults and not any(self.lists.values())


def row_of(outline: Outline, data: object, trail: Trail = ()) -> Row:
    """A mapping of the file; whatever has another shape shows as empty."""
    known = data if isinstance(data, Mapping) else {}
    said = {one.name: _shown(one, known.get(one.name)) for one in outline.fields}
    lists = {
        inner.name: tuple(row_of(inner, one, (*trail, inner.name, *at)) for at, one in _listed(known, inner))
        for inner in outline.lists
    }
    return Row(outline, said, lists, mark_of(trail))


def new_row(outline: Outline, **said: str) -> Row:
    """An entry that nobody has written yet."""
    blank = {one.name: one.default for one in outline.fields}
    return Row(outline, blank | said, {inner.name: () for inner in outline.lists})


def row_in(outline: Outline, form: Mapping[str, str], prefix: str = "") -> Row:
    """An entry as a form says it: names like `parts.0.measures.1.title`, `was` where it stood. What the form does not
    have stays as it is.
    """
    said = {one.name: form[key].strip() for one in outline.fields if (key := prefix + one.name) in form}
    lists = {inner.name: tuple(_rows_in(inner, form, f"{prefix}{inner.name}.")) for inner in outline.lists}
    return Row(outline, said, lists, form.get(f"{prefix}was", ""))


def _rows_in(outline: Outline, form: Mapping[str, str], prefix: str) -> Iterator[Row]:
    at = 0
    # Counted by the hidden `was`, which is there whatever a browser leaves out of the rest.
    while f"{prefix}{at}.was" in form:
        yield row_in(outline, form, f"{prefix}{at}.")
        at += 1


def tree_of(row: Row, data: object, place: Trail = ()) -> dict[str, Wanted]:
    """What the file is to say that says `data` now: the form's rows over what was said in their places; `place` is
    that of the mapping which the form is about, for others of the file stay.
    """
    if not place:
        return _tree(row, data, data)
    tree: Wanted = _tree(row, value_at(data, place), data)
    for end in range(len(place) - 1, -1, -1):
        around = value_at(data, place[:end])
        tree = {**(around if isinstance(around, Mapping) else {}), str(place[end]): tree}
    assert isinstance(tree, dict)  # it was built here
    return tree


def _tree(row: Row, known: object, data: object) -> dict[str, Wanted]:
    old = known if isinstance(known, Mapping) else {}
    tree: dict[str, Wanted] = {}
    for one in row.outline.fields:
        before = old.get(one.name)
        tree[one.name] = _written(one, row.said.get(one.name, _shown(one, before)), before)
    for name, rows in row.lists.items():
        entries = [_entry(one, data) for one in rows]
        single = bool(rows) and rows[0].outline.single
        tree[name] = entries[0].value if single else entries
    return {**{key: value for key, value in old.items() if key not in tree}, **tree}


def _entry(row: Row, data: object) -> ListEntry:
    trail = _trail(row.was, data)
    known = value_at(data, trail) if trail else None
    return ListEntry(_tree(row, known, data), trail if isinstance(known, Mapping) else None)


def without_blanks(row: Row) -> Row:
    """Without entries that nobody has written anything into."""
    lists = {name: tuple(without_blanks(one) for one in rows) for name, rows in row.lists.items()}
    return replace(row, lists={name: tuple(one for one in rows if not one.blank) for name, rows in lists.items()})


def changed_rows(rows: Row, at: str, act: str, said: Mapping[str, str]) -> Row:
    """The rows after one act of a form: `up`, `down` or `drop` of the one at `parts.0.measures.1`, `add` behind those
    of the list at `parts.0.measures` one that says `said`. What does not exist is left alone.

    The first of a list that goes up comes to the end of the list before it, where there is one.
    """
    steps = at.split(".")
    if act == "add":
        return _with_list(rows, steps[:-1], steps[-1], lambda held, outline: (*held, new_row(outline, **said)))
    *above, name, place = steps if len(steps) > 1 else (*steps, "", "")
    here = place_in(place)
    held = _list_at(rows, above, name)
    if not 0 <= here < len(held):
        return rows
    if act == "drop":
        return _with_list(rows, above, name, lambda old, _: (*old[:here], *old[here + 1 :]))
    to = here + (1 if act == "down" else -1)
    if 0 <= to < len(held):
        return _with_list(rows, above, name, lambda old, _: _swapped(old, here, to))
    return _across(rows, above, name, here, to)


def _across(rows: Row, above: list[str], name: str, here: int, to: int) -> Row:
    """Out of its list into the one beside it."""
    if len(above) < 2:
        return rows
    beside = [*above[:-1], str(int(above[-1]) + (1 if to > 0 else -1))]
    one = _list_at(rows, above, name)[here]
    if int(beside[-1]) < 0 or int(beside[-1]) >= len(_list_at(rows, above[:-2], above[-2])):
        return rows
    gone = _with_list(rows, above, name, lambda old, _: (*old[:here], *old[here + 1 :]))
    return _with_list(gone, beside, name, lambda old, _: (one, *old) if to > 0 else (*old, one))


def _swapped(held: tuple[Row, ...], one: int, other: int) -> tuple[Row, ...]:
    found = [*held]
    found[one], found[other] = found[other], found[one]
    return tuple(found)


def _list_at(rows: Row, steps: Sequence[str], name: str) -> tuple[Row, ...]:
    if not steps:
        return rows.lists.get(name, ())
    held, place = rows.lists.get(steps[0], ()), _place(steps)
    return _list_at(held[place], steps[2:], name) if 0 <= place < len(held) else ()


def _with_list(
    rows: Row, steps: Sequence[str], name: str, change: Callable[[tuple[Row, ...], Outline], tuple[Row, ...]]
) -> Row:
    """With one of its lists changed, however deep."""
    if not steps:
        outline = next((one for one in rows.outline.lists if one.name == name), None)
        return replace(rows, lists={**rows.lists, name: change(rows.lists[name], outline)}) if outline else rows
    held, place = rows.lists.get(steps[0], ()), _place(steps)
    if not 0 <= place < len(held):
        return rows
    inner = _with_list(held[place], steps[2:], name, change)
    return replace(rows, lists={**rows.lists, steps[0]: (*held[:place], inner, *held[place + 1 :])})


def _place(steps: Sequence[str]) -> int:
    return place_in(steps[1]) if len(steps) > 1 else -1


def place_in(word: str) -> int:
    """Which of a list a form names, -1 where it names none; what no list of ours is as long as is none either."""
    return int(word) if FIGURES.fullmatch(word) else -1


def _shown(one: Field, value: object) -> str:
    if isinstance(value, list):
        return BETWEEN.join(map(str, value))
    word = "" if value is None or isinstance(value, Mapping) else str(value).strip()
    return (word.lower() if one.sort is Sort.FLAG else word) or one.default


def _written(one: Field, typed: str, old: object) -> Wanted:
    """The value for the file; what is as nobody wrote it stays unwritten."""
    # What must be said is written though it is the default: a file without it is refused.
    if typed == _shown(one, old) and (old is not None or not one.must):
        return old if isinstance(old, str | list) else None
    if not typed:
        return None
    if one.sort is Sort.NAMES:
        return names_in(typed)
    if one.sort is Sort.DAYS:
        return [Bare(day) if FIGURE.fullmatch(day) else day for day in names_in(typed)]
    return Bare(typed) if one.sort in BARE and FIGURE.fullmatch(typed) else " ".join(typed.split())


def _listed(known: Mapping[str, object], outline: Outline) -> Iterator[tuple[Trail, object]]:
    """What stands under its key, and where."""
    value = known.get(outline.name)
    if outline.single:
        return iter([((), value)] if isinstance(value, Mapping) else [])
    return (((at,), one) for at, one in enumerate(value if isinstance(value, list) else ()))


def mark_of(trail: Trail) -> str:
    """Where an entry stands, as a form carries it."""
    return ".".join(map(str, trail))


def _trail(mark: str, data: object) -> Trail:
    """Where a mark leads to in a file: a list's places are numbers, a mapping's keys never, whatever they look like."""
    trail: Trail = ()
    for step in mark.split(".") if mark else ():
        place = place_in(step) if isinstance(value_at(data, trail), list) else -1
        trail = (*trail, step if place < 0 else place)
    return trail


def value_at(data: object, trail: Trail) -> object:
    """What a file says in a place, None where there is none."""
    for step in trail:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
