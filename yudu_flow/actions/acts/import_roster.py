"""The roster from a workbook: first what would come of each row, then all of it, or nothing where a row is wrong.

An empty cell says nothing, so that an office's own list with three columns takes nothing out. What has no column
(absences, firms, who held a post before) stays as it is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_roster import keep_tried, try_known
from yudu_flow.actions.acts.roster_guards import keeper
from yudu_flow.actions.acts.roster_rows import Meant, Sheets
from yudu_flow.actions.acts.write_back import BrokenFiles
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.roster_table import FilledSheet
from yudu_flow.domain.errors import BadRequest

ADDED, CHANGED, SAME, REFUSED = "added", "changed", "same", "refused"
KIND_WORDS = {ADDED: "新增", CHANGED: "修改", SAME: "不变", REFUSED: "不收"}
WHOLE = "整张表"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What comes of a row: `words` say what changes, or why it is refused. Row 0 is what no one row is to blame for."""

    sheet: str
    row: int
    name: str
    kind: str
    words: str = ""

    @property
    def place(self) -> str:
        """Where it stands: 人员第3行."""
        return f"{self.sheet}第{self.row}行" if self.row else self.sheet


@dataclass(frozen=True, slots=True)
class Imported:
    """All rows; `saved` where they were written. `unread` are headings that nobody reads, by sheet."""

    outcomes: tuple[RowOutcome, ...]
    saved: bool
    unread: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter(one.kind for one in self.outcomes)


def import_roster(
    home: Path,
    bureau: Bureau,
    by: str,
    now: datetime,
    filled: Sequence[FilledSheet],
    *,
    save: bool,
    was: str | None = None,
    admin: bool = False,
) -> Imported:
    """What comes of the rows; written where it is asked for and none is refused. Raises Conflict, NotYours."""
    actor = keeper(bureau, by, now, admin=admin)
    rows = Sheets(bureau.roster, local_day(now)).meant(filled)
    unread = tuple(f"{one.name}表的“{'”“'.join(one.unread)}”" for one in filled if one.unread)
    outcomes = [_outcome(row) for row in rows]
    changes = [change for row in rows for change in row.changes]
    if any(row.wrong for row in rows) or not changes:
        return Imported(tuple(outcomes), saved=False, unread=unread)
    try:
        tried = try_known(home, bureau, actor, now, changes, was=was)
    except BrokenFiles as broken:
        return Imported((*_blamed(broken, outcomes),), saved=False, unread=unread)
    except BadRequest as refusal:
        whole = RowOutcome(WHOLE, 0, "", REFUSED, str(refusal))
        return Imported((whole, *outcomes), saved=False, unread=unread)
    if save and tried.changed:
        keep_tried(home, bureau, now, tried, f"名册：从 Excel 导入{len(rows)}行")
    return Imported(tuple(outcomes), saved=save and tried.changed, unread=unread)


def _outcome(row: Meant) -> RowOutcome:
    if row.wrong:
        return RowOutcome(row.sheet, row.number, row.name, REFUSED, "；".join(row.wrong))
    kind = ADDED if row.new else CHANGED if row.changes else SAME
    return RowOutcome(row.sheet, row.number, row.name, kind, "、".join(row.words))


def _blamed(broken: BrokenFiles, outcomes: Sequence[RowOutcome]) -> list[RowOutcome]:
    """What `check` would say, told at the row whose name it holds; else of the whole."""
    told, wrong = {place: list[str]() for place in range(len(outcomes))}, list[RowOutcome]()
    for finding in broken.findings:
        said = f"{finding.message}（{finding.suggestion}）" if finding.suggestion else finding.message
        place = next((at for at, one in enumerate(outcomes) if one.name and f"“{one.name}”" in finding.message), None)
        if place is None:
            wrong.append(RowOutcome(WHOLE, 0, "", REFUSED, said))
        else:
            told[place].append(said)
    rows = [
        RowOutcome(one.sheet, one.row, one.name, REFUSED, "；".join(told[at])) if told[at] else one
        for at, one in enumerate(outcomes)
    ]
    return [*wrong, *rows]
