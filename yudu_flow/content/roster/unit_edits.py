"""Changes of units in the roster's text."""

from datetime import date

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.roster.changes import AddUnit, ChangeUnit, EndUnit, RemoveUnit, RenameUnit, ResumeUnit
from yudu_flow.content.roster.places import Trails, day_at, found_unit, keys, section, set_word, set_words
from yudu_flow.content.roster.post_edits import A_DAY
from yudu_flow.content.yaml_text import Tree, YamlText
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.names import known_as, same_name

VACANT: dict[str, Tree] = {"holders": []}


def add_unit(roster: YamlText, change: AddUnit) -> Trails:
    """With a liaison and a head whose posts are vacant. Raises BadRequest where a unit is called so already."""
    trail = _new_place(roster, change.name)
    fields: dict[str, Tree] = {"kind": change.kind}
    if change.full_name.strip():
        fields["full_name"] = change.full_name.strip()
    if change.aliases:
        fields["aliases"] = [*change.aliases]
    if change.in_charge:
        fields["in_charge"] = change.in_charge
    roster.put(trail, {**fields, "liaison": VACANT, "head": VACANT})
    return (trail,)


def _new_place(roster: YamlText, name: str) -> Trail:
    name = name.strip()
    if known_as(name, keys(roster, "units")):
        raise BadRequest(f"名册里已经有单位“{name}”", needs=("name",))
    return (*section(roster, "units", {}), name)


def change_unit(roster: YamlText, change: ChangeUnit) -> Trails:
    """What is None stays; an empty word or list takes out what stood there."""
    trail = found_unit(roster, change.unit)
    for field in ("kind", "full_name", "in_charge"):
        set_word(roster, (*trail, field), getattr(change, field))
    if change.aliases is not None:
        set_words(roster, (*trail, "aliases"), change.aliases)
        if not roster.count((*trail, "aliases")):  # a list whose last word went is left empty
            roster.drop((*trail, "aliases"))
    return (trail,)


def rename_unit(roster: YamlText, change: RenameUnit) -> Trails:
    """With a day the old one ends the day before. Raises BadRequest for a name that is taken, NotAllowed where the unit
    is to end already.
    """
    trail = found_unit(roster, change.unit)
    _new_place(roster, change.name)
    if change.from_day is None:
        new = ("units", change.name.strip())
        roster.rename(trail, change.name.strip())
        return (trail, new, *_called_anew(roster, change))
    return _goes_on(roster, trail, change, change.from_day)


def _called_anew(roster: YamlText, change: RenameUnit) -> Trails:
    """Wherever the roster itself speaks of the unit."""
    units = [("units", unit, "into") for unit in keys(roster, "units")]
    places: list[Trail] = [*units, *_homes(roster)]
    for at in range(roster.count(("groups",))):
        places += [("groups", at, "members", place) for place in range(roster.count(("groups", at, "members")))]
    there = [place for place in places if same_name(roster.word(place), change.unit)]
    for place in there:
        roster.put(place, change.name.strip())
    return tuple(there)


def _homes(roster: YamlText) -> list[Trail]:
    return [("people", id, "home") for id in keys(roster, "people")]


def _goes_on(roster: YamlText, old: Trail, change: RenameUnit, day: date) -> Trails:
    """A unit of the new name with the same posts, into which the old one goes; its people are at home there."""
    if roster.word((*old, "until")):
        raise NotAllowed(f"“{change.unit}”已经登记了撤并，请先撤销")
    new = ("units", change.name.strip())
    fields: dict[str, Tree] = {"kind": roster.word((*old, "kind"))}
    if roster.word((*old, "in_charge")):
        fields["in_charge"] = roster.word((*old, "in_charge"))
    posts = {post: {"holders": _holders_from(roster, (*old, post, "holders"), day)} for post in ("liaison", "head")}
    roster.put(new, {**fields, **posts})
    set_word(roster, (*old, "until"), str(day - A_DAY))
    set_word(roster, (*old, "into"), change.name)
    homes = [place for place in _homes(roster) if same_name(roster.word(place), change.unit)]
    for place in homes:
        roster.put(place, change.name.strip())
    return (old, new, *homes)


def _holders_from(roster: YamlText, trail: Trail, day: date) -> list[Tree]:
    found: list[Tree] = []
    for at in range(roster.count(trail)):
        start, end = day_at(roster, (*trail, at, "from")), day_at(roster, (*trail, at, "to"))
        if end is None or end >= day:
            days = {"from": str(max(start or day, day)), **({"to": str(end)} if end else {})}
            found.append({"person": roster.word((*trail, at, "person")), **days})
    return found


def end_unit(roster: YamlText, change: EndUnit) -> Trails:
    trail = found_unit(roster, change.unit)
    set_word(roster, (*trail, "until"), str(change.last_day))
    set_word(roster, (*trail, "into"), change.into)
    return (trail,)


def resume_unit(roster: YamlText, change: ResumeUnit) -> Trails:
    trail = found_unit(roster, change.unit)
    roster.drop((*trail, "into"))
    roster.drop((*trail, "until"))
    return (trail,)


def remove_unit(roster: YamlText, change: RemoveUnit) -> Trails:
    trail = found_unit(roster, change.unit)
    roster.drop(trail)
    return (trail,)
