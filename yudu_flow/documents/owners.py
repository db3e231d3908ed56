"""Sections headed by who is charged: 一、县教育局 or 一、牵头单位：县司法局, and below it what that unit has to do."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yudu_flow.documents.attribution import Attribution, Named, Reader
from yudu_flow.documents.holes import families_of
from yudu_flow.documents.labels import Role, label_at
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.plausible import oddity
from yudu_flow.documents.sorts import Sort, sort_of

_HEADED = re.compile(
    r"(?:由)?(?P<names>.{2,60}?)(?:(?:牵头|负责|承担|主办)(?:负责|落实|完成)?的?(?:重点)?(?:任务|事项|工作|项目)?)?(?:\((?:共|牵头)?\d+[项个件条]\))?[::。]?$"
)
_CHARGED = (Role.LEAD, Role.UNIT)


def with_owners(found: list[Attribution], items: list[Item], passage: Passage, year: int) -> list[Attribution]:
    """The attributions, and one for each item below a unit's heading; what such an item says itself is completed."""
    made = [*found]
    for family in families_of(items):
        owners = {id(one): names for one in family if one.below and (names := _owners(one, passage, year))}
        if len(owners) < 2 or len(owners) * 2 < len(family):
            continue
        labelled = any(label_at(passage.key, one.body, one.end) for one in family)
        leaves = [(leaf, owners[id(one)], one) for one in family if id(one) in owners for leaf in _leaves(one)]
        if not labelled and any(_charges(made, leaf) for leaf, _, _ in leaves):
            continue  # the headings name what is built, and the items say who builds it
        heads = [(one.start, one.below[0].start) for one in family if id(one) in owners]
        made = [one for one in made if not any(s <= one.place[0] < e for s, e in heads)]
        for leaf, names, above in leaves:
            _charge(made, leaf, names, above)
    return sorted(made, key=lambda one: one.place)


def _owners(item: Item, passage: Passage, year: int) -> list[Named]:
    """The units that a heading is nothing but."""
    key = passage.key
    end = key.find("\n", item.body)
    end = len(key) if end < 0 else end
    start, role = item.body, Role.UNIT
    if label := label_at(key, start, end):
        role, start = label
    elif headed := _HEADED.match(key, start, end):
        start, end = headed.span("names")
    if role not in _CHARGED:
        return []
    names = Reader(passage, (start, end), year, role).read(start, end).names
    plain = all(sort_of(one.name) in (Sort.UNIT, Sort.GROUP) and not oddity(one.name) for one in names)
    return names if plain else []


def _leaves(item: Item) -> Iterator[Item]:
    if not item.below:
        yield item
    for one in item.below:
        yield from _leaves(one)


def _within(made: list[Attribution], leaf: Item) -> list[Attribution]:
    return [one for one in made if leaf.start <= one.place[0] < leaf.end]


def _charges(made: list[Attribution], leaf: Item) -> bool:
    return any(one.of(*_CHARGED) for one in _within(made, leaf))


def _charge(made: list[Attribution], leaf: Item, names: list[Named], above: Item) -> None:
    own = _within(made, leaf)
    if any(one.of(*_CHARGED) for one in own):
        return
    one = own[0] if own else Attribution((leaf.end - 1, leaf.end - 1))
    one.names = [*(replace(name) for name in names), *one.names]
    one.doubts.append(f"责任单位是按标题“{above.title[:20]}”读的，请核对")
    if not own:
        made.append(one)
