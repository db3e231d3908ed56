"""The roster (名册) on one day as the office reads it: who holds which post, who is away, whom nothing reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.firm_book import registered
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.roster import Person, Roster, Tenure, Unit, is_placeholder
from yudu_flow.storage import obligations


@dataclass(frozen=True, slots=True)
class PostToday:
    """A post on the day: who holds it, the deputy who acts where they are away, and who is named for later."""

    id: str
    title: str
    holder: Person | None
    deputy: Person | None
    later: tuple[tuple[Person, date], ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its posts. `visits`: it owes visits, so that its `firms`, as the register has them, matter."""

    unit: Unit
    liaison: PostToday
    head: PostToday
    in_charge: PostToday | None
    firms: tuple[str, ...]
    visits: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with the posts they hold; `placeholder` where a contact is one, `nowhere` where there is none at all."""

    person: Person
    posts: tuple[str, ...]
    placeholder: bool
    nowhere: bool
    away: Tenure | None
    gone: bool


@dataclass(frozen=True, slots=True)
class RosterView:
    units: tuple[UnitRow, ...]
    leadership: tuple[PostToday, ...]
    people: tuple[PersonRow, ...]

    @property
    def placeholders(self) -> int:
        """How many people have a contact that nobody has registered yet."""
        return sum(1 for row in self.people if (row.placeholder or row.nowhere) and not row.gone)


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit: its posts over the time, who is at home there, and whether a plan or a record speaks of it."""

    row: UnitRow
    courses: tuple[tuple[PostToday, tuple[Tenure, ...]], ...]
    people: tuple[PersonRow, ...]
    traces: bool


@dataclass(frozen=True, slots=True)
class PostView:
    """One post of leadership: who held it when, and the units it is in charge of; `first` is the principal's."""

    post: PostToday
    course: tuple[Tenure, ...]
    units: tuple[str, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person: what they hold, and the firms they are paired with themselves where they owe visits."""

    row: PersonRow
    firms: tuple[str, ...]
    visits: bool


def roster_view(bureau: Bureau, day: date) -> RosterView:
    roster, visitors = bureau.roster, _visitors(bureau)
    with bureau.reading() as db:
        paired = registered(bureau, db, day).firms
    return RosterView(
        tuple(_unit(roster, unit, day, paired, unit.name in visitors) for unit in roster.units.values()),
        tuple(_held(roster, post, day) for post in roster.leadership),
        tuple(_person(roster, person, day) for person in roster.people.values()),
    )


def person_view(bureau: Bureau, id: str, day: date) -> PersonView:
    """One of them. Raises NotFound."""
    person = bureau.roster.people.get(id)
    if person is None:
        raise NotFound("名册中没有这个人")
    # Those of the roster's file alone, which the form writes: a firm that the register pairs would go into it.
    firms = bureau.roster.firms.get(id, ())
    return PersonView(_person(bureau.roster, person, day), firms, bool(firms) or person.name in _visitors(bureau))


def unit_view(bureau: Bureau, name: str, day: date) -> UnitView:
    """One of them. Raises NotFound."""
    roster = bureau.roster
    unit = roster.units.get(name)
    if unit is None:
        raise NotFound("名册中没有这个单位")
    with bureau.reading() as db:
        paired = registered(bureau, db, day).firms
        traces = bool(obligations.listed(db, bureau.key, unit=name))
    row = _unit(roster, unit, day, paired, unit.name in _visitors(bureau))
    courses = tuple((_held(roster, post, day), roster.posts[post].holders) for post in (unit.liaison, unit.head))
    people = tuple(_person(roster, one, day) for one in roster.people.values() if one.home == name)
    return UnitView(row, courses, people, traces)


def post_view(bureau: Bureau, id: str, day: date) -> PostView:
    """One of leadership. Raises NotFound."""
    roster = bureau.roster
    if id not in roster.leadership:
        raise NotFound("名册中没有这个领导岗位")
    units = tuple(unit.name for unit in roster.units.values() if unit.in_charge == id)
    return PostView(_held(roster, id, day), roster.posts[id].holders, units, roster.leadership[0] == id)


def _visitors(bureau: Bureau) -> set[str]:
    """Units and people, by name, that owe visits."""
    duties = [duty for plan in bureau.content.plans for duty in plan.duties if duty.kind.counted]
    return {owner for duty in duties for owner in (*duty.owner_units, *duty.owner_people)}


def _unit(roster: Roster, unit: Unit, day: date, paired: Mapping[str, tuple[str, ...]], visits: bool) -> UnitRow:
    in_charge = _held(roster, unit.in_charge, day) if unit.in_charge else None
    liaison, head = _held(roster, unit.liaison, day), _held(roster, unit.head, day)
    firms = paired.get(unit.name, ())
    return UnitRow(unit, liaison, head, in_charge, firms, visits or bool(firms or unit.firms), unit.gone(day))


def _held(roster: Roster, id: str, day: date) -> PostToday:
    post = roster.posts[id]
    holder = post.holder(day)
    acting = roster.acting(holder, day) if holder else None
    later = ((roster.people[one.person], one.start) for one in post.holders if one.start and one.start > day)
    return PostToday(
        id,
        post.title,
        roster.people[holder] if holder else None,
        acting if acting and acting.id != holder else None,
        tuple(sorted(later, key=lambda one: one[1])),
    )


def _person(roster: Roster, person: Person, day: date) -> PersonRow:
    contacts = [contact for channel in WAYS if (contact := person.address(channel))]
    held = tuple(post.title for post in roster.posts.values() if post.holder(day) == person.id)
    away = next((one for one in person.away if one.covers(day)), None)
    return PersonRow(person, held, any(map(is_placeholder, contacts)), not contacts, away, person.gone(day))
