"""What the tests of the engine read back: rungs with their reasons, notices with their messages, and the books."""

from typing import Any

from sqlalchemy import select

from tests.bureau import Desk
from yudu_flow.actions.engine.reconcile import reconcile
from yudu_flow.actions.views.report import traces
from yudu_flow.domain.channels import Channel
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import MESSAGE, NOTICE


def report_rungs(desk: Desk, unit: str, period: str) -> list[dict[str, Any]]:
    """The rungs decided so far for a unit's report."""
    found = traces(desk.bureau, desk.clock(), unit, period)
    [trace] = [trace for trace in found if trace["obligation"] == f"{period}/report/{unit}"]
    return [rung for rung in trace["rungs"] if rung["verdict"] != "pending"]


def reasons(desk: Desk, unit: str, period: str) -> dict[str, str]:
    """Why each rung of a unit's report fired or did not."""
    return {rung["rung"]: rung["reason"] for rung in report_rungs(desk, unit, period)}


def fired(desk: Desk, unit: str, period: str) -> dict[str, str]:
    """When each rung that fired took effect, as `2020-09-28 09:00`."""
    rungs = report_rungs(desk, unit, period)
    return {rung["rung"]: f"{rung['at']:%Y-%m-%d %H:%M}" for rung in rungs if rung["verdict"] == "fired"}


def notices(desk: Desk, recipient: str, channel: Channel = Channel.EMAIL) -> list[tuple[str, str, str]]:
    """What a person was to be told, as (rung, state, reason), oldest first."""
    query = select(NOTICE).where(NOTICE.c.recipient == recipient, NOTICE.c.channel == str(channel))
    with reading(desk.bureau.engine) as db:
        return [(row.rung, row.state, row.reason) for row in db.execute(query.order_by(NOTICE.c.id))]


def messages(desk: Desk) -> list[Any]:
    """Every row of the outbox, oldest first."""
    with reading(desk.bureau.engine) as db:
        return [*db.execute(select(MESSAGE).order_by(MESSAGE.c.queued_at, MESSAGE.c.id))]


def unbalanced(desk: Desk, *periods: str) -> list[Any]:
    """The accounts of those periods that do not add up."""
    accounts = [account for period in periods for account in reconcile(desk.bureau, desk.clock(), period)]
    assert accounts
    return [account for account in accounts if not account.balanced]
