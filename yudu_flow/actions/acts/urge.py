"""The office urges now (当天催办): one mail to the unit's liaison and head, beside the ladder and counted in none.

In quiet hours it is held to the pass of the next working day; once nothing is owed any more it is withdrawn.
"""

from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Done, Target, perform
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.compose import URGED
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import Recipients
from yudu_flow.domain import deeds
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.rules import Channel
from yudu_flow.storage.database import writing


def urge(bureau: Bureau, target: Target, by: str, now: datetime, note: str = "") -> Done:
    """Order one reminder for what is still owed. Raises NotAllowed, also for a second one on the same day."""
    with writing(bureau.engine) as db:

        def verb(sight: Sight, at: datetime) -> Act:
            _may_urge(sight, at)
            _check_reachable(bureau, db, sight, at)
            detail = {"reason": note.strip()} if note.strip() else {}
            return Act(Fact(FactKind.URGED, at), detail, URGED, loud=True)

        return perform(bureau, db, target, by, now, deeds.URGE, verb)


def _may_urge(sight: Sight, at: datetime) -> None:
    owner, state = sight.owed.owner, sight.state
    if state.ended or state.closed_at:
        raise NotAllowed(f"{owner}本期已经报送、免报或结束，不用催办")
    if state.frozen:
        raise NotAllowed(f"{owner}的申请正等待决定，请先作出决定")
    if at < sight.owed.opened_at:
        raise NotAllowed("本期还没有开始，不能催办")
    if any(row.kind == FactKind.URGED and local_day(row.at) == local_day(at) for row in sight.events):
        raise NotAllowed(f"今天已经催办过{owner}，一天只催办一次")


def _check_reachable(bureau: Bureau, db: Connection, sight: Sight, at: datetime) -> None:
    told = Recipients.on(bureau, db, local_day(at)).answered(sight.owed, loud=True)
    if all(one.channel is Channel.CALL for one in told):
        raise NotAllowed(f"{sight.owed.owner}没有可用的邮箱，请电话告知并登记")
