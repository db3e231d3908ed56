"""A mistake in what a closed month says of an obligation is mended by a dated correction (更正), shown beside it.

The first word stays, in counts too. What is judged from now on goes by the correction: repetition, and an open case,
which falls where nothing was late after all. Source: 2-semantics "Fair in practice".
"""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.settled import freed, this
from yudu_flow.actions.acts.verb import Api, Asked, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Correction, Fact, FactKind
from yudu_flow.domain.obligation import outcome


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.closed_at is None:
        instead = "退回、免报或代为登记纸质报告" if sight.state.terms.kind.written else freed(sight)
        return NotAllowed(f"{sight.owed.owner}{this(sight)}还没有结束，不用更正；可以{instead}")
    return None


@verb(
    "correct",
    "更正结果",
    Doers.JUDGES,
    "已结束的一期记录有误，写明应是什么结果和原因；原记录保留。",
    done="已更正，原记录保留",
    refuses=_why_not,
    api=Api("correct", "CorrectedRecord"),
)
def correct_record(
    scene: Scene,
    decision: Annotated[
        Correction,
        Asked(
            "on_time 按时，late 逾期，extended 延期内，excused 免予要求，missing 未报、未办",
            called={Entrance.API: "outcome", Entrance.COMMAND: "to"},
        ),
    ],
    reason: Annotated[str, Asked("原因", "更正结果请写明原因")],
) -> Act:
    """Say what became of it in truth, and why."""
    if decision == (scene.sight.state.corrected or outcome(scene.sight.state, scene.at)):
        raise NotAllowed("现在记录的就是这个结果，不用更正")
    return Act(Fact(FactKind.CORRECTED, scene.at, choice=decision), {"reason": reason})
