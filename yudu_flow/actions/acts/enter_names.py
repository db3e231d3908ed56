"""Names of a document entered in the roster at once (登记到名册): a new bureau has none of them yet.

A leader gets a post of leadership named after themselves, which the roster's page gives its real title; units begin
with both posts vacant, people without contacts.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_roster import Tried, keep_tried, try_known
from yudu_flow.actions.acts.roster_guards import keeper
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.ids import new_id
from yudu_flow.content.roster.changes import AddGroup, AddPerson, AddPost, AddUnit, Change, ChangeUnit
from yudu_flow.documents.entering import Kind, NewName

LEADER = "局领导（{name}）"
UNIT_KINDS = {Kind.SECTION: "section", Kind.UNIT: "unit"}


def enter_names(
    home: Path,
    bureau: Bureau,
    by: str,
    now: datetime,
    names: Sequence[NewName],
    also: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """All of them, or none; `also` are what units are called besides: the next document of the kind is read by that.

    Raises NotYours, Conflict, BadRequest, BrokenFiles with what the roster's checks say.
    """
    actor, called = keeper(bureau, by, now, admin=False), also or {}
    changes = [*_changes(names, {*bureau.roster.people}), *_called(called, bureau)]
    tried: Tried = try_known(home, bureau, actor, now, changes)
    keep_tried(bureau, now, tried, f"名册：登记文件里的{len(names) + sum(map(len, called.values()))}个名称")


def _called(also: Mapping[str, Sequence[str]], bureau: Bureau) -> Iterator[Change]:
    for unit, names in also.items():
        yield ChangeUnit(unit, aliases=(*bureau.roster.units[unit].aliases, *names))


def _changes(names: Sequence[NewName], people: set[str]) -> Iterator[Change]:
    """In an order in which each leads only to what is there by then."""
    for one in names:
        match one.kind:
            case Kind.LEADER | Kind.PERSON:
                # As `edit` will make it: the post leads to it by then.
                id = new_id(one.name, people, "person")
                people.add(id)
                yield AddPerson(one.name)
                if one.kind is Kind.LEADER:
                    yield AddPost(LEADER.format(name=one.name), id)
            case Kind.GROUP:
                yield AddGroup(one.name)
            case _:
                yield AddUnit(one.name, UNIT_KINDS[one.kind])
