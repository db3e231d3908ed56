"""Who may do an act (由谁办理), by whichever way it comes: each act says whose it is (`domain.deeds`), this is how.

The office accepts, returns, approves and waives; whoever of it filed, asked or registered for the owner leaves that to
a colleague. What the office itself owes is judged by the leader who decides on it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider, hearing, owns
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Deed, Doers, Relation, may
from yudu_flow.domain.duties.registry import GIVEN
from yudu_flow.domain.errors import BadRequest, NotFound, NotYours
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.judges import filling
from yudu_flow.domain.roster import Person, Roster, Who
from yudu_flow.storage.rows import EventRow, Owed

# Each part: while only the last filer was looked at, whoever wrote the form accepted what a colleague had sealed.
FILINGS = (FactKind.FILED, FactKind.FILED_UNSEALED, FactKind.SEALED)
REQUESTS = (
    FactKind.EXTENSION_ASKED,
    FactKind.EXPLAINED,
    FactKind.HANDED_BACK,
    FactKind.FIRM_LOST,
    FactKind.CASE_MEASURED,
)
NOBODY = "由分管领导办理，名册里还没有登记这位领导，请先在名册登记"
COLLEAGUES = "由办公室其他同志办理（报送人、申请人、登记人不审核自己经手的事项）"
NOT_FOR_ONESELF = "由办公室其他同志办理（谁也不给自己的单位办理）"


def check_doer(bureau: Bureau, sight: Sight, deed: Deed, actor: Who, at: datetime) -> None:
    """Raises NotYours, which says who does it, where the actor may not."""
    day = local_day(at)
    barred = barred_from(bureau, sight, deed.doers, actor.id, day)
    if barred and deed.doers in (Doers.DECIDER, Doers.APPELLATE):
        raise NotYours(f"{day.month}月{day.day}日，该事项{barred}，{actor.name}不能决定")
    if barred:
        raise NotYours(f"{sight.owed.owner}的{deed.words}{barred}，{actor.name}不能办理")


def check_giver(bureau: Bureau, actor: Who, now: datetime, words: str) -> None:
    """Leaders and the office give something to a unit; `words` are what the refusal calls it."""
    roster, day = bureau.roster, local_day(now)
    leads = any(one is not None and one.id == actor.id for one in (roster.holder(p, day) for p in roster.leadership))
    if not leads and not roster.is_office(actor.id, day):
        raise NotYours(f"{words}由局领导或{_office(roster)}作出，{actor.name}不能办理")


def who(bureau: Bureau, by: str) -> Who:
    """The person of the roster whom `by` names, by id or name. Raises BadRequest, NotFound, which say who is near."""
    if not by.strip():
        raise BadRequest("请写明经办人", needs=("by",))
    people = bureau.roster.people.values()
    match bureau.roster.all_named(by.strip()):
        case [one]:
            return Who(one.id, one.name)
        case []:
            near = get_close_matches(by.strip(), [*(one.name for one in people), *bureau.roster.people], cutoff=0.5)
            hint = f"；是不是“{'”“'.join(near)}”" if near else "；名册在 config/roster.yaml"
            raise NotFound(f"名册中没有“{by.strip()}”，经办人请写名册里的姓名或编号{hint}")
        case several:
            ids = "、".join(one.id for one in several)
            raise BadRequest(f"名册里有{len(several)}位“{by.strip()}”，经办人请写编号：{ids}", needs=("by",))


def of_office(bureau: Bureau, by: str, now: datetime, words: str) -> Who:
    """Who acts, if they are of the office; `words` are what the refusal calls what is its own to do."""
    actor = who(bureau, by)
    if not bureau.roster.is_office(actor.id, local_day(now)):
        raise NotYours(f"{words}由{_office(bureau.roster)}办理，{actor.name}不能办理")
    return actor


def why_not(bureau: Bureau, sight: Sight, person: str, day: date) -> str:
    """Who judges what was done in place of the person of that id; empty where they may themselves."""
    return barred_from(bureau, sight, Doers.CLOSERS, person, day)


def why_not_decide(bureau: Bureau, sight: Sight, person: str, day: date) -> str:
    """The same of what an owner asks for, which of something given the office decides as well as whoever gave it."""
    return barred_from(bureau, sight, Doers.JUDGES, person, day)


def barred_from(bureau: Bureau, sight: Sight, doers: Doers, person: str, day: date) -> str:
    """Who does it in place of the person of that id; empty where they may themselves."""
    relation = _relation(bureau, sight, person, day)
    if may(doers, relation):
        return ""
    givers = _givers(bureau, sight, day)
    # A refusal names others than the one whom it refuses, which it once did not.
    return _doers(bureau, sight.owed, doers, relation, day, sorted(givers - involved(bureau, sight) or givers))


def _relation(bureau: Bureau, sight: Sight, person: str, day: date) -> Relation:
    roster, owed = bureau.roster, sight.owed
    leader, themselves = decider(bureau, owed, day), owns(bureau, owed, person, day)
    answers = roster.answers_for(person, owed.unit, day)
    return Relation(
        owns=themselves if owed.owner != owed.unit else answers,
        sides=answers or themselves,
        office=roster.is_office(person, day),
        decides=_is(leader, person),
        hears=_is(hearing(bureau, owed, day), person),
        involved=person in involved(bureau, sight),
        of_office=owed.unit == roster.office.name,
        given=owed.kind in GIVEN,
        gave=person in _givers(bureau, sight, day),
    )


def _is(one: Person | None, person: str) -> bool:
    return one is not None and one.id == person


def _givers(bureau: Bureau, sight: Sight, day: date) -> set[str]:
    """The ids of who gave it or stands in for them on `day`; where these would judge themselves, or none of them is
    left, of the leader who decides.
    """
    if sight.owed.kind not in GIVEN or not sight.events:
        return set()
    unit, leader = sight.owed.unit, decider(bureau, sight.owed, day)
    found = {one for one in _gave(bureau, sight, day) if not _of_unit(bureau.roster, one, unit, day)}
    return found or ({leader.id} if leader else set())


def _of_unit(roster: Roster, person: str, unit: str, day: date) -> bool:
    return roster.answers_for(person, unit, day) or (unit == roster.office.name and roster.is_office(person, day))


def _gave(bureau: Bureau, sight: Sight, day: date) -> set[str]:
    """Whoever holds the giver's post on `day` or acts for them; all of the office where its words were given."""
    roster, giver, given = bureau.roster, giver_of(bureau, sight), local_day(sight.events[0].at)
    if roster.is_office(giver, given):
        return {one for one in roster.people if roster.is_office(one, day)}
    post = roster.post_of(giver, given)
    held = roster.posts[post].holder(day) if post else giver
    acting = filling(roster, post or giver, day)
    return {one for one in (held, acting.id if acting else None) if one and one in roster.people}


