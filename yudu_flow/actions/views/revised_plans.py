"""What a draft is beside: the plans in force that it revises, each with how much differs, and other drafts of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yudu_flow.actions.acts.revise_plan import InForce, differences, drafts_like, likely
from yudu_flow.documents.drafts import Kept
from yudu_flow.domain.roster import Roster
from yudu_flow.wording.revisions import SAME, spell_count


@dataclass(frozen=True, slots=True)
class Revised:
    """A plan in force, or another draft of it; `count` is in words, None where nobody has counted."""

    plan: InForce
    count: str | None


def revised_plans(home: Path, today: date, kept: Kept, roster: Roster) -> list[Revised]:
    """Those whose number or title is the draft's; of one without a document how much differs is for its own page."""
    if kept.draft is None:
        return [Revised(one, None) for one in likely(home, today, kept)]
    found = [*likely(home, today, kept.draft), *drafts_like(home, kept.draft, but=kept.id)]
    return [Revised(one, _count(kept, one, roster)) for one in found]


def _count(kept: Kept, plan: InForce, roster: Roster) -> str:
    assert kept.draft is not None  # the others are not counted
    return spell_count(str(one.way) for one in differences(kept.draft, plan.row, roster) if not one.wording) or SAME
