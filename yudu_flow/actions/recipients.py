"""Who is told: the posts' holders on that day, deputies for those away, the head for a liaison nobody can reach.

Source: 2-semantics "Recipients are the posts' holders on that day".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.deciders import appellate, deciding, owing
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.expected import helpers
from yudu_flow.domain.judges import filling
from yudu_flow.domain.ladder import LEADERS_AFTER
from yudu_flow.domain.roster import Person, is_placeholder
from yudu_flow.domain.rules import Addressee, Rung
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import messages
from yudu_flow.storage.rows import Owed

UNIT, LEADER, OFFICE, HELPER = "unit", "leader", "office", "helper"
TOLD_ABOVE = (Family.SLIP, Family.CASE)
HEARD_ABOVE = (*TOLD_ABOVE, Family.TARGET, Family.REQUEST, Family.NUMBERS)
URGED_ABOVE = (Family.MEASURES, Family.CHECK)
ABOVE_ALONE = (
    *(Family.DECISION, Family.REQUEST, Family.TARGET, Family.NUMBERS),
    *(Family.APPEAL, Family.CHECK, Family.FIRM),
)
"""What the owing unit is not told of: it asks the office or a leader to act."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, channel and part in a rung; CALL puts a person whom nothing reaches on the call sheet."""

    person: str
    channel: Channel
    role: str


