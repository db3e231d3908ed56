"""Who we are (名册): units, groups, posts with holders by dates, people and how to reach them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from yudu_flow.domain.channels import Contacts
from yudu_flow.domain.names import known_as, name_key, same_name


class UnitKind(StrEnum):
    """A section is a unit inside the bureau (股室); a unit is one of its own (局属单位); the office compiles."""

    OFFICE = "office"
    SECTION = "section"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's days in a post or away from it, both ends included; an open end is None."""

    person: str
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Who(NamedTuple):
    """Who acted. The id is compared, the name is shown, as it was on that day; the program itself has no id."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person(Contacts):
    """`away` names the deputy for each absence. A placeholder contact is one nobody has registered yet.

    Behind `left`, their last day, they hold no post and are nobody's deputy; `successor` owes in their place.
    """

    id: str
    name: str
    home: str | None = None
    home_is_placeholder: bool = False
    away: tuple[Tenure, ...] = ()
    left: date | None = None
    successor: str | None = None

    def gone(self, day: date) -> bool:
        """Whether they have left by `day`."""
        return self.left is not None and self.left < day


def is_placeholder(address: str) -> bool:
    """Reserved for documentation and never sent to: mail under `.example`, a mobile that begins with 000."""
    return address.endswith(".example") or address.startswith("000")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or section. `liaison`, `head` and `in_charge` are posts; `firms` are those it is paired with.

    Behind `until`, its last day, nothing new falls to it but to the unit that it went `into`, where there is one.
    """

    name: str
    kind: UnitKind
    liaison: str
    head: str
    in_charge: str | None = None
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    until: date | None = None
    into: str | None = None

    def gone(self, day: date) -> bool:
        """Whether it has ended by `day`."""
        return self.until is not None and self.until < day


@dataclass(frozen=True, slots=True)
class Post:
    """A post outlives its holders: duties go to whoever holds it that day."""

    id: str
    title: str
    holders: tuple[Tenure, ...]

    def holder(self, day: date) -> str | None:
        """The person id that holds the post on `day`; the later one where two overlap."""
        for tenure in reversed(self.holders):  # a generator would take most of the time that opening a province takes
            if tenure.covers(day):
                return tenure.person
        return None


