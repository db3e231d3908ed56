"""The roster as values for programs: everything that is registered, and who answers for what on the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.roster import Person, Roster, Tenure, Unit


def listed(bureau: Bureau, day: date) -> Mapping[str, Any]:
    """Its bureau, units, posts of leadership, groups and people, with names beside ids."""
    roster = bureau.roster
    return {
        "bureau": {"id": roster.bureau, "name": roster.bureau_name},
        "units": [_unit(roster, unit, day) for unit in roster.units.values()],
        "posts": [
            {"id": post, "title": roster.posts[post].title, **_held(roster, post, day)} for post in roster.leadership
        ],
        "groups": [{"name": name, "members": [*(members or ())]} for name, members in roster.groups.items()],
        "people": [_person(roster, person, day) for person in roster.people.values()],
    }


def _unit(roster: Roster, unit: Unit, day: date) -> Mapping[str, Any]:
    return {
        "name": unit.name,
        "kind": str(unit.kind),
        "full_name": unit.full_name or "",
        "aliases": [*unit.aliases],
        "in_charge": unit.in_charge or "",
        "liaison": _holder(roster, unit.liaison, day),
        "head": _holder(roster, unit.head, day),
        "holders": {"liaison": _course(roster, unit.liaison), "head": _course(roster, unit.head)},
        "until": unit.until,
        "into": unit.into or "",
    }


def _held(roster: Roster, post: str, day: date) -> Mapping[str, Any]:
    return {"holder": _holder(roster, post, day), "holders": _course(roster, post)}


def _holder(roster: Roster, post: str, day: date) -> str:
    holder = roster.posts[post].holder(day)
    return roster.people[holder].name if holder else ""


def _course(roster: Roster, post: str) -> list[Mapping[str, Any]]:
    return [_tenure(roster, one) for one in roster.posts[post].holders]


def _tenure(roster: Roster, one: Tenure) -> Mapping[str, Any]:
    return {"person": one.person, "name": roster.people[one.person].name, "from": one.start, "to": one.end}


def _person(roster: Roster, person: Person, day: date) -> Mapping[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        **{way.field: person.address(channel) or "" for channel, way in WAYS.items()},
        "home": person.home or "",
        "posts": [post.title for post in roster.posts.values() if post.holder(day) == person.id],
        "away": [_tenure(roster, one) for one in person.away],
        "left": person.left,
        "successor": person.successor or "",
    }
