"""The bar on every page of a demonstration: the time, and whom one may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yudu_flow.actions.access.accounts import ADMIN
from yudu_flow.actions.bureau import local_day
from yudu_flow.web.doors.access import leads_of
from yudu_flow.web.parts.words import full_moment

if TYPE_CHECKING:
    from yudu_flow.simulation.demo import Demo


@dataclass(frozen=True)
class Bar:
    """What it shows; `people` are (person, words) in groups."""

    now: str
    over: bool
    people: dict[str, list[tuple[str, str]]]


def bar(demo: Demo) -> Bar:
    bureau, day = demo.bureau(), local_day(demo.now)
    roster = bureau.roster
    people: dict[str, list[tuple[str, str]]] = {"局办公室": [], "责任领导": [], "联络员": [], "其他": []}
    for unit in roster.units.values():
        holder = roster.holder(unit.liaison, day)
        if holder:
            group = "局办公室" if unit is roster.office else "联络员"
            people[group].append((holder.id, f"{unit.name}　{holder.name}"))
    for person in roster.people.values():
        if leads_of(roster, person.id, day):
            people["责任领导"].append((person.id, person.name))
        elif person.name in demo.habits.of:
            people["其他"].append((person.id, f"{person.name}（走访责任人）"))
    people["其他"].append((ADMIN, "管理员"))
    return Bar(full_moment(demo.now), demo.over, people)
