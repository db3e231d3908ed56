"""The office urges now (当天催办): one mail to the unit's liaison and head, beside the ladder and counted in none.

In quiet hours it is held to the pass of the next working day; once nothing is owed any more it is withdrawn.
"""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.settled import settled
from yudu_flow.actions.acts.verb import Api, Asked, Entrance, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.engine.sift import URGED
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind


def _why_not(sight: Sight, at: datetime) -> Refusal | None:
    owner, state = sight.owed.owner, sight.state
    if state.ended or at >= state.closes_at:
        return settled(sight, "不用催办", over=True)
    if state.frozen:
        return NotAllowed(f"{owner}的申请正等待决定，请先作出决定")
    if at < sight.owed.opened_at:
        return NotAllowed("本期还没有开始，不能催办")
    if any(row.kind == FactKind.URGED and local_day(row.at) == local_day(at) for row in sight.events):
        return NotAllowed(f"今天已经催办过{owner}，一天只催办一次")
    return None


@verb(
    "urge",
    "催办",
    Doers.OFFICE,
    "当天催办一次，免打扰时段顺延。",
    called="催办",
    done="催办邮件已安排发出，免打扰时段顺延到上班后",
    refuses=_why_not,
    api=Api("urge", "Noted"),
)
def urge(scene: Scene, note: Annotated[str, Asked("备注，可不写", called={Entrance.SCRIPT: "reason"})] = "") -> Act:
    """Order one reminder for what is still owed."""
    told = Recipients.on(scene.bureau, scene.db, local_day(scene.at)).answered(scene.sight.owed, loud=True)
    if all(one.channel is Channel.CALL for one in told):
        raise NotAllowed(f"{scene.sight.owed.owner}没有可用的邮箱，请电话告知并登记")
    return Act(Fact(FactKind.URGED, scene.at), {"reason": note} if note else {}, URGED, loud=True)
