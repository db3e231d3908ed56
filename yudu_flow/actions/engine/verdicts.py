"""A verdict written down: its rung, and a notice for everybody whom it speaks to. The one way, whoever decided it."""

from datetime import datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.recipients import LEADER, OFFICE, Recipient
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.verdict import Verdict
from yudu_flow.storage.new_rows import NewNotice, NewRung


def rung(bureau: Bureau, sight: Sight, verdict: Verdict, told: int, now: datetime) -> NewRung:
    return NewRung(
        bureau=bureau.key,
        obligation_id=sight.owed.id,
        round=sight.state.round,
        rung=verdict.rung.name,
        family=str(verdict.family),
        at=verdict.at,
        decided_at=now,
        verdict="fired" if verdict.fired else "skipped",
        reason=str(verdict.reason),
        notices=told,
    )


def notice(bureau: Bureau, sight: Sight, verdict: Verdict, one: Recipient, now: datetime, due: datetime) -> NewNotice:
    """The row for one reader; on the call sheet where nothing reaches the person."""
    unreachable = one.channel is Channel.CALL
    return NewNotice(
        bureau=bureau.key,
        obligation_id=sight.owed.id,
        round=sight.state.round,
        rung=verdict.rung.name,
        family=str(verdict.family),
        recipient=one.person,
        role=one.role,
        channel=str(one.channel),
        kind=kind_of(verdict, one.role),
        due_at=due,
        state="unreachable" if unreachable else "queued",
        reason="unreachable" if unreachable else str(verdict.reason),
        created_at=now,
        changed_at=now,
    )


def kind_of(verdict: Verdict, role: str) -> str:
    """The folder in notifications/ that says this rung to that role."""
    if role == LEADER:
        return "leader-digest"
    if role == OFFICE:
        return "office-list"
    return verdict.rung.says
