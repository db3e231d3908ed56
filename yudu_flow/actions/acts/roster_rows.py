"""What the rows of the roster's sheets mean: the changes that each asks for, or what is wrong with it.

Names lead to what the roster has and to what other rows add; ids of new ones are those that `edit` will make.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yudu_flow.actions.papers.filled_table import AREAS, Rows, SheetRow
from yudu_flow.actions.papers.roster_table import GROUPS, PEOPLE, POSTS, UNITS
from yudu_flow.content.findings import nearest
from yudu_flow.content.ids import new_id
from yudu_flow.content.roster.changes import (
    KINDS,
    AddGroup,
    AddPerson,
    AddPost,
    AddUnit,
    Change,
    ChangeGroup,
    ChangeHolder,
    ChangePerson,
    ChangePost,
    ChangeUnit,
    EndUnit,
    LeavePerson,
)
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.names import known_as, name_key, names_in, same_name
from yudu_flow.domain.roster import Person, Post, Roster, Unit
from yudu_flow.wording.record import Record

DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?: 00:00:00)?")
FIELD_WORDS = {"name": "姓名", "home": "所在单位", **{way.field: way.label for way in WAYS.values()}}


@dataclass
class RosterMeant:
    """A row with what it asks for; `words` say what of it is another than before."""

    sheet: str
    row: SheetRow
    name: str
    id: str = ""
    new: bool = False
    changes: list[Change] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Where it stands in its sheet."""
        return self.row.number

    def cell(self, name: str) -> str:
        """What a column says; empty where the sheet has none such."""
        return self.row.cells.get(name, "")