@dataclass
class Recipients:
    """Finds recipients for one look at the roster, on one day; remembers what it found."""

    bureau: Bureau
    day: date
    dead: Callable[[], set[tuple[str, str]]]
    _found: dict[Any, list[Recipient]] = field(default_factory=dict)

    @classmethod
    def on(cls, bureau: Bureau, db: Connection, day: date) -> "Recipients":
        """As the roster and the failures so far have it on `day`; those are read once somebody is looked for."""
        return cls(bureau, day, cache(partial(messages.dead_addresses, db, bureau.key)))

    def of(self, owed: Owed, rung: Rung, family: Family) -> list[Recipient]:
        """Everybody whom this rung speaks to."""
        key = (owed.owner, owed.unit, owed.kind, owed.duty, rung.name, family, *owed.leaders, owed.decider)
        if key not in self._found:
            self._found[key] = [*dict.fromkeys(self._all(owed, rung, family))]
        return self._found[key]

    def answered(self, owed: Owed, *, loud: bool = False) -> list[Recipient]:
        """Who gets the answer to an act, by mail only: the owner, else the unit's head; `loud` is both.

        Where neither has a mailbox, it is for the call sheet.
        """
        first = self._owner(owed)
        people = [first, self._holder(self.bureau.roster.unit(owed.unit).head)]
        reached = [p for p in people if p and self.reaches(p, Channel.EMAIL)]
        told = [*dict.fromkeys(Recipient(p.id, Channel.EMAIL, UNIT) for p in reached)]
        if not told:
            return [Recipient(first.id if first else owed.unit, Channel.CALL, UNIT)]
        return told if loud else told[:1]

    def reaches(self, person: Person, channel: Channel) -> bool:
        """Whether a message through `channel` would arrive, as far as is known."""
        address = person.address(channel)
        if not address or (str(channel), address) in self.dead():
            return False
        return channel in self.bureau.spooled or not is_placeholder(address)

    def of_unit(self, name: str, channels: tuple[Channel, ...]) -> list[Recipient]:
        """Who hears for a unit what is about nothing that it owes: its liaison, else its head, whom mail reaches."""
        unit = self.bureau.roster.unit(name)
        people = [self._holder(unit.liaison), self._holder(unit.head)]
        reached = next((p for p in people if p and self.reaches(p, Channel.EMAIL)), None)
        if reached is None:
            first = next((p for p in people if p), None)
            return [Recipient(first.id if first else name, Channel.CALL, UNIT)]
        return [Recipient(reached.id, channel, UNIT) for channel in channels if self.reaches(reached, channel)]

    def _all(self, owed: Owed, rung: Rung, family: Family) -> Iterator[Recipient]:
        if family not in ABOVE_ALONE:
            yield from self._unit(owed, rung)
            yield from self._helpers(owed, rung)
        leaders = [*owed.leaders, *self._decider(owed)] if family in HEARD_ABOVE else []
        if family in (*TOLD_ABOVE, Family.TARGET):
            yield from self._above(leaders)
        if family is Family.REQUEST and rung.days >= self.bureau.rules.decision_days + LEADERS_AFTER:
            yield from self._above(leaders)
        # A leader without a mailbox is rung up about exceptions, not about a month in which all may be well.
        if family is Family.NUMBERS:
            yield from (one for one in self._above(leaders) if one.channel is Channel.EMAIL)
        if family in (Family.DECISION, Family.FIRM) or (family in URGED_ABOVE and rung.days >= LEADERS_AFTER):
            yield from self._above(self._decider(owed))
        if family is Family.APPEAL:
            post = appellate(self.bureau, owed, self.day)
            yield from self._above([post] if post else [])
        if family in (*TOLD_ABOVE, Family.DECISION, Family.REQUEST, Family.APPEAL, Family.CHECK, Family.FIRM) or (
            family is Family.MEASURES and rung.days
        ):
            yield from self.office()

    def _unit(self, owed: Owed, rung: Rung) -> Iterator[Recipient]:
        """The owner's people; whoever has no reachable liaison or head leaves a line on the call sheet."""
        first = self._owner(owed)
        wanted = [first]
        if Addressee.HEAD in rung.to or not (first and self._reachable(first)):
            wanted += [self._holder(self.bureau.roster.unit(owed.unit).head)]
        reached = [p for p in wanted if p and self._reachable(p)]
        for person in reached:
            yield from self._through(person, rung.channels)
        if not reached:
            yield Recipient(first.id if first else owed.unit, Channel.CALL, UNIT)
            yield from self.office()

    def _helpers(self, owed: Owed, rung: Rung) -> Iterator[Recipient]:
        """By mail, the liaisons of the other units that bear its assignment; they owe nothing."""
        if Addressee.CO_UNITS not in rung.to:
            return
        for unit in self._helping(owed):
            person = self._holder(self.bureau.roster.unit(unit).liaison)
            if person and self.reaches(person, Channel.EMAIL):
                yield Recipient(person.id, Channel.EMAIL, HELPER)

    def _helping(self, owed: Owed) -> Iterable[str]:
        """Each once; nobody where the plan is gone."""
        plan, roster = self.bureau.plan(owed.plan), self.bureau.roster
        if plan is None:
            return ()
        charged = self.bureau.assignments(owed.plan, owed.assignments)
        return dict.fromkeys(unit for one in charged for unit in helpers(plan, one, owed.unit, roster, self.day))

    def _owner(self, owed: Owed) -> Person | None:
        """The person who owes, or the liaison of the unit that does."""
        if owed.owner == owed.unit:
            return self._holder(self.bureau.roster.unit(owed.unit).liaison)
        person = owing(self.bureau, owed)
        return self.bureau.roster.acting(person, self.day) if person in self.bureau.roster.people else None

    def _decider(self, owed: Owed) -> list[str]:
        post = deciding(self.bureau, owed, self.day)
        return [post] if post else []

    def _above(self, posts: list[str]) -> Iterator[Recipient]:
        """A digest is a mail: there is no short form of it."""
        for post in posts:
            person = filling(self.bureau.roster, post, self.day)
            if person and self.reaches(person, Channel.EMAIL):
                yield Recipient(person.id, Channel.EMAIL, LEADER)
            else:
                yield Recipient(person.id if person else post, Channel.CALL, LEADER)

    def office(self) -> Iterator[Recipient]:
        """Who of the office gets its list: the liaison, else the head."""
        office = self.bureau.roster.office
        people = [self._holder(office.liaison), self._holder(office.head)]
        reached = [p for p in people if p and self.reaches(p, Channel.EMAIL)]
        for person in reached[:1]:
            yield Recipient(person.id, Channel.EMAIL, OFFICE)

    def _through(self, person: Person, channels: tuple[Channel, ...]) -> Iterator[Recipient]:
        """The channels asked for that reach this person; another one where none of them does."""
        usable = [c for c in channels if self.reaches(person, c)]
        usable = usable or [c for c in WAYS if self.reaches(person, c)][:1]
        return (Recipient(person.id, channel, UNIT) for channel in usable)

    def _reachable(self, person: Person) -> bool:
        return any(self.reaches(person, channel) for channel in WAYS)

    def _holder(self, post: str) -> Person | None:
        return self.bureau.roster.holder(post, self.day)
