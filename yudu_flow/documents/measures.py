"""Which item each attribution belongs to, and which words it speaks for: back to the one before or the item's start."""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest

from yudu_flow.documents.charged import ALL, Attribution
from yudu_flow.documents.days import is_days_alone
from yudu_flow.documents.labels import Role
from yudu_flow.documents.lexicon import CONTACT_LINE
from yudu_flow.documents.outline import Item, around
from yudu_flow.documents.passage import Passage

PARTS = ("bracketed figure", "half bracket", "circled")
"""Numbers of parts of a measure: (1), 1), ①; right below a section they number measures."""
SECTIONS = ("chapter", "chinese", "bracketed chinese")


@dataclass(frozen=True, slots=True)
class Charge:
    """An attribution with the item that it stands in and the words that it speaks for, [start, end) in the passage."""

    by: Attribution
    item: Item | None
    start: int
    end: int


def gathered(found: list[Attribution], items: list[Item]) -> list[Attribution]:
    """What labels of one item say apart from each other is one: 责任单位：甲, its steps, 完成时限：6月底."""
    kept: list[Attribution] = []
    for one in found:
        item = around(items, one.place[0])
        last = kept[-1] if kept else None
        if last and item and not item.below and around(items, last.place[0]) is item and _completes(last, one):
            last.add(one)
        else:
            kept.append(one)
    return kept


def _completes(last: Attribution, one: Attribution) -> bool:
    """One of the two charges nobody, and they say nothing twice."""
    apart = not {name.role for name in last.names} & {name.role for name in one.names}
    alone = not (last.of(Role.LEAD, Role.UNIT) and one.of(Role.LEAD, Role.UNIT))
    return (
        apart and alone and one.labelled and last.labelled and not one.many and not (last.due_words and one.due_words)
    )


def without_weak(found: list[Attribution], items: list[Item]) -> list[Attribution]:
    """Those without a word of a role count only in a document of sentences: in items that say no more, or by a day of
    their own, as 县城投集团要加快对接，确保8月底前投放 does behind what another has.
    """
    strong = [one for one in found if not one.weak]
    if sum(one.speaks is None for one in strong) * 2 > len(strong):
        return strong
    held = {id(around(items, one.place[0])) for one in strong} - {id(None)}
    return [one for one in found if not one.weak or one.due or id(around(items, one.place[0])) not in held]


def joined(found: list[Attribution], passage: Passage) -> list[Attribution]:
    """Attributions on lines that follow each other are one: 牵头单位：甲 on the first, 责任单位：乙 on the next."""
    kept: list[Attribution] = []
    for one in found:
        if kept and _follows(kept[-1], one, passage):
            kept[-1].place = (kept[-1].place[0], one.place[1])
            kept[-1].add(one)
        else:
            kept.append(one)
    return kept


def _follows(last: Attribution, one: Attribution, passage: Passage) -> bool:
    between = CONTACT_LINE.sub("", passage.key[last.place[1] : one.place[0]])
    apart = not {name.role for name in last.names} & {name.role for name in one.names}
    return not between.strip() and apart and one.labelled and last.labelled and not one.many


def charges(found: list[Attribution], items: list[Item], passage: Passage) -> list[Charge]:
    """Each attribution with its item, lifted to the item whose parts it speaks for all of."""
    made: list[Charge] = []
    spoken: list[int] = []
    for one, after in zip_longest(found, found[1:]):
        item = around(items, one.place[0])
        if item is not None and one.many > 1 and (sisters := _sisters(item, one.many, spoken)):
            made += [
                Charge(replace(one, names=[*one.names], speaks=None), each, each.start, each.end) for each in sisters
            ]
            insort(spoken, one.place[1])
            continue
        if item is not None:
            item = _lifted(item, one, spoken)
        start = item.start if item else _line_start(passage, one.place[0])
        if one.speaks and one.labelled:  # its line is all that it speaks for
            start = max(start, one.speaks[0])
        before = bisect_right(spoken, one.place[0])
        start = max([start, *spoken[before - 1 : before]])
        end = max(one.place[0], one.speaks[1] if one.speaks else 0)
        if item is not None and not item.below and _closes(item, one, after, passage):
            end = item.end
        made.append(Charge(one, item, start, end))
        insort(spoken, max(one.place[1], end))
    return made


