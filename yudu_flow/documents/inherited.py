"""What stands over measures goes down to each: 一、做强产业（牵头领导：周敏）, 二、县教育局, 三月底前完成."""

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yudu_flow.documents.charged import Attribution, Named, between
from yudu_flow.documents.labels import Role
from yudu_flow.documents.outline import Item
from yudu_flow.documents.over import CHARGED, Over

FARTHEST = 10**9
"""Behind all that charge somebody come those that only lead, so that they lead what those have given."""
_ROLES = (Role.LEADER, Role.LEAD, Role.UNIT, Role.PERSON)


def without(found: list[Attribution], overs: list[Over]) -> list[Attribution]:
    """The attributions but those that are words of what stands over others."""
    words = {place for over in overs for place in range(*over.place)}
    return [one for one in found if one.place[0] not in words]


def handed_down(found: list[Attribution], overs: list[Over], items: list[Item]) -> list[Attribution]:
    """The attributions completed by what stands over them, and one for each item that has nothing of its own; those
    that say by when and no more count there only.
    """
    dated = [one for one in found if not one.names]
    made = [one for one in found if one.names]
    counted = Counter(over.charges for over in overs)
    # of headings inside each other the inner one says who has it: 1.县水利局 below 一、工程组（牵头领导：…）
    for over in sorted(overs, key=lambda one: one.end - one.place[0] if one.charges else FARTHEST):
        below = between(made, over.place[1], over.end)
        if over.charges:
            for one in _charged(over, below, dated):
                insort(made, one, key=lambda one: one.place)
            continue
        for one in below:
            complete(one, over.by, "" if counted[False] > 1 else over.title)
    return _from_brackets(made, items)


def _charged(over: Over, below: Sequence[Attribution], dated: list[Attribution]) -> Iterator[Attribution]:
    """The units of a heading have each item below it that does not say itself who has it."""
    for leaf in (leaf for item in over.items for leaf in _leaves(item)):
        own = between(below, leaf.start, leaf.end)
        if any(one.of(*CHARGED) for one in own):
            _lead(over, own)
            continue
        end = min(leaf.end, over.end) - 1
        days = between(dated, leaf.start, leaf.end)
        one = [*own, *days, Attribution((end, end))][0]
        one.names = [*(replace(name) for name in over.by.names), *one.names]
        if not over.plain:
            one.doubts.append(f"责任单位是按标题“{over.title[:20]}”读的，请核对")
        if not own:
            yield one


def _lead(over: Over, own: Sequence[Attribution]) -> None:
    """Who leads the units of a heading leads also what is others' below it."""
    for one in own:
        if not one.of(Role.LEADER):
            one.names = [*(replace(name) for name in over.by.of(Role.LEADER)), *one.names]


def _leaves(item: Item) -> Iterator[Item]:
    if not item.below:
        yield item
    for one in item.below:
        yield from _leaves(one)


def _from_brackets(found: list[Attribution], items: list[Item]) -> list[Attribution]:
    """Those in the heading of a section of charged items are not the section's own, but theirs."""
    theirs = set[int]()
    for section in items:
        if not section.below:
            continue
        own = between(found, section.start, section.below[0].start)
        below = between(found, section.below[0].start, section.end)
        if len(own) != 1 or not below or own[0].of(Role.CO_UNIT) or own[0].many or own[0].weak:
            continue
        for one in below:
            complete(one, own[0], section.title)
        theirs.add(id(own[0]))
    return [one for one in found if id(one) not in theirs]


def complete(one: Attribution, above: Attribution, title: str) -> None:
    """What it says of its own comes first; of those who lead there is one set. With a `title` it is asked."""
    added = [replace(name) for role in _ROLES for name in above.of(role) if not _says(one, role)]
    if added:
        one.names = [*_led(added, one), *one.names]
        if title:
            one.doubts.append(f"“{title[:20]}”的标题里写了{'、'.join(n.name for n in added)}，已列入本项，请核对")
    if above.due and not one.due and not one.due_words:
        one.due, one.due_words = above.due, above.due_words


def _says(one: Attribution, role: Role) -> bool:
    return bool(one.of(Role.LEAD, Role.UNIT) if role is Role.UNIT else one.of(role))


def _led(added: list[Named], one: Attribution) -> list[Named]:
    """Names that lead are left out where the item has them already."""
    known = {name.name for name in one.names}
    return [name for name in added if name.name not in known]
