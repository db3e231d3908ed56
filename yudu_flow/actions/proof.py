"""The proof (告知凭证) that a unit was told: each slip and the proposal, when, how, to whom, what came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight, tellings, told_rungs
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import notices
from yudu_flow.storage.notice_rows import NoticeInFull
from yudu_flow.storage.rows import EventRow
from yudu_flow.wording.numerals import numeral

PROPOSAL = "拟认定告知"
LEFT_OUT = ("withdrawn", "suppressed")


@dataclass(frozen=True, slots=True)
class ToldProof:
    """That somebody was to be told one slip: `told` is whether it arrived, as far as anybody knows.

    `slip` is the rung, `words` what it is called; `answer` is what the relay or the person said, or why it did not go.
    """

    slip: str
    words: str
    channel: str
    to: str
    at: datetime | None
    told: bool
    answer: str


def proof(bureau: Bureau, db: Connection, sight: Sight) -> tuple[ToldProof, ...]:
    """Everything that told or should have told the unit, by slip."""
    return proved_by(bureau, sight, notices.of(db, bureau.key, [sight.owed.id]).get(sight.owed.id, []))


def proved_by(bureau: Bureau, sight: Sight, told: Iterable[NoticeInFull]) -> tuple[ToldProof, ...]:
    """The same by all its notices, for whoever has read them."""
    found = [_by_message(bureau, sight, row) for row in told if _counts(row)]
    found += [_by_call(bureau, sight, row) for row in sight.events if row.kind == FactKind.CALLED and row.subject]
    order = {name: place for place, name in enumerate(_names(bureau, sight))}
    return tuple(sorted(found, key=lambda one: order.get(one.slip, len(order))))


def _counts(row: NoticeInFull) -> bool:
    return row.family in (Family.SLIP, Family.CASE) and row.role == "unit" and row.state not in LEFT_OUT


def _by_message(bureau: Bureau, sight: Sight, row: NoticeInFull) -> ToldProof:
    person = bureau.roster.people.get(row.recipient)
    arrived = row.message_state == "sent" and (bureau.files_tell or not row.spooled)
    return ToldProof(
        row.rung,
        slip_words(bureau, sight, row.rung),
        row.channel,
        person.name if person else row.recipient,
        row.sent_at if arrived else None,
        arrived,
        _answer(bureau, row),
    )


def _answer(bureau: Bureau, row: NoticeInFull) -> str:
    if row.state == "unreachable":
        return "没有可用的邮箱或手机"
    if row.message_state == "sent" and row.spooled:
        return f"试运行：{row.reply}" if bureau.files_tell else f"只写成文件，没有发出（{row.reply}）"
    return row.reply or "还没有发出"


def _by_call(bureau: Bureau, sight: Sight, row: EventRow) -> ToldProof:
    answer = "，".join(part for part in (f"{row.by}登记", str(row.detail.get("note", ""))) if part)
    rung = row.subject or ""
    return ToldProof(rung, slip_words(bureau, sight, rung), "call", sight.owed.owner, row.at, True, answer)


def slip_words(bureau: Bureau, sight: Sight, rung: str) -> str:
    """第一次催办, 第二次催办, 拟认定告知."""
    names = _names(bureau, sight)
    return f"第{numeral(names.index(rung) + 1)}次催办" if rung in names else PROPOSAL


def _names(bureau: Bureau, sight: Sight) -> list[str]:
    """The slips that urge, in order."""
    return [rung.name for rung in sight.state.terms.ladder(bureau.rules).after if not rung.proposes]


def to_tell(bureau: Bureau, db: Connection, sight: Sight) -> list[tuple[str, str]]:
    """The slips of this round and the proposal that went out, as (rung, words): first those that nobody was told."""
    told = tellings(bureau, db, [sight])[sight.owed.id]
    fired = sorted((row.rung for row in told_rungs(bureau, sight)), key=lambda rung: rung in told)
    return [(rung, slip_words(bureau, sight, rung)) for rung in fired]


def untold(bureau: Bureau, db: Connection, sight: Sight) -> list[str]:
    """The slips of this round and the proposal that went out and of which nobody is known to have been told."""
    told = tellings(bureau, db, [sight])[sight.owed.id]
    return [row.rung for row in told_rungs(bureau, sight) if row.rung not in told]
