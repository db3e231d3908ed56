"""A plan with differences taken over: what nobody chose stays as it was, and where it was."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from yudu_flow.content.entries import Row, new_row, place_in
from yudu_flow.content.plan.difference import Difference, Put
from yudu_flow.content.plan.outline import ASSIGNMENT, MEASURE, PART


def taken_over(plan: Row, chosen: Iterable[Difference]) -> Row:
    """The plan's form with them; parts and measures that have nothing any more are gone with what they had."""
    found = [*chosen]
    sets: dict[str, dict[str, str]] = {}
    for one in found:
        sets.setdefault(one.at, {}).update(one.sets)
    drops = {place for one in found for place in one.drops}
    puts = [put for one in found for put in one.puts]
    after = _walked(plan, sets, drops, puts)
    parts = (*after.lists[PART.name], *_new_parts(puts))
    numbered = _numbered([_ordered(part) for part in parts])
    return replace(after, lists={**after.lists, PART.name: tuple(one for one in numbered if one.lists[MEASURE.name])})


def _walked(row: Row, sets: Mapping[str, Mapping[str, str]], drops: set[str], puts: list[Put]) -> Row:
    lists = {
        name: (
            *(_walked(one, sets, drops, puts) for one in rows if one.was not in drops),
            *(put.row for put in puts if (put.into, put.name, put.part) == (row.was, name, "")),
        )
        for name, rows in row.lists.items()
    }
    return replace(row, said={**row.said, **sets.get(row.was, {})}, lists=lists)


def _new_parts(puts: Iterable[Put]) -> list[Row]:
    """One for each title, in the order in which they come."""
    held: dict[str, list[Row]] = {}
    for put in puts:
        if put.part:
            held.setdefault(put.part, []).append(put.row)
    return [replace(new_row(PART, title=title), lists={MEASURE.name: tuple(rows)}) for title, rows in held.items()]


def _ordered(part: Row) -> Row:
    """Each new measure before the first one with a higher number, the others where they stood; none without anything
    to do.
    """
    held = [one for one in part.lists[MEASURE.name] if one.lists[ASSIGNMENT.name]]
    placed = [one for one in held if one.was]
    for one in (each for each in held if not each.was):
        number = place_in(one.said["number"])
        at = next((at for at, other in enumerate(placed) if place_in(other.said["number"]) > number), len(placed))
        placed.insert(at, one)
    return replace(part, lists={MEASURE.name: tuple(placed)})


def _numbered(parts: list[Row]) -> list[Row]:
    """A new measure whose number another one has kept gets the next one that is free."""
    taken = {one.said["number"] for part in parts for one in part.lists[MEASURE.name] if one.was}
    done = []
    for part in parts:
        held = []
        for one in part.lists[MEASURE.name]:
            number = one.said["number"]
            if not one.was and number in taken:
                number = str(max(map(place_in, taken)) + 1)
            taken.add(number)
            held.append(replace(one, said={**one.said, "number": number}))
        done.append(replace(part, lists={MEASURE.name: tuple(held)}))
    return done
