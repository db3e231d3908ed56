"""What is said with a change of the roster, checked once for all ways: needed fields, choices, and names led to ids."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from yudu_flow.content.findings import nearest
from yudu_flow.content.roster.changes import Change
from yudu_flow.content.roster.declared import ChangeField, Of, fields_of
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import BadRequest, NotFound, Refusal
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

PLAIN = {way.field: way.plain for way in WAYS.values()}


def meant(change: Change, roster: Roster) -> Change:
    """The change with ids for the names of people and posts, and units as they are spelled.

    Raises BadRequest, NotFound, which name the field.
    """
    told = {field.name: _read(field, getattr(change, field.name), roster) for field in fields_of(type(change))}
    return replace(change, **told)


def _read(field: ChangeField, value: Any, roster: Roster) -> Any:
    if isinstance(value, str):
        value = value.strip()
    if field.said.missing and not value and (field.needed or value is not None):
        raise BadRequest(field.said.missing, needs=(field.name,))
    if not value:
        return value
    if field.said.choices:
        return _chosen(field, str(value))
    if field.name in PLAIN:
        return PLAIN[field.name](str(value))
    if field.said.of is None:
        return value
    find = FOUND[field.said.of]
    try:
        return tuple(find(roster, one) for one in value) if isinstance(value, tuple) else find(roster, str(value))
    except Refusal as refusal:
        refusal.needs = (field.name,)
        raise


def _chosen(field: ChangeField, value: str) -> str:
    """The choice, by its own name or by its words."""
    known = {words: name for name, words in field.said.choices.items()} | {name: name for name in field.said.choices}
    if value not in known:
        words = "、".join(field.said.choices.values())
        raise BadRequest(f"{field.said.says}“{value}”不对，可以写：{words}", needs=(field.name,))
    return known[value]


def _person(roster: Roster, name: str) -> str:
    match roster.all_named(name):
        case [one]:
            return one.id
        case []:
            advice = nearest(name, [one.name for one in roster.people.values()])
            raise NotFound(f"名册里没有“{name}”{_aside(advice)}")
        case several:
            raise BadRequest(f"名册里有{len(several)}位“{name}”，请写编号：{'、'.join(one.id for one in several)}")


def _unit(roster: Roster, name: str) -> str:
    unit = roster.unit_named(name)
    if unit is None:
        raise NotFound(f"名册里没有单位“{name}”{_aside(nearest(name, roster.units))}")
    return unit.name


def _post(roster: Roster, name: str) -> str:
    """By its id or its title."""
    return _among(name, {id: post.title for id, post in roster.posts.items()}, "岗位")


def _leading(roster: Roster, name: str) -> str:
    return _among(name, {id: roster.posts[id].title for id in roster.leadership}, "领导岗位")


def _among(name: str, titles: Mapping[str, str], what: str) -> str:
    if name in titles:
        return name
    alike = [id for id, title in titles.items() if name_key(title) == name_key(name)]
    if len(alike) > 1:
        raise BadRequest(f"有{len(alike)}个{what}叫“{name}”，请写编号：{'、'.join(alike)}")
    if not alike:
        raise NotFound(f"名册里没有{what}“{name}”{_aside(nearest(name, titles.values()))}")
    return alike[0]


def _group(roster: Roster, name: str) -> str:
    group = roster.group_named(name)
    if group is None:
        raise NotFound(f"名册里没有集合“{name}”{_aside(nearest(name, roster.groups))}")
    return group


def _owner(roster: Roster, name: str) -> str:
    unit = roster.unit_named(name)
    return unit.name if unit else _person(roster, name)


def _aside(advice: str) -> str:
    return f"；{advice}" if advice else ""


FOUND: Mapping[Of, Callable[[Roster, str], str]] = {
    Of.PERSON: _person,
    Of.UNIT: _unit,
    Of.POST: _post,
    Of.LEADING: _leading,
    Of.GROUP: _group,
    Of.OWNER: _owner,
}
