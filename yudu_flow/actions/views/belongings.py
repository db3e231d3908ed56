"""What somebody has in hand, for whoever lets them leave: posts, items of their own, firms, cases to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.deciders import deciding, owing
from yudu_flow.actions.firm_book import registered
from yudu_flow.actions.look import name_of
from yudu_flow.domain.roster import Person, Tenure
from yudu_flow.storage import accounts, obligations, work
from yudu_flow.storage.rows import Owed


@dataclass(frozen=True, slots=True)
class Belongings:
    """Open items by what they are called; `named` are the assignments of plans that name the person."""

    posts: tuple[str, ...]
    own: tuple[str, ...]
    of_units: tuple[str, ...]
    firms: tuple[str, ...]
    cases: tuple[str, ...]
    named: tuple[str, ...]
    deputy_of: tuple[str, ...]
    account: bool

    @property
    def nothing(self) -> bool:
        """Whether nobody has to take anything over."""
        return not (self.posts or self.own or self.firms or self.cases or self.named or self.deputy_of)


def belongings(bureau: Bureau, person: Person, day: date) -> Belongings:
    """What somebody else has to take over from them on `day`, for whoever lets them leave."""
    roster = bureau.roster
    held = [post for post in roster.posts.values() if post.holder(day) == person.id]
    posts = {post.id for post in held}
    units = {unit.name for unit in roster.units.values() if {unit.liaison, unit.head} & posts}
    with bureau.reading() as db:
        still = obligations.listed(db, bureau.key, awake=True)
        cases = obligations.by_id(db, bureau.key, work.cases(db, bureau.key)).values()
        return Belongings(
            tuple(post.title for post in held),
            _named(row for row in still if owing(bureau, row) == person.id),
            _named(row for row in still if row.owner in units),
            registered(bureau, db, day).firms.get(person.id, ()),
            _named(row for row in cases if deciding(bureau, row, day) in posts),
            _in_plans(bureau, person),
            tuple(one.name for one in roster.people.values() if any(_ahead(t, person, day) for t in one.away)),
            _has_account(bureau, db, person),
        )


def _named(rows: Iterable[Owed]) -> tuple[str, ...]:
    return tuple(name_of(row) for row in rows)


def _ahead(absence: Tenure, person: Person, day: date) -> bool:
    return absence.person == person.id and (absence.end is None or absence.end >= day)


def _in_plans(bureau: Bureau, person: Person) -> tuple[str, ...]:
    """Assignments that name them in person, and with them their duties: what a successor bears from the day after."""
    named = [
        f"{plan.title} {assignment.id} {measure.title}"
        for plan in bureau.content.plans
        for measure, assignment in plan.assignments()
        if person.name in assignment.people
    ]
    return tuple(named)


def _has_account(bureau: Bureau, db: Connection, person: Person) -> bool:
    row = accounts.of(db, bureau.key, person.id)
    return row is not None and row.disabled_at is None
