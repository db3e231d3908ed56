"""Who owes what in a period: the expected set, frozen when the period opens.

Source: 2-semantics "Periods and the first start". Every unit with an assignment owes one report, never one a measure;
a group means the sections that the plan names unless the roster lists its members, also where it only helps; a person's
assignment is reported by that person's home unit, and a person's visits are owed by the person.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import chain
from typing import NamedTuple

from yudu_flow.domain.duties.kind import Owing
from yudu_flow.domain.judges import Judges
from yudu_flow.domain.plan import Assignment, Duty, Plan
from yudu_flow.domain.roster import Person, Roster, UnitKind


# A tuple: 84,000 of them are made in a third of the time, and go to the database without their fields' names.
class Owner(NamedTuple):
    """One owner of a duty. `leaders` are posts (or, without a post, people), `decider` one of them or the principal's.

    `person` is the id of somebody who owes in person.
    """

    owner: str
    unit: str
    assignments: tuple[str, ...]
    leaders: tuple[str, ...]
    decider: str | None
    quota: int = 0
    firms: tuple[str, ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What all who bear the same assignments have in common; made once for them, since a province has many units."""

    assignments: tuple[str, ...]
    leaders: tuple[str, ...]
    decider: str | None


def owners(plan: Plan, duty: Duty, roster: Roster, day: date) -> list[Owner]:
    """The owners of `duty`, in document order, as the roster has it on `day`."""
    posts, judges = leading_posts(plan, roster), Judges(roster, day)
    if duty.kind.owing is Owing.BEARERS:
        return [*_reporting_units(plan, posts, judges)]
    charged = [a for _, a in plan.assignments() if a.id == duty.assignment]
    share = _share(charged, posts)
    if duty.kind.owing is Owing.LEADS:
        # Without a unit that leads, as where a group or a person alone is charged, all who bear it owe it.
        leading = dict.fromkeys(
            unit for a in charged for unit in (_still(a.leads, roster, day) or bearers(plan, a, roster, day))
        )
        return [_owner(unit, unit, share, judges) for unit in leading]
    return [*_named_units(duty, share, judges), *_named_people(duty, share, judges)]


def leading_posts(plan: Plan, roster: Roster) -> dict[str, str]:
    """The post of each leader whom the plan names; looked up once a name, since a province has many posts."""
    names = dict.fromkeys(name for _, a in plan.assignments() for name in a.leaders)
    return {name: post_or_person(name, roster, plan.dated) for name in names}


def borne_by(plan: Plan, roster: Roster, day: date) -> dict[str, list[Assignment]]:
    """Every unit that has an assignment on `day`, in document order, with what it bears: one list for all that bear
    the same. Who bears what is charged in the same words is looked up once, since a province's groups are large.
    """
    alike: dict[Hashable, list[tuple[int, Assignment]]] = defaultdict(list)
    for place, (_, one) in enumerate(plan.assignments()):
        alike[one.units, one.groups, one.people].append((place, one))
    charges = [*alike.values()]
    borne: dict[str, tuple[int, ...]] = {}
    for number, [(_, one), *_] in enumerate(charges):
        for unit in dict.fromkeys(bearers(plan, one, roster, day)):
            borne[unit] = (*borne.get(unit, ()), number)
    found = {mine: [one for _, one in merge(*(charges[number] for number in mine))] for mine in {*borne.values()}}
    return {unit: found[mine] for unit, mine in borne.items()}


def bearers(plan: Plan, assignment: Assignment, roster: Roster, day: date) -> list[str]:
    """The units that bear an assignment on `day`, in document order: its own, its groups', its people's."""
    groups = [_members(plan, group, roster) for group in assignment.groups]
    people = [roster.person_on(name, day) for name in assignment.people]
    homes = [person.home for person in people if person and person.home]
    return _still([*assignment.units, *chain.from_iterable(groups), *homes], roster, day)


def helpers(plan: Plan, assignment: Assignment, unit: str, roster: Roster, day: date) -> list[str]:
    """The units that help `unit` with it on `day`: whom it leads, and those that the document names for that."""
    led = _still([one for one in assignment.units if assignment.lead == unit != one], roster, day)
    named = co_units(plan, assignment, roster, day)
    return [one for one in dict.fromkeys((*led, *named)) if one != unit]


def co_units(plan: Plan, assignment: Assignment, roster: Roster, day: date) -> list[str]:
    """The units that help with it on `day`; a group stands for its members that are not charged themselves."""
    units = [one for one in assignment.co_units if one not in roster.groups]
    groups = [_members(plan, one, roster) for one in assignment.co_units if one in roster.groups]
    charged = {*bearers(plan, assignment, roster, day)} if groups else set()
    beside = [one for one in _still(chain.from_iterable(groups), roster, day) if one not in charged]
    return [*dict.fromkeys((*_still(units, roster, day), *beside))]


