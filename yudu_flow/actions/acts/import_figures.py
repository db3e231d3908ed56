"""Figures of targets from a workbook: tried row by row, then all of it is kept, or nothing where a row is wrong.

Each row is the act that its figure needs: given after the report, or corrected with a reason. What is tried is done in
one transaction that is taken back. Source: 6-duties "Targets".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import owner_named
from yudu_flow.actions.acts.doubt_figures import doubts_about
from yudu_flow.actions.acts.give_figure import correct_figure, give_figure
from yudu_flow.actions.acts.imported import ADDED, CHANGED, REFUSED, SAME, Imported, RowOutcome
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.actions.paces import asked, figures_before, figures_of
from yudu_flow.actions.papers.filled_table import AREAS, Rows, SheetRow
from yudu_flow.domain.amount import Amount, parse_amount, spell_amount
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotFound, Refusal
from yudu_flow.domain.names import name_key
from yudu_flow.domain.period import Period
from yudu_flow.domain.roster import Who
from yudu_flow.domain.target import Target
from yudu_flow.storage import notices, obligations
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.periods import spell_period

KIND_WORDS = {ADDED: "补报", CHANGED: "更正", SAME: "不变", REFUSED: "不收"}
MONTH = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})(?:\s*月|\s*[-./]\s*\d{1,2})?")


class _TakenBack(Exception):
    """Nothing of the transaction is kept."""


@dataclass(frozen=True, slots=True)
class FigureMeant:
    """A row with the report that its figure belongs to, and the target; or why it is refused."""

    row: SheetRow
    owed: Owed | None = None
    target: Target | None = None
    why_not: str = ""


def import_figures(bureau: Bureau, by: str, now: datetime, rows: Rows, *, save: bool) -> Imported:
    """What comes of the rows with a figure; written where that is asked for and none is refused.

    Raises BadRequest where there is none.
    """
    actor, outcomes = who(bureau, by), list[RowOutcome]()
    given, unread = [row for row in rows if row.cells.get("value")], rows.unread
    if not given:
        raise BadRequest("表里没有填写数字", needs=("file",))
    try:
        with bureau.writing(now) as db:
            meant = _meant(bureau, db, given)
            for owed in obligations.locked(db, {one.owed.id for one in meant if one.owed}):
                notices.open_of(db, bureau.key, owed)  # in the one order of locks, before anything is changed
            outcomes += [_done(bureau, db, one, actor, now) for one in meant]
            if not save or any(one.kind == REFUSED for one in outcomes):
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(outcomes), saved=False, unread=unread, kinds=KIND_WORDS)
    return Imported(tuple(outcomes), saved=True, unread=unread, kinds=KIND_WORDS)


def _meant(bureau: Bureau, db: Connection, rows: Sequence[SheetRow]) -> list[FigureMeant]:
    found, seen = list[FigureMeant](), dict[tuple[int, str], int]()
    for row in rows:
        try:
            one = _read(bureau, db, row)
        except Refusal as refusal:
            one = FigureMeant(row, why_not=str(refusal))
        if one.owed and one.target:
            key = one.owed.id, one.target.name
            one = FigureMeant(row, why_not=f"与第{seen[key]}行重复") if key in seen else one
            seen.setdefault(key, row.number)
        found.append(one)
    return found


def _read(bureau: Bureau, db: Connection, row: SheetRow) -> FigureMeant:
    """Raises BadRequest or NotFound with what is wrong with it."""
    if row.merged:
        raise BadRequest(AREAS)
    period, name = _period(row.cells.get("period", "")), row.cells.get("target", "")
    if not name:
        raise BadRequest("请填写指标名称")
    unit = row.cells.get("unit", "")
    owner = owner_named(bureau, unit) if unit else None
    rows = obligations.listed(db, bureau.key, unit=owner, period=period, kinds=WRITTEN)
    mine = [(owed, one) for owed in rows for one in asked(bureau, owed) if name_key(one.name) == name_key(name)]
    if not mine:
        whose = f"{owner}在" if owner else ""
        raise NotFound(f"{whose}{spell_period(period)}没有要填“{name}”的报告，请核对指标、单位和周期")
    if len(mine) > 1:
        raise BadRequest(f"填报“{name}”的有{'、'.join(owed.owner for owed, _ in mine)}，请填写填报单位")
    return FigureMeant(row, *mine[0])


def _period(said: str) -> str:
    """2020-09, 2020年9月, 2020/9/30, a quarter or a year as they are called here."""
    month = MONTH.fullmatch(said.strip())
    try:
        return str(Period.parse(f"{month[1]}-{int(month[2]):02d}" if month else said.strip()))
    except ValueError:
        raise BadRequest(f"周期“{said}”应写成 2020-09 或 2020年9月" if said else "请填写周期") from None


def _done(bureau: Bureau, db: Connection, meant: FigureMeant, actor: Who, now: datetime) -> RowOutcome:
    row, owed, target = meant.row, meant.owed, meant.target
    name = "　".join(filter(None, (row.cells.get("period", ""), row.cells.get("target", "")))) or "（没有指标）"
    if owed is None or target is None:
        return RowOutcome(row.number, name, REFUSED, meant.why_not)
    value = row.cells.get("value", "")
    before = figures_of(db, bureau.key, [owed.id]).get(owed.id, {}).get(target.name)
    amount = parse_amount(value, target.unit)
    if before is not None and amount == before:
        return RowOutcome(row.number, name, SAME)
    asks = _asks(bureau, db, owed, target, amount)
    # Anew for each: the row before may have been about the same report.
    [sight] = see(db, [owed])
    try:
        if before is None:
            give_figure.within(db, bureau, sight, actor, now, None, target.name, value)
            return RowOutcome(row.number, name, ADDED, f"补报{_spell(target, amount)}{asks}")
        reason = row.cells.get("reason", "")
        correct_figure.within(db, bureau, sight, actor, now, None, target.name, value, reason)
        return RowOutcome(row.number, name, CHANGED, f"{_spell(target, before)}更正为{_spell(target, amount)}{asks}")
    except Refusal as refusal:
        return RowOutcome(row.number, name, REFUSED, str(refusal))


def _asks(bureau: Bureau, db: Connection, owed: Owed, target: Target, amount: Amount | None) -> str:
    """What looks like a slip of the pen, which whoever tries the sheet sees before it is kept."""
    before = figures_before(bureau, db, owed).get(target.name)
    doubts = doubts_about([(target, amount, before)], bureau.rules.jump_factor) if amount is not None else ()
    return "".join(f"（请核对：{words}）" for _, words in doubts)


def _spell(target: Target, amount: Amount | None) -> str:
    return f"{spell_amount(amount)}{target.unit}" if amount is not None else ""
