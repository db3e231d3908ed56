"""The office looks at a report: accepts it, or returns it, or what was reported as done, with a reason and a limit."""

from datetime import date, datetime
from typing import Annotated

from yudu_flow.actions.acts.act import Act, Scene, over
from yudu_flow.actions.acts.settled import waived
from yudu_flow.actions.acts.verb import FARTHEST, Api, Asked, verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import RETURNED, WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.ladder import return_limit


def _nothing_to_accept(sight: Sight, _at: datetime) -> Refusal | None:
    if sight.state.accepted_at:
        return NotAllowed(f"{sight.owed.owner}的报告已经接收")
    if not sight.state.complete:
        return NotAllowed(f"{sight.owed.owner}没有待审核的报告")
    return None


@verb(
    "accept",
    "接收",
    Doers.JUDGES,
    "接收完整的报告；报送人不能自己接收，办公室自己的报告由分管领导接收。",
    done="已接收",
    kinds=WRITTEN,
    refuses=_nothing_to_accept,
)
def accept_report(scene: Scene) -> Act:
    """Accept a complete report. Whoever filed it does not accept it."""
    return Act(Fact(FactKind.ACCEPTED, scene.at))


def _nothing_to_return(sight: Sight, at: datetime) -> Refusal | None:
    state = sight.state
    if refusal := waived(sight):
        return refusal
    if state.accepted_at or not (state.complete or state.unsealed_at):
        what = "报告" if state.terms.kind.written else "办理情况"
        return NotAllowed(f"{sight.owed.owner}没有可以退回的{what}")
    return over(sight, at)


@verb(
    "return",
    "退回",
    Doers.CLOSERS,
    "写明原因，限期重报；限期事项、批示交办、企业诉求限期补办。",
    done="已退回，已通知单位",
    kinds=RETURNED,
    refuses=_nothing_to_return,
    api=Api("return", "Return"),
)
def return_report(
    scene: Scene,
    reason: Annotated[str, Asked("原因", "退回请写明原因")],
    until: Annotated[date | None, Asked("重报期限；不写按 config/rules.yaml 的 return_days")] = None,
) -> Act:
    """Return a report with a reason; its limit is 24:00 of the 2nd working day after, or of `until` where given."""
    today, bureau = local_day(scene.at), scene.bureau
    if until and until < today:
        raise BadRequest("重报期限不能早于今天", needs=("until",))
    if until and until > today + FARTHEST:
        raise BadRequest("重报期限应在一年以内", needs=("until",))
    day = until or bureau.calendar.plus(today, bureau.rules.return_days)
    says = scene.sight.state.terms.kind.says
    limit = return_limit(scene.sight.state, day, bureau.calendar)
    return Act(Fact(FactKind.RETURNED, scene.at, until=limit), {"reason": reason}, says.returned)
