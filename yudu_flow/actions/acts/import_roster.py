"""The roster from a workbook: first what would come of each row, then all of it, or nothing where a row is wrong.

An empty cell says nothing, so that an office's own list with three columns takes nothing out. What has no column
(absences, firms, who held a post before) stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_roster import Tried, keep_tried, try_known
from yudu_flow.actions.acts.imported import ADDED, CHANGED, REFUSED, SAME, Imported, RowOutcome
from yudu_flow.actions.acts.roster_guards import keeper
from yudu_flow.actions.acts.roster_rows import RosterMeant, Sheets
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.filled_table import Rows
from yudu_flow.domain.errors import BadRequest

WHOLE = "整张表"


@dataclass(frozen=True, slots=True)
class ImportedRoster(Imported):
    """What comes of the rows; `tried` is the roster with them, None where a row is wrong or nothing would change."""

    tried: Tried | None = None


def try_import(
    home: Path,
    bureau: Bureau,
    by: str,
    now: datetime,
    filled: Mapping[str, Rows],
    *,
    was: str | None = None,
    admin: bool = False,
) -> ImportedRoster:
    """What would come of the rows; nothing is written. Raises Conflict, NotYours."""
    actor = keeper(bureau, by, now, admin=admin)
    rows = Sheets(bureau.roster, local_day(now)).meant(filled)
    unread = tuple(f"{name}表的“{'”“'.join(one.unread)}”" for name, one in filled.items() if one.unread)
    outcomes = [_outcome(row) for row in rows]
    changes = [change for row in rows for change in row.changes]
    if any(row.wrong for row in rows) or not changes:
        return ImportedRoster(tuple(outcomes), saved=False, unread=unread)
    try:
        tried = try_known(home, bureau, actor, now, changes, was=was)
    except BrokenFiles as broken:
        return ImportedRoster((*_blamed(broken, outcomes),), saved=False, unread=unread)
    except BadRequest as refusal:
        whole = RowOutcome(0, "", REFUSED, str(refusal), WHOLE)
        return ImportedRoster((whole, *outcomes), saved=False, unread=unread)
    return ImportedRoster(tuple(outcomes), saved=False, unread=unread, tried=tried if tried.changed else None)


def keep_import(bureau: Bureau, now: datetime, done: ImportedRoster) -> ImportedRoster:
    """The same, written where it changes anything. Raises Conflict, BrokenFiles."""
    if done.tried is None:
        return done
    keep_tried(bureau, now, done.tried, f"名册：从 Excel 导入{len(done.outcomes)}行")
    return replace(done, saved=True)


def _outcome(row: RosterMeant) -> RowOutcome:
    if row.wrong:
        return RowOutcome(row.number, row.name, REFUSED, "；".join(row.wrong), row.sheet)
    kind = ADDED if row.new else CHANGED if row.changes else SAME
    return RowOutcome(row.number, row.name, kind, "、".join(row.words), row.sheet)


def _blamed(broken: BrokenFiles, outcomes: Sequence[RowOutcome]) -> list[RowOutcome]:
    """What `check` would say, told at the row whose name it holds; else of the whole."""
    told, wrong = {place: list[str]() for place in range(len(outcomes))}, list[RowOutcome]()
    for finding in broken.findings:
        said = f"{finding.message}（{finding.suggestion}）" if finding.suggestion else finding.message
        place = next((at for at, one in enumerate(outcomes) if one.name and f"“{one.name}”" in finding.message), None)
        if place is None:
            wrong.append(RowOutcome(0, "", REFUSED, said, WHOLE))
        else:
            told[place].append(said)
    rows = [
        replace(one, kind=REFUSED, words="；".join(told[at])) if told[at] else one for at, one in enumerate(outcomes)
    ]
    return [*wrong, *rows]