@dataclass(frozen=True)
class Roster:
    """The bureau. `leaders` maps a name in the plan to the post it speaks of, so that a successor takes over."""

    bureau: str
    bureau_name: str
    units: dict[str, Unit]
    people: dict[str, Person]
    posts: dict[str, Post]
    groups: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    firms: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def office(self) -> Unit:
        """局办公室: collects, returns, urges, compiles."""
        return next(unit for unit in self.units.values() if unit.kind is UnitKind.OFFICE)

    @property
    def office_in_full(self) -> str:
        """In whose name the office writes."""
        return self.bureau_name + self.office.name

    def place(self, unit: str) -> int:
        """Where a unit stands in it; behind all of them what is none of them."""
        return self._places.get(unit, len(self._places))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.units)}

    def is_office(self, person: str, day: date) -> bool:
        """Whether the person of that id is at home in the office or answers for one of its posts on `day`.

        A home that was only guessed gives no rights.
        """
        one, office = self.people.get(person), self.office.name
        at_home = one is not None and not one.gone(day) and one.home == office and not one.home_is_placeholder
        return at_home or self.answers_for(person, office, day)

    def answers_for(self, person: str, unit: str, day: date) -> bool:
        """Whether the person of that id is the unit's liaison or head on `day`, deputies included."""
        posts = (self.units[unit].liaison, self.units[unit].head) if unit in self.units else ()
        return any(held is not None and held.id == person for held in (self.holder(post, day) for post in posts))

    def named(self, name: str) -> Person | None:
        """The person of that id or name; an id comes before a name, and is written in plain letters (Slug)."""
        if known := self.people.get(name):
            return known
        key = name_key(name)
        return self.people.get(key) or self._people_by_name.get(key)

    def all_named(self, name: str) -> list[Person]:
        """Everybody whom `name` may mean: the one of that id, else all of that name."""
        known = self.people.get(name)
        return [known] if known else [one for one in self.people.values() if same_name(one.name, name)]

    @cached_property
    def leadership(self) -> tuple[str, ...]:
        """The posts of leadership, the principal leader's first."""
        return tuple(post for post in self.posts if post not in self._unit_posts)

    def unit_named(self, name: str) -> Unit | None:
        """The unit of that name, full name or alias."""
        return self._units_by_name.get(name_key(name))

    def group_named(self, name: str) -> str | None:
        """The collective name as the roster spells it, None where it has none such."""
        return known_as(name, self.groups)

    @cached_property
    def _people_by_name(self) -> dict[str, Person]:
        """Of two of one name the first."""
        return {name_key(one.name): one for one in reversed(self.people.values())}

    @cached_property
    def _units_by_name(self) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for unit in self.units.values():
            for name in (unit.name, unit.full_name, *unit.aliases):
                found.setdefault(name_key(name or unit.name), unit)
        return found

    def post_of(self, name: str, day: date) -> str | None:
        """The post that the person of that name holds on `day`: the plan names people, duties follow posts.

        A post of leadership comes before a post in a unit, since the plan names leaders.
        """
        person = self.named(name)
        if person is None:
            return None
        held = [post.id for post in self._ever_held.get(person.id, ()) if post.holder(day) == person.id]
        return next((post for post in held if post not in self._unit_posts), held[0] if held else None)

    @cached_property
    def _ever_held(self) -> dict[str, list[Post]]:
        """The posts that each person holds, held or will hold."""
        found: dict[str, list[Post]] = {}
        for post in self.posts.values():
            for person in dict.fromkeys(one.person for one in post.holders):
                found.setdefault(person, []).append(post)
        return found

    @cached_property
    def _unit_posts(self) -> set[str]:
        return {post for unit in self.units.values() for post in (unit.liaison, unit.head)}

    @cached_property
    def heading(self) -> set[str]:
        """Everybody who ever heads a unit or may stand in for somebody: of most leaders nobody need ask whose head."""
        posts = [self.posts[unit.head] for unit in self.units.values() if unit.head in self.posts]
        deputies = {absence.person for one in self.people.values() for absence in one.away}
        successors = {one.successor for one in self.people.values()}
        return {tenure.person for post in posts for tenure in post.holders} | {
            one for one in deputies | successors if one
        }

    def acting(self, person: str, day: date) -> Person | None:
        """Who acts for `person` on `day`: themselves, or the deputy named for an absence (and theirs in turn)."""
        here = self.people[person]
        if not here.away and here.left is None:
            return here
        seen: set[str] = set()
        # Two may be away at once, each the deputy of the other.
        while person not in seen:
            seen.add(person)
            here = self.people[person]
            absence = next((one for one in here.away if one.covers(day)), None)
            deputy = absence.person if absence else None
            following = here.successor if here.gone(day) else deputy
            if following is None:
                return None if here.gone(day) else here
            person = following
        return None

    def unit_on(self, name: str, day: date) -> Unit | None:
        """The unit to which falls what a plan gives to that one: itself, or what it went into; None where it ended."""
        unit = self.units.get(name)
        if unit is None or unit.until is None:
            return unit
        ended = list[str]()
        while unit and unit.gone(day) and unit.name not in ended:
            ended.append(unit.name)
            unit = self.units.get(unit.into or "")
        return None if unit is None or unit.name in ended else unit

    @cached_property
    def units_end(self) -> bool:
        """Whether any unit ever ends: where none does, nobody need ask what each went into."""
        return any(unit.until for unit in self.units.values())

    def standing(self, day: date) -> list[str]:
        """The names of the units that are there on `day`: to which something may be given."""
        return [unit.name for unit in self.units.values() if not unit.gone(day)]

    def person_on(self, name: str, day: date) -> Person | None:
        """Who owes on `day` what a plan gives to the person of that name or id: themselves, or who came after them."""
        one, seen = self.named(name), set[str]()
        while one and one.gone(day) and one.id not in seen:
            seen.add(one.id)
            one = self.people.get(one.successor or "")
        return None if one is None or one.gone(day) else one

    def acted_for(self, person: str, day: date) -> list[Person]:
        """Whom the person of that id acts for on `day`: themselves, and those away whose deputy they are."""
        return [one for one in self.people.values() if one.id == person or self.acts_for(person, one.id, day)]

    def acts_for(self, person: str, away: str, day: date) -> bool:
        """Whether the person of that id stands in for the other one on `day`."""
        acting = self.acting(away, day) if away in self.people else None
        return acting is not None and acting.id == person

    def unit(self, name: str) -> Unit:
        """The unit of that name. One that was struck out of the file while it still owed something has nobody left."""
        return self.units.get(name) or Unit(name, UnitKind.UNIT, "", "")

    def holder(self, post: str | None, day: date) -> Person | None:
        """Who answers for a post on `day`, a deputy included; None where it is vacant."""
        held = self.posts[post].holder(day) if post in self.posts else None
        return self.acting(held, day) if held else None
