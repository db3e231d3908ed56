"""A plan in force changed in its page: written into its file, from the next periods on; what is open stays as it is."""

from datetime import datetime
from pathlib import Path

from yudu_flow.actions.acts.edit_file import Proposal, Sheet, keep, propose, sheet
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.entries import Row
from yudu_flow.content.plan.edit import file_of
from yudu_flow.content.plan.outline import WHOLE, with_ids

CHANGED = "plan_changed"


def plan_sheet(home: Path, plan: str) -> Sheet:
    """The plan as an editor sees it. Raises NotFound."""
    return sheet(home, file_of(home, plan), WHOLE)


def propose_plan(home: Path, plan: str, row: Row, seen: str, now: datetime) -> Proposal:
    """What the form makes of the plan; new entries are numbered. Raises NotFound, Conflict, BadRequest."""
    return propose(home, file_of(home, plan), with_ids(row, plan), seen, now)


def keep_plan(home: Path, bureau: Bureau, by: str, now: datetime, proposal: Proposal, why: str = "") -> None:
    """Write it; `why` in the office's words, if it likes. Raises NotYours, BrokenFiles, Conflict, BadRequest."""
    said = proposal.row.said
    about = f"{said.get('number', '')} {said.get('title', '')}".strip()
    keep(home, bureau, by, now, proposal, CHANGED, about, why)