def giver_of(bureau: Bureau, sight: Sight) -> str:
    """The id of who gave it. What was led over from before kept it among the words."""
    first = sight.events[0]
    return str(first.detail.get("by_id", "")) or actor_of(bureau, first)


def _doers(bureau: Bureau, owed: Owed, doers: Doers, relation: Relation, day: date, givers: Sequence[str]) -> str:
    """In words who does it, for somebody who does not."""
    office = f"由{_office(bureau.roster)}办理"
    if doers is Doers.OWNERS:
        return office if relation.of_office else f"{_owners(bureau, owed, day)}办理，{_office(bureau.roster)}可以代办"
    if doers is Doers.CLOSERS and relation.given:
        return f"由交办的{'、'.join(bureau.roster.people[one].name for one in givers)}办理" if givers else NOBODY
    leader = (hearing if doers is Doers.APPELLATE else decider)(bureau, owed, day)
    if doers in (Doers.DECIDER, Doers.APPELLATE):
        return f"由{leader.name if leader else '责任领导'}决定"
    if doers in (Doers.OFFICE, Doers.CALLERS):
        return office
    if relation.of_office:
        return f"由{leader.name}办理" if leader else NOBODY
    return (COLLEAGUES if doers in (Doers.JUDGES, Doers.CLOSERS) else NOT_FOR_ONESELF) if relation.office else office


def _owners(bureau: Bureau, owed: Owed, day: date) -> str:
    if owed.owner != owed.unit:
        return f"由{owed.owner}本人"
    unit = bureau.roster.units.get(owed.unit)
    held = [bureau.roster.holder(post, day) for post in (unit.liaison, unit.head)] if unit else []
    names = dict.fromkeys(one.name for one in held if one)
    return f"由{owed.unit}的联络员、负责人（{'、'.join(names) or '名册里还没有登记'}）"


def _office(roster: Roster) -> str:
    return roster.office.full_name or roster.office.name


def involved(bureau: Bureau, sight: Sight) -> set[str]:
    """The ids of everybody who handed in a part of the report in hand, or asked for something, for the owner."""
    filed: set[str] = set()
    asked: set[str] = set()
    for row in sight.events:
        if row.kind == FactKind.RETURNED:
            filed.clear()
        elif row.kind in FILINGS:
            filed.add(actor_of(bureau, row))
        elif row.kind in REQUESTS:
            asked.add(actor_of(bureau, row))
    return filed | asked


def actor_of(bureau: Bureau, event: EventRow) -> str:
    """The id of who acted; an event from before ids were kept knows the name only."""
    found = bureau.roster.all_named(event.by) if event.by and not event.by_id else []
    return found[0].id if len(found) == 1 else str(event.by_id)
