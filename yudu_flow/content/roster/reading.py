"""Reads config/roster.yaml into the domain's Roster."""

from collections.abc import Iterable, Mapping

from yudu_flow.content.complaints import shaped
from yudu_flow.content.findings import has_errors
from yudu_flow.content.roster.checks import check_roster
from yudu_flow.content.roster.shape import GroupShape, PersonShape, PostShape, RosterShape, UnitShape
from yudu_flow.content.source import Source
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.names import known_as
from yudu_flow.domain.roster import Person, Post, Roster, Tenure, Unit


def roster_in(source: Source) -> Roster | None:
    """The roster that `source` holds, None where it has errors; they are noted in it."""
    shape = shaped(source, RosterShape)
    if shape is None:
        return None
    check_roster(shape, source)
    return None if has_errors(source.findings) else _roster(shape)


def _roster(shape: RosterShape) -> Roster:
    """Firms are kept per owner: a unit by its name, a person by id."""
    units = {name: _unit(name, unit, shape.units) for name, unit in shape.units.items()}
    return Roster(
        bureau=shape.bureau.id,
        bureau_name=shape.bureau.name,
        units=units,
        people={id: _person(id, person, shape.units) for id, person in shape.people.items()},
        posts={post.id: post for post in _posts(shape, units)},
        groups={group.name: _members(group, shape.units) for group in shape.groups},
        firms=_firms(shape),
    )


def _firms(shape: RosterShape) -> dict[str, tuple[str, ...]]:
    firms = {name: tuple(unit.firms) for name, unit in shape.units.items()}
    firms |= {id: tuple(person.firms) for id, person in shape.people.items()}
    return {owner: names for owner, names in firms.items() if names}


def _unit(name: str, shape: UnitShape, units: Iterable[str]) -> Unit:
    return Unit(
        name=name,
        kind=shape.kind,
        liaison=f"{name}.liaison",
        head=f"{name}.head",
        in_charge=shape.in_charge,
        full_name=shape.full_name,
        aliases=tuple(shape.aliases),
        firms=tuple(shape.firms),
        until=shape.until,
        into=_spelled(shape.into, units) if shape.into else None,
    )


def _members(group: GroupShape, units: Iterable[str]) -> tuple[str, ...] | None:
    return None if group.members is None else tuple(_spelled(name, units) for name in group.members)


def _spelled(name: str, units: Iterable[str]) -> str:
    """As the unit itself is written."""
    return known_as(name, units) or name


def _person(id: str, shape: PersonShape, units: Iterable[str]) -> Person:
    return Person(
        id=id,
        name=shape.name,
        home=_spelled(shape.home, units) if shape.home else None,
        home_is_placeholder=shape.home_placeholder,
        away=tuple(Tenure(absence.deputy, absence.start, absence.end) for absence in shape.away),
        left=shape.left,
        successor=shape.successor,
        **{way.field: getattr(shape, way.field) for way in WAYS.values()},
    )


def _posts(shape: RosterShape, units: Mapping[str, Unit]) -> Iterable[Post]:
    """Leadership first, then two posts a unit, titled like 就业局联络员."""
    for id, post in shape.leadership.items():
        yield _post(id, post.title, post)
    for name, unit in shape.units.items():
        yield _post(units[name].liaison, f"{name}联络员", unit.liaison)
        yield _post(units[name].head, f"{name}负责人", unit.head)


def _post(id: str, title: str, shape: PostShape) -> Post:
    return Post(id, title, tuple(Tenure(one.person, one.start, one.end) for one in shape.holders))