def _members(plan: Plan, group: str, roster: Roster) -> Sequence[str]:
    return roster.groups.get(group) or named_sections(plan, roster)


def _still(units: Iterable[str], roster: Roster, day: date) -> list[str]:
    """The same with whatever each that ended went into; what ended for good has nothing more to do."""
    if not roster.units_end:
        return [*filter(roster.units.__contains__, units)]
    return [unit.name for name in units if (unit := roster.unit_on(name, day))]


def named_sections(plan: Plan, roster: Roster) -> list[str]:
    """The sections that the plan names: what "各责任股室" means by default."""
    named = dict.fromkeys(unit for _, a in plan.assignments() for unit in a.units)
    return [name for name in named if roster.units[name].kind is UnitKind.SECTION]


def _reporting_units(plan: Plan, posts: dict[str, str], judges: Judges) -> Iterator[Owner]:
    shares: dict[int, Share] = {}
    for unit, borne in borne_by(plan, judges.roster, judges.day).items():
        if id(borne) not in shares:
            shares[id(borne)] = _share(borne, posts)
        yield _owner(unit, unit, shares[id(borne)], judges)


def given_to(
    roster: Roster, plans: Sequence[Plan], unit: str, giver: str, day: date, person: Person | None = None
) -> Owner:
    """A unit, or a `person` of it, to which somebody gives something: the leader who does hears of it, else whoever is
    in charge, who decides; where nobody is, the leader of most of its assignments, else the principal leader.
    """
    post = roster.post_of(giver, day)
    in_charge = roster.unit(unit).in_charge or _mostly_led_by(plans, roster, unit, person, day)
    leaders = tuple(one for one in (post if post in roster.leadership else in_charge,) if one)
    share = Share((), leaders, next(iter((*leaders, *roster.leadership)), None))
    return _owner(person.name if person else unit, unit, share, Judges(roster, day), person.id if person else None)


def _mostly_led_by(plans: Sequence[Plan], roster: Roster, unit: str, person: Person | None, day: date) -> str | None:
    """The post of the leader of most assignments that the plans give to the person, else to the unit."""
    posts = {name: post for plan in plans for name, post in leading_posts(plan, roster).items()}
    borne = [one for plan in plans for one in borne_by(plan, roster, day).get(unit, ())]
    own = [one for one in borne if person and person.name in one.people]
    return _share(own or borne, posts).decider


def _owner(owner: str, unit: str, share: Share, judges: Judges, person: str | None = None) -> Owner:
    roster = judges.roster
    principal = next(iter(roster.leadership), None)  # decides where the document names no leader
    posts = (roster.units[unit].in_charge or share.decider or principal, *share.leaders)
    decider = judges.deciding(unit, person or "", posts)
    return Owner(owner, unit, share.assignments, share.leaders, decider, person=person)


def _share(borne: list[Assignment], posts: dict[str, str]) -> Share:
    named = [posts[name] for a in borne for name in a.leaders]
    leaders = tuple(dict.fromkeys(named))
    # Of several with as many assignments, `max` takes the first one of the document.
    return Share(tuple(a.id for a in borne), leaders, max(leaders, key=named.count, default=None))


def post_or_person(name: str, roster: Roster, day: date) -> str:
    """The post that a leader named in the plan held on the plan's date, so that a successor takes over."""
    person = roster.named(name)
    return roster.post_of(name, day) or (person.id if person else name)


def _named_units(duty: Duty, share: Share, judges: Judges) -> list[Owner]:
    standing = dict.fromkeys(_still(duty.owner_units, judges.roster, judges.day))
    return [_with_quota(_owner(u, u, share, judges), duty, judges.roster.units[u].firms) for u in standing]


def _named_people(duty: Duty, share: Share, judges: Judges) -> Iterator[Owner]:
    roster, day = judges.roster, judges.day
    for name in duty.owner_people:
        person = roster.person_on(name, day)
        home = roster.unit_on(person.home, day) if person and person.home else None
        if person and home:
            owner = _owner(person.name, home.name, share, judges, person.id)
            yield _with_quota(owner, duty, roster.firms.get(person.id, ()))


def _with_quota(owner: Owner, duty: Duty, firms: tuple[str, ...]) -> Owner:
    """Each paired firm once a month; until firms are registered, the number in the document."""
    return owner._replace(quota=len(firms) or duty.firms, firms=firms)
