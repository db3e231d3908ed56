"""What a form changes of a file, in the words of its labels."""

from collections.abc import Iterator
from dataclasses import dataclass

from yudu_flow.content.entries import Field, Row, place_in

ADDED, GONE, MOVED = "新增", "删去", "移动"


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that is another, or an entry that came, went or moved: then `what` says which."""

    place: str
    what: str
    old: str = ""
    new: str = ""

    @property
    def told(self) -> str:
        """On one line."""
        return f"{self.place} {self.what}".strip()


def changes(before: Row, after: Row) -> list[Changed]:
    """Everything in which `after` differs from `before`, in the order of the form, what went away last."""
    known = {row.was: row for row, _ in _all(before, "") if row is not before}
    found = [*_walk(after, before, known, "")]
    kept = {row.was for row, _ in _all(after, "")}
    # What stood in an entry that is gone went with it, and is not told by itself.
    gone = [(row, place) for row, place in _all(before, "") if row.was not in kept and _parent(row) in kept]
    return [*found, *(Changed(place, GONE) for _, place in gone)]


def _walk(row: Row, old: Row | None, known: dict[str, Row], place: str) -> Iterator[Changed]:
    if old is None and not row.blank:
        yield Changed(place, ADDED, new="　".join(_words(row)))
    elif old is not None:
        yield from _of_values(row, old, place)
    for rows in row.lists.values():
        last = -1
        for inner in rows:
            at = _at(inner.was)
            if inner.was in known and (_parent(inner) != row.was or at < last):
                yield Changed(_named(inner, place), MOVED)
            last = max(last, at)
            yield from _walk(inner, known.get(inner.was), known, _named(inner, place))


def _of_values(row: Row, old: Row, place: str) -> Iterator[Changed]:
    for one in row.outline.fields:
        was, now = old.said.get(one.name, ""), row.said.get(one.name)
        if now is not None and now != was:
            yield Changed(place, one.label, _spelled(one, was), _spelled(one, now))


def _words(row: Row) -> Iterator[str]:
    for one in row.outline.fields:
        word = row.said.get(one.name)
        if word and word != one.default:
            yield f"{one.label} {_spelled(one, word)}"


def _spelled(one: Field, word: str) -> str:
    return one.choices.get(word, word)


def _all(row: Row, place: str) -> Iterator[tuple[Row, str]]:
    yield row, place
    for rows in row.lists.values():
        for inner in rows:
            yield from _all(inner, _named(inner, place))


def _named(row: Row, within: str) -> str:
    """分工5.1; what has no number of its own with what it belongs to."""
    own = f"{row.outline.label}{row.called if row.called[:1].isdigit() else f'“{row.called}”' if row.called else ''}"
    return own if not within or row.outline.lists else f"{within} {own}"


def _parent(row: Row) -> str:
    """Where the entry stands that it is in: a list has a place more."""
    return ".".join(row.was.split(".")[: -1 if row.outline.single else -2])


def _at(was: str) -> int:
    return place_in(was.rpartition(".")[2])
