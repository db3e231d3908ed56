"""A file's entries as data that programs read, change and give back: `{"at": "parts.0", "title": …, "measures": […]}`.

Names and days are lists of words, 是 and 否 true and false, everything else the words that stand in the file. Given
back, what is not said, or null, stays as it is; an empty word takes it out. An entry is known by its `at`, and one
without it is new; a list that is given is the whole list, in its order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from yudu_flow.content.entries import BETWEEN, NO, YES, Field, Outline, Row, Sort, new_row
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import names_in

AT = "at"
SEVERAL = (Sort.NAMES, Sort.DAYS)
Data = dict[str, object]


def data_of(row: Row) -> Data:
    """All of a row; the outermost has no `at`."""
    said: Data = {one.name: _value(one, row.said.get(one.name, "")) for one in row.outline.fields}
    return said | {name: [{AT: one.was, **data_of(one)} for one in rows] for name, rows in row.lists.items()}


def row_given(known: Row, given: Mapping[str, object]) -> Row:
    """`known` with what is given. Raises BadRequest for what is no field, no value of its sort, or no place there."""
    places = {row.was: row for row in _below(known)}
    found = _given(known, given, places, "")
    used = [row.was for row in _below(found) if row.was]
    twice = next((at for at in used if used.count(at) > 1), None)
    if twice is not None:
        raise BadRequest(f"{AT} 写了两次同一处：{twice}", needs=(AT,))
    return found


def several(one: Field) -> bool:
    """Whether its value is a list of words: not where a few fixed ones are offered."""
    return one.sort in SEVERAL and not one.choices


def _value(one: Field, word: str) -> object:
    if several(one):
        return [*names_in(word)]
    return {YES: True, NO: False}.get(word) if one.sort is Sort.FLAG else word


def _given(known: Row, given: Mapping[str, object], places: Mapping[str, Row], name: str) -> Row:
    fields = {one.name: one for one in known.outline.fields}
    inner = {one.name: one for one in known.outline.lists}
    said, lists = dict(known.said), dict(known.lists)
    for key, value in given.items():
        if value is None or key == AT:
            continue
        if key in fields and value != _value(fields[key], known.said.get(key, "")):
            said[key] = _word(fields[key], value, name + key)
        elif key in inner:
            lists[key] = tuple(_entries(inner[key], value, places, f"{name}{key}."))
        elif key not in fields:
            raise BadRequest(f"没有这一项：{name}{key}", needs=(name + key,))
    return replace(known, said=said, lists=lists)


def _entries(outline: Outline, value: object, places: Mapping[str, Row], name: str) -> Iterator[Row]:
    if not isinstance(value, Sequence) or isinstance(value, str) or (outline.single and len(value) > 1):
        raise BadRequest(
            f"{name.rstrip('.')} 应是{'最多一个' if outline.single else ''}列表", needs=(name.rstrip("."),)
        )
    for place, one in enumerate(value):
        if not isinstance(one, Mapping):
            raise BadRequest(f"{name}{place} 应是一组内容", needs=(f"{name}{place}",))
        yield _given(_known(outline, one.get(AT) or "", places, f"{name}{place}"), one, places, f"{name}{place}.")


def _known(outline: Outline, at: object, places: Mapping[str, Row], name: str) -> Row:
    if not at:
        return new_row(outline)
    found = places.get(at) if isinstance(at, str) else None
    if found is None or found.outline.fields != outline.fields:
        raise BadRequest(f"{name} 的 {AT} 不是文件里的一处：{at}", needs=(f"{name}.{AT}",))
    return found


def _word(one: Field, value: object, name: str) -> str:
    if several(one) and isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(word, str) for word in value):
            return BETWEEN.join(names_in(BETWEEN.join(value)))
    elif one.sort is Sort.FLAG and isinstance(value, bool):
        return YES if value else NO
    elif isinstance(value, str) and not several(one) and one.sort is not Sort.FLAG:
        return value.strip()
    raise BadRequest(f"{name}（{one.label}）应写成{_asked(one)}", needs=(name,))


def _asked(one: Field) -> str:
    if several(one):
        return '列表，如 ["甲股", "乙股"]'
    return "true 或 false" if one.sort is Sort.FLAG else '文字，如 "27"'


def _below(row: Row) -> Iterator[Row]:
    for rows in row.lists.values():
        for one in rows:
            yield one
            yield from _below(one)