@dataclass
class Sheets:
    """The roster as the rows find it on `day`, and what they add to it."""

    roster: Roster
    day: date
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)

    def meant(self, filled: Mapping[str, Rows]) -> list[RosterMeant]:
        """Every row: first who is meant or new in all sheets, then what each says of the others."""
        rows = [RosterMeant(name, row, "") for name, found in filled.items() for row in found]
        for row in rows:
            self._find(row, [one for one in rows if one.sheet == row.sheet and one.name])
            if row.row.merged:
                row.wrong.append(AREAS)
        for row in rows:
            if not row.wrong:
                SAYS[row.sheet](self, row)
        return sorted(rows, key=lambda row: ORDER.index(row.sheet))

    def _find(self, row: RosterMeant, before: Sequence[RosterMeant]) -> None:
        row.name = row.cell("title" if row.sheet == POSTS else "name")
        if not row.name:
            row.name = "（没有名称）"
            row.wrong.append("没有填名称")
            return
        FINDS[row.sheet](self, row)
        again = next((one for one in before if _one(one, row)), None)
        if again:
            row.wrong.append(f"与第{again.number}行重复{SAME_NAME if row.sheet == PEOPLE else ''}")

    def find_unit(self, row: RosterMeant) -> None:
        unit = self.roster.unit_named(row.name)
        row.new, row.id = unit is None, unit.name if unit else row.name
        self.units[name_key(row.name)] = row.id

    def find_post(self, row: RosterMeant) -> None:
        """By its id, else its title."""
        row.id = self._known(row, {post: self.roster.posts[post].title for post in self.roster.leadership})
        if row.new:
            row.id = new_id(row.name, (*self.roster.leadership, *self.posts.values()), "post", "leader-")
        self.posts[name_key(row.name)] = row.id

    def find_person(self, row: RosterMeant) -> None:
        row.id = self._known(row, {person.id: person.name for person in self.roster.people.values()})
        if row.new:
            row.id = new_id(row.name, (*self.roster.people, *self.people.values()), "person")
        self.people[name_key(row.name)] = row.id

    def find_group(self, row: RosterMeant) -> None:
        known = known_as(row.name, self.roster.groups)
        row.new, row.id = known is None, known or row.name

    def _known(self, row: RosterMeant, names: Mapping[str, str]) -> str:
        id = row.cell("id")
        if id and id not in names:
            row.wrong.append(f"名册里没有编号“{id}”；新增的请不要填编号")
            return id
        found = id or next((known for known, name in names.items() if same_name(name, row.name)), "")
        row.new = not found
        return found

    def say_unit(self, row: RosterMeant) -> None:
        kind, aliases, unit = _kind(row), tuple(names_in(row.cell("aliases"))), self.roster.units.get(row.id)
        in_charge = self._post(row, row.cell("in_charge"), (unit.in_charge if unit else "") or "")
        if row.wrong:
            return
        if unit is None:
            added = AddUnit(row.name, kind or "section", row.cell("full_name"), aliases, in_charge)
            row.changes.append(added)
        else:
            self._change_unit(row, unit, kind, aliases, in_charge)
        posts = {"liaison": "联络员", "head": "负责人"}
        for name, said in posts.items():
            held = self.roster.posts[getattr(unit, name)] if unit else None
            self._hold(row, f"{row.id}.{name}", held, row.cell(name), said)
        self._end_unit(row, unit)

    def _change_unit(self, row: RosterMeant, unit: Unit, kind: str, aliases: tuple[str, ...], in_charge: str) -> None:
        cells = {"kind": kind, "full_name": row.cell("full_name"), "aliases": aliases, "in_charge": in_charge}
        said: Record = {name: cell for name, cell in cells.items() if cell and cell != getattr(unit, name)}
        words = {"kind": "类别", "full_name": "全称", "aliases": "其他叫法", "in_charge": "分管领导"}
        row.words += [words[name] for name in said]
        if row.words:
            row.changes.append(ChangeUnit(unit.name, **said))

    def _end_unit(self, row: RosterMeant, unit: Unit | None) -> None:
        until, into = _day(row, "until"), self._unit(row, row.cell("into"))
        if row.wrong or until is None or (unit and (unit.until, unit.into or "") == (until, into)):
            return
        row.changes.append(EndUnit(row.id, until, into))
        row.words.append("撤并")

    def say_post(self, row: RosterMeant) -> None:
        post = self.roster.posts.get(row.id)
        if post is None:
            row.changes.append(AddPost(row.name, self._person(row, row.cell("holder"))))
            return
        if post.title != row.name:
            row.changes.append(ChangePost(row.id, row.name))
            row.words.append("岗位名称")
        self._hold(row, row.id, post, row.cell("holder"), "任职人")

    def _hold(self, row: RosterMeant, id: str, post: Post | None, name: str, words: str) -> None:
        """Somebody else holds it from today on; the first holder always did."""
        person = self._person(row, name)
        if not person or row.wrong or (post and post.holder(self.day) == person):
            return
        row.changes.append(ChangeHolder(id, person, self.day if post and post.holders else None))
        row.words.append(words)

    def say_person(self, row: RosterMeant) -> None:
        said = _contacts(row) | {"home": self._unit(row, row.cell("home"))}
        left, successor = _day(row, "left"), self._person(row, row.cell("successor"))
        person = self.roster.people.get(row.id)
        if row.wrong:
            return
        if person is None:
            row.changes.append(AddPerson(row.name, **said))
        else:
            _change_person(row, person, said)
        if left and (person is None or (person.left, person.successor or "") != (left, successor)):
            row.changes.append(LeavePerson(row.id, left, successor))
            row.words.append("离开")

    def say_group(self, row: RosterMeant) -> None:
        members = tuple(one for one in (self._unit(row, name) for name in names_in(row.cell("members"))) if one)
        known = self.roster.groups.get(row.id)
        if row.new:
            row.changes.append(AddGroup(row.name, members))
        elif members and members != known:
            row.changes.append(ChangeGroup(row.id, members=members))
            row.words.append("包括单位")

    def _unit(self, row: RosterMeant, name: str) -> str:
        unit = self.roster.unit_named(name) if name else None
        found = unit.name if unit else self.units.get(name_key(name), "")
        if name and not found:
            row.wrong.append(f"没有单位“{name}”{_advice(name, [*self.roster.units, *self.units.values()])}")
        return found

    def _person(self, row: RosterMeant, name: str) -> str:
        """Somebody's id, by name; a name that two have leads to neither."""
        known = [one.id for one in self.roster.all_named(name)] if name else []
        found = self.people.get(name_key(name)) or (known[0] if len(known) == 1 else "")
        if name and not found:
            names = [one.name for one in self.roster.people.values()]
            row.wrong.append(f"“人员”里没有“{name}”{_advice(name, names)}")
        return found

    def _post(self, row: RosterMeant, name: str, held: str) -> str:
        """A post of leadership by its title; of two with one title the one that is `held`."""
        alike = [post for post in self.roster.leadership if same_name(self.roster.posts[post].title, name)]
        found = held if held in alike else alike[0] if alike else self.posts.get(name_key(name), "")
        if len(alike) > 1 and found != held:
            row.wrong.append(f"有{len(alike)}个岗位叫“{name}”，请在网页里选")
        if name and not found:
            row.wrong.append(f"“局领导”里没有岗位“{name}”；这一列写岗位名称，不写姓名")
        return found


