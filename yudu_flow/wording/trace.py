"""The steps of a trace in words: rungs, what was decided about them, what became of their notices."""

import re

from yudu_flow.wording.names import KINDS

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
    "R-0": "截止当日提醒",
    "L-0": "顺延截止日提醒",
    "T-0": "重报期限当日提醒",
    "V-list": "走访任务单",
    "C": "屡次逾期，提请认定",
    "N": "当月报送情况",
    "D": "异议期满，请领导决定",
}
PATTERNS = (
    (r"[RV]-(\d+)", "截止前{}个工作日提醒"),
    (r"T-(\d+)", "重报期限前{}个工作日提醒"),
    (r"[EV]\+(\d+)", "逾期{}个工作日催办"),
    (r"S\+(\d+)", "截止后{}个工作日催补盖章页"),
    (r"A\+(\d+)(?:\.\d+)?", "申请满{}个工作日，提请办公室决定"),
)


def spell_rung(name: str) -> str:
    """R-3 as 截止前3个工作日提醒; an answer by its kind; the name itself where the office named a rung its own way."""
    known = RUNGS.get(name) or KINDS.get(name)
    if known:
        return known
    found = ((re.fullmatch(pattern, name), words) for pattern, words in PATTERNS)
    return next((words.format(match[1]) for match, words in found if match), name)
