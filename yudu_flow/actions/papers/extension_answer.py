"""The answer to a request for more time (延期答复) as a paper: what was asked, what was decided. Reads only."""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.case_papers import about
from yudu_flow.actions.papers.official import Block, OfficialPaper
from yudu_flow.actions.papers.slip_number import answer_number
from yudu_flow.domain.errors import NotFound
from yudu_flow.domain.facts import ExtensionChoice, FactKind
from yudu_flow.domain.period import spell_date, spell_deadline
from yudu_flow.storage.rows import EventRow

NOT_DECIDED = "这一事项没有答复过延期申请"


def extension_answer(bureau: Bureau, db: Connection, sight: Sight, now: datetime) -> OfficialPaper:
    """The last answer, dated as it was given. Raises NotFound before there is one."""
    decided = last_answer(sight, now)
    if decided is None:
        raise NotFound(NOT_DECIDED)
    asked = [row for row in sight.events if row.kind == FactKind.EXTENSION_ASKED and row.id < decided.id][-1]
    item, number = about(sight).removeprefix(sight.owed.owner), answer_number(bureau, db, decided.at, decided.id)
    sections = (Block("", (_asked(asked, item), *_decided(decided, sight))),)
    title, day = f"关于{item}延期申请的答复", local_day(decided.at)
    to, signed = sight.owed.owner, bureau.roster.office_in_full
    return OfficialPaper(title, sections, signed, day, to=to, form="extension", number=number, sealed=True)


def last_answer(sight: Sight, now: datetime) -> EventRow | None:
    """The last decision on a request for more time, up to `now`."""
    decided = (row for row in reversed(sight.events) if row.kind == FactKind.EXTENSION_DECIDED and row.at <= now)
    return next(decided, None)


def _asked(row: EventRow, item: str) -> str:
    until = f"，申请延期至{spell_date(row.day)}" if row.day else ""
    reason = str(row.detail.get("reason", "")).rstrip("。")
    return (
        f"你单位{spell_date(local_day(row.at))}提出的{item}延期申请收悉{until}{f'，原因：{reason}' if reason else ''}。"
    )


def _decided(row: EventRow, sight: Sight) -> list[str]:
    """What follows from it for the unit."""
    reason = str(row.detail.get("reason", "")).rstrip("。")
    if row.choice == ExtensionChoice.APPROVE and row.day:
        said = f"经研究，同意延期至{spell_date(row.day)}{f'。{reason}' if reason else ''}。"
        return [said, "请按延期后的期限办理，按期完成的不计逾期。"]
    said = f"经研究，不同意延期{f'：{reason}' if reason else ''}。"
    return [said, f"请在{spell_deadline(_in_force(row, sight))}前办理，在此之前完成的不计逾期。"]


def _in_force(refused: EventRow, sight: Sight) -> datetime:
    """The deadline as that refusal left it: no earlier than what held before, and what the refusal gave."""
    granted = [row.until for row in sight.events if row.kind == FactKind.EXTENSION_DECIDED and row.id < refused.id]
    before = [until for until in granted if until][-1:] or [sight.owed.late_from]
    return max(before[0], refused.until or before[0])
