"""Firms from a workbook: first what would come of each row, then all of it, or nothing where a row is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.firm_entries import office_hand, same_name_words
from yudu_flow.actions.acts.firm_pairings import owner_key, visitor_from
from yudu_flow.actions.acts.imported import ADDED, CHANGED, REFUSED, SAME, Imported, RowOutcome
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import Pen, enter, entry_of, pair, rewrite
from yudu_flow.actions.papers.filled_table import AREAS, Rows, SheetRow
from yudu_flow.domain.errors import Refusal
from yudu_flow.domain.firm import FIELDS, HIDDEN, WORDS, FirmEntry, differing, faults, masked, tags_of, written
from yudu_flow.domain.names import name_key
from yudu_flow.storage import firms
from yudu_flow.storage.firm_tables import FirmRow


@dataclass
class FirmMeant:
    """A row with the firm that it means, if there is one, and who is to visit it besides."""

    row: SheetRow
    entry: FirmEntry
    firm: FirmRow | None = None
    owners: list[str] = field(default_factory=list)
    why_not: str = ""


@dataclass
class KnownFirms:
    """The register as the rows find it on `day`."""

    day: date
    rows: Sequence[FirmRow]
    paired: dict[int, set[str]]

    def of(self, row: SheetRow, entry: FirmEntry) -> FirmRow | None:
        """By its number, its code, else its name. Raises ValueError, which says why it is not to be told."""
        by_code = next((one for one in self.rows if entry.credit_code and one.credit_code == entry.credit_code), None)
        if number := row.cells.get("id", ""):
            mine = next((one for one in self.rows if str(one.id) == number), None)
            if mine is None:
                raise ValueError(f"名录里没有编号{number}；新登记的企业请不要填编号")
            if by_code and by_code.id != mine.id:
                raise ValueError(f"信用代码是编号{by_code.id}“{by_code.name}”的，与编号{number}不符")
            return mine
        return by_code or self._named(entry)

    def clash(self, meant: "FirmMeant") -> list[str]:
        """Why a firm is not given a name that another one has."""
        key = name_key(meant.entry.name)
        if meant.firm is None or meant.firm.name_key == key:
            return []
        alike = [one for one in self.rows if one.name_key == key and one.id != meant.firm.id and not one.ended]
        return [f"{same_name_words(one)}，不能把编号{meant.firm.id}“{meant.firm.name}”改成同名" for one in alike[:1]]

    def _named(self, entry: FirmEntry) -> FirmRow | None:
        alike = [one for one in self.rows if one.name_key == name_key(entry.name) and not one.ended]
        if len(alike) > 1:
            raise ValueError(f"名录里有{len(alike)}家同名企业，请填编号")
        if alike and alike[0].credit_code and entry.credit_code:
            raise ValueError(f"{same_name_words(alike[0])}，信用代码不同；确是另一家的，请逐家登记")
        return alike[0] if alike else None


def import_firms(bureau: Bureau, by: str, now: datetime, rows: Rows, *, save: bool) -> Imported:
    """What comes of the rows; written where it is asked for and none is refused."""
    actor = office_hand(bureau, by, now)
    if not save:
        with bureau.reading() as db:
            outcomes = tuple(_outcome(one) for one in _meant(bureau, db, rows, now))
            return Imported(outcomes, saved=False, unread=rows.unread)
    with bureau.alone(now) as db:
        meant = _meant(bureau, db, rows, now)
        outcomes = tuple(_outcome(one) for one in meant)
        if any(one.why_not for one in meant):
            return Imported(outcomes, saved=False, unread=rows.unread)
        for one in meant:
            _write(Pen(bureau, db, actor, now), one)
        return Imported(outcomes, saved=True, unread=rows.unread)


def _meant(bureau: Bureau, db: Connection, rows: Sequence[SheetRow], now: datetime) -> list[FirmMeant]:
    day, paired = local_day(now), dict[int, set[str]]()
    for owner, held in firms.paired_on(db, bureau.key, day).items():
        for firm, _ in held:
            paired.setdefault(firm, set()).add(owner)
    known, found = KnownFirms(day, firms.listed(db, bureau.key), paired), list[FirmMeant]()
    for row in rows:
        found.append(_read(bureau, known, row, found))
    return found


def _read(bureau: Bureau, known: KnownFirms, row: SheetRow, before: list[FirmMeant]) -> FirmMeant:
    meant = FirmMeant(row, written(row.cells))
    try:
        meant.firm = known.of(row, meant.entry)
    except ValueError as why:
        meant.why_not = str(why)
        return meant
    meant.entry = _beside(meant.entry, meant.firm)
    wrong = [words for _, words in faults(meant.entry)]
    wrong += [f"与第{again}行重复" for again in [_again(meant, before)] if again]
    wrong += known.clash(meant)
    wrong += [AREAS] if row.merged else []
    wrong += _owners(bureau, known, meant)
    meant.why_not = "；".join(wrong)
    return meant


def _again(meant: FirmMeant, before: Sequence[FirmMeant]) -> int:
    """The earlier row that means the same firm or gives it the same code, 0 where there is none."""
    return next((one.row.number for one in before if _same(one, meant)), 0)


def _same(one: FirmMeant, other: FirmMeant) -> bool:
    if one.firm and other.firm and one.firm.id == other.firm.id:
        return True
    if one.entry.credit_code and other.entry.credit_code:
        return one.entry.credit_code == other.entry.credit_code
    if one.firm and other.firm:
        return False
    return one.entry.name != "" and name_key(one.entry.name) == name_key(other.entry.name)


def _beside(entry: FirmEntry, firm: FirmRow | None) -> FirmEntry:
    """An empty cell says nothing, nor does a number that was masked when it went out."""
    if firm is None:
        return entry
    there = entry_of(firm)
    fields = {name: getattr(entry, name) or getattr(there, name) for name in FIELDS}
    hidden = HIDDEN in entry.mobile and entry.mobile == masked(there.mobile)
    return replace(entry, **fields | ({"mobile": there.mobile} if hidden else {}))


def _owners(bureau: Bureau, known: KnownFirms, meant: FirmMeant) -> list[str]:
    """Who is to visit it and does not yet; what is wrong with their names."""
    wrong, held = [], known.paired.get(meant.firm.id, set()) if meant.firm else set()
    for name in tags_of(meant.row.cells.get("owners", "")):
        try:
            if (owner := owner_key(bureau, name)) not in (*held, *meant.owners):
                meant.owners.append(visitor_from(bureau, owner, known.day))
        except Refusal as refusal:
            wrong.append(str(refusal))
    if meant.owners and meant.firm and meant.firm.ended:
        wrong.append("已移出名录，不能再对口；请先恢复")
    return wrong


def _outcome(meant: FirmMeant) -> RowOutcome:
    name = meant.entry.name or "（没有名称）"
    if meant.why_not:
        return RowOutcome(meant.row.number, name, REFUSED, meant.why_not)
    paired = [f"新增对口{len(meant.owners)}个"] if meant.owners else []
    if meant.firm is None:
        return RowOutcome(meant.row.number, name, ADDED, "".join(paired))
    changed = [WORDS[one] for one in differing(entry_of(meant.firm), meant.entry)]
    words = "、".join([*changed, *paired])
    return RowOutcome(meant.row.number, name, CHANGED if words else SAME, words)


def _write(pen: Pen, meant: FirmMeant) -> None:
    row = meant.firm
    if row is None:
        row = enter(pen, meant.entry)
    else:
        rewrite(pen, row, meant.entry)
    for owner in meant.owners:
        pair(pen, row, owner, local_day(pen.at))
