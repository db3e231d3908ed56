"""Whoever visits the firm calls it back (回访), and records whether it is satisfied. Source: 6-duties "Request"."""

from datetime import datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Done, Scene
from yudu_flow.actions.acts.verb import Api, Asked, Command, Entrance, verb
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import CALLED_BACK
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind, Satisfaction


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.complete:
        return NotAllowed("这次回访已经登记过")
    if sight.state.waived_at:
        return NotAllowed("这次不用再回访")
    return None


def _said(done: Done) -> str:
    return "已登记，诉求再办" if done.fact.choice is Satisfaction.NOT else "已登记，诉求办结"


@verb(
    "request_callback",
    "登记回访",
    Doers.OWNERS,
    "联系企业，问明是否满意；不满意的再办一次，仍不满意的由领导决定。",
    called="诉求回访",
    done=_said,
    kinds=CALLED_BACK,
    refuses=_why_not,
    form="callback",
    api=Api("callback", "CallBack"),
    command=Command("request callback"),
)
def call_back(
    scene: Scene,
    decision: Annotated[Satisfaction, Asked("满意、基本满意或不满意", called={Entrance.COMMAND: "said"})],
    text: Annotated[str, Asked("企业怎么说；不满意的必填")] = "",
) -> Act:
    """Record what the firm said. Raises BadRequest where it is not satisfied and nobody says with what."""
    if decision is Satisfaction.NOT and not text:
        raise BadRequest("企业不满意的，请写明不满意在哪里", needs=("text",))
    fact = Fact(FactKind.FILED, scene.at, choice=decision)
    return Act(fact, {"reason": text} if text else {})