def measures_of(made: list[Charge]) -> Iterator[tuple[Charge, Item | None, int, int]]:
    """Each with the measure that it is in and its number, counted on where it is in none; and where the item ends whose
    labelled lines behind it are its words too, 0 for none.
    """
    style = _style(made)
    measures = [_measure_of(charge, style) for charge in made]
    numbers = _numbers([one for one in measures if one])
    highest = max(numbers.values(), default=0)
    for charge, item, end in zip(made, measures, _below(made), strict=True):
        highest += item is None
        yield charge, item, numbers[item.start] if item else highest, end


def _below(made: list[Charge]) -> list[int]:
    """Where the item of each ends for what stands behind its attribution; 0 where others speak there, or its parts."""
    return [
        one.item.end if one.item and not one.item.below and (after is None or after.item is not one.item) else 0
        for one, after in zip_longest(made, made[1:])
    ]


def _closes(item: Item, one: Attribution, after: Attribution | None, passage: Passage) -> bool:
    """Whether it closes the first line of an item whose further lines are its own as well, or all but a day's line."""
    if after is not None and after.place[0] < item.end:
        return False
    if is_days_alone(passage.key[one.place[1] : item.end].strip(" 。;\n")):  # 6月底前完成 on a line of its own
        return True
    line = passage.key.find("\n", item.start)
    heads = not one.speaks and one.place[0] < line < item.end - 1
    return heads and not passage.key[one.place[1] : line].strip(" 。;")


def _sisters(item: Item, many: int, spoken: list[int]) -> list[Item]:
    """The last `many` items up to this one, where nothing else speaks for any of them."""
    found = [one for one in (item.above.below if item.above else []) if one.start <= item.start]
    if many == ALL:
        return [*reversed([*takewhile(lambda one: not _has(one, spoken), reversed(found))])]
    found = found[-many:]
    return found if len(found) == many and not any(_has(one, spoken) for one in found) else []


def _line_start(passage: Passage, place: int) -> int:
    """Of the line that it stands in; where nothing stands before it there, of the one above."""
    start = passage.text.rfind("\n", 0, place) + 1
    return start if passage.text[start:place].strip() or not start else passage.text.rfind("\n", 0, start - 1) + 1


def _lifted(item: Item, one: Attribution, spoken: list[int]) -> Item:
    """The item itself, or the one above where its elder sisters have no attribution of their own."""
    while item.above is not None and item.number > 1 and item.above.below[-1] is item and one.place[1] >= item.end - 3:
        sisters = item.above.below[:-1]
        if not sisters or any(_has(sister, spoken) for sister in sisters):
            break
        item = item.above
    return item


def _has(item: Item, spoken: list[int]) -> bool:
    after = bisect_right(spoken, item.start)
    return after < len(spoken) and spoken[after] <= item.end


def _style(made: list[Charge]) -> str:
    """How the measures are numbered: the style of most items that attributions stand in."""
    items = [charge.item for charge in made if charge.item]
    whole = [item for item in items if not (item.style in PARTS and item.above and item.above.style not in SECTIONS)]
    counted = Counter(item.style for item in whole or items)
    return counted.most_common(1)[0][0] if counted else ""


def _measure_of(charge: Charge, style: str) -> Item | None:
    """The measure around an attribution: the item of the measures' style, else its own."""
    if charge.item is None:
        return None
    return next((item for item in charge.item.line_up() if item.style == style), charge.item)


def _numbers(measures: list[Item]) -> dict[int, int]:
    """The number of each measure by its place: as written where no two are alike, else counted on."""
    places = list(dict.fromkeys(item.start for item in measures))
    written = {item.start: item.number for item in measures}
    if len(set(written.values())) == len(places):
        return written
    return {place: count for count, place in enumerate(sorted(places), 1)}
