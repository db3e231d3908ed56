"""Where plans have their pages, what names one in an address, and what the form of a whole plan is given."""

from typing import Annotated

from fastapi import Path

from yudu_flow.content.plan.outline import bearers, fields_of
from yudu_flow.domain.duties.registry import KINDS, PLANNED

PLANS = "/office/plans"
PAGE = "office/plan-edit.html"
WHOLE_PLAN = 24 * 2**20, 100_000
"""Bytes and fields of a form that holds a plan: two thousand measures, as many as a document may have, with targets."""
PlanId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")]
DraftId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$")]


def frame_of(back: str, *, draft: bool) -> dict[str, object]:
    """What the form shows besides the plan; `back` is the page that it belongs to."""
    kinds = {id: KINDS[id].words.name for id in PLANNED}
    shown = {"fields_of": fields_of, "bearers": bearers, "kinds": kinds}
    return {"here": f"{back}/edit", "back": back, "draft": draft, **shown}
