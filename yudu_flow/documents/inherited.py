"""What a section's heading says of who is charged goes down to its items: 一、做强产业（牵头领导：周敏）above tasks."""

from dataclasses import replace

from yudu_flow.documents.attribution import Attribution, Named
from yudu_flow.documents.labels import Role
from yudu_flow.documents.outline import Item

_ROLES = (Role.LEADER, Role.LEAD, Role.UNIT, Role.PERSON)


def handed_down(found: list[Attribution], items: list[Item]) -> list[Attribution]:
    """The attributions without those in the heading of a section of charged items, which have them instead."""
    made = [*found]
    for section in items:
        if not section.below:
            continue
        own = [one for one in made if section.start <= one.place[0] < section.below[0].start]
        below = [one for one in made if section.below[0].start <= one.place[0] < section.end]
        if len(own) != 1 or not below or own[0].of(Role.CO_UNIT) or own[0].many:
            continue
        for one in below:
            _complete(one, own[0], section)
        made.remove(own[0])
    return made


def _complete(one: Attribution, above: Attribution, section: Item) -> None:
    """What it says of its own comes first; of leaders and leading units there is one set."""
    added = [replace(name) for role in _ROLES for name in above.of(role) if not _says(one, role)]
    if added:
        one.names = [*_led(added, one), *one.names]
        one.doubts.append(f"“{section.title[:20]}”的标题里写了{'、'.join(n.name for n in added)}，已列入本项，请核对")
    if above.due and not one.due and not one.due_words:
        one.due, one.due_words = above.due, above.due_words


def _says(one: Attribution, role: Role) -> bool:
    return bool(one.of(Role.LEAD, Role.UNIT) if role is Role.UNIT else one.of(role))


def _led(added: list[Named], one: Attribution) -> list[Named]:
    """Names that lead are left out where the item has them already."""
    known = {name.name for name in one.names}
    return [name for name in added if name.name not in known]
