"""Cases in words: what each kind is called, where one stands, and whose move it is. No other place has these words."""

from datetime import datetime

from yudu_flow.domain.case import Case, CaseStep
from yudu_flow.domain.facts import AppealChoice, CaseChoice, CheckChoice
from yudu_flow.domain.period import midnight_after, spell_day, spell_deadline
from yudu_flow.domain.rules import CaseKind

KINDS = {CaseKind.NEGLECT: "落实不力", CaseKind.SLOW: "进度缓慢", CaseKind.PASSING: "推诿扯皮"}
YOU = "您"
DECISIONS: dict[str, str] = {CaseChoice.CONFIRM: "认定", CaseChoice.DISMISS: "不予认定"}
APPEALS: dict[str, str] = {AppealChoice.UPHOLD: "维持原决定", AppealChoice.OVERTURN: "撤销认定"}
CHECKS: dict[str, str] = {CheckChoice.FULFILLED: "整改措施已落实", CheckChoice.UNFULFILLED: "整改措施未落实"}


def decided_by(name: str) -> str:
    """由李明决定; to the decider himself, whose `name` is 您, 由您决定."""
    return f"由{name or '责任领导'}决定"


def stage(case: Case, decider: str, now: datetime) -> str:
    """Where a case stands at `now`, and whose move it is. A dismissed one needs no striking off.

    `decider` decides on it, of an appeal whoever hears that.
    """
    match case.step:
        case CaseStep.PROPOSED:
            return _proposed(case, decider, now)
        case CaseStep.DISMISSED:
            return "申诉后撤销认定" if case.appeal_decided_at else "不予认定"
        case CaseStep.CLOSED:
            return "已认定，已销号"
        case CaseStep.APPEALED:
            return f"已认定；单位已申诉，{decided_by(decider)}"
        case CaseStep.MEASURES:
            return f"已认定；{_measures(case, now)}"
        case CaseStep.MENDING:
            return f"已认定；{_mending(case, now)}"
        case CaseStep.MENDED:
            return "已认定，整改已落实，待销号" if case.mended_at else "已认定，待销号"


def _measures(case: Case, now: datetime) -> str:
    assert case.measures_by  # the step says so
    late = "已过期未报，" if now >= midnight_after(case.measures_by) else ""
    return f"{late}单位应在{spell_day(case.measures_by)}前报整改措施"


def _mending(case: Case, now: datetime) -> str:
    assert case.mend_by  # the step says so
    if now >= midnight_after(case.mend_by):
        return f"整改期限{spell_day(case.mend_by)}已到，待办公室核查"
    return f"正在整改，{spell_day(case.mend_by)}前完成"


def _proposed(case: Case, decider: str, now: datetime) -> str:
    objected = "单位已提出异议；" if case.objected_at else ""
    if case.decidable_from is None:
        return f"拟认定；{objected}告知还没有送到单位，送到并过了异议期后{decided_by(decider)}"
    if now < case.decidable_from:
        return f"拟认定；{objected}异议期至{spell_deadline(case.decidable_from)}，期满后{decided_by(decider)}"
    return f"拟认定；{objected}异议期已满，{decided_by(decider)}"
