"""A unit answers what a firm asks for (答复企业诉求), as the lead or as one that helps. Source: 6-duties "Request"."""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import Api, Asked, Command, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import ANSWERED
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.complete:
        return NotAllowed(f"{sight.owed.owner}已经答复；如需更正，请办公室先退回")
    if sight.state.waived_at:
        return NotAllowed(f"这件诉求{sight.owed.owner}不用再办")
    return None


@verb(
    "request_answer",
    "答复诉求",
    Doers.OWNERS,
    "答复企业诉求：牵头单位答复后由走访单位回访企业。",
    called="诉求答复",
    done="已答复",
    kinds=ANSWERED,
    refuses=_why_not,
    form="answer",
    api=Api("answer", "Answer"),
    command=Command("request answer"),
)
def answer_request(scene: Scene, text: Annotated[str, Asked("答复", "请写明怎样答复企业")]) -> Act:
    """Answer it; once the lead has, the firm is called back."""
    return Act(Fact(FactKind.FILED, scene.at), {"reason": text}, scene.sight.state.terms.kind.says.receipt)