def _contacts(row: RosterMeant) -> dict[str, str]:
    said = {way.field: way.plain(row.cell(way.field)) for way in WAYS.values()}
    for way in WAYS.values():
        if (address := said[way.field]) and not way.fits(address):
            row.wrong.append(f"{way.address}“{row.cell(way.field)}”写法不对，{way.so}")
    return said


def _change_person(row: RosterMeant, person: Person, said: Mapping[str, str]) -> None:
    other = {name: value for name, value in said.items() if value and value != (getattr(person, name) or "")}
    if not same_name(row.name, person.name):
        other = {"name": row.name, **other}
    if other:
        row.changes.append(ChangePerson(person.id, **other))
        row.words += [FIELD_WORDS[name] for name in other]


def _one(one: RosterMeant, other: RosterMeant) -> bool:
    if one.new or other.new:
        return same_name(one.name, other.name)
    return one.id == other.id  # two posts may have one title


def _kind(row: RosterMeant) -> str:
    said = row.cell("kind")
    known = {words: name for name, words in KINDS.items()} | {name: name for name in KINDS}
    if said and said not in known:
        row.wrong.append(f"类别“{said}”不对，可以写：{'、'.join(KINDS.values())}")
    return known.get(said, "")


def _day(row: RosterMeant, name: str) -> date | None:
    """A day as people write it. None where the cell is empty, or wrong, which is noted."""
    said = row.cell(name)
    try:
        return date(*map(int, found.groups())) if (found := DAY.fullmatch(said)) else _refuse_day(row, said)
    except ValueError:
        return _refuse_day(row, said)


def _refuse_day(row: RosterMeant, said: str) -> date | None:
    if said:
        row.wrong.append(f"日期“{said}”不对，请按 2020-09-30 这样填写")
    return None


def _advice(name: str, known: Sequence[str]) -> str:
    advice = nearest(name, known)
    return f"，{advice}" if advice.startswith("是不是") else ""


SAME_NAME = "；确是两个人的，在姓名后加以区分，如 张三（某某股）"
ORDER = (UNITS, POSTS, PEOPLE, GROUPS)
FINDS: Mapping[str, Callable[[Sheets, RosterMeant], None]] = {
    UNITS: Sheets.find_unit,
    POSTS: Sheets.find_post,
    PEOPLE: Sheets.find_person,
    GROUPS: Sheets.find_group,
}
SAYS: Mapping[str, Callable[[Sheets, RosterMeant], None]] = {
    UNITS: Sheets.say_unit,
    POSTS: Sheets.say_post,
    PEOPLE: Sheets.say_person,
    GROUPS: Sheets.say_group,
}
