"""The burden of a year, unit by unit, for the office's page and its workbook."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.sheet import Sheet, workbook
from yudu_flow.actions.views.burden import burden
from yudu_flow.domain.burden import WHEN_IN_TIME, WHEN_NEVER, Burden, middle
from yudu_flow.wording.record import Record

GOAL = f"目标：按时报送的单位每月告知不超过{WHEN_IN_TIME}次，一直不报的不超过{WHEN_NEVER}次。"
COUNTED = "一起发出的不论几人、邮件还是短信，算一次；用时从第一次打开表单到报送，只记到事项，不记是谁。"
COLUMNS = {
    "单位": 16,
    "月份": 10,
    "告知次数": 10,
    "邮件封数": 10,
    "短信条数": 10,
    "填报项数": 10,
    "退回次数": 10,
    "用时（分钟）": 12,
}


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's months of one year: per month on average, and how many of them passed WHEN_NEVER."""

    unit: str
    months: int
    messages: float
    most: int
    beyond: int
    mails: int
    sms: int
    fields: float
    returns: int
    minutes: int | None


def months_of(bureau: Bureau, db: Connection, year: int) -> list[Burden]:
    """Every unit's months of the year."""
    return burden(bureau, db, f"{year:04}-01", f"{year:04}-12")


def by_unit(months: Sequence[Burden]) -> Iterator[UnitYear]:
    """The year of each, in their order."""
    units: dict[str, list[Burden]] = defaultdict(list)
    for one in months:
        units[one.unit].append(one)
    for unit, mine in units.items():
        told = [one.messages for one in mine]
        yield UnitYear(
            unit,
            len(mine),
            sum(told) / len(mine),
            max(told),
            sum(count > WHEN_NEVER for count in told),
            sum(one.mails for one in mine),
            sum(one.sms for one in mine),
            sum(one.fields for one in mine) / len(mine),
            sum(one.returns for one in mine),
            middle(minute for one in mine for minute in one.minutes),
        )


def record(one: Burden) -> Record:
    """For programs: the minutes by their middle."""
    return {**asdict(one), "minutes": middle(one.minutes)}


def burden_sheet(bureau: Bureau, db: Connection, year: int, now: datetime) -> bytes:
    """The workbook of the year: a row a unit and month."""
    rows = [_row(one) for one in months_of(bureau, db, year)]
    sheet = Sheet("负担", COLUMNS, rows, fixed=2, notes=(GOAL, COUNTED))
    return workbook(f"{year}年各单位负担", bureau.roster.bureau_name, now, [sheet])


def _row(one: Burden) -> tuple[str | int | None, ...]:
    counted = one.messages, one.mails, one.sms, one.fields, one.returns
    return one.unit, one.month, *counted, middle(one.minutes)
