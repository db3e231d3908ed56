"""Cases of 落实不力 in words: where one stands, and whose move it is."""

from datetime import datetime

from yudu_flow.domain.facts import CaseChoice
from yudu_flow.domain.obligation import Case
from yudu_flow.domain.period import spell_deadline

DECIDED = {CaseChoice.CONFIRM: "已认定，待销号", CaseChoice.DISMISS: "不予认定"}
YOU = "您"


def decided_by(name: str) -> str:
    """由李明决定; to the decider himself, whose `name` is 您, 由您决定."""
    return f"由{name or '责任领导'}决定"


def stage(case: Case, decider: str, now: datetime) -> str:
    """Where a case stands at `now`: proposed, decided, struck off. A dismissed one needs no striking off."""
    if case.decision is CaseChoice.CONFIRM and case.closed_at:
        return "已认定，已销号"
    if case.decision:
        return DECIDED[case.decision]
    objected = "单位已提出异议；" if case.objected_at else ""
    if case.decidable_from is None:
        return f"拟认定；{objected}告知还没有送到单位，送到并过了异议期后{decided_by(decider)}"
    if now < case.decidable_from:
        return f"拟认定；{objected}异议期至{spell_deadline(case.decidable_from)}，期满后{decided_by(decider)}"
    return f"拟认定；{objected}异议期已满，{decided_by(decider)}"
