"""A unit withdraws what it asked for or explained (撤回申请) before it is decided: as if it had not asked."""

from datetime import datetime

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import verb
from yudu_flow.actions.letters import ASKED
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed, Refusal
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage.rows import EventRow


def _why_not(sight: Sight, _at: datetime) -> Refusal | None:
    if waiting_request(sight) is None or sight.state.closed_at:
        return NotAllowed(f"{sight.owed.owner}没有正等待决定的申请或说明，不用撤回")
    return None


@verb(
    "withdraw",
    "撤回申请",
    Doers.OWNERS,
    "撤回还没有决定的延期申请或原因说明。",
    called="撤回申请",
    done="已撤回",
    refuses=_why_not,
)
def withdraw_request(scene: Scene) -> Act:
    """Withdraw the extension asked for or the reason given that waits."""
    return Act(Fact(FactKind.REQUEST_WITHDRAWN, scene.at))


def waiting_request(sight: Sight) -> EventRow | None:
    """The event of what was asked for, given as a reason or handed back and is to be decided, if any."""
    if sight.state.pending is None or sight.state.ended:
        return None
    kind = ASKED[sight.state.pending]
    return next((row for row in reversed(sight.events) if row.kind == kind), None)
