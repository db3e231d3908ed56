"""A unit hands an assignment back as not its business (非本单位职责): to the office, with a reason.

Nothing moves by it: the report stays owed until the office agrees and edits the plan, or waives this one.
"""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.answer_hand_back import unanswered
from yudu_flow.actions.acts.verb import Api, Asked, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind

WHICH = "请选择要退请的分工"


def _offered(sight: Sight, _at: datetime) -> bool:
    return sight.owed.kind in WRITTEN and not sight.state.ended


@verb(
    "hand_back",
    "退请办公室",
    Doers.OWNERS,
    "一项分工不属于本单位职责；答复之前，报告仍需报送。",
    called="退请",
    done="已退请办公室；答复之前，本期报告仍需报送",
    offered=_offered,
    api=Api("hand-back", "HandBack"),
)
def hand_back(
    scene: Scene,
    assignment: Annotated[str, Asked("分工编号", WHICH, longest=200)],
    reason: Annotated[str, Asked("原因", "请写明为什么不属于本单位职责")],
) -> Act:
    """Hand back one assignment of the unit. Raises BadRequest for one that is not, NotAllowed while one waits."""
    if assignment not in scene.sight.owed.assignments:
        raise BadRequest(WHICH, needs=("assignment",))
    if any(row.subject == assignment for row in unanswered(scene.sight.events)):
        raise NotAllowed("这一项已经退请办公室，正等待答复")
    return Act(Fact(FactKind.HANDED_BACK, scene.at, subject=assignment), {"reason": reason})
