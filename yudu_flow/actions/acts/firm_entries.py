"""The register of firms (企业名录): a firm comes in, its entry is changed, it goes out and comes back. The office's.

The register in the database is the one truth. Each act keeps what it changed beside the firm, and in the audit.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import RESTORED, RETIRED, Pen, enter, found, rewrite
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed, NotFound
from yudu_flow.domain.firm import FirmEntry, faults
from yudu_flow.domain.names import name_key
from yudu_flow.domain.period import spell_date
from yudu_flow.domain.roster import Who
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmRow

REGISTER = "企业名录"


def add_firm(bureau: Bureau, by: str, now: datetime, entry: FirmEntry, *, another: bool = False) -> int:
    """Enter a firm; its number. `another`: it is not the one of the same name that is there already.

    Raises BadRequest for what is wrong with the entry, Conflict where the firm is there already.
    """
    actor = office_hand(bureau, by, now)
    _refuse_faults(entry)
    with bureau.alone(now) as db:  # two at once would both find nobody of that name
        _refuse_twice(bureau, db, entry, another=another)
        return enter(Pen(bureau, db, actor, now), entry).id


def change_firm(
    bureau: Bureau,
    firm: int,
    by: str,
    now: datetime,
    entry: FirmEntry,
    *,
    seen: int | None = None,
    another: bool = False,
) -> list[str]:
    """Change its entry; the fields that are new. `seen` is the last deed that the editor had before their eyes."""
    actor = office_hand(bureau, by, now)
    _refuse_faults(entry)
    with bureau.alone(now) as db:
        row = found(bureau, db, firm)
        refuse_unseen(bureau, db, row, seen, actor)
        _refuse_twice(bureau, db, entry, row, another=another)
        return rewrite(Pen(bureau, db, actor, now), row, entry)


def retire_firm(bureau: Bureau, firm: int, by: str, now: datetime, reason: str) -> None:
    """From that day on it is visited no more: closed down, moved away."""
    actor, day = office_hand(bureau, by, now), local_day(now)
    why = words_said(reason, "reason", "原因", missing="请写明为什么移出名录，如注销、迁出")
    with bureau.alone(now) as db:  # two at once would both be told that they did it
        row = found(bureau, db, firm)
        if row.ended:
            raise NotAllowed(f"{row.name}已经移出名录")
        if day < (since := local_day(row.created_at)):  # its visits since would be to a firm that is none
            raise BadRequest(f"{row.name}{spell_date(since)}才登记，不能从{spell_date(day)}起移出，请写那天或以后")
        firms.change(db, bureau.key, firm, {"ended": day})
        Pen(bureau, db, actor, now).note(row, RETIRED, {"day": day.isoformat(), "reason": why})


def restore_firm(bureau: Bureau, firm: int, by: str, now: datetime) -> None:
    """It is visited again."""
    actor = office_hand(bureau, by, now)
    with bureau.alone(now) as db:
        row = found(bureau, db, firm)
        if not row.ended:
            raise NotAllowed(f"{row.name}就在名录里")
        firms.change(db, bureau.key, firm, {"ended": None})
        Pen(bureau, db, actor, now).note(row, RESTORED, {})


def office_hand(bureau: Bureau, by: str, now: datetime) -> Who:
    """Who acts, if they are of the office."""
    return of_office(bureau, by, now, REGISTER)


def firm_named(bureau: Bureau, db: Connection, name: str) -> FirmRow:
    """The firm of that number, code or name. Raises NotFound, which names those that come near, and BadRequest where
    several have the name.
    """
    key, rows = name_key(name), firms.listed(db, bureau.key)
    if mine := next((one for one in rows if name.strip() in (str(one.id), one.credit_code)), None):
        return mine
    alike = [one for one in rows if one.name_key == key] or [one for one in rows if key and key in one.name_key]
    if len(alike) == 1:
        return alike[0]
    listed = "、".join(f"{one.name}（编号{one.id}）" for one in alike[:5])
    if alike:
        raise BadRequest(f"“{name}”可能是：{listed}；请写编号")
    raise NotFound(f"企业名录里没有“{name}”")


def refuse_unseen(bureau: Bureau, db: Connection, row: FirmRow, seen: int | None, actor: Who) -> None:
    """Raises Conflict where somebody else changed it after the last deed that was seen."""
    later = [one for one in firms.deeds(db, bureau.key, row.id) if seen is not None and one.id > seen]
    if later and later[-1].by_id != actor.id:
        raise Conflict(f"{later[-1].by}刚刚改过{row.name}，您的修改没有保存；请看过最新内容再改")


def _refuse_faults(entry: FirmEntry) -> None:
    wrong = [*faults(entry)]
    if wrong:
        raise BadRequest("；".join(words for _, words in wrong), needs=tuple(name for name, _ in wrong))


def _refuse_twice(
    bureau: Bureau, db: Connection, entry: FirmEntry, own: FirmRow | None = None, *, another: bool
) -> None:
    """The same code is the same firm; the same name asks."""
    same = firms.coded(db, bureau.key, entry.credit_code) if entry.credit_code else None
    if same and not (own and own.id == same.id):
        raise Conflict(f"这个信用代码已登记为“{same.name}”（编号{same.id}），请直接修改那一家", needs=("credit_code",))
    if own and own.name_key == name_key(entry.name):
        return
    alike = [one for one in firms.named(db, bureau.key, name_key(entry.name)) if not (own and own.id == one.id)]
    if alike and not another:
        raise Conflict(f"{same_name_words(alike[0])}；确是另一家的，请注明是同名的另一家", needs=("another",))


def same_name_words(there: FirmRow) -> str:
    code = f"，信用代码{there.credit_code}" if there.credit_code else ""
    return f"名录里已有“{there.name}”（编号{there.id}{code}）"
