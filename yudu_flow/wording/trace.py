"""The steps of a trace in words: rungs, what was decided about them, what became of their notices."""

import re
from collections.abc import Iterable

from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.escalation import GROUNDED
from yudu_flow.wording.cases import KINDS as CASES
from yudu_flow.wording.names import spell_kind

VERDICTS = {"fired": "已办", "skipped": "没有发", "pending": "未到时候", "void": "作废"}
NOTICES = {
    "sent": "已送出",
    "held": "待发",
    "withdrawn": "撤回",
    "suppressed": "不再发",
    "failed": "未送达",
    "lost": "下落不明",
}
RUNGS = {
    "T-0": "退回期限当日提醒",
    "C": "屡次逾期，提请认定",
    "G": "指标滞后或没有数字，告知领导",
    "P": "指标进度缓慢，提请认定",
    "N": "报送情况",
    "D": "异议期满，请领导决定",
    **{rung.name: f"{CASES[kind]}，提请认定" for kind, rung in GROUNDED.items()},
}
PATTERNS = (
    (r"D\.(\d+)", "所给时间已满，请领导决定"),
    (r"T-(\d+)", "退回期限前{}个工作日提醒"),
    (r"Q\+(\d+)", "企业不满意满{}个工作日，请领导决定"),
    (r"A\+(\d+)(?:\.\d+)?", "申请满{}个工作日，提请办公室决定"),
    (r"M-(0)(?:\.\d+)?", "整改措施当日截止"),
    (r"M\+(\d+)(?:\.\d+)?", "整改措施过期{}个工作日"),
    (r"K-(0)(?:\.\d+)?", "整改当日到期"),
    (r"K-(\d+)(?:\.\d+)?", "整改期限前{}个工作日提醒"),
    (r"K\+(\d+)(?:\.\d+)?", "整改期满{}个工作日，待核查"),
    (r"P\+(0)", "单位申诉，请领导复核"),
    (r"P\+(\d+)", "申诉满{}个工作日，请领导复核"),
)
TODAY, LAST = "截止当日提醒", "顺延截止日提醒"
BEFORE, AFTER, SEAL = "截止前{}个工作日提醒", "逾期{}个工作日催办", "截止后{}个工作日催补盖章页"


def spell_rung(name: str) -> str:
    """R-3 as 截止前3个工作日提醒; an answer by its kind; the name itself where the office named a rung its own way."""
    known = RUNGS.get(name) or spell_kind(name)
    if known != name:
        return known
    words = (_of_kind(kind, name) for kind in KINDS.values())
    return next(filter(None, words), "") or _counted(PATTERNS, name) or name


def _of_kind(kind: Kind, name: str) -> str:
    """As the kind marks its rungs: with their days behind, or as they stand."""
    marks = kind.marks
    if name and name in (marks.first, marks.last):
        return dict(kind.says.folders)[kind.says.first] + "单" if name == marks.first else LAST
    if name == f"{marks.before}0":
        return TODAY
    counted = ((marks.before, BEFORE), (marks.after, AFTER), (marks.seal, SEAL))
    return _counted([(rf"{re.escape(mark)}(\d+)", words) for mark, words in counted if mark], name)


def _counted(patterns: Iterable[tuple[str, str]], name: str) -> str:
    found = ((re.fullmatch(pattern, name), words) for pattern, words in patterns)
    return next((words.format(match[1]) for match, words in found if match), "")
