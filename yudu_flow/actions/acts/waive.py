"""The office excuses an obligation (免予报送): nothing is owed any more, with a reason; it counts as excused."""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind


def _why_not(sight: Sight, at: datetime) -> Refusal | None:
    if sight.state.ended or at >= sight.state.closes_at:
        return NotAllowed(f"{sight.owed.owner}本期已经报送、免报或结束，不能再免")
    return None


@verb(
    "waive",
    "免报",
    Doers.JUDGES,
    "写明原因，本期不再要求。",
    done="已免报，已通知单位",
    refuses=_why_not,
    api=Api("waive", "Reasoned"),
)
def waive(scene: Scene, reason: Annotated[str, Asked("原因", "免予报送请写明原因")]) -> Act:
    """Nothing is owed any more."""
    return Act(Fact(FactKind.WAIVED, scene.at), {"reason": reason}, "waived")
