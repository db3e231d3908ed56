"""What must hold in the roster beyond its shape: names that exist, one office, posts held by one person at a time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from yudu_flow.content.findings import nearest
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.roster.endings import check_endings
from yudu_flow.content.roster.shape import AwayShape, HolderShape, PersonShape, PostShape, RosterShape
from yudu_flow.content.source import Source
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.names import known_as, name_key
from yudu_flow.domain.roster import UnitKind

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def check_roster(shape: RosterShape, source: Source) -> None:
    """Note every error and every person whom no message can reach."""
    _check_offices(shape, source)
    _check_names(shape, source)
    _check_references(shape, source)
    for trail, post in _posts(shape):
        _check_holders(post, trail, shape, source)
    _check_people(shape, source)
    check_endings(shape, source)
    _check_cycles(shape, source)


def _check_offices(shape: RosterShape, source: Source) -> None:
    offices = [name for name, unit in shape.units.items() if unit.kind is UnitKind.OFFICE]
    if not offices:
        source.error(("units",), "没有局办公室", "给办公室写上 kind: office", at_key=True)
    for name in offices[1:]:
        message = f"局办公室只能有一个，“{offices[0]}”已经是"
        source.error(("units", name, "kind"), message, "改成 section 或 unit", value=name)


def _check_names(shape: RosterShape, source: Source) -> None:
    """A name in a plan must lead to one unit or one group."""
    taken: dict[str, str] = {}
    for name, trail, owner in _names(shape):
        key = name_key(name)
        if taken.setdefault(key, owner) != owner:
            source.error(trail, f"“{owner}”的名称“{name}”与“{taken[key]}”重复", "换一个名称，或删去一处", value=name)


def _names(shape: RosterShape) -> Iterator[tuple[str, Trail, str]]:
    for name in shape.units:
        yield name, ("units", name), name
    for name, unit in shape.units.items():
        if unit.full_name:
            yield unit.full_name, ("units", name, "full_name"), name
        for index, alias in enumerate(unit.aliases):
            yield alias, ("units", name, "aliases", index), name
    for index, group in enumerate(shape.groups):
        yield group.name, ("groups", index, "name"), f"第 {index + 1} 个集合"


def _check_references(shape: RosterShape, source: Source) -> None:
    for name, unit in shape.units.items():
        if unit.in_charge and unit.in_charge not in shape.leadership:
            trail = ("units", name, "in_charge")
            _unknown(trail, "leadership 里没有岗位", unit.in_charge, shape.leadership, source)
        if unit.into and known_as(unit.into, shape.units) is None:
            _unknown(("units", name, "into"), "没有单位", unit.into, shape.units, source)
    for index, group in enumerate(shape.groups):
        for place, member in enumerate(group.members or ()):
            if known_as(member, shape.units) is None:
                _unknown(("groups", index, "members", place), "没有单位", member, shape.units, source)
    for id in shape.leadership:
        _check_slug(id, ("leadership", id), source)


def _unknown(trail: Trail, message: str, value: str, known: Iterable[str], source: Source) -> None:
    source.error(trail, f"{message}“{value}”", nearest(value, known), value=value)


def _check_slug(id: str, trail: Trail, source: Source) -> None:
    if not SLUG.fullmatch(id):
        source.error(trail, f"编号“{id}”只能用小写字母、数字和“-”", "如 zhang-san", value=id, at_key=True)


def _posts(shape: RosterShape) -> Iterator[tuple[Trail, PostShape]]:
    for name, unit in shape.units.items():
        yield ("units", name, "liaison"), unit.liaison
        yield ("units", name, "head"), unit.head
    for id, post in shape.leadership.items():
        yield ("leadership", id), post


def _check_holders(post: PostShape, trail: Trail, shape: RosterShape, source: Source) -> None:
    trail = (*trail, "holders")
    for index, holder in enumerate(post.holders):
        if holder.person not in shape.people:
            _unknown((*trail, index, "person"), "名册里没有人员编号", holder.person, shape.people, source)
        _check_order(holder.start, holder.end, (*trail, index), source)
    for (_, first), (index, second) in combinations(enumerate(post.holders), 2):
        if _overlap(first, second):
            message = f"“{first.person}”与“{second.person}”的任职日期重叠"
            source.error((*trail, index), message, "给前一人写 to，给后一人写 from，两天不要相同", value=second.person)


def _overlap(first: HolderShape | AwayShape, second: HolderShape | AwayShape) -> bool:
    return (first.start or date.min) <= (second.end or date.max) and (second.start or date.min) <= (
        first.end or date.max
    )


def _check_order(start: date | None, end: date | None, trail: Trail, source: Source) -> None:
    if start and end and end < start:
        source.error(
            (*trail, "to"), f"结束日期“{end}”早于开始日期“{start}”", "结束日期应在开始日期当天或之后", value=str(end)
        )


def _check_people(shape: RosterShape, source: Source) -> None:
    """Names are looked up by what is compared of them: a province has too many people to compare each with all."""
    # Backwards, so that the first one to have a name keeps it, and whoever came later is told.
    first = {name_key(person.name): id for id, person in reversed(shape.people.items())}
    ids = {name_key(id): id for id in shape.people}
    named = {name_key(name): owner for name, _, owner in reversed([*_names(shape)])}
    units = {name_key(name) for name in shape.units}
    for id, person in shape.people.items():
        key = name_key(person.name)
        _check_person(id, person, shape, units, source)
        if first[key] != id:
            message = f"姓名“{person.name}”与“{first[key]}”相同，方案里写姓名时分不清"
            source.error(("people", id, "name"), message, "在姓名后加以区分，如 李明（就业局）", value=person.name)
        another = ids.get(key)
        _check_own_name(id, person, another if another != id else None, named.get(key), source)


def _check_person(id: str, person: PersonShape, shape: RosterShape, units: set[str], source: Source) -> None:
    trail = ("people", id)
    _check_slug(id, trail, source)
    _check_contact(person, trail, source)
    if person.home and name_key(person.home) not in units:
        _unknown((*trail, "home"), "没有单位", person.home, shape.units, source)
    if person.successor and person.successor not in shape.people:
        _unknown((*trail, "successor"), "名册里没有人员编号", person.successor, shape.people, source)
    for index, absence in enumerate(person.away):
        if absence.deputy not in shape.people:
            _unknown((*trail, "away", index, "deputy"), "名册里没有人员编号", absence.deputy, shape.people, source)
        _check_order(absence.start, absence.end, (*trail, "away", index), source)


def _check_own_name(id: str, person: PersonShape, another: str | None, unit: str | None, source: Source) -> None:
    """A name that is another's id, or a unit's name, would be taken for theirs where somebody writes it."""
    if another or unit:
        taken = f"“{another}”的编号" if another else f"“{unit}”的名称"
        source.error(
            ("people", id, "name"), f"姓名“{person.name}”是{taken}，会当成对方", "写真实姓名", value=person.name
        )


def _check_contact(person: PersonShape, trail: Trail, source: Source) -> None:
    written = [(way, address) for way in WAYS.values() if (address := getattr(person, way.field))]
    for way, address in written:
        if not way.fits(address):
            source.error((*trail, way.field), f"{way.address}“{address}”写法不对", way.so, value=address)
    if not written and person.left is None:
        none, one = (mark.join(way.label for way in WAYS.values()) for mark in ("也没有", "或"))
        source.warn(trail, f"“{person.name}”没有{none}，只能由办公室打电话", f"补上{one}", value=person.name)


def _check_cycles(shape: RosterShape, source: Source) -> None:
    """Two people who are deputies to each other on the same day would leave nobody to act."""
    for id, person in shape.people.items():
        for index, absence in enumerate(person.away):
            if _circles(id, absence, [id], shape):
                trail = ("people", id, "away", index, "deputy")
                message = f"“{id}”外出期间的代办人“{absence.deputy}”绕回到本人"
                source.error(trail, message, "换一位这几天在岗的代办人", value=absence.deputy)


def _circles(first: str, absence: AwayShape, passed: Sequence[str], shape: RosterShape) -> bool:
    deputy = absence.deputy
    if deputy == first:
        return True
    if deputy in passed or deputy not in shape.people:
        return False
    theirs = (other for other in shape.people[deputy].away if _overlap(absence, other))
    return any(_circles(first, _common(absence, other), [*passed, deputy], shape) for other in theirs)


def _common(first: AwayShape, second: AwayShape) -> AwayShape:
    """The days on which both are away, with the second one's deputy."""
    start, end = max(first.start, second.start), min(first.end, second.end)
    return second.model_copy(update={"start": start, "end": end})
