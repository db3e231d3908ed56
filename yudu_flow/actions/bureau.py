"""What every action is given: the bureau it acts for. Built in `assembly`."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter
from secrets import token_bytes

from sqlalchemy import Connection, Engine

from yudu_flow.content.home import Content
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.plan import Assignment, Duty, Plan
from yudu_flow.domain.roster import Roster, is_placeholder
from yudu_flow.domain.rules import Rules
from yudu_flow.domain.workdays import Calendar
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import reading, writing


@dataclass(frozen=True, slots=True)
class Edition:
    """A content as its files say it: the hash of them all, and the home and host where they lie."""

    hash: str
    place: str


@dataclass(frozen=True)
class Bureau:
    """One bureau at work. `spooled` are the channels that write files and so may take placeholder addresses.

    A `stage` is a simulation or a demonstration: what goes into its files counts as told. One that `previews` writes
    of each mail the subject alone: nobody will read the rest. `refused` says what is wrong with changed content that
    was not taken over, an error each. `kept_mb` is how much all files of a unit in a period may hold. Codes of links
    are made with `link_key`; without a given one they work as long as the process runs. Without an `edition` nobody
    asks whether another host has a newer content.
    """

    engine: Engine
    content: Content
    words: Notifications
    spooled: frozenset[Channel] = field(default_factory=frozenset)
    base_url: str = ""
    mail_domain: str = "yudu-flow.invalid"
    previews: bool = False
    stage: bool = False
    refused: tuple[str, ...] = ()
    kept_mb: int = 300
    link_key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    edition: Edition | None = None

    @property
    def key(self) -> str:
        """The bureau's id, which every row carries."""
        return self.content.roster.bureau

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent look at what is stored, which waits for no writer."""
        return reading(self.engine)

    @contextmanager
    def writing(self, now: datetime) -> Iterator[Connection]:
        """One transaction, whole or not at all; the bureau has its row, in which the audit counts."""
        with writing(self.engine) as db:
            bureaus.start(db, self.key, now)
            yield db

    @contextmanager
    def alone(self, now: datetime) -> Iterator[Connection]:
        """The same; whoever else asks for it waits until this one ends."""
        with writing(self.engine) as db:
            bureaus.lock(db, self.key, now)
            yield db

    @property
    def rules(self) -> Rules:
        """The office's decisions."""
        return self.content.rules

    @property
    def calendar(self) -> Calendar:
        """The working days."""
        return self.content.calendar

    @property
    def roster(self) -> Roster:
        return self.content.roster

    @cached_property
    def trial(self) -> bool:
        """Whether this is a trial (试运行): nothing is sent for real, and every contact is a placeholder."""
        # A call is no way out: people make it.
        real = (place for person in self.roster.people.values() for place in person.addresses)
        return not self.stage and self.spooled >= {*Channel} - {Channel.CALL} and all(map(is_placeholder, real))

    @property
    def files_tell(self) -> bool:
        """Whether a message in a file counts as told: on a stage and in a trial; elsewhere it tells nobody."""
        return self.stage or self.trial

    def duties(self) -> list[tuple[Plan, Duty]]:
        """Every duty of every plan; 定期 ones only while the office reads them as monthly."""
        duties = [(plan, duty) for plan in self.content.plans for duty in plan.duties]
        return [(plan, duty) for plan, duty in duties if self.rules.regular_is_monthly or not duty.regular]

    def duty(self, plan: str, id: str) -> Duty | None:
        """The duty of that id; None where it or its plan is gone."""
        duties = (duty for one in self.content.plans if one.id == plan for duty in one.duties)
        return next((duty for duty in duties if duty.id == id), None)

    def plan(self, id: str) -> Plan | None:
        """The plan of that id; None where it is gone."""
        return next((one for one in self.content.plans if one.id == id), None)

    def assignments(self, plan: str, ids: list[str]) -> list[Assignment]:
        """Those assignments as the plan has them now; one that is gone is left out."""
        known = self._assignments.get(plan, {})
        return [one for _, one in sorted((known[id] for id in {*ids} & known.keys()), key=itemgetter(0))]

    def has_targets(self, plan: str, ids: Iterable[str]) -> bool:
        """Whether any of those assignments has a target, as the plan has them now."""
        return not self._targeted.get(plan, frozenset()).isdisjoint(ids)

    @cached_property
    def _targeted(self) -> dict[str, frozenset[str]]:
        """Of each plan, the ids of the assignments that have one."""
        known = self._assignments.items()
        return {plan: frozenset(id for id, (_, one) in found.items() if one.targets) for plan, found in known}

    @cached_property
    def _assignments(self) -> dict[str, dict[str, tuple[int, Assignment]]]:
        """Of each plan, by their ids, with their place in it."""
        return {
            plan.id: {one.id: (place, one) for place, (_, one) in enumerate(plan.assignments())}
            # So the first of one id stands, as it does in `plan`.
            for plan in reversed(self.content.plans)
        }


def local_day(now: datetime) -> date:
    """The date in Asia/Shanghai."""
    return now.astimezone(ZONE).date()
