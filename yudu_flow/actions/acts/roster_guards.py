"""Who keeps the roster, and what may not be taken out of it because records lead there."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.roster.changes import Change, RemovePerson, RemoveUnit, RenameUnit
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.roster import Who
from yudu_flow.storage import accounts, firms, notices, obligations


def keeper(bureau: Bureau, by: str, now: datetime, *, admin: bool) -> Who:
    """Who changes the roster: the office, or an administrator; whoever sets it up, while it names nobody of the office.

    Raises BadRequest, NotFound, NotYours.
    """
    if not by.strip():
        raise BadRequest("请写明经办人", needs=("by",))
    if admin or not has_office(bureau, now):
        return acting(bureau, by.strip())
    return of_office(bureau, by, now, "名册")


def has_office(bureau: Bureau, now: datetime) -> bool:
    """Whether anybody of the roster is of the office today."""
    day = local_day(now)
    return any(bureau.roster.is_office(person, day) for person in bureau.roster.people)


def check_traces(bureau: Bureau, db: Connection, change: Change) -> None:
    """Raises NotAllowed where the change would leave records without the unit or the person that they speak of."""
    match change:
        case RemoveUnit() if _owed(bureau, db, change.unit):
            raise NotAllowed(f"“{change.unit}”有过事项，不能删去；请登记撤并，历史不变", needs=("unit",))
        case RenameUnit(from_day=None) if _owed(bureau, db, change.unit):
            raise NotAllowed(f"“{change.unit}”有过事项，请写明从哪天起用新名称", needs=("from_day",))
        case RemovePerson() if _known(bureau, db, change.person):
            name = bureau.roster.people[change.person].name
            raise NotAllowed(f"“{name}”有过记录，不能删去；请登记离开，历史不变", needs=("person",))


def _owed(bureau: Bureau, db: Connection, unit: str) -> bool:
    return bool(obligations.listed(db, bureau.key, unit=unit)) or _pairs(bureau, db, unit)


def _known(bureau: Bureau, db: Connection, person: str) -> bool:
    """Items of their own, an account, firms, or any message; posts in the roster the checks see themselves."""
    name = bureau.roster.people[person].name
    return (
        accounts.of(db, bureau.key, person) is not None
        or notices.was_told(db, bureau.key, person)
        or bool(obligations.listed(db, bureau.key, unit=name))
        or _pairs(bureau, db, person)
    )


def _pairs(bureau: Bureau, db: Connection, owner: str) -> bool:
    return any(one.owner == owner for one in firms.pairings(db, bureau.key))
