"""The audit (审计) as people read it: who did what, when, about what. Reads only."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.edit_bulletin import EDITED
from yudu_flow.actions.bureau import Bureau
from yudu_flow.storage import audit
from yudu_flow.storage.rows import AuditRow
from yudu_flow.wording.audit import spell_act, spell_change
from yudu_flow.wording.names import Names
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.record import Record

PAGE = 100
# A post called 党组书记/局长/主任 was taken for an obligation, and broke the page for good.
OF_A_PERIOD = re.compile(r"(\d{4}(?:-[WQH]?\d{1,2})?)/[a-z0-9][a-z0-9:.-]*(/.+)?", re.ASCII)
"""An obligation, or a period's summary or bulletin, by an id; names, titles and numbers may hold strokes too."""
READ = {"day": date.fromisoformat, "until": datetime.fromisoformat, "received": datetime.fromisoformat}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act. `detail` is what was said with it, days and instants read back; `change` what it changed, in words."""

    seq: int
    at: datetime
    by: str
    act: str
    about: str
    detail: Mapping[str, Any]
    change: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page, newest first; `older` is the place in the chain where the next one begins, None at the end."""

    entries: tuple[AuditLine, ...]
    older: int | None


def acts(bureau: Bureau, db: Connection, before: int | None = None, most: int = PAGE) -> AuditPage:
    """A page of acts before that place in the chain, or as many as `most`."""
    rows = audit.page(db, bureau.key, before, most + 1)
    names = Names(bureau.roster, bureau.content.plans)
    shown = tuple(_entry(row, names) for row in rows[:most])
    return AuditPage(shown, shown[-1].seq if len(rows) > most else None)


def _entry(row: AuditRow, names: Names) -> AuditLine:
    detail = json.loads(row.detail)
    change = spell_change(detail, names.person)
    return AuditLine(row.seq, row.at, row.by, spell_act(row.act), _about(row, names), _read(detail), change)


def _about(row: AuditRow, names: Names) -> str:
    """An obligation, a period's summary or bulletin, or a person by name; anything else as it was written down."""
    found = OF_A_PERIOD.fullmatch(row.about)
    if found is None:
        return names.person(row.about)
    period, owner = found.groups()
    paper = "通报" if row.act == EDITED else "汇总"
    return names.obligation(row.about) if owner else f"{spell_period(period)}{paper}"


def _read(detail: Mapping[str, Any]) -> Record:
    """Days and instants, which JSON keeps as text."""
    return {name: READ[name](value) if name in READ and value else value for name, value in detail.items()}
