"""The office excuses an obligation (免予报送): nothing is owed any more, with a reason; it counts as excused."""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.settled import freed, settled
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import Refusal
from yudu_flow.domain.facts import Fact, FactKind


def _why_not(sight: Sight, at: datetime) -> Refusal | None:
    if sight.state.ended or at >= sight.state.closes_at:
        return settled(sight, "不能再免", over=True)
    return None


@verb(
    "waive",
    "免报",
    Doers.JUDGES,
    "免予报送、走访或办理：写明原因，不再要求。",
    done=lambda done: f"已{freed(done.sight)}，已通知单位",
    refuses=_why_not,
    api=Api("waive", "Reasoned"),
)
def waive(scene: Scene, reason: Annotated[str, Asked("原因", "请写明免除的原因")]) -> Act:
    """Nothing is owed any more."""
    return Act(Fact(FactKind.WAIVED, scene.at), {"reason": reason}, "waived")
